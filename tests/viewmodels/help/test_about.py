"""What the program tells of its parts."""

import re
import tomllib
from pathlib import Path

from viewmodels.help.about import PACKAGES, packages

ROOT = Path(__file__).parents[3]


def named(requirement: str) -> str:
    """Give a requirement's package as its index writes it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_package_that_the_program_asks_for_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {named(it) for it in project["dependencies"] if "win32" not in it}
    assert {named(it) for it in PACKAGES} - {"tzdata", "pywin32"} == wanted


def test_every_package_has_a_version_and_a_licence() -> None:
    assert len(packages()) == len(PACKAGES)
    assert [it for it in packages() if not (it.version and it.licence)] == []
