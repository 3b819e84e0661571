"""Where the manual's pages lie, what they are called, and which one goes with what is on screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Final

from services.files.resources import resource_path

INDEX: Final = "README.md"
START: Final = "start.md"
KEYS: Final = "keys.md"
LOANS: Final = "loans.md"
HOLDS: Final = "holds.md"
REGISTRATION: Final = "registration.md"
SUSPENSION: Final = "suspension.md"
PASSWORD: Final = "password.md"  # noqa: S105 - a page's name
PHONE: Final = "phone.md"
PRIVACY: Final = "privacy.md"
RECORDS: Final = "records.md"
REFERENCE: Final = "reference.md"
SEARCH: Final = "search.md"
SETTINGS: Final = "settings.md"
SUPERVISOR: Final = "supervisor.md"
TROUBLE: Final = "trouble.md"
_ENGLISH: Final = "en"
_INSTALLED: Final = f"help/manual/{INDEX}"
_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)
_TABLE: Final = re.compile(r"(?<=\|---\|---\|\n)(?:\|.*\n)+")
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([\w-]+\.md)[^)]*\)")
_LISTED: Final = re.compile(r"^\d+\. \[([^\]]+)\]\(([\w-]+\.md)\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One page.

    Attributes:
        file: its file's name.
        title: what the index calls it.
    """

    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual in one language; in each its pages have the same headings in the same order.

    Attributes:
        folder: where its pages lie, as Markdown; pictures lie beside the folder of the Japanese ones, English
            ones in a folder of theirs.
        tables: what stands in a page's table in the place of its own rows.
        without: the pages that are left out, with the index's lines about them; other pages don't lead there.
    """

    folder: Path
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()

    @classmethod
    def find(cls, *, english: bool = False) -> "Manual":
        """Find the pages: what was installed with the program, else those of the checkout it runs from.

        Raises:
            FileNotFoundError: there are none; the installation is incomplete.
        """
        try:
            folder = resource_path(_INSTALLED).parent
        except FileNotFoundError:
            folder = Path(str(files("resources"))).parent / "docs" / "manual"
        folder = folder / _ENGLISH if english else folder
        if not (folder / INDEX).is_file():
            raise FileNotFoundError(INDEX)
        return cls(folder)

    def pages(self) -> tuple[ManualPage, ...]:
        """Name the pages in the order of the index, which comes first itself."""
        index = self.text(INDEX)
        title = index.partition("\n")[0].removeprefix("# ")
        listed = tuple(ManualPage(file, name) for name, file in _LISTED.findall(index))
        return (ManualPage(INDEX, title), *listed)

    def text(self, file: str) -> str:
        """Read a page.

        Raises:
            FileNotFoundError: there is none.
        """
        text = (self.folder / file).read_text(encoding="utf-8")
        if file in self.tables:
            rows = "".join(f"| {' | '.join(row)} |\n" for row in self.tables[file])
            text = _TABLE.sub(lambda _: rows, text, count=1)
        if self.without and file == INDEX:
            text = "".join(line for line in text.splitlines(keepends=True) if not self._is_left_out(line))
        return _LINK.sub(lambda it: it[1] if it[2] in self.without else it[0], text) if self.without else text

    def _is_left_out(self, line: str) -> bool:
        """Tell whether a line of the index leads to a page that is left out, and is about nothing else."""
        led = {it[2] for it in _LINK.finditer(line)}
        return bool(led) and led <= self.without and line.startswith(("|", *"123456789"))

    def headings(self, file: str) -> tuple[str, ...]:
        """Name the headings of a page, below its title."""
        return tuple(_HEADING.findall(self.text(file)))

    def anchor(self, file: str, heading: str) -> str:
        """Give the anchor of a heading that is told as the Japanese page has it; blank where there is none."""
        if heading not in (known := self._japanese.headings(file)):
            return ""
        return anchor_of(self.headings(file)[known.index(heading)])

    @property
    def _japanese(self) -> "Manual":
        return Manual(self.folder.parent) if self.folder.name == _ENGLISH else self

    def picture(self, link: str) -> Path | None:
        """Find a picture that a page shows; None if there is none, or if it isn't one of the manual's."""
        found = (self.folder / link).resolve()
        pictures = next(
            (it / "images" for it in self.folder.resolve().parents if (it / "images").is_dir()), None
        )
        known = pictures is not None and found.parent in {pictures, pictures / "en"}
        return found if known and found.is_file() else None


def at(page: str, heading: str) -> str:
    """Name a place of the manual: a page, and a heading of it as the Japanese page has it."""
    return f"{page}#{heading}"


def anchor_of(heading: str) -> str:
    """Name a heading as a link to it does: as GitHub names it, which shows the same pages."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def third_party() -> str:
    """Read what is told of the fonts and icons that others made."""
    try:
        return resource_path("help/THIRD_PARTY.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        return (Path(str(files("resources"))).parent / "THIRD_PARTY.md").read_text(encoding="utf-8")
