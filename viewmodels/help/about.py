"""What the program tells of itself: its version, where that comes from, and whose work it is made of."""

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

LICENCE: Final = "MIT License"
PACKAGES: Final = (
    "PySide6-Essentials",
    "PySide6_Pdf",
    "qasync",
    "SQLAlchemy",
    "aiosqlite",
    "asyncpg",
    "asyncmy",
    "alembic",
    "argon2-cffi",
    "aiosmtplib",
    "scramp",
    "jsonschema",
    "keyring",
    "reportlab",
    "holidays",
    "platformdirs",
    "tomlkit",
    "tqdm",
    *(("tzdata", "pywin32") if sys.platform == "win32" else ()),
)
"""What the program is made of, by the names under which packages are installed (a test holds it to pyproject.toml);
`make package` takes what they say of themselves along."""


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """What is told beside the packages.

    Attributes:
        version: the program's.
        revision: of the libraries that it works with.
        commit: the start of the commit that it was packaged from; empty where it runs from its source.
    """

    version: str
    revision: str
    commit: str


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package, as it tells of itself."""

    name: str
    version: str
    licence: str


def packages() -> tuple[Package, ...]:
    """Name the installed packages that the program is made of."""
    return tuple(found for name in PACKAGES if (found := _package(name)) is not None)


def _package(name: str) -> Package | None:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None  # a system's own package may leave out what it says of itself
    licence = said.get("License-Expression") or said.get("License") or ""
    if not licence or "\n" in licence:
        told = [it for it in said.get_all("Classifier") or () if it.startswith("License ::")]
        licence = told[0].rpartition(":: ")[2] if told else ""
    return Package(name, str(said["Version"]), licence)
