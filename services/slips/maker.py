"""Makes a password slip's PDF in memory, with reportlab; nothing of it ever touches a file."""

import asyncio
import threading
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from services.resources import resource_bytes
from services.slips.content import Paper, SlipContent
from services.slips.layout import QrRows, compose
from services.slips.marks import Composition, Face, Frame, Line, Modules
from services.slips.sheets import SHEETS
from services.slips.words import SlipWording, load_wording, say

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

_MISSING_GLYPH: Final = "〓"
_LONGEST_QR: Final = 600
_CORNER: Final = 3.0
_ONE_AT_A_TIME: Final = threading.Lock()
"""reportlab keeps typefaces in a list of the whole process, and one serves a single document at a time."""


class SlipMaker:
    """Lays slips out as PDF.

    reportlab loads and the typefaces are parsed at the first slip; `warm_up` does both ahead of time. Only subsets of
    them are embedded, and no other font is named in the file. Safe to call from several tasks: the work is done in a
    thread, one slip at a time.
    """

    def __init__(self) -> None:
        self._fonts: dict[Face, TTFont] = {}
        self._wording: SlipWording | None = None
        self._qr: tuple[str, QrRows] = ("", ())

    async def warm_up(self) -> None:
        """Load what the first slip would have to wait for."""
        await asyncio.to_thread(self._locked_load)

    async def make(self, content: SlipContent, paper: Paper) -> bytes:
        """Lay a slip out as PDF bytes, in memory.

        Raises:
            ValueError: the password holds something else than ASCII letters and digits.
        """
        return await asyncio.to_thread(self._make, content, paper)

    def _locked_load(self) -> None:
        with _ONE_AT_A_TIME:
            self._load()

    def _load(self) -> SlipWording:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        if self._wording is None:
            for face in Face:
                if face.value not in pdfmetrics.getRegisteredFontNames():
                    data = BytesIO(resource_bytes(f"fonts/{face.value}.ttf"))
                    pdfmetrics.registerFont(TTFont(face.value, data, asciiReadable=False))
                self._fonts[face] = cast("TTFont", pdfmetrics.getFont(face.value))
            self._wording = load_wording()
        return self._wording

    def _make(self, content: SlipContent, paper: Paper) -> bytes:
        with _ONE_AT_A_TIME:
            words = say(content, self._load())
            composition = compose(words, SHEETS[paper], self._width, self._qr_rows(words.qr))
            return self._paint(composition, words.title)

    def _width(self, text: str, face: Face, size: float) -> float:
        return float(self._fonts[face].stringWidth(self._printable(text, face), size))

    def _printable(self, text: str, face: Face) -> str:
        """Put 〓 where the typeface has no glyph, as Japanese printers do."""
        glyphs = self._fonts[face].face.charToGlyph
        return "".join(
            character if ord(character) in glyphs or character == "\xa0" else _MISSING_GLYPH
            for character in text
        )

    def _qr_rows(self, text: str) -> QrRows:
        """Encode the portal's address, which is the same on every slip of a day."""
        if text != self._qr[0]:
            self._qr = (text, _encode(text) if text and len(text.encode()) <= _LONGEST_QR else ())
        return self._qr[1]

    def _paint(self, composition: Composition, title: str) -> bytes:
        from reportlab.pdfgen.canvas import Canvas

        paper = BytesIO()
        canvas = Canvas(
            paper,
            pagesize=(composition.width, composition.height),
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]  # the stubs are wrong
            pageCompression=1,
            invariant=1,
        )
        canvas.setTitle(title)
        canvas.setAuthor("Madoguchi")
        canvas.setCreator("Madoguchi")
        for mark in composition.marks:
            match mark:
                case Line():
                    self._line(canvas, mark, composition.height)
                case Frame():
                    _frame(canvas, mark, composition.height)
                case Modules():
                    _modules(canvas, mark, composition.height)
        canvas.showPage()
        canvas.save()
        return paper.getvalue()

    def _line(self, canvas: "Canvas", line: Line, height: float) -> None:
        text = canvas.beginText(line.x, height - line.y)
        text.setFont(line.face.value, line.size)
        text.setFillGray(line.grey)
        if line.spacing:
            text.setCharSpace(line.spacing)
        if line.stretch != 100:  # noqa: PLR2004 - per cent
            text.setHorizScale(line.stretch)
        text.textOut(self._printable(line.text, line.face))
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
