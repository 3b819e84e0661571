"""Makes a slip's PDF in memory, with reportlab; nothing of it ever touches a file."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from services.files.wording import own_texts
from services.rules.vocabulary import Paper
from services.slips.content import SlipContent
from services.slips.due_layout import compose_due
from services.slips.due_slip import DueSlip, say_due
from services.slips.layout import QrRows, SlipFullError, compose
from services.slips.marks import Composition, Face, Frame, Line, Modules
from services.slips.paper_sizes import DUE_SHEETS, SHEETS
from services.slips.typefaces import Typefaces
from services.slips.words import SlipWords, say, slip_wording

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_LONGEST_QR: Final = 600
_CORNER: Final = 3.0
ONE_AT_A_TIME: Final = threading.Lock()
"""reportlab keeps typefaces in a list of the whole process, and one serves a single document at a time."""


class SlipMaker:
    """Lays slips out as PDF.

    reportlab loads and the typefaces are parsed at the first slip. Only subsets of them are embedded, and no other font
    is named in the file. Safe to call from several tasks: the work is done in a thread, one slip at a time.
    """

    def __init__(self, wording: Callable[[], Mapping[str, str]] = own_texts) -> None:
        """Make a maker.

        Args:
            wording: tells the texts in force, by their names; the program's own when left out.
        """
        self._wording = wording
        self._typefaces = Typefaces()
        self._qr: tuple[str, QrRows] = ("", ())

    async def make(self, content: SlipContent, paper: Paper) -> bytes:
        """Lay a slip out as PDF bytes, in memory.

        Raises:
            ValueError: the password holds something else than ASCII letters and digits.
        """
        return await asyncio.to_thread(self._make, content, paper, self._wording())

    async def make_due(self, slip: DueSlip, paper: Paper) -> bytes:
        """Lay a 返却期限票 out as PDF bytes, in memory: a page for each sheet."""
        return await asyncio.to_thread(self._make_due, slip, paper)

    def _make_due(self, slip: DueSlip, paper: Paper) -> bytes:
        with ONE_AT_A_TIME:
            self._typefaces.load()
            words = say_due(slip)
            pages = compose_due(words, SHEETS[paper], DUE_SHEETS[paper], self._typefaces.width)
            return self._paint(pages, words.title)

    def _make(self, content: SlipContent, paper: Paper, texts: Mapping[str, str]) -> bytes:
        with ONE_AT_A_TIME:
            self._typefaces.load()
            words = say(content, slip_wording(texts))
            try:
                composition = self._compose(words, paper)
            except SlipFullError:
                # Texts that no `master check` has seen; the patron still gets the password.
                words = say(content, slip_wording(own_texts()))
                composition = self._compose(words, paper)
            return self._paint((composition,), words.title)

    def _compose(self, words: SlipWords, paper: Paper) -> Composition:
        return compose(words, SHEETS[paper], self._typefaces.width, self._qr_rows(words.qr))

    def _qr_rows(self, text: str) -> QrRows:
        """Encode the portal's address, which is the same on every slip of a day."""
        if text != self._qr[0]:
            self._qr = (text, _encode(text) if text and len(text.encode()) <= _LONGEST_QR else ())
        return self._qr[1]

    def _paint(self, pages: Sequence[Composition], title: str) -> bytes:
        from reportlab.pdfgen.canvas import Canvas

        paper = BytesIO()
        canvas = Canvas(
            paper,
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]  # the stubs are wrong
            pageCompression=1,
            invariant=1,
        )
        canvas.setTitle(title)
        canvas.setAuthor("Madoguchi")
        canvas.setCreator("Madoguchi")
        for page in pages:
            canvas.setPageSize((page.width, page.height))
            self._draw(canvas, page)
            canvas.showPage()
        canvas.save()
        return paper.getvalue()

    def _draw(self, canvas: "Canvas", page: Composition) -> None:
        for mark in page.marks:
            match mark:
                case Line():
                    self._line(canvas, mark, page.height)
                case Frame():
                    _frame(canvas, mark, page.height)
                case Modules():
                    _modules(canvas, mark, page.height)

    def _line(self, canvas: "Canvas", line: Line, height: float) -> None:
        text = canvas.beginText(line.x, height - line.y)
        text.setFont(line.face.value, line.size)
        text.setFillGray(line.grey)
        if line.spacing:
            text.setCharSpace(line.spacing)
        if line.stretch != 100:  # noqa: PLR2004 - per cent
            text.setHorizScale(line.stretch)
        text.textOut(self._typefaces.printable(line.text, line.face))
        if line.spacing:
            text.setCharSpace(0)
        if line.stretch != 100:  # noqa: PLR2004 - per cent
            text.setHorizScale(100)
        canvas.drawText(text)


def _encode(text: str) -> QrRows:
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def _frame(canvas: "Canvas", frame: Frame, height: float) -> None:
    canvas.setLineWidth(frame.weight)
    canvas.setStrokeGray(frame.grey)
    if frame.height:
        bottom = height - frame.y - frame.height
        canvas.roundRect(frame.x, bottom, frame.width, frame.height, _CORNER, stroke=1, fill=0)
    else:
        canvas.line(frame.x, height - frame.y, frame.x + frame.width, height - frame.y)


def _modules(canvas: "Canvas", code: Modules, height: float) -> None:
    """Fill the dark modules as one path, runs joined, so that no hairlines show between them."""
    unit = code.side / len(code.rows)
    path = canvas.beginPath()
    for down, row in enumerate(code.rows):
        start = None
        for across, dark in enumerate((*row, False)):
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                y = height - code.y - (down + 1) * unit
                path.rect(code.x + start * unit, y, (across - start) * unit, unit)
                start = None
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
