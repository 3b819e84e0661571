"""The table of a panel: as high as its rows, walked by keyboard, with acts as painted buttons in its cells."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from views.panels.fitted_table import FittedTable
from views.panels.table_model import Action, Identified, Index, RowTableModel
from views.style.theme import Theme
from views.widgets import tooltips
from views.widgets.announcing import announce
from views.widgets.scroll_to_focus import bring_into_view

_PRESSING: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_SIDEWAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PanelTable[R: Identified](FittedTable[R]):
    """Shows a `RowTableModel`.

    It never scrolls by itself: the page does, and the current cell is kept in the page's view. Tab leaves it.
    The current cell stays on the same row, by the row's id, when the rows are read anew. While the keyboard is
    elsewhere in the window there is none, since a screen reader takes each current cell for the keyboard's place; it is
    the same one when the keyboard comes back. Nothing can be copied out of it.

    Attributes:
        rows_model: what it shows.
        beside: a button for the current row, which keeps the current cell while it has the keyboard.
        chooses: its rows are there to be chosen, and Enter does so from each of their cells; the chosen one stays so,
            wherever the keyboard goes.
        covered: how much above its rows has to be seen with each of them, in pixels.

    Signals:
        acted(row, verb): the clerk pressed an act of a row, by mouse, Enter or Space.
        act_changed: another act than before is the current row's.
    """

    acted = Signal(object, object)
    act_changed = Signal()

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        self.chooses = False
        self.beside: QWidget | None = None
        self.covered = 0
        self._kept: tuple[int, int] | None = None
        self._left: tuple[int, int] | None = None
        self._putting_back = False
        super().__init__(model, theme, parent)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._rows_changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keyboard_went)

    def current_row(self) -> R | None:
        """Give the row the keyboard is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def current_act(self) -> Action | None:
        """Give what Enter does: the current cell's button; on a cell without one nothing, where rows aren't chosen."""
        return self.offered_act() if self.chooses else self._current_button()

    def offered_act(self) -> Action | None:
        """Give what is offered of the current row beside the table: the current cell's button, else the row's first."""
        row, columns = self.currentIndex().row(), range(self.rows_model.columnCount())
        if row < 0:
            return None
        every = (action for place in columns for action in self.rows_model.cell(row, place).actions)
        return self._current_button() or next(every, None)

    def do_current_act(self) -> None:
        """Do what `current_act` tells, if anything."""
        self._do(self.current_act())

    def do_offered_act(self) -> None:
        """Do what `offered_act` tells, if anything."""
        self._do(self.offered_act())

    def _current_button(self) -> Action | None:
        here = self._current_cell_actions()
        return here[min(self._marks.part, len(here) - 1)] if here else None

    def _do(self, act: Action | None) -> None:
        row = self.current_row()
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
        """Press the cell's button with Enter or Space, which elsewhere tells what is cut; copy nothing.

        ← and → go from button to button of the row, with Ctrl from cell to cell.
        """
        key = event.key()
        told = QToolTip.isVisible()
        tooltips.drop()
        if key in _PRESSING:
            event.accept()
            if key != Qt.Key.Key_Space or self._current_cell_actions():
                self.do_current_act()
            elif not told:
                self._tell_cell(self.currentIndex())
        elif key in _SIDEWAYS:
            event.accept()
            by_cells = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self._step_cell if by_cells else self._step_button)(_SIDEWAYS[key])
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the current row, and bring it into view."""
        if not self.currentIndex().isValid():
            self.begin()
        super().focusInEvent(event)
        self.mark_focused(focused=True)
        if self.currentIndex().isValid():
            self._bring_into_view(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing the current row."""
        super().focusOutEvent(event)
        tooltips.drop()
        self.mark_focused(focused=False)

    def begin(self) -> None:
        """Have a current cell again, where the keyboard left the list; otherwise Qt takes the first one."""
        row = self.rows_model.row_of(self._left[0]) if self._left else None
        if row is not None and self._left is not None:
            self.setCurrentIndex(self.rows_model.index(row, self._left[1]))

    def _keyboard_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        index = self.currentIndex()
        if self.chooses or now is None or now in {self, self.beside} or not index.isValid():
            return
        if now.window() is self.window():
            self._left = (self.rows_model.rows[index.row()].id, index.column())
            self.selectionModel().clearCurrentIndex()

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

    def _keep_place(self) -> None:
        tooltips.drop()
        index = self.currentIndex()
        self._kept = (self.rows_model.rows[index.row()].id, index.column()) if index.isValid() else None
        self._hover(-1, None)
        self._marks.pressed_part = None

    def _rows_changed(self) -> None:
        if self.rows_model.rows:
            self._fit_rows()
        else:  # the panel hides the table
            self._forget_rows()
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

    def _step_button(self, step: int) -> None:
        """Go to the row's next button in the order in which they are painted; at the last one, stay there.

        From a cell without a button beyond which there is none either, they begin anew at the other end.
        """
        here = self.currentIndex()
        if not here.isValid():
            return
        row = here.row()
        buttons = sorted(
            (self._order_of(row, column), part, column)
            for column, cell in enumerate(self.rows_model.cells(row))
            for part in range(len(cell.actions))
        )
        at = (self._order_of(row, here.column()), self._marks.part, here.column())
        ways = buttons if step > 0 else buttons[::-1]
        beyond = [it for it in ways if (it > at if step > 0 else it < at)]
        if not beyond and not self._current_cell_actions():
            beyond = ways
        if beyond:
            _, part, column = beyond[0]
            self.setCurrentIndex(self.rows_model.index(row, column))
            self.choose_part(part)

    def _step_cell(self, step: int) -> None:
        """Go to the row's next cell; in a folded row, to the next in which anything stands."""
        here = self.currentIndex()
        if not here.isValid():
            return
        column = here.column() + step
        while 0 <= column < self.rows_model.columnCount():
            cell = self.rows_model.folded_cells(here.row())[column]
            if cell.text or cell.actions or not self._is_placed:
                self.setCurrentIndex(self.rows_model.index(here.row(), column))
                return
            column += step

    def choose_part(self, part: int) -> None:
        """Make a button of the current cell the one that is pressed by keys."""
        self._marks.part = part
        self.viewport().update()
        self.act_changed.emit()
        actions = self._current_cell_actions()
        if len(actions) > 1:  # a screen reader reads the whole cell
            announce(self, actions[part].spoken)

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
        if self._is_placed:  # its acts stand elsewhere in it
            rect.setTop(self.rowViewportPosition(index.row()))
            rect.setHeight(self.rowHeight(index.row()))
        bring_into_view(self.viewport(), rect, self.covered)
