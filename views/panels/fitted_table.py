"""A table as high as its rows: where its cells stand at its width, and how they are painted."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSignalBlocker, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from views.language.glosses import gloss
from views.panels.cell_painter import CellPainter
from views.panels.folded_rows import RowFolder
from views.panels.grid import BESIDE_NOTHING, Layout, Slot
from views.panels.grid_rows import GridRows
from views.panels.header_row import HeadingRow
from views.panels.places import FoldedRow, Marks, Places, Spot
from views.panels.table_model import Cell, Column, Identified, Index, RowTableModel
from views.style.theme import Theme


class BareTable(QTableView):
    """What stands around it scrolls, and what is derived from it paints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyboardSearch(self, _search: str) -> None:
        """Don't jump to rows by their first letters: digits typed here belong to the card field."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press nothing: the click meant once has been, and another row may have come under the mouse since."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()


class FittedTable[R: Identified](BareTable):
    """Shows a `RowTableModel` in the page's grid; without one in columns, or in folded rows where these have no room.

    Attributes:
        rows_model: what it shows.
    """

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self._theme = theme
        self._marks = Marks()
        self._fitted_width = -1
        self._painter = CellPainter(theme, self._marks)
        self._folder = None if model.lead is None else RowFolder(self._painter, model.lead)
        self._rows_in_grid = self._make_grid()
        self._drawn: Layout | None = None
        self._words_at = BESIDE_NOTHING
        self._is_folded = False
        self._folded: tuple[FoldedRow, ...] = ()
        self.setModel(model)
        self.setHorizontalHeader(
            HeadingRow(theme, self, glossed=any(gloss(it.title) for it in model.columns))
        )
        theme.changed.connect(self._theme_changed)
        self._theme_changed()

    @property
    def is_folded(self) -> bool:
        """Whether the columns have no room beside each other, and rows have a further line instead."""
        return self._is_folded if self._drawn is None else self._drawn.lines > 1

    @property
    def drawn(self) -> Layout | None:
        """The page's grid, if the list stands in it."""
        return self._drawn

    def begin_words_at(self, left: int) -> None:
        """Stand in a page whose words begin at another x, in pixels at 100 %."""
        if left != self._words_at:
            self._words_at = left
            self._fit_columns(self._fitted_width)
            self._fit_rows()
            self.viewport().update()

    @property
    def unfolded_width(self) -> int:
        """How wide all columns are beside each other, at least."""
        return sum(self._bases)

    def prepare(self, width: int) -> None:
        """Have the columns of a width before the table gets it, so that rows that come now are laid out once."""
        if width != self._fitted_width:
            self._fit_columns(width)
            if self._drawn is not None:
                self._fit_rows()

    def spots(self, row: int) -> tuple[Spot, ...]:
        """Tell where the cells of a folded row stand, from the row's own corner."""
        return self._folded[row].spots

    def visualRect(self, index: Index) -> QRect:
        """Tell where a cell is, which in a folded row isn't below its column's heading."""
        if not self._is_placed or not index.isValid():
            return super().visualRect(index)
        spot = self.spots(index.row())[index.column()]
        return spot.place.translated(0, self.rowViewportPosition(index.row()))

    def indexAt(self, place: QPoint) -> QModelIndex:
        """Find the cell at a point; where none stands in a folded row, what leads the row."""
        if not self._is_placed:
            return super().indexAt(place)
        row = self.rowAt(place.y())
        if row < 0:
            return QModelIndex()
        at = QPoint(place.x(), place.y() - self.rowViewportPosition(row))
        column = self._folded[row].column_at(at)
        return self.rows_model.index(row, (self.rows_model.lead or 0) if column is None else column)

    def is_cut(self, row: int, column: int) -> bool:
        """Tell whether the text of a cell doesn't fit its column."""
        spec = self.rows_model.columns[column]
        if self._drawn is not None:
            painted, spot = self.rows_model.folded_cells(row)[column], self.spots(row)[column]
            whole = self.rows_model.cell(row, column).text
            if spec.slot is Slot.SECOND and not whole.endswith(painted.text):
                return True
            return not spot.right and self._painter.advance(painted) > spot.text.width()
        if self._is_folded:
            painted = self.rows_model.folded_cells(row)[column]
            wrap = spec.wrap or column != self.rows_model.lead
            return self._painter.is_cut_in(painted, spec, self.spots(row)[column], wrap=wrap)
        return self._painter.is_cut(
            self.rows_model.cell(row, column), self.columnWidth(column), wrap=spec.wrap
        )

    @property
    def _is_placed(self) -> bool:
        """Whether cells stand elsewhere than in Qt's columns."""
        return self._is_folded or self._drawn is not None

    def _make_grid(self) -> GridRows | None:
        columns = self.rows_model.columns
        return GridRows(self._painter, columns) if all(it.slot is not None for it in columns) else None

    def text_rect(self, row: int, column: int) -> QRect:
        """Tell where the text of a placed cell is painted, from the row's own corner; empty where there is none."""
        cell, spot = self.rows_model.folded_cells(row)[column], self.spots(row)[column]
        if not cell.text or self._drawn is None:
            return QRect(spot.text) if cell.text else QRect()
        wide = min(self._painter.advance(cell), spot.text.width())
        return QRect(spot.begins(wide), spot.text.top(), wide, spot.text.height())

    def button_boxes(self, row: int, column: int) -> list[QRectF]:
        """Tell where the buttons of a cell are in the viewport, from the left."""
        return self._boxes_of(self.rows_model.index(row, column))

    def _order_of(self, row: int, column: int) -> tuple[int, int]:
        """Tell where a cell comes in its row, from line to line and from the left."""
        if not self._is_placed:
            return 0, column
        place = self.spots(row)[column].place
        return place.top(), place.left()

    def _boxes_of(self, index: Index) -> list[QRectF]:
        boxes = self._painter.folded_boxes if self._is_folded else self._painter.button_boxes
        if self._drawn is not None:
            boxes = self._painter.placed_boxes
        return boxes(self._cell(index), self.visualRect(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every row that is to be seen, all at once."""
        model, area = self.rows_model, event.rect()
        rows = []
        for row in range(model.rowCount()):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if top <= area.bottom() and top + height > area.top():
                rows.append((row, top, height))
        folded = [self._folded[row].spots for row, _, _ in rows] if self._is_placed else None
        if rows:
            columns = range(model.columnCount())
            across = [(self.columnViewportPosition(it), self.columnWidth(it)) for it in columns]
            if self._is_placed:
                across = [(0, self.viewport().width())]
            painter = QPainter(self.viewport())
            self._painter.paint(painter, model, Places(across, rows, folded, self._drawn))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the new width."""
        super().resizeEvent(event)
        if event.size().width() != self._fitted_width:  # a table shown again is told of no old size
            self._fit_columns(event.size().width())
            self._fit_rows()

    def _theme_changed(self) -> None:
        sizes = self._theme.tokens.sizes
        self._painter.take_theme()
        self._forget_rows()
        self._bases = [self._painter.column_width(column) for column in self.rows_model.columns]
        self.verticalHeader().setMinimumSectionSize(sizes.row)
        self.verticalHeader().setDefaultSectionSize(sizes.row)
        whole = 1 if self._rows_in_grid is not None else self.unfolded_width
        self.setMinimumWidth(whole if self._folder is None else min(whole, self._folder.least_width()))
        self._fit_columns(self.viewport().width())
        self._fit_rows()
        self.viewport().update()

    def _fit_columns(self, width: int) -> None:
        """Give what is left over to the growing columns, by their shares."""
        self._fitted_width = width
        columns = self.rows_model.columns
        if self._rows_in_grid is not None:
            self._drawn = self._rows_in_grid.fit(width, self._words_at)
            self.verticalHeader().setDefaultSectionSize(self._drawn.height)
        else:
            self._is_folded = self._folder is not None and width < self.unfolded_width
        self.horizontalHeader().setVisible(not self._is_placed)
        if self._is_placed:  # where they stand tells nobody, but beyond the edge Qt would scroll to them
            for place in range(len(columns)):
                self.setColumnWidth(place, width // len(columns))
            return
        for place, given in enumerate(shared_out(columns, self._bases, width)):
            self.setColumnWidth(place, given)

    def _fit_rows(self) -> None:
        """Make rows whose remarks need more lines higher, and the table as high as its rows."""
        model = self.rows_model
        self._folded = ()
        if self._rows_in_grid is not None:
            self._folded = self._rows_in_grid.rows(model)
            self.setFixedHeight(self.verticalHeader().length())
            return
        if self._folder is not None and self._is_folded:
            self._folded = self._folder.fold(model, self._fitted_width)
        wrapping = [(place, self.columnWidth(place)) for place, it in enumerate(model.columns) if it.wrap]
        rows = self.verticalHeader()
        quiet = QSignalBlocker(rows)  # the table would paint once more for each row that is resized
        for row in range(model.rowCount()):
            if self._is_folded:
                height = self._folded[row].height
            else:
                cells = model.cells(row)
                height = self._painter.row_height([(cells[place], width) for place, width in wrapping])
            if rows.sectionSize(row) != height:
                rows.resizeSection(row, height)
        quiet.unblock()
        heading = 0 if self._is_folded else self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(heading + rows.length())

    def _forget_rows(self) -> None:
        """Keep nothing of rows that are gone."""
        for kept in (self._folder, self._rows_in_grid):
            if kept is not None:
                kept.forget()

    def _cell(self, index: Index) -> Cell:
        return self.rows_model.cell(index.row(), index.column())


def shared_out(columns: tuple[Column[Any], ...], bases: list[int], width: int) -> list[int]:
    """Give what is left over to the growing columns, by their shares and to the last pixel.

    Args:
        columns: the table's.
        bases: how wide each of them is at least.
        width: the table's.
    """
    spare = max(0, width - sum(bases))
    shares = sum(column.width.grow for column in columns) or 1
    given = [spare * column.width.grow // shares for column in columns]
    growing = [place for place, column in enumerate(columns) if column.width.grow]
    if growing:
        given[growing[-1]] += spare - sum(given)
    return [base + more for base, more in zip(bases, given, strict=True)]
