"""The measures of each paper's layout, in points (1/72 inch), at full size."""

from dataclasses import dataclass
from typing import Final

from services.rules.vocabulary import Paper

MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSize:
    """How a slip sits on one paper.

    Attributes:
        width: of the paper.
        height: of the paper; None where it is as long as the text (a roll).
        column: width of the text, centred on the paper.
        margin: above and below the text.
        title, body, small: type sizes of the heading, the sentences and the English.
        password: the password's type size; never less than `SMALLEST_PASSWORD`.
        kind, name: type sizes of a reading's two lines.
        groups_in_row: how many of the password's groups stand beside each other.
        widest_cell: the most room one of its characters gets.
        qr: the QR code's side.
        grey: how light the secondary text is, 0 black; thermal printers can't print grey.
    """

    width: float
    height: float | None
    column: float
    margin: float
    title: float
    body: float
    small: float
    password: float
    kind: float
    name: float
    groups_in_row: int
    widest_cell: float
    qr: float
    grey: float


SMALLEST_PASSWORD: Final = 18.0

SHEETS: Final = {
    Paper.A6: PaperSize(
        width=105 * MM,
        height=148 * MM,
        column=91 * MM,
        margin=7.5 * MM,
        title=13.5,
        body=8.4,
        small=6.9,
        password=25,
        kind=5.8,
        name=7,
        groups_in_row=3,
        widest_cell=21,
        qr=19 * MM,
        grey=0.32,
    ),
    Paper.ROLL80: PaperSize(
        width=80 * MM,
        height=None,
        column=70 * MM,
        margin=5 * MM,
        title=13,
        body=9,
        small=7.6,
        password=30,
        kind=7.6,
        name=8.4,
        groups_in_row=1,
        widest_cell=45,
        qr=20 * MM,
        grey=0,
    ),
    Paper.A4: PaperSize(
        width=210 * MM,
        height=297 * MM,
        column=158 * MM,
        margin=24 * MM,
        title=22,
        body=13,
        small=10.5,
        password=40,
        kind=9.4,
        name=11.5,
        groups_in_row=3,
        widest_cell=36,
        qr=32 * MM,
        grey=0.32,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSheet:
    """The type of a 返却期限票 on one paper: read at arm's length by old eyes, so that none is below `SMALLEST_READ`.

    Attributes:
        title, day, body: type sizes of the heading, of what counts (last days, sections), and of the rest.
    """

    title: float
    day: float
    body: float


SMALLEST_READ: Final = 12.0

DUE_SHEETS: Final = {
    Paper.A6: DueSheet(title=17, day=13, body=12),
    Paper.ROLL80: DueSheet(title=17, day=13, body=12),
    Paper.A4: DueSheet(title=24, day=17, body=15),
}
