"""Paints every cell of a panel: texts, and acts as small buttons, without a widget for any of them."""

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from views.language.line_breaks import REMARKS, broken
from views.panels.cell_style import CellType, FigureType
from views.panels.places import Marks, Places, Spot
from views.panels.table_model import Action, Cell, CellKind, Column, RowTableModel
from views.style.theme import Theme
from views.style.tokens import Sizes, Tokens

type Texts = dict[CellType, list[tuple[Cell, Column[Any], QRect]]]

_FEW_CHARACTERS = "ああああああ"
_MOST_CUT_TEXTS = 4000
_TAB_WIDTH = 0.7
"""Of the room before a row's first word, which the tab of a changed row must not touch."""


class CellPainter:
    """Draws cells from `Cell`s, with everything that can be measured beforehand measured once.

    It draws all cells at one go, and the texts of one look together: a delegate, which Qt would call for each cell,
    costs more than the drawing does.
    """

    def __init__(self, theme: Theme, marks: Marks) -> None:
        self._theme = theme
        self._marks = marks
        self._cut: dict[tuple[str, CellKind, int], str] = {}
        self._broken: dict[tuple[str, CellKind, int], tuple[str, ...]] = {}
        self.take_theme()

    def take_theme(self) -> None:
        """Take colours and fonts from the theme anew."""
        tokens = self._theme.tokens
        sizes = tokens.sizes
        self._tokens: Tokens = tokens
        body, small = tokens.font(sizes.body), tokens.font(sizes.small)
        self._types = {
            CellKind.TITLE: CellType(tokens.font(sizes.heading, bold=True), tokens.colour("text")),
            CellKind.DUE: FigureType(tokens.font(sizes.body, bold=True), tokens.colour("text")),
            CellKind.TEXT: CellType(body, tokens.colour("text")),
            CellKind.MUTED: CellType(small, tokens.colour("muted")),
            CellKind.STAFF: CellType(small, tokens.colour("staff")),
            CellKind.BAD: CellType(tokens.font(sizes.small, bold=True), tokens.colour("bad")),
            CellKind.NUMBER: CellType(tokens.mono(sizes.small), tokens.colour("muted")),
        }
        self._button_fonts = {
            staff: tokens.font(sizes.small if staff else sizes.body, bold=True) for staff in (False, True)
        }
        self._button_metrics = {staff: QFontMetrics(font) for staff, font in self._button_fonts.items()}
        self._button_widths: dict[tuple[str, bool], int] = {}
        self._accent = tokens.colour("accent")
        self._staff = tokens.colour("staff")
        self._good = tokens.colour("good")
        self._surface = tokens.colour("surface")
        self._selection = tokens.colour("selection")
        self._hover = tokens.colour("hover")
        self._on_accent = tokens.colour("on_accent")
        self._line = tokens.colour("line")
        self._cut.clear()
        self._broken.clear()

    def _type(self, cell: Cell) -> CellType:
        return self._types[cell.kind].for_text(cell.text)

    def column_width(self, column: Column[Any]) -> int:
        """Tell how wide a column has to be for its samples, its heading and its buttons."""
        kind = column.kind if isinstance(column.kind, CellKind) else CellKind.TEXT
        heading = self._types[CellKind.STAFF].metrics.horizontalAdvance(column.title)
        measure = self._types[kind].advance
        note = self._types[CellKind.BAD].advance(column.width.note)
        beside = note + self._tokens.sizes.gap * 2 if note else 0
        samples = [beside + measure(text) for text in (column.width.sample, *column.width.others)]
        widths = [self._button_width(word, staff=kind is CellKind.STAFF) for word in column.width.acts]
        buttons = sum(widths) + (self._tokens.sizes.gap + 1) * (len(widths) - 1)
        return max(heading, buttons, *samples) + self._tokens.sizes.pad + self._tokens.sizes.gap

    @property
    def sizes(self) -> Sizes:
        """The lengths in force."""
        return self._tokens.sizes

    @property
    def line_height(self) -> int:
        """How high a line below the first one of a folded row is."""
        return max(self._types[kind].step for kind in (CellKind.TEXT, CellKind.DUE)) + 1

    def item_width(self, column: Column[Any], cell: Cell) -> int:
        """Tell how wide a cell's label, text and what stands beside it are together."""
        beside = self._beside(cell) + self._type(cell.note).advance(cell.note.text) if cell.note else 0
        return self._label_width(column) + self._type(cell).advance(cell.text) + beside + 1

    def buttons_width(self, cell: Cell) -> int:
        """Tell how wide a cell's buttons are together, 0 for none."""
        if not cell.actions:
            return 0
        widths = [self._button_width(action.label, staff=action.staff) for action in cell.actions]
        return sum(widths) + (self._tokens.sizes.gap + 1) * (len(widths) - 1) + 1

    def acts_width(self, cells: tuple[Cell, ...]) -> int:
        """Tell how wide all buttons of a row are together, 0 for none."""
        widths = [self.buttons_width(cell) for cell in cells if cell.actions]
        return sum(widths) + (self._tokens.sizes.gap + 1) * max(0, len(widths) - 1)

    def count_lines(self, cell: Cell, width: int) -> int:
        """Tell how many lines a text takes."""
        return len(self._lines_of(cell, width))

    def _label_width(self, column: Column[Any]) -> int:
        if not column.labelled:
            return 0
        return self._types[CellKind.MUTED].advance(column.title) + self._tokens.sizes.gap

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

    def is_cut_in(self, cell: Cell, column: Column[Any], spot: Spot) -> bool:
        """Tell whether a cell's text doesn't fit where it stands in a folded row."""
        return not column.wrap and bool(cell.text) and self.item_width(column, cell) > spot.text.width() + 1

    def _beside(self, cell: Cell) -> int:
        """Tell how far from a cell's text what stands beside it is."""
        return self._tokens.sizes.gap * 2 if cell.note else 0

    def button_boxes(self, cell: Cell, rect: QRect) -> list[QRectF]:
        """Lay a cell's buttons out, from the left; a text that goes under them has the rest of its height."""
        return self._boxes(cell.actions, self._button_rect(cell, rect))

    def folded_boxes(self, cell: Cell, rect: QRect) -> list[QRectF]:
        """Lay a cell's buttons out within what they take of a folded row."""
        return self._boxes(cell.actions, rect.translated(-self._tokens.sizes.pad, 0))

    def _boxes(self, actions: tuple[Action, ...], rect: QRect) -> list[QRectF]:
        sizes = self._tokens.sizes
        height = sizes.row - 6
        left = rect.left() + sizes.pad + 0.5
        top = rect.top() + (rect.height() - height) // 2 + 0.5 - 1
        boxes = []
        for action in actions:
            width = self._button_width(action.label, staff=action.staff)
            boxes.append(QRectF(left, top, width, height))
            left += width + sizes.gap + 1
        return boxes

    def _button_width(self, label: str, *, staff: bool) -> int:
        found = self._button_widths.get((label, staff))
        if found is None:
            found = self._button_metrics[staff].horizontalAdvance(label) + 2 * (self._tokens.sizes.pad - 1)
            self._button_widths[label, staff] = found
        return found

    def paint(self, painter: QPainter, model: RowTableModel[Any], places: Places) -> None:
        """Draw the cells of some rows."""
        texts: Texts = {}
        left, width = places.columns[0][0], sum(width for _, width in places.columns)
        last = model.rowCount() - 1
        for order, (row, top, height) in enumerate(places.rows):
            self._draw_row(painter, row, QRect(left, top, width, height), line=row < last)
            if model.is_marked(row):
                self._draw_mark(painter, QRect(left, top, width, height - 1))
            if places.folded is not None:
                self._paint_folded(painter, model, (row, top), places.folded[order], texts)
                continue
            for column, (cell, (x, cell_width)) in enumerate(
                zip(model.cells(row), places.columns, strict=True)
            ):
                box = QRect(x, top, cell_width, height - 1)
                if cell.actions:
                    rect = QRect(x, top, cell_width, height)
                    reach = self._draw_buttons(painter, cell, self.button_boxes(cell, rect), (row, column))
                    if self._text_below(cell, cell_width):
                        box.setTop(top + self._tokens.sizes.row)
                    else:
                        box.setLeft(reach)
                if cell.text:
                    texts.setdefault(self._type(cell), []).append((cell, model.columns[column], box))
                    self._put_note(texts, cell, model.columns[column], box)
        for type_, drawn in texts.items():
            painter.setFont(type_.font)
            painter.setPen(type_.ink)
            for cell, spec, box in drawn:
                self._draw_text(painter, type_, cell, spec, box)
        self._draw_current(painter, model, places)

    def _put_note(self, texts: Texts, cell: Cell, column: Column[Any], box: QRect) -> None:
        """Note what stands beside a cell's text for drawing."""
        if cell.note:
            beside = QRect(box)
            beside.setLeft(box.left() + self._type(cell).advance(cell.text) + self._beside(cell))
            texts.setdefault(self._type(cell.note), []).append((cell.note, column, beside))

    def _paint_folded(
        self,
        painter: QPainter,
        model: RowTableModel[Any],
        row: tuple[int, int],
        spots: tuple[Spot, ...],
        texts: Texts,
    ) -> None:
        """Draw the buttons of a folded row, and note its texts for drawing."""
        place, top = row
        sizes = self._tokens.sizes
        for column, (cell, spot) in enumerate(zip(model.cells(place), spots, strict=True)):
            if spot.buttons is not None:
                boxes = self.folded_boxes(cell, spot.buttons.translated(0, top))
                self._draw_buttons(painter, cell, boxes, (place, column))
            if not cell.text:
                continue
            spec = model.columns[column]
            box = spot.text.translated(0, top).adjusted(-sizes.pad, 0, sizes.gap, 0)
            if spec.labelled:
                label = Cell(spec.title, CellKind.MUTED, (), "")
                texts.setdefault(self._type(label), []).append((label, spec, QRect(box)))
                box.setLeft(box.left() + self._label_width(spec))
            texts.setdefault(self._type(cell), []).append((cell, spec, box))
            self._put_note(texts, cell, spec, box)

    def _draw_row(self, painter: QPainter, row: int, rect: QRect, *, line: bool) -> None:
        marks = self._marks
        if marks.focused and marks.row == row:
            painter.fillRect(rect, self._selection)
        elif marks.hover_row == row:
            painter.fillRect(rect, self._hover)
        if line:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)

    def _draw_mark(self, painter: QPainter, row: QRect) -> None:
        """Draw the tab with a tick that stands at the edge of a row an act has just changed."""
        tab = QRectF(row.left(), row.top(), round(self._tokens.sizes.pad * _TAB_WIDTH), row.height())
        painter.fillRect(tab, self._good)
        size = tab.width() * 0.7
        middle = tab.center()
        tick = QPolygonF(
            [
                QPointF(middle.x() - size / 2, middle.y()),
                QPointF(middle.x() - size / 8, middle.y() + size / 2),
                QPointF(middle.x() + size / 2, middle.y() - size / 2),
            ]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._surface, size / 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(tick)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_current(self, painter: QPainter, model: RowTableModel[Any], places: Places) -> None:
        """Frame the current cell, unless its buttons show where the keyboard is."""
        marks = self._marks
        if not marks.focused or marks.row < 0 or model.cell(marks.row, marks.column).actions:
            return
        x, width = places.columns[marks.column]
        for order, (row, top, height) in enumerate(places.rows):
            if row == marks.row:
                box = QRect(x, top, width, height)
                if places.folded is not None:
                    gap = self._tokens.sizes.gap
                    box = (
                        places.folded[order][marks.column].place.translated(0, top).adjusted(-gap, 0, gap, 1)
                    )
                painter.setPen(QPen(self._accent, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _draw_text(
        self, painter: QPainter, type_: CellType, cell: Cell, spec: Column[Any], box: QRect
    ) -> None:
        left, room = box.left() + self._tokens.sizes.pad, self._room(box.width())
        if spec.wrap:
            lines = self._lines_of(cell, room)
            if len(lines) > 1:
                self._draw_lines(painter, lines, QRect(left, box.top(), room, box.height()), type_.step)
                return
        text = self._fitting(cell, room)
        base = box.top() + (box.height() + type_.rise) // 2
        if spec.right:
            left += room - type_.advance(text)
        type_.draw(painter, left, base, text)

    def _draw_lines(self, painter: QPainter, lines: tuple[str, ...], box: QRect, step: int) -> None:
        top = box.top() + (box.height() - step * len(lines)) // 2
        for line in lines:
            painter.drawText(QRect(box.left(), top, box.width(), step), Qt.AlignmentFlag.AlignVCenter, line)
            top += step

    def _draw_buttons(
        self, painter: QPainter, cell: Cell, boxes: list[QRectF], place: tuple[int, int]
    ) -> int:
        """Draw a cell's buttons; answers where the last one ends."""
        marks = self._marks
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reach = 0
        for part, box in enumerate(boxes):
            colour = self._staff if cell.actions[part].staff else self._accent
            current = marks.focused and (marks.row, marks.column, marks.part) == (*place, part)
            down = marks.pressed_part == (*place, part)
            under = marks.hover_part == (*place, part)
            painter.setPen(QPen(colour, 2 if current else 1))
            painter.setBrush(colour if down else self._hover if under else self._surface)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self._surface if down else colour)
            painter.setFont(self._button_fonts[cell.actions[part].staff])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.actions[part].label)
            reach = round(box.right())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return reach

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
