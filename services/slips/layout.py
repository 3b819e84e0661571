"""Lays a slip's words out on a paper; pure geometry, no PDF."""

from collections.abc import Callable
from dataclasses import replace
from itertools import batched
from typing import Final

from services.slips.line_wrapping import wrap
from services.slips.marks import Composition, Face, Frame, Line, Mark, Modules
from services.slips.paper_sizes import SMALLEST_PASSWORD, PaperSize
from services.slips.readings import CharacterReading, group, read
from services.slips.words import SlipWords

type MeasureText = Callable[[str, Face, float], float]
"""The width of a text in a typeface at a size."""

type QrRows = tuple[tuple[bool, ...], ...]

SCALES: Final = tuple(step / 100 for step in range(100, 49, -4))
_LEADING: Final = 1.42
_NARROWEST: Final = 50
_APART: Final = 0.4


class SlipFullError(ValueError):
    """Not even the smallest type fits on the paper."""


def compose(words: SlipWords, sheet: PaperSize, measure: MeasureText, qr: QrRows) -> Composition:
    """Lay a slip out so that nothing is cut off.

    On a sheet of fixed height, long names, addresses or passwords make everything smaller, except the password,
    which never goes below 18 points.

    Args:
        words: what it says.
        sheet: the paper's measures.
        measure: tells the widths of texts.
        qr: the code's dark modules by rows, empty for no code.

    Raises:
        SlipFullError: not even the smallest type fits; `say` cuts names and addresses short enough, and `fitting`
            keeps out wording with which this could happen.
    """
    for scale in SCALES:
        composition = compose_at(scale, words, sheet, measure, qr)
        if sheet.height is None or composition.height <= sheet.height:
            return replace(composition, height=sheet.height or composition.height)
    raise SlipFullError("the slip doesn't fit on its paper")


def compose_at(
    scale: float, words: SlipWords, sheet: PaperSize, measure: MeasureText, qr: QrRows
) -> Composition:
    """Lay a slip out at a scale, as high as it becomes."""
    column = _Column(sheet, measure, scale)
    column.slip(words, qr)
    return Composition(sheet.width, column.y + sheet.margin, tuple(column.marks))


