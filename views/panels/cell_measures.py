"""Measures every cell of a panel: how much room texts and buttons need, and where the buttons are."""

import re
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics

from views.language.glosses import gloss, glossed, unglossed
from views.language.line_breaks import REMARKS, broken
from views.panels.cell_style import CellType, FiguresType
from views.panels.places import Spot
from views.panels.table_model import Action, Cell, CellKind, Column
from views.style.theme import Theme
from views.style.tokens import Sizes, Tokens

_FEW_CHARACTERS = "ああああああ"
_MOST_CUT_TEXTS = 4000
BEFORE_LETTER = 4
"""Pixels at 100 %, between an act's word and its letter."""


class CellMeasures:
    """Measures `Cell`s, with everything that can be measured beforehand measured once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._cut: dict[tuple[str, CellKind, int], str] = {}
        self._broken: dict[tuple[str, CellKind, int], tuple[str, ...]] = {}
        self.take_theme()

    def take_theme(self) -> None:
        """Take fonts and lengths from the theme anew."""
        tokens = self._theme.tokens
        sizes = tokens.sizes
        self._tokens: Tokens = tokens
        body, figures = tokens.font(sizes.body), tokens.mono(sizes.body)
        self._types = {
            CellKind.TITLE: CellType(tokens.font(sizes.heading, bold=True), tokens.colour("text")),
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
        self._letter = CellType(figures, tokens.colour("accent"))
        self._gloss_metrics = QFontMetrics(tokens.font(sizes.body))
        self._cut.clear()
        self._broken.clear()

    def _type(self, cell: Cell) -> CellType:
        return self._types[cell.kind].for_text(cell.text)

    def column_width(self, column: Column[Any]) -> int:
        """Tell how wide a column has to be for its samples, its heading and its buttons."""
        kind = column.kind if isinstance(column.kind, CellKind) else CellKind.TEXT
        heading = self._types[CellKind.STAFF].metrics.horizontalAdvance(column.title)
        meaning = self._gloss_metrics.horizontalAdvance(gloss(column.title))
        note = self._most(column.width.note, CellKind.BAD)
        beside = note + self._tokens.sizes.gap * 2 if note else 0
        texts = map(glossed, (column.width.sample, *column.width.others))
        samples = [beside + self._most(text, kind) for text in texts]
        acts = map(glossed, column.width.acts)
        widths = [self._button_width(word) for word in acts]
        buttons = sum(widths) + self._tokens.sizes.pad * (len(widths) - 1)
        return max(heading, meaning, buttons, *samples) + self._tokens.sizes.pad + self._tokens.sizes.gap

    def _most(self, text: str, kind: CellKind) -> int:
        """Tell how wide a text is at most, whatever figures stand in the place of its own: a 1 is narrower."""
        type_ = self._types[kind]
        widest = max("0123456789", key=type_.metrics.horizontalAdvance)
        text = re.sub("[0-9]", widest, text)
        return type_.advance(text)

    @property
    def sizes(self) -> Sizes:
        """The lengths in force."""
        return self._tokens.sizes

    @property
    def scale(self) -> float:
        """The size of text in force, 1.0 for 100 %."""
        return self._tokens.scale

    def advance(self, cell: Cell) -> int:
        """Tell how wide a cell's text is."""
        return self._type(cell).advance(cell.text)

    @property
    def line_height(self) -> int:
        """How high a line below the first one of a folded row is."""
        return max(self._types[kind].step for kind in (CellKind.TEXT, CellKind.DUE)) + 1

    def item_width(self, column: Column[Any], cell: Cell) -> int:
        """Tell how wide a cell's label, text and what stands beside it are together."""
        beside = self._beside(cell) + self._type(cell.note).advance(cell.note.text) if cell.note else 0
        return self.label_width(column) + self._type(cell).advance(cell.text) + beside + 1

    def buttons_width(self, cell: Cell) -> int:
        """Tell how wide a cell's buttons are together, 0 for none."""
        if not cell.actions:
            return 0
        widths = [self._action_width(action) for action in cell.actions]
        return sum(widths) + self._tokens.sizes.pad * (len(widths) - 1) + 1

    def acts_width(self, cells: tuple[Cell, ...]) -> int:
        """Tell how wide all buttons of a row are together, 0 for none."""
        widths = [self.buttons_width(cell) for cell in cells if cell.actions]
        return sum(widths) + self._tokens.sizes.pad * max(0, len(widths) - 1)

    def count_lines(self, cell: Cell, width: int) -> int:
        """Tell how many lines a text takes."""
        return len(self._lines_of(cell, width))

    def count_folded_lines(self, column: Column[Any], cell: Cell, width: int) -> int:
        """Tell how many lines a cell takes in a folded row; its label stands before the first one."""
        if self.item_width(column, cell) <= width:
            return 1
        return len(self._lines_of(cell, max(width - self.label_width(column), 1)))

    def step(self, cell: Cell) -> int:
        """Tell how far below each other two lines of a cell stand."""
        return self._types[cell.kind].step

    def label_width(self, column: Column[Any]) -> int:
        """Tell how wide a column's label is, with what parts it from the text; 0 where it has none."""
        if not column.labelled:
            return 0
        return self._types[CellKind.MUTED].advance(column.label) + self._tokens.sizes.gap

    def row_height(self, cells: list[tuple[Cell, int]]) -> int:
        """Tell how high a row has to be.

        Args:
            cells: the wrapping cells of the row, each with its column's width.
        """
        return max((self._height(cell, width) for cell, width in cells), default=self._tokens.sizes.row)

    def _height(self, cell: Cell, width: int) -> int:
        if self._text_below(cell, width):
            return self._height_below(cell, width)
        return self._height_beside(cell, width)

    def _height_below(self, cell: Cell, width: int) -> int:
        sizes = self._tokens.sizes
        return (
            sizes.row + len(self._lines_of(cell, self._room(width))) * self._types[cell.kind].step + sizes.gap
        )

    def _height_beside(self, cell: Cell, width: int) -> int:
        lines = self._lines(cell, width)
        sizes = self._tokens.sizes
        return sizes.row if lines == 1 else lines * self._types[cell.kind].step + sizes.pad

    def _text_below(self, cell: Cell, width: int) -> bool:
        """Tell whether a cell's text goes under its buttons: beside them it has no room, or takes more of it."""
        if not (cell.actions and cell.text):
            return False
        measure = self._type(cell).advance
        few = min(measure(cell.text), measure(_FEW_CHARACTERS))
        if self._room(width) - self._reach(cell, width) < few:
            return True
        return self._height_below(cell, width) < self._height_beside(cell, width)

    def _reach(self, cell: Cell, width: int) -> int:
        return round(self._boxes(cell.actions, QRect(0, 0, width, 1))[-1].right())

    def _button_rect(self, cell: Cell, rect: QRect) -> QRect:
        if not self._text_below(cell, rect.width()):
            return rect
        return QRect(rect.left(), rect.top(), rect.width(), self._tokens.sizes.row)

    def is_cut(self, cell: Cell, width: int, *, wrap: bool) -> bool:
        """Tell whether a cell's text doesn't fit its column."""
        if wrap or not cell.text:
            return False
        beside = self._beside(cell) + self._type(cell.note).advance(cell.note.text) if cell.note else 0
        return self._type(cell).advance(cell.text) + beside > self._room(width)

    def is_cut_in(self, cell: Cell, column: Column[Any], spot: Spot, *, wrap: bool) -> bool:
        """Tell whether a cell's text doesn't fit where it stands in a folded row."""
        if not cell.text or self.item_width(column, cell) <= spot.text.width() + 1:
            return False
        lines = self.count_folded_lines(column, cell, spot.text.width())
        return not wrap or lines * self.step(cell) > spot.text.height()

    def _beside(self, cell: Cell) -> int:
        """Tell how far from a cell's text what stands beside it is."""
        return self._tokens.sizes.gap * 2 if cell.note else 0

    def button_boxes(self, cell: Cell, rect: QRect) -> list[QRectF]:
        """Lay a cell's buttons out, from the left; a text that goes under them has the rest of its height."""
        return self._boxes(cell.actions, self._button_rect(cell, rect))

    def folded_boxes(self, cell: Cell, rect: QRect) -> list[QRectF]:
        """Lay a cell's buttons out within what they take of a folded row."""
        return self._boxes(cell.actions, rect.translated(-self._tokens.sizes.pad, 0))

    def placed_boxes(self, cell: Cell, rect: QRect) -> list[QRectF]:
        """Lay the rings around a cell's acts out where they stand in the grid."""
        sizes = self._tokens.sizes
        high = min(sizes.act, rect.height() + sizes.gap // 2 * 2 - 1)  # which ends with its row
        return self._boxes(cell.actions, rect.translated(-sizes.pad, 0), high)

    def _boxes(self, actions: tuple[Action, ...], rect: QRect, high: int = 0) -> list[QRectF]:
        sizes = self._tokens.sizes
        height = high or sizes.row - 6
        left = rect.left() + sizes.pad + 0.5
        top = rect.top() + (rect.height() - height) // 2 + 0.5
        boxes = []
        for action in actions:
            width = self._action_width(action)
            box = QRectF(left, top, width, height)
            boxes.append(box if action.ticked is None else _square(box))
            left += width + sizes.pad
        return boxes

    def _action_width(self, action: Action) -> int:
        if action.ticked is not None:
            return self._tokens.sizes.body + 2
        return self._button_width(action.label)

    def _button_width(self, label: str) -> int:
        return self._act.for_text(label).advance(label) + 2 * (self._tokens.sizes.pad - 1)

    def letter_width(self, letter: str) -> int:
        """Tell how much an act's letter takes behind its word, 0 for none."""
        return round(BEFORE_LETTER * self._tokens.scale) + self._letter.advance(letter) if letter else 0

    def _room(self, width: int) -> int:
        sizes = self._tokens.sizes
        return width - sizes.pad - sizes.gap

    def _lines(self, cell: Cell, width: int) -> int:
        room = self._room(width)
        if cell.actions and cell.text:
            room -= self._reach(cell, width)
        return len(self._lines_of(cell, max(room, 1)))

    def _lines_of(self, cell: Cell, width: int) -> tuple[str, ...]:
        key = (cell.text, cell.kind, width)
        found = self._broken.get(key)
        if found is None:
            if len(self._broken) > _MOST_CUT_TEXTS:
                self._broken.clear()
            found = broken(cell.text, width, self._type(cell).advance, REMARKS)
            self._broken[key] = found
        return found

    def _placed_text(self, cell: Cell, width: int) -> str:
        """Give what of a text has room in the grid: before a word is cut, what it means is left out."""
        if cell.kind is not CellKind.STAFF and self.advance(cell) > width:
            cell = replace(cell, text=unglossed(cell.text))
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
            self._cut[key] = found
        return found


def _square(box: QRectF) -> QRectF:
    """Give the square in the middle of a button that is a box to be ticked."""
    high = min(box.width(), box.height())
    return QRectF(box.left(), box.top() + (box.height() - high) // 2, high, high)
