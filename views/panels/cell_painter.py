"""Paints every cell of a panel: texts, and acts as small buttons, without a widget for any of them."""

from collections import defaultdict
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from views.panels.cell_measures import CellMeasures
from views.panels.cell_style import CellType, Words
from views.panels.grid import STAFFS, Layout, Slot
from views.panels.places import Marks, Places, Spot
from views.panels.row_actions import LETTERS
from views.panels.table_model import Cell, RowTableModel
from views.style.theme import Theme

type Written = defaultdict[CellType, list[Words]]
"""The texts of each look."""

_TAB_WIDTH = 0.7
"""Of the room before a row's first word, which the tab of a changed row must not touch."""

_BAR = 3
"""Pixels at 100 %, of the bar at the left of the current row."""
_MARK = 0.6
"""Of an act's height: how high the mark is that says that it is staff's."""
_RADIUS = 6
"""Pixels at 100 %, of the corners of buttons."""


class CellPainter(CellMeasures):
    """Draws cells from `Cell`s.

    It draws all cells at one go, and the texts of one look together: a delegate, which Qt would call for each cell,
    costs more than the drawing does.

    Attributes:
        surface: the colour below them.
    """

    def __init__(self, theme: Theme, marks: Marks) -> None:
        self._marks = marks
        super().__init__(theme)

    def take_theme(self) -> None:
        """Take colours and fonts from the theme anew."""
        super().take_theme()
        tokens = self._tokens
        self._accent = tokens.colour("accent")
        self._edge = tokens.colour("staff_edge")
        body = tokens.font(tokens.sizes.body)
        self._labels = {
            staff: CellType(body, tokens.colour("staff" if staff else "muted")) for staff in (False, True)
        }
        self._good = tokens.colour("good")
        self.surface = tokens.colour("surface")
        self._selection = tokens.colour("selection")
        self._hover = tokens.colour("hover")
        self._on_accent = tokens.colour("on_accent")
        self._line = tokens.colour("hair")
        self._muted, self._on_accent = tokens.colour("muted"), tokens.colour("on_accent")

    def paint(self, painter: QPainter, model: RowTableModel[Any], places: Places) -> None:
        """Draw the cells of some rows."""
        written: Written = defaultdict(list)
        drawn, last = places.drawn, len(model.rows) - 1
        edge = drawn.edge if model.has_staffs else None
        pointed = {self._marks.row, self._marks.hover_row}
        for row, top, _ in places.rows:
            if row in pointed:
                self._draw_ground(painter, row, QRect(0, top, places.width, drawn.height))
            if row < last:
                painter.fillRect(drawn.left, top + drawn.height - 1, drawn.end - drawn.left, 1, self._line)
            if model.is_marked(row):
                self._draw_mark(painter, QRect(0, top, places.width, drawn.height - 1))
        if edge is not None:
            painter.fillRect(edge, places.rows[0][1], 1, len(places.rows) * drawn.height, self._edge)
        for row, top, spots in places.rows:
            self._paint_row(painter, model, (row, top), (spots, drawn), written)
        for type_, words in written.items():
            painter.setFont(type_.font)
            painter.setPen(type_.ink)
            type_.draw(painter, words)
        self._draw_current(painter, model, places)

    def _paint_row(
        self,
        painter: QPainter,
        model: RowTableModel[Any],
        row: tuple[int, int],
        placed: tuple[tuple[Spot, ...], Layout],
        written: Written,
    ) -> None:
        """Draw the acts of a row, and note its texts for drawing."""
        (place, top), (spots, drawn) = row, placed
        marked = False
        for column, (cell, spot) in enumerate(zip(model.painted_cells(place), spots, strict=True)):
            if spot.buttons is not None:
                boxes = self.boxes(cell, spot.buttons.translated(0, top))
                in_place = model.columns[column].slot is Slot.STAFF
                tells = not in_place or (drawn.edge is None and not marked)
                self._draw_buttons(painter, cell, boxes, (place, column), written, marked=tells)
                marked = marked or any(action.staff for action in cell.actions)
            if not cell.text or spot.wide <= 0:
                continue
            begin, high = top + spot.top, spot.high
            if spot.label:
                type_ = self._labels[model.columns[column].slot in STAFFS].for_text(spot.label)
                left = spot.left - self.label_width(model.columns[column])
                written[type_].append((left, begin + (high + type_.rise) // 2, spot.label))
            text, left = cell.text, spot.left
            type_ = self._types[cell.kind].for_text(text)
            if spot.right:
                left += spot.wide - type_.advance(text)
            elif not type_.fits(text, spot.wide):
                text = self.cut_text(cell, spot.wide)
            written[type_].append((left, begin + (high + type_.rise) // 2, text))
            if cell.weekday:
                type_, text = self._weekday, cell.weekday.strip()
                written[type_].append((drawn.weekday, begin + (high + type_.rise) // 2, text))
            if cell.note:
                type_, text = self._type(cell.note), cell.note.text
                written[type_].append((drawn.beside.left(), begin + (high + type_.rise) // 2, text))

    def _draw_box(self, painter: QPainter, box: QRectF, *, ticked: bool, current: bool) -> None:
        """Draw a box to be ticked, with its ring around it; what is ticked has the accent, as what is chosen has."""
        if current:
            ring = self._tokens.sizes.ring
            painter.setPen(QPen(self._accent, ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-ring - 1, -ring - 1, ring + 1, ring + 1), 5, 5)
        painter.setPen(QPen(self._accent if ticked else self._muted, 1))
        painter.setBrush(self._accent if ticked else self.surface)
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            self._draw_tick(painter, box.center(), box.width() * 0.5, self._on_accent)

    @staticmethod
    def _draw_tick(painter: QPainter, middle: QPointF, size: float, ink: QColor) -> None:
        tick = QPolygonF(
            [
                QPointF(middle.x() - size / 2, middle.y()),
                QPointF(middle.x() - size / 8, middle.y() + size / 2),
                QPointF(middle.x() + size / 2, middle.y() - size / 2),
            ]
        )
        painter.setPen(QPen(ink, size / 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(tick)

    def _draw_ground(self, painter: QPainter, row: int, rect: QRect) -> None:
        marks = self._marks
        if marks.focused and marks.row == row:
            painter.fillRect(rect, self._selection)
            painter.fillRect(
                rect.left(), rect.top(), round(_BAR * self._tokens.scale), rect.height(), self._accent
            )
        elif marks.hover_row == row:
            painter.fillRect(rect, self._hover)

    def _draw_mark(self, painter: QPainter, row: QRect) -> None:
        """Draw the tab with a tick that stands at the edge of a row an act has just changed."""
        tab = QRectF(row.left(), row.top(), round(self._tokens.sizes.pad * _TAB_WIDTH), row.height())
        painter.fillRect(tab, self._good)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_tick(painter, tab.center(), tab.width() * 0.7, self.surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_current(self, painter: QPainter, model: RowTableModel[Any], places: Places) -> None:
        """Frame the current row where Enter does nothing, unless a button shows where the keyboard is."""
        marks = self._marks
        if not marks.focused or marks.row < 0 or model.cell(marks.row, marks.column).actions:
            return
        for row, top, _ in places.rows:
            if row == marks.row:
                box = QRect(0, top, places.width, places.drawn.height)
                ring = self._tokens.sizes.ring
                painter.setPen(QPen(self._accent, ring))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(ring // 2, ring // 2, -ring // 2, -ring // 2 - 1))

    def _draw_buttons(
        self,
        painter: QPainter,
        cell: Cell,
        boxes: list[QRectF],
        place: tuple[int, int],
        written: Written,
        *,
        marked: bool = True,
    ) -> None:
        """Draw a cell's buttons, and note their words for drawing."""
        marks, smooth = self._marks, False
        thick, radius = max(1, round(self._tokens.scale)), round(_RADIUS * self._tokens.scale)
        for part, box in enumerate(boxes):
            action = cell.actions[part]
            here = (*place, part)
            current = marks.focused and (marks.row, marks.column, marks.part) == here
            down, under = marks.pressed_part == here, marks.hover_part == here
            if current or down or under or action.ticked is not None or (action.staff and marked):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                smooth = True
            if action.ticked is not None:
                self._draw_box(painter, box, ticked=bool(action.ticked), current=current)
                continue
            letter = LETTERS.get(action.verb, "") if marks.shows_letters(place[0]) else ""
            ring = box.adjusted(0, 0, self.letter_width(letter), 0) if letter else box
            if current or down or under:
                painter.setPen(QPen(self._accent, self._tokens.sizes.ring if current else thick))
                painter.setBrush(self._accent if down else self.surface)
                painter.drawRoundedRect(ring, radius, radius)
            elif action.staff and marked:
                mark = self._tokens.sizes.ring
                high = box.height() * _MARK
                painter.fillRect(QRectF(box.left(), box.center().y() - high / 2, mark, high), self._edge)
            type_ = (self._act_down if down else self._act).for_text(action.label)
            base = int(box.top()) + (int(box.height()) + type_.rise) // 2
            pad = self.around_word
            written[type_].append((int(box.left()) + pad, base, action.label))
            if letter:
                painter.setPen(type_.ink)
                self._draw_letter(painter, letter, round(ring.right()) - pad, base)
        if smooth:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_letter(self, painter: QPainter, letter: str, right: int, base: int) -> None:
        """Draw an act's letter, underlined, so that it ends at an x."""
        scale, wide = self._tokens.scale, self._letter.advance(letter)
        painter.setFont(self._letter.font)
        self._letter.draw(painter, [(right - wide, base, letter)])
        line = QRectF(right - wide, base + round(2 * scale), wide, max(1, round(scale)))
        painter.fillRect(line, painter.pen().color())