class _Column:
    """Places marks from the top downwards; `y` is the lower edge of what stands already."""

    def __init__(self, sheet: PaperSize, measure: MeasureText, scale: float) -> None:
        self._sheet = sheet
        self._measure = measure
        self._scale = scale
        self._left = (sheet.width - sheet.column) / 2
        self._body = sheet.body * scale
        self._small = sheet.small * scale
        self.y = sheet.margin
        self.marks: list[Mark] = []

    def slip(self, words: SlipWords, qr: QrRows) -> None:
        self._header(words, qr)
        self._password_box(words.password, words.beneath)
        if words.deadline:
            self._space(0.5)
            self._paragraph(words.deadline, Face.BOLD, self._body * 1.06)
        for section in words.sections:
            self._space(0.6)
            self._paragraph(section.heading, Face.BOLD, self._body)
            for sentence in section.sentences:
                self._space(0.12)
                self._paragraph(sentence, Face.REGULAR, self._body)
        if words.address:
            self._space(0.6)
            self._paragraph(words.address_label, Face.BOLD, self._body)
            self._paragraph(words.address, Face.REGULAR, self._body)
        self._space(0.75)
        self.marks.append(Frame(self._left, self.y, self._sheet.column, 0, 0.5, self._sheet.grey))
        self._space(0.55)
        self._paragraph(words.english.heading, Face.BOLD, self._small)
        for sentence in words.english.sentences:
            self._paragraph(sentence, Face.REGULAR, self._small)

    def _space(self, lines: float) -> None:
        self.y += self._body * lines

    def _paragraph(
        self, text: str, face: Face, size: float, *, width: float | None = None, grey: float = 0
    ) -> None:
        room = self._sheet.column if width is None else width
        for line in wrap(text, room, lambda part: self._measure(part, face, size)):
            self.marks.append(Line(self._left, self.y + size, face, size, line, grey=grey))
            self.y += size * _LEADING

    def _header(self, words: SlipWords, qr: QrRows) -> None:
        sheet = self._sheet
        top = self.y
        width = sheet.column
        if qr:
            side = sheet.qr
            quiet_zone = side / len(qr) * 4
            width -= side + quiet_zone
            self.marks.append(Modules(self._left + sheet.column - side, top, side, qr))
        title = sheet.title * self._scale
        title *= min(1, width / self._measure(words.title, Face.BOLD, title))
        self._paragraph(words.title, Face.BOLD, title, width=width)
        self._space(0.15)
        for line in words.header:
            self._paragraph(line, Face.REGULAR, self._body * 1.06, width=width)
        if qr:
            self.y = max(self.y, top + sheet.qr)
        self._space(0.7)

    def _password_box(self, password: str, beneath: str) -> None:
        """Frame the password in rows of groups, each character's reading beneath it."""
        sheet = self._sheet
        padding = sheet.body * 0.75
        top = self.y
        self.y += padding
        rows = _rows(group(password), sheet.groups_in_row)
        size = max(sheet.password * self._scale, SMALLEST_PASSWORD)
        gap = size * 0.42
        cell = min(
            sheet.widest_cell,
            *((sheet.column - 2 * padding - gap * (len(row) - 1)) / sum(map(len, row)) for row in rows),
        )
        readings = read(password)
        one_line = self._fit_one_line(readings, cell)
        place = 0
        for number, row in enumerate(rows):
            if number:
                self.y += sheet.body * 0.8
            width = cell * sum(map(len, row)) + gap * (len(row) - 1)
            x = self._left + (sheet.column - width) / 2
            baseline = self.y + size * 0.8
            for part in row:
                spacing = cell - self._measure(part[0], Face.PASSWORD, size)
                self.marks.append(Line(x + spacing / 2, baseline, Face.PASSWORD, size, part, spacing=spacing))
                for reading in readings[place : place + len(part)]:
                    self._reading(reading, one_line, x + cell / 2, baseline + size * 0.26, cell)
                    x += cell
                place += len(part)
                x += gap
            self.y = baseline + size * 0.26 + sheet.name * (1.2 if one_line else 2.2)
        self._space(0.45)
        self._beneath(beneath, padding)
        self.y += padding * 0.75
        self.marks.append(Frame(self._left, top, sheet.column, self.y - top, 0.8, 0))
        self._space(0.35)

    def _fit_one_line(self, readings: tuple[CharacterReading, ...], cell: float) -> bool:
        sheet = self._sheet
        return all(
            self._measure(reading.kind + reading.name, Face.REGULAR, sheet.name) <= cell - sheet.name * _APART
            for reading in readings
        )

    def _reading(
        self, reading: CharacterReading, one_line: bool, centre: float, top: float, cell: float
    ) -> None:
        sheet = self._sheet
        y = top + sheet.name
        if one_line or not reading.kind:
            self._centred(reading.kind + reading.name, sheet.name, centre=centre, y=y, cell=cell, grey=0)
        else:
            self._centred(reading.kind, sheet.kind, centre=centre, y=y, cell=cell, grey=sheet.grey)
            below = y + sheet.name * 1.08
            self._centred(reading.name, sheet.name, centre=centre, y=below, cell=cell, grey=0)

    def _centred(self, text: str, size: float, *, centre: float, y: float, cell: float, grey: float) -> None:
        width = self._measure(text, Face.REGULAR, size)
        stretch = min(100.0, max(_NARROWEST, (cell - size * _APART) / width * 100))
        x = centre - width * stretch / 200
        self.marks.append(Line(x, y, Face.REGULAR, size, text, stretch=stretch, grey=grey))

    def _beneath(self, text: str, padding: float) -> None:
        room = self._sheet.column - 2 * padding
        for line in wrap(text, room, lambda part: self._measure(part, Face.REGULAR, self._body)):
            width = self._measure(line, Face.REGULAR, self._body)
            x = self._left + (self._sheet.column - width) / 2
            self.marks.append(Line(x, self.y + self._body, Face.REGULAR, self._body, line))
            self.y += self._body * _LEADING


def _rows(groups: tuple[str, ...], in_row: int) -> list[tuple[str, ...]]:
    """Spread the groups over rows as evenly as can be: four groups at three a row become two and two."""
    count = -(-len(groups) // in_row)
    return list(batched(groups, -(-len(groups) // count)))
