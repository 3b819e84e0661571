"""Lays a 返却期限票 out on as many sheets as it needs, or on one length of a roll; pure geometry, no PDF."""

from dataclasses import dataclass, replace
from typing import Final

from services.slips.due_slip import DueEntry, DueGroup, DueWords
from services.slips.layout import MeasureText
from services.slips.line_wrapping import wrap
from services.slips.marks import Composition, Face, Frame, Line, Mark
from services.slips.paper_sizes import DueSheet, PaperSize

_LEADING: Final = 1.36
_MARK: Final = "・"
"""Before a title, whose other lines stand behind it."""
_MOST_LINES: Final = 2
"""Of a title."""
_GROUP_APART: Final = 0.6
_ENTRY_APART: Final = 0.25
_GOES_ON: Final = "(つづき)"
_CUT: Final = "…"
_ENDLESS: Final = float("inf")


@dataclass(frozen=True, slots=True, repr=False)
class _Text:
    """One line of a block, and how far below its upper edge the block goes on."""

    text: str
    face: Face
    size: float
    indent: float = 0

    @property
    def height(self) -> float:
        return self.size * _LEADING


type _Block = tuple[_Text, ...]
"""Lines that stand on one sheet."""


def compose_due(
    words: DueWords, sheet: PaperSize, sizes: DueSheet, measure: MeasureText
) -> tuple[Composition, ...]:
    """Lay a slip out; several sheets are numbered, and each begins with whose days and place go on there.

    Args:
        words: what it says.
        sheet: the paper's measures.
        sizes: its type.
        measure: tells the widths of texts.
    """
    pages = _Pages(sheet, sizes, measure)
    pages.slip(words)
    return pages.numbered(words.title)


class _Pages:
    """Places blocks from the top downwards, and begins another sheet where one has no room."""

    def __init__(self, sheet: PaperSize, sizes: DueSheet, measure: MeasureText) -> None:
        self._sheet = sheet
        self._sizes = sizes
        self._measure = measure
        self._left = (sheet.width - sheet.column) / 2
        self._end = _ENDLESS if sheet.height is None else sheet.height - sheet.margin
        self._top = self._y = sheet.margin + sizes.title * _LEADING
        self._pages: list[list[Mark]] = [[]]

    def slip(self, words: DueWords) -> None:
        for line in words.header:
            self._put(self._wrapped(line, Face.REGULAR, self._sizes.body))
        for group in words.groups:
            self._group(group)

    def numbered(self, title: str) -> tuple[Composition, ...]:
        """Give the sheets, each with the title and, of several, its number."""
        count, size = len(self._pages), self._sizes.title
        made = []
        for number, marks in enumerate(self._pages, 1):
            said = title if count == 1 else f"{title} {number}/{count}"
            line = Line(self._left, self._sheet.margin + size, Face.BOLD, size, said)
            height = self._sheet.height or self._y + self._sheet.margin
            made.append(Composition(self._sheet.width, height, (line, *marks)))
        return tuple(made)

    def _group(self, group: DueGroup) -> None:
        """Place a group: its headings are never the last of a sheet, and are said again on the next one."""
        first, *rest = map(self._entry, group.entries)
        self._put(self._heading(group) + first, apart=_GROUP_APART, ruled=bool(group.section))
        goes_on = self._heading(replace(group, section="", day=group.day + _GOES_ON))
        for entry in rest:
            self._put(entry, apart=_ENTRY_APART, on_next=goes_on)

    def _heading(self, group: DueGroup) -> _Block:
        return (
            *self._wrapped(group.section, Face.REGULAR, self._sizes.body),
            *self._day(group),
            *self._wrapped(group.place, Face.REGULAR, self._sizes.body),
        )

    def _day(self, group: DueGroup) -> _Block:
        """Write a last day behind what it is, or below that where it has no room: a day is never broken."""
        whole, size = f"{group.label} {group.day}", self._sizes.day
        fits = self._measure(whole, Face.BOLD, size) <= self._sheet.column
        parts = (whole,) if fits else (group.label, group.day)
        return tuple(line for part in parts for line in self._wrapped(part, Face.BOLD, size))

    def _entry(self, entry: DueEntry) -> _Block:
        size = self._sizes.body
        indent = self._measure(_MARK, Face.REGULAR, size)
        lines = self._shortened(entry.title, self._sheet.column - indent)
        marked = (_MARK + lines[0], *lines[1:])
        return (
            *(_Text(line, Face.REGULAR, size, indent if at else 0) for at, line in enumerate(marked)),
            *self._wrapped(entry.beneath, Face.BOLD, size, indent),
        )

    def _shortened(self, title: str, room: float) -> tuple[str, ...]:
        """Break a title into two lines at most; what has no room there is cut."""

        def width(text: str) -> float:
            return self._measure(text, Face.REGULAR, self._sizes.body)

        lines = wrap(title, room, width)
        if len(lines) <= _MOST_LINES:
            return lines
        first, last = lines[0], title[len(lines[0]) :].strip()
        while width(last + _CUT) > room:
            last = last[:-1]
        return first, last.rstrip() + _CUT

    def _wrapped(self, text: str, face: Face, size: float, indent: float = 0) -> _Block:
        lines = wrap(text, self._sheet.column - indent, lambda part: self._measure(part, face, size))
        return tuple(_Text(line, face, size, indent) for line in lines)

    def _put(self, block: _Block, *, apart: float = 0, ruled: bool = False, on_next: _Block = ()) -> None:
        """Place a block, on the next sheet where it has no room.

        Args:
            block: its lines.
            apart: how far below what stands above it begins, in lines.
            ruled: a rule stands between them.
            on_next: what goes before it on the next sheet.
        """
        above = self._sizes.body * apart
        space = 2 * above if ruled else above
        if self._y + space + sum(it.height for it in block) > self._end:
            self._pages.append([])
            self._y = self._top
            self._put(on_next + block, apart=_GROUP_APART, ruled=True)
            return
        if ruled:
            rule = Frame(self._left, self._y + above, self._sheet.column, 0, 0.7, self._sheet.grey)
            self._pages[-1].append(rule)
        self._y += space
        for it in block:
            self._pages[-1].append(Line(self._left + it.indent, self._y + it.size, it.face, it.size, it.text))
            self._y += it.height
