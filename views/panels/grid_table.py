"""A table in the page's grid, as high as its rows: where its cells stand, and how they are painted."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from views.panels.cell_painter import CellPainter
from views.panels.grid import BESIDE_NOTHING, Layout, Slot
from views.panels.grid_rows import GridRows
from views.panels.places import Marks, Places, Spot
from views.panels.table_model import Cell, Identified, Index, RowTableModel
from views.style.theme import Theme


class GridTable[R: Identified](QTableView):
    """Shows a `RowTableModel`. It scrolls, edits, selects and searches nothing by itself.

    Attributes:
        rows_model: what it shows.
        theme: in whose look.
        drawn: the page's grid at its width.
    """

    drawn: Layout

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self.theme = theme
        self._marks = Marks()
        self._fitted_width = -1
        self._painter = CellPainter(theme, self._marks)
        self._grid = GridRows(self._painter, model)
        self._words_at = BESIDE_NOTHING
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
        self.horizontalHeader().hide()
        self.setMinimumWidth(1)
        # The page, the list and the table itself have the same ground below, which Qt would fill one after the other.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setModel(model)
        theme.changed.connect(self._theme_changed)
        self._theme_changed()

    def begin_words_at(self, left: int) -> None:
        """Stand in a page whose words begin at another x, in pixels at 100 %."""
        if left != self._words_at:
            self._words_at = left
            self._fit(self._fitted_width)
            self.viewport().update()

    def prepare(self, width: int) -> None:
        """Stand as at a width before the table gets it, so that rows that come now are laid out once."""
        if width != self._fitted_width:
            self._fit(width)

    def keyboardSearch(self, _search: str) -> None:
        """Don't jump to rows by their first letters: digits typed here belong to the card field."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press nothing: the click meant once has been, and another row may have come under the mouse since."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()

    def spots(self, row: int) -> tuple[Spot, ...]:
        """Tell where the cells of a row stand, from the row's own corner."""
        return self._grid.row(row).spots

    def visualRect(self, index: Index) -> QRect:
        """Tell where a cell is, which isn't where Qt has its column."""
        if not index.isValid():
            return super().visualRect(index)
        spot = self.spots(index.row())[index.column()]
        return spot.place.translated(0, self.rowViewportPosition(index.row()))

    def indexAt(self, place: QPoint) -> QModelIndex:
        """Find the cell at a point; where none stands in a row, what leads the row."""
        row = self.rowAt(place.y())
        if row < 0:
            return QModelIndex()
        at = QPoint(place.x(), place.y() - self.rowViewportPosition(row))
        column = self._grid.row(row).column_at(at)
        return self.rows_model.index(row, self.rows_model.lead if column is None else column)

    def is_cut(self, row: int, column: int) -> bool:
        """Tell whether the text of a cell doesn't fit its slot."""
        painted, spot = self.rows_model.painted_cells(row)[column], self.spots(row)[column]
        whole = self.rows_model.cell(row, column).text
        if self.rows_model.columns[column].slot is Slot.SECOND and not whole.endswith(painted.text):
            return True
        return not spot.right and self._painter.advance(painted) > spot.wide

    def text_rect(self, row: int, column: int) -> QRect:
        """Tell where the text of a cell is painted, from the row's own corner; empty where there is none."""
        cell, spot = self.rows_model.painted_cells(row)[column], self.spots(row)[column]
        if not cell.text:
            return QRect()
        wide = min(self._painter.advance(cell), spot.wide)
        return QRect(spot.begins(wide), spot.top, wide, spot.high)

    def button_boxes(self, row: int, column: int) -> list[QRectF]:
        """Tell where the buttons of a cell are in the viewport, from the left."""
        index = self.rows_model.index(row, column)
        return self._painter.boxes(self.rows_model.cell(row, column), self.visualRect(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and every row that is to be seen, all at once."""
        model, area, height = self.rows_model, event.rect(), self.drawn.height
        begin = self.rowViewportPosition(0)
        seen = range(
            max(0, (area.top() - begin) // height),
            min(len(model.rows), (area.bottom() - begin) // height + 1),
        )
        rows = [(row, begin + row * height, self.spots(row)) for row in seen]
        painter = QPainter(self.viewport())
        painter.fillRect(area, self._painter.surface)
        if rows:
            self._painter.paint(painter, model, Places(self.viewport().width(), rows, self.drawn))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as at the new width."""
        super().resizeEvent(event)
        self.prepare(event.size().width())  # a table shown again is told of no old size

    def _theme_changed(self) -> None:
        self._painter.take_theme()
        self.verticalHeader().setMinimumSectionSize(1)
        self._fit(self.viewport().width())
        self.viewport().update()

    def _fit(self, width: int) -> None:
        self._fitted_width = width
        self.drawn = self._grid.fit(width, self._words_at)
        self.verticalHeader().setDefaultSectionSize(self.drawn.height)
        count = len(self.rows_model.columns)
        for place in range(
            count
        ):  # where they stand tells nobody, but beyond the edge Qt would scroll to them
            self.setColumnWidth(place, width // count)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Be as high as the rows; what stands in them is placed when it is seen."""
        self._grid.forget()
        self.setFixedHeight(self.verticalHeader().length())

    def _cell(self, index: Index) -> Cell:
        return self.rows_model.cell(index.row(), index.column())
