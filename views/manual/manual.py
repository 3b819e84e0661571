"""Where the manual's pages lie, what they are called, and which one goes with what is on screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

from services.files.resources import resource_path

INDEX: Final = "README.md"
START: Final = "start.md"
KEYS: Final = "keys.md"
LOANS: Final = "loans.md"
HOLDS: Final = "holds.md"
EMAIL: Final = "email.md"
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
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([\w-]+\.md)([^)]*)\)")
_SENTENCE_ENDS: Final = re.compile(r"(?<=。)(?!」)|(?<=[.:!?] )(?=[\[*A-Z])")
_MARKER: Final = re.compile(r"(?:\d+\.|-) ")
_KEY: Final = re.compile(r"(?<![\w+])F\d{1,2}(?!\d)")
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
        without: the pages, and places on pages (`at`), that are left out, with what leads there.
        without_keys: the function keys that nothing is said of.
        instead: other words for words.
    """

    folder: Path
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    without_keys: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)

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
        if self.without or self.without_keys:
            kept = (self._kept(line) for line in self._sections(file, text).splitlines(keepends=True))
            text = re.sub(r"\n{3,}", "\n\n", "".join(kept))
        for words, others in self.instead.items():
            text = text.replace(words, others)
        return text

    def _sections(self, file: str, text: str) -> str:
        """Leave out the places on a page that are left out, up to the next heading."""
        for heading, known in self._headings(file).items():
            if f"{file}#{known}" in self.without:
                text = re.sub(rf"(?ms)^## {re.escape(heading)}$.*?(?=^## |\Z)", "", text)
        return text

    def _kept(self, line: str) -> str:
        """Leave out the sentences of a line, or of the cells of a table's row, that lead to what is left out."""
        if line.startswith("|"):
            cells = line.split("|")
            kept = [self._sentences(it) for it in cells]
            return (
                ""
                if any(old.strip() and not new for old, new in zip(cells, kept, strict=True))
                else "|".join(kept)
            )
        marker = _MARKER.match(line)
        begins = marker[0] if marker else ""
        text = line.removeprefix(begins)
        kept_text = self._sentences(text)
        return begins + kept_text if kept_text or not text.strip() else ""

    def _sentences(self, text: str) -> str:
        kept = [it for it in _SENTENCE_ENDS.split(text.rstrip()) if not self._is_left_out(it)]
        return "".join(kept).rstrip() + text[len(text.rstrip()) :] if any(kept) or not text.strip() else ""

    def _is_left_out(self, text: str) -> bool:
        if not self.without_keys.isdisjoint(_KEY.findall(text)):
            return True
        return any(
            it[2] in self.without or self._place(it[2], it[3]) in self.without for it in _LINK.finditer(text)
        )

    def _place(self, file: str, anchor: str) -> str:
        """Name a place on a page by its anchor here, as `without` does; the page, where there is no such place."""
        known = self._headings(file).items()
        return next((f"{file}#{it}" for here, it in known if anchor == f"#{anchor_of(here)}"), file)

    def headings(self, file: str) -> tuple[str, ...]:
        """Name the headings of a page, below its title."""
        return tuple(_HEADING.findall(self.text(file)))

    def there(self, page: str) -> str:
        """Give a page, or the index where it is left out."""
        return INDEX if page in self.without else page

    def anchor(self, file: str, heading: str) -> str:
        """Give the anchor of a heading that is told as the Japanese page has it; blank where there is none."""
        here = next((here for here, known in self._headings(file).items() if known == heading), None)
        return "" if here is None or f"{file}#{heading}" in self.without else anchor_of(here)

    def _headings(self, file: str) -> Mapping[str, str]:
        """Give each heading of a whole page with the Japanese one."""
        japanese = self.folder.parent if self.folder.name == _ENGLISH else self.folder
        return _side_by_side(self.folder / file, japanese / file)

    def picture(self, link: str) -> Path | None:
        """Find a picture that a page shows; None if there is none, or if it isn't one of the manual's."""
        found = (self.folder / link).resolve()
        pictures = next(
            (it / "images" for it in self.folder.resolve().parents if (it / "images").is_dir()), None
        )
        known = pictures is not None and found.parent in {pictures, pictures / "en"}
        return found if known and found.is_file() else None


@cache
def _side_by_side(page: Path, japanese: Path) -> Mapping[str, str]:
    both = (_HEADING.findall(it.read_text(encoding="utf-8")) for it in (page, japanese))
    return MappingProxyType(dict(zip(*both, strict=True)))


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
