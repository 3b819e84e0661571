"""The slip's typefaces in reportlab: how wide texts are in them, and what they can't draw."""

from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from services.files.resources import resource_bytes
from services.slips.marks import Face

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

_MISSING_GLYPH: Final = "〓"
_NO_BREAK_SPACE: Final = "\xa0"


class Typefaces:
    """The typefaces, once `load` has parsed them.

    reportlab keeps them in a list of the whole process: their user holds `services.slips.maker.ONE_AT_A_TIME`.
    """

    def __init__(self) -> None:
        self._fonts: dict[Face, TTFont] = {}
        self._drawn: dict[Face, frozenset[str]] = {}

    def load(self) -> None:
        """Parse the typefaces, unless that is done."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        if self._fonts:
            return
        for face in Face:
            if face.value not in pdfmetrics.getRegisteredFontNames():
                data = BytesIO(resource_bytes(f"fonts/{face.value}.ttf"))
                pdfmetrics.registerFont(TTFont(face.value, data, asciiReadable=False))
            font = cast("TTFont", pdfmetrics.getFont(face.value))
            self._fonts[face] = font
            self._drawn[face] = frozenset(map(chr, font.face.charToGlyph)) | {_NO_BREAK_SPACE}

    def width(self, text: str, face: Face, size: float) -> float:
        """Measure a text, in points."""
        return float(self._fonts[face].stringWidth(self.printable(text, face), size))

    def printable(self, text: str, face: Face) -> str:
        """Put 〓 where the typeface has no glyph, as Japanese printers do."""
        drawn = self._drawn[face]
        if drawn.issuperset(text):  # nearly every text, and each is measured many times
            return text
        return "".join(it if it in drawn else _MISSING_GLYPH for it in text)

    def has(self, character: str, face: Face) -> bool:
        """Tell whether a typeface can draw a character."""
        return character in self._drawn[face]
