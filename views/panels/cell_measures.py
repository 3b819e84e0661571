"""Measures every cell of a panel: how much room texts and buttons need, and where the buttons are."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt

from views.language.glosses import unglossed
from views.panels.cell_style import CellType, FiguresType
from views.panels.table_model import Action, Cell, CellKind, Column
from views.style.theme import Theme
from views.style.tokens import Sizes, Tokens

_MOST_CUT_TEXTS = 4000
BEFORE_LETTER = 4
"""Pixels at 100 %, between an act's word and its letter."""
_AROUND_WORD, _BETWEEN_ACTS = 6, 28
"""Pixels at 100 %, between an act's word and its ring, and between two acts' words: the first one's letter is there."""


class CellMeasures:
    """Measures `Cell`s, with everything that can be measured beforehand measured once.

    Attributes:
        sizes: the lengths in force.
        scale: the size of text in force, 1.0 for 100 %.
        around_word: how far the ring around an act stands from its word.
        behind_ring: how far behind the ring around an act without its letter the next word begins.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._cut: dict[tuple[str, CellKind, int], str] = {}
        self.take_theme()

    def take_theme(self) -> None:
        """Take fonts and lengths from the theme anew."""
        tokens = self._theme.tokens
        sizes = tokens.sizes
        self._tokens: Tokens = tokens
        self.sizes: Sizes = sizes
        self.scale = tokens.scale
        self.around_word = round(_AROUND_WORD * self.scale)
        self.behind_ring = round(_BETWEEN_ACTS * self.scale) - self.around_word
        self._between = self.behind_ring - self.around_word
        body, figures = tokens.font(sizes.body), tokens.mono(sizes.body)
        self._types = {
            CellKind.TITLE: CellType(
                tokens.font(sizes.heading, bold=True), tokens.colour("text"), keeps=False
            ),
            CellKind.DUE: CellType(tokens.mono(sizes.heading, bold=True), tokens.colour("text")),
            CellKind.DAY: CellType(tokens.mono(sizes.heading), tokens.colour("text")),
            CellKind.TEXT: CellType(body, tokens.colour("text")),
            CellKind.MUTED: CellType(body, tokens.colour("muted")),
            CellKind.STAFF: CellType(body, tokens.colour("muted")),
            CellKind.WARN: FiguresType(figures, body, tokens.colour("warn")),
            CellKind.GOOD: CellType(tokens.font(sizes.body, bold=True), tokens.colour("good")),
            CellKind.BAD: CellType(body, tokens.colour("bad")),
            CellKind.OVER: FiguresType(figures, body, tokens.colour("bad")),
            CellKind.NUMBER: FiguresType(figures, body, tokens.colour("muted")),
            CellKind.FIGURE: FiguresType(figures, body, tokens.colour("text")),
        }
        self._weekday = CellType(body, tokens.colour("text"))
        self._act = CellType(body, tokens.colour("accent"))
        self._act_down = CellType(body, tokens.colour("surface"))
        self._letter = CellType(figures, tokens.colour("accent"))
        self._cut.clear()

    def _type(self, cell: Cell) -> CellType:
        return self._types[cell.kind].for_text(cell.text)

    def advance(self, cell: Cell) -> int:
        """Tell how wide a cell's text is."""
        return self._type(cell).advance(cell.text)

    def buttons_width(self, cell: Cell) -> int:
        """Tell how wide a cell's buttons are together, 0 for none."""
        if not cell.actions:
            return 0
        widths = [self._action_width(action) for action in cell.actions]
        return sum(widths) + self._between * (len(widths) - 1) + 1

    def label_width(self, column: Column[Any]) -> int:
        """Tell how wide a column's label is, with what parts it from the text; 0 where it has none."""
        if not column.labelled:
            return 0
        return self._types[CellKind.MUTED].advance(column.label) + self._tokens.sizes.gap

    def boxes(self, cell: Cell, rect: QRect) -> list[QRectF]:
        """Lay the rings around a cell's acts out, from the left, and boxes to be ticked."""
        sizes, high = self.sizes, rect.height()
        height = min(sizes.act, high + sizes.gap // 2 * 2 - 1)  # which ends with its row
        left, top = rect.left() + 0.5, rect.top() + (high - height) // 2 + 0.5
        boxes = []
        for action in cell.actions:
            width = self._action_width(action)
            box = QRectF(left, top, width, height)
            boxes.append(box if action.ticked is None else _square(box))
            left += width + self._between
        return boxes

    def _action_width(self, action: Action) -> int:
        if action.ticked is not None:
            return self._tokens.sizes.body + 2
        return self._button_width(action.label)

    def _button_width(self, label: str) -> int:
        return self._act.for_text(label).advance(label) + 2 * self.around_word

    def letter_width(self, letter: str) -> int:
        """Tell how much an act's letter takes behind its word, 0 for none."""
        return round(BEFORE_LETTER * self._tokens.scale) + self._letter.advance(letter) if letter else 0

    def cut_text(self, cell: Cell, width: int) -> str:
        """Give what has room of a text that hasn't all: before a word is cut, what it means is left out."""
        if cell.kind is not CellKind.STAFF:
            cell = cell._replace(text=unglossed(cell.text))
        return self._fitting(cell, width)

    def _fitting(self, cell: Cell, width: int) -> str:
        key = (cell.text, cell.kind, width)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > _MOST_CUT_TEXTS:
                self._cut.clear()
            type_ = self._type(cell)
            whole = type_.advance(cell.text) <= width
            found = (
                cell.text
                if whole
                else type_.metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width)
            )
            if cell.kind is not CellKind.TITLE:  # nothing is kept of what a patron has
                self._cut[key] = found
        return found


def _square(box: QRectF) -> QRectF:
    """Give the square in the middle of a button that is a box to be ticked."""
    high = min(box.width(), box.height())
    return QRectF(box.left(), box.top() + (box.height() - high) // 2, high, high)
