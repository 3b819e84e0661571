"""The table of a panel: as high as its rows, walked by keyboard, with acts as painted buttons in its cells."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from views.panels.bare_table import BareTable
from views.panels.cell_painter import CellPainter
from views.panels.column_widths import shared_out
from views.panels.folded_rows import RowFolder
from views.panels.header_row import HeadingRow
from views.panels.places import FoldedRow, Marks, Places, Spot
from views.panels.table_model import Action, Cell, Identified, Index, RowTableModel
from views.style.theme import Theme
from views.widgets import tooltips
from views.widgets.scroll_to_focus import bring_into_view

_PRESSING: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_SIDEWAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PanelTable[R: Identified](BareTable):
    """Shows a `RowTableModel`.

    It never scrolls by itself: the page does, and the current cell is kept in the page's view. Tab leaves it.
    The current cell stays on the same row, by the row's id, when the rows are read anew. Nothing can be copied out
    of it.

    Attributes:
        rows_model: what it shows.

    Signals:
        acted(row, verb): the clerk pressed an act of a row, by mouse, Enter or Space.
        act_changed: another act than before is the current row's.
    """

    acted = Signal(object, object)
    act_changed = Signal()

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self._theme = theme
        self._marks = Marks()
        self._kept: tuple[int, int] | None = None
        self._fitted_width = -1
        self._putting_back = False
        self._painter = CellPainter(theme, self._marks)
        self._folder = RowFolder(self._painter)
        self._is_folded = False
        self._folded: tuple[FoldedRow, ...] = ()
        self.setModel(model)
        self.setHorizontalHeader(HeadingRow(theme, self))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._rows_changed)
        theme.changed.connect(self._theme_changed)
        self._theme_changed()

    @property
    def is_folded(self) -> bool:
        """Whether the columns have no room beside each other, and rows have a further line instead."""
        return self._is_folded

    @property
    def unfolded_width(self) -> int:
        """How wide all columns are beside each other, at least."""
        return sum(self._bases)

    def spots(self, row: int) -> tuple[Spot, ...]:
        """Tell where the cells of a folded row stand, from the row's own corner."""
        return self._folded[row].spots

    def visualRect(self, index: Index) -> QRect:
        """Tell where a cell is, which in a folded row isn't below its column's heading."""
        if not self._is_folded or not index.isValid():
            return super().visualRect(index)
        spot = self._folded[index.row()].spots[index.column()]
        return spot.place.translated(0, self.rowViewportPosition(index.row()))

    def indexAt(self, place: QPoint) -> QModelIndex:
        """Find the cell at a point; where none stands in a folded row, the row's title."""
        if not self._is_folded:
            return super().indexAt(place)
        row = self.rowAt(place.y())
        if row < 0:
            return QModelIndex()
        at = QPoint(place.x(), place.y() - self.rowViewportPosition(row))
        column = self._folded[row].column_at(at)
        columns = self.rows_model.columns
        return self.rows_model.index(row, self._folder.place_of_title(columns) if column is None else column)

    def current_row(self) -> R | None:
        """Give the row the keyboard is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def current_act(self) -> Action | None:
        """Give what Enter would do on the current row: the current cell's button, else the row's first."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        here = self.rows_model.cell(index.row(), index.column()).actions
        if here:
            return here[min(self._marks.part, len(here) - 1)]
        columns = range(self.rows_model.columnCount())
        return next(
            (action for place in columns for action in self.rows_model.cell(index.row(), place).actions),
            None,
        )

    def do_current_act(self) -> None:
        """Do what `current_act` tells, if anything."""
        row, act = self.current_row(), self.current_act()
        if row is not None and act is not None:
            self.acted.emit(row, act.verb)

    def go_to(self, row: int) -> None:
        """Give the keyboard to a row, and bring it into view."""
        self.setCurrentIndex(self.rows_model.index(row, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(self.currentIndex())

    def mark_focused(self, *, focused: bool) -> None:
        """Show or stop showing the current row as the one that the keyboard acts on."""
        if self._marks.focused != focused:
            self._marks.focused = focused
            self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the current cell: remember it for painting, and keep it in the page's view."""
        super().currentChanged(current, previous)
        self._marks.row, self._marks.column, self._marks.part = current.row(), current.column(), 0
        self.viewport().update()
        self.act_changed.emit()
        if current.isValid() and self.hasFocus() and not self._putting_back:
            self._bring_into_view(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the row's act with Enter, a button's also with Space, which elsewhere tells what is cut; copy nothing."""
        key = event.key()
        told = QToolTip.isVisible()
        tooltips.drop()
        if key in _PRESSING:
            event.accept()
            if key != Qt.Key.Key_Space or self._current_cell_actions():
                self.do_current_act()
            elif not told:
                self._tell_cell(self.currentIndex())
        elif key in _SIDEWAYS and self._step_part(_SIDEWAYS[key]):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the current row, and bring it into view."""
        super().focusInEvent(event)
        self.mark_focused(focused=True)
        if self.currentIndex().isValid():
            self._bring_into_view(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing the current row."""
        super().focusOutEvent(event)
        tooltips.drop()
        self.mark_focused(focused=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the cell as current, and show a button as pressed."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._marks.pressed_part = self._part_under(event.position())
            if self._marks.pressed_part is not None:
                self._marks.part = self._marks.pressed_part[2]
                self.act_changed.emit()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act if the mouse went down and up on the same button."""
        super().mouseReleaseEvent(event)
        pressed, self._marks.pressed_part = self._marks.pressed_part, None
        self.viewport().update()
        released = event.button() is Qt.MouseButton.LeftButton
        if released and pressed is not None and pressed == self._part_under(event.position()):
            row, column, part = pressed
            action = self.rows_model.cell(row, column).actions[part]
            self.acted.emit(self.rows_model.rows[row], action.verb)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row and which button are under the mouse."""
        index = self.indexAt(event.position().toPoint())
        part = self._part_under(event.position())
        self._hover(index.row(), part)

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing as under the mouse."""
        super().leaveEvent(event)
        self._hover(-1, None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a tooltip only where the text is cut or where there is more to say."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self.tooltip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tooltip_at(self, place: QPoint) -> str:
        """Tell what the tooltip at a point of the viewport says; empty for none."""
        return self._tooltip_of(self.indexAt(place))

    def is_cut(self, row: int, column: int) -> bool:
        """Tell whether the text of a cell doesn't fit its column."""
        cell, spec = self.rows_model.cell(row, column), self.rows_model.columns[column]
        if self._is_folded:
            return self._painter.is_cut_in(cell, spec, self._folded[row].spots[column])
        return self._painter.is_cut(cell, self.columnWidth(column), wrap=spec.wrap)

    def button_boxes(self, row: int, column: int) -> list[QRectF]:
        """Tell where the buttons of a cell are in the viewport, from the left."""
        return self._boxes_of(self.rows_model.index(row, column))

    def _boxes_of(self, index: Index) -> list[QRectF]:
        boxes = self._painter.folded_boxes if self._is_folded else self._painter.button_boxes
        return boxes(self._cell(index), self.visualRect(index))

    def _tell_cell(self, index: Index) -> None:
        """Show a cell's tooltip under it, until the next key."""
        text = self._tooltip_of(index)
        if text:
            place = self.visualRect(index).bottomLeft()
            QToolTip.showText(self.viewport().mapToGlobal(place), text, self.viewport())

    def _tooltip_of(self, index: Index) -> str:
        if not index.isValid():
            return ""
        cell = self.rows_model.cell(index.row(), index.column())
        if cell.tooltip:
            return cell.tooltip
        return cell.text if self.is_cut(index.row(), index.column()) else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every row that is to be seen, all at once."""
        model, area = self.rows_model, event.rect()
        rows = []
        for row in range(model.rowCount()):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if top <= area.bottom() and top + height > area.top():
                rows.append((row, top, height))
        folded = [self._folded[row].spots for row, _, _ in rows] if self._is_folded else None
        if rows:
            columns = range(model.columnCount())
            across = [(self.columnViewportPosition(it), self.columnWidth(it)) for it in columns]
            painter = QPainter(self.viewport())
            self._painter.paint(painter, model, Places(across, rows, folded))
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
        self._bases = [self._painter.column_width(column) for column in self.rows_model.columns]
        self.verticalHeader().setMinimumSectionSize(sizes.row)
        self.verticalHeader().setDefaultSectionSize(sizes.row)
        whole, foldable = self.unfolded_width, self._folder.can_fold(self.rows_model.columns)
        self.setMinimumWidth(min(whole, self._folder.least_width()) if foldable else whole)
        self._fit_columns(self.viewport().width())
        self._fit_rows()
        self.viewport().update()

    def _fit_columns(self, width: int) -> None:
        """Give what is left over to the growing columns, by their shares."""
        self._fitted_width = width
        columns = self.rows_model.columns
        self._is_folded = width < self.unfolded_width and self._folder.can_fold(columns)
        self.horizontalHeader().setVisible(not self._is_folded)
        if self._is_folded:  # where they stand tells nobody, but beyond the edge Qt would scroll to them
            for place in range(len(columns)):
                self.setColumnWidth(place, width // len(columns))
            return
        for place, given in enumerate(shared_out(columns, self._bases, width)):
            self.setColumnWidth(place, given)

    def _fit_rows(self) -> None:
        """Make rows whose remarks need more lines higher, and the table as high as its rows."""
        model = self.rows_model
        self._folded = self._folder.fold(model, self._fitted_width) if self._is_folded else ()
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
        heading = 0 if self._is_folded else self._theme.tokens.sizes.heading_row
        self.setFixedHeight(heading + rows.length())

    def _keep_place(self) -> None:
        tooltips.drop()
        index = self.currentIndex()
        self._kept = (self.rows_model.rows[index.row()].id, index.column()) if index.isValid() else None
        self._hover(-1, None)
        self._marks.pressed_part = None

    def _rows_changed(self) -> None:
        if self.rows_model.rows:  # else the panel hides the table
            self._fit_rows()
        row = self.rows_model.row_of(self._kept[0]) if self._kept else None
        if row is not None and self._kept is not None:
            place = self.rows_model.index(row, self._kept[1])
            self._putting_back = True  # whoever scrolled away to read stays there
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._putting_back = False
        else:
            self._marks.row = self._marks.column = -1
        self.act_changed.emit()
        if self.rows_model.rows:
            self.executeDelayedItemsLayout()  # Qt would do it after the next painting, and paint once more

    def _current_cell_actions(self) -> tuple[Action, ...]:
        index = self.currentIndex()
        return self._cell(index).actions if index.isValid() else ()

    def _cell(self, index: Index) -> Cell:
        return self.rows_model.cell(index.row(), index.column())

    def _step_part(self, step: int) -> bool:
        """Go to the next button within the current cell; False at its edge."""
        part = self._marks.part + step
        if not 0 <= part < len(self._current_cell_actions()):
            return False
        self._marks.part = part
        self.viewport().update()
        self.act_changed.emit()
        return True

    def _part_under(self, place: QPointF) -> tuple[int, int, int] | None:
        index = self.indexAt(place.toPoint())
        if not index.isValid():
            return None
        part = next((part for part, box in enumerate(self._boxes_of(index)) if box.contains(place)), -1)
        return None if part < 0 else (index.row(), index.column(), part)

    def _hover(self, row: int, part: tuple[int, int, int] | None) -> None:
        if (row, part) != (self._marks.hover_row, self._marks.hover_part):
            self._marks.hover_row, self._marks.hover_part = row, part
            pointing = Qt.CursorShape.ArrowCursor if part is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(pointing)
            self.viewport().update()

    def _bring_into_view(self, index: Index) -> None:
        rect = self.visualRect(index)
        if self._is_folded:  # its acts stand elsewhere in it
            rect.setTop(self.rowViewportPosition(index.row()))
            rect.setHeight(self.rowHeight(index.row()))
        bring_into_view(self.viewport(), rect)
