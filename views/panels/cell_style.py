"""The type of a table's texts: what it measures and draws them with."""

import math
import re
from collections.abc import Iterable
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

_LINE = 1.25
"""How far below each other two lines of a cell stand, in terms of their type."""
_MOST_MEASURED = 4000
_SIDE_BY_SIDE = re.compile(r"[0-9 ()/:.、。・→※\u3000\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uff01-\uff5e]*")


_SMALL = re.compile("[a-z]")
_RUNS = re.compile(r"[0-9](?:[0-9/:.,]*[0-9])?|[^0-9]+")
"""Words of a screen that isn't Japanese, and the figures beside them."""

type Words = tuple[int, int, str]
"""The left end, the base line and what is written there."""


def has_words(text: str) -> bool:
    """Tell whether a text has words of Latin letters, not figures and codes alone."""
    return _SMALL.search(text) is not None


class CellType:
    """How the texts of one look are measured and drawn.

    The characters of most Japanese texts stand side by side as they are. To look for kerning, ligatures and marks that
    join with a letter, which other texts need, takes as long as drawing them does, and is left out for those.

    Attributes:
        font, metrics: the font.
        step: how far below each other two lines stand.
        rise: how far below the middle of a row the base line is, twice.
        ink: the colour.

    Args:
        keeps: texts are measured once; of titles and names nothing may be kept when their rows are gone.
    """

    def __init__(self, font: QFont, ink: QColor, *, keeps: bool = True) -> None:
        self._keeps = keeps
        self.font = font
        self.metrics = QFontMetrics(font)
        self.step = round(self.metrics.height() * _LINE)
        self.rise = self.metrics.ascent() - self.metrics.descent()
        self.ink = QPen(ink)
        self._advances: dict[str, int] = {}
        self._chosen: dict[str, CellType] = {}
        self._widest = math.inf

    def fits(self, text: str, width: int) -> bool:
        """Tell whether a text has room; most titles are measured by their characters, none wider than high."""
        return len(text) * self._widest <= width or self.advance(text) <= width

    def advance(self, text: str) -> int:
        """Tell how wide a text is."""
        if not self._keeps:
            return self.metrics.horizontalAdvance(text)
        found = self._advances.get(text)
        if found is None:
            if len(self._advances) > _MOST_MEASURED:
                self._advances.clear()
            found = self._advances[text] = self.metrics.horizontalAdvance(text)
        return found

    def draw(self, painter: QPainter, words: Iterable[Words]) -> None:
        """Draw texts; the painter has font and ink already."""
        for left, base, text in words:
            painter.drawText(left, base, text)

    def for_text(self, text: str) -> "CellType":
        """Give what a text is measured and drawn with."""
        if not self._keeps:
            return self._choose(text)
        found = self._chosen.get(text)
        if found is None:
            if len(self._chosen) > _MOST_MEASURED:
                self._chosen.clear()
            found = self._chosen[text] = self._choose(text)
        return found

    def _choose(self, text: str) -> "CellType":
        return self._side_by_side if _SIDE_BY_SIDE.fullmatch(text) else self

    @cached_property
    def _side_by_side(self) -> "CellType":
        font = QFont(self.font)
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        type_ = CellType(font, self.ink.color(), keeps=self._keeps)
        type_._widest = font.pixelSize() + 1  # rounded up
        return type_


class FiguresType(CellType):
    """The type of figures that stand below each other; words beside them are in the type of words."""

    def __init__(self, font: QFont, words: QFont, ink: QColor) -> None:
        """Make a type.

        Args:
            font: of figures.
            words: of what has small letters, with the capitals and blanks around it.
            ink: the colour.
        """
        super().__init__(font, ink)
        self._words = CellType(words, ink)

    def advance(self, text: str) -> int:
        """Tell how wide a text is."""
        return sum(type_.advance(run) for type_, run in self._runs(text))

    def draw(self, painter: QPainter, words: Iterable[Words]) -> None:
        """Draw each part of the texts in its font."""
        for begins, base, text in words:
            left = begins
            for type_, run in self._runs(text):
                painter.setFont(type_.font)
                painter.drawText(left, base, run)
                left += type_.advance(run)

    def _choose(self, text: str) -> CellType:
        return self if has_words(text) else super()._choose(text)

    def _runs(self, text: str) -> list[tuple[CellType, str]]:
        figures = self.for_text("0")
        if not has_words(text):
            return [(figures, text)]
        return [(figures if run[0].isdigit() else self._words, run) for run in _RUNS.findall(text)]
