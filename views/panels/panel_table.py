"""The table of a panel: as high as its rows, walked by keyboard, with acts as painted buttons in its cells."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from views.panels.act_table import ActTable, act_with_letter, first_with_act, mildest
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, Identified, Index, RowTableModel
from views.scanning.key_events import letter_of
from views.style.theme import Theme
from views.widgets import tooltips
from views.widgets.scroll_to_focus import bring_into_view

_PRESSING: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_APART = "　"
_SIDEWAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UP_AND_DOWN: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PanelTable[R: Identified](ActTable[R]):
    """Hears keys and the mouse, keeps the current cell in sight, and puts it back when rows are read anew.

    It never scrolls by itself: the page does, and the current cell is kept in the page's view. Tab leaves it, and so do
    characters that stand for nothing here. The current cell stays on the same row, by the row's id, when the rows are
    read anew. While the keyboard is elsewhere in the window there is none, since a screen reader takes each current
    cell for the keyboard's place; it is the same one when the keyboard comes back. Nothing can be copied out of it.

    Attributes:
        beside: a button for the current row, which keeps the current cell while it has the keyboard.
        covered: how much above its rows has to be seen with each of them, in pixels.
        told: what the current row has no room for; blank for nothing.

    Signals:
        row_told: that is another text now.
    """

    row_told = Signal()

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        self.beside: QWidget | None = None
        self.covered = 0
        self._kept: tuple[int, int] | None = None
        self._kept_row, self._kept_ids = -1, set[int]()
        self._kept_act: RowAction | None = None
        self._left: tuple[int, int] | None = None
        self._putting_back = False
        self.told = ""
        super().__init__(model, theme, parent)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._rows_changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keyboard_went)

    def go_to(self, row: int) -> None:
        """Give the keyboard to a row, with the ring on its mildest act, and bring it into view."""
        self._choose(row, mildest(self.rows_model, row) if self.walks_by_kind else None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(self.currentIndex())

    def go_to_first_act(self) -> bool:
        """Give the keyboard to the first row that has an act; False where none has."""
        row = first_with_act(self.rows_model)
        if row is not None:
            self._kind = None
            self.go_to(row)
        return row is not None

    def show_current(self) -> None:
        """Bring the current row into view, if there is one."""
        if self.currentIndex().isValid():
            self._bring_into_view(self.currentIndex())

    def do_current_act(self) -> None:
        """Do what `current_act` tells, if anything."""
        self._do(self.current_act())

    def do_offered_act(self) -> None:
        """Do what `offered_act` tells, if anything."""
        self._do(self.offered_act())

    def _do(self, act: Action | None) -> None:
        row = self.current_row()
        if row is not None and act is not None:
            self.acted.emit(row, act.verb)

    def do_letter(self, letter: str) -> bool:
        """Do the act of the current row, or of the whole list, that a letter stands for; True if there is one."""
        row = self.current_row()
        place = act_with_letter(self.rows_model, self.currentIndex().row(), letter) if row else None
        if place is not None:
            self._choose(self.currentIndex().row(), place)
            self.do_current_act()
            return True
        button = self.buttons.get(letter)
        if button is None or button.isHidden():
            return False
        button.click()
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the current cell: remember it for painting, and keep it in the page's view."""
        super().currentChanged(current, previous)
        self._marks.row, self._marks.column, self._marks.part = current.row(), current.column(), 0
        self.viewport().update()
        self.act_changed.emit()
        self._tell_row()
        if current.isValid() and self.hasFocus() and not self._putting_back:
            self._bring_into_view(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the cell's button with Enter or Space, which elsewhere tells what is cut; copy nothing."""
        told = QToolTip.isVisible()
        tooltips.drop()
        if event.key() in _PRESSING:
            event.accept()
            if event.key() != Qt.Key.Key_Space or self._current_cell_actions():
                self.do_current_act()
            elif not told:
                self._tell_cell(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        elif self._walks(event) or self._acts_by_letter(event):
            event.accept()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _acts_by_letter(self, event: QKeyEvent) -> bool:
        """Do what a letter stands for, once for a key that is held."""
        acts = self.letters_act
        return acts and (event.isAutoRepeat() or self.do_letter(letter_of(event)))

    def _walks(self, event: QKeyEvent) -> bool:
        """Go on by an arrow, if it is one."""
        key, by_cells = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _SIDEWAYS:
            (self._step_cell if by_cells else self._step_button)(_SIDEWAYS[key])
        elif key in _UP_AND_DOWN and self.walks_by_kind and not self.chooses:
            self._step_row(_UP_AND_DOWN[key], by_kind=not by_cells)
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the current row, bring it into view, and tell of its cell once Qt has told of the list."""
        if not self.currentIndex().isValid():
            self.begin()
        super().focusInEvent(event)
        self.mark_focused(focused=True)
        QTimer.singleShot(0, self, self._tell_place)
        self.show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing the current row."""
        super().focusOutEvent(event)
        tooltips.drop()
        self.mark_focused(focused=False)

    def begin(self) -> None:
        """Have a current cell again, where the keyboard left the list; otherwise the first row that has an act."""
        row = self.rows_model.row_of(self._left[0]) if self._left else None
        if row is not None and self._left is not None:
            self.setCurrentIndex(self.rows_model.index(row, self._left[1]))
        elif self.walks_by_kind and not self.chooses and self.rows_model.rows:
            self._kind, first = None, first_with_act(self.rows_model) or 0
            self._choose(first, mildest(self.rows_model, first))

    def _tell_place(self) -> None:
        """Tell assistive technology which cell has the keyboard, and which of its acts.

        Qt tells of a list after `focusInEvent`, so that a screen reader would take the whole of it for the place.
        """
        if QAccessible.isActive() and self.hasFocus() and self.currentIndex().isValid():
            cell = QAccessible.queryAccessibleInterface(self).focusChild()
            QAccessible.updateAccessibility(QAccessibleEvent(cell, QAccessible.Event.Focus))
        self.announce_part()

    def _keyboard_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        index = self.currentIndex()
        if self.chooses or now is None or not index.isValid() or now in {self, self.beside}:
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
        self._note_kind()
        self._kept_act = self._act_kind() if self.walks_by_kind else None
        self._kept = (self.rows_model.rows[index.row()].id, index.column()) if index.isValid() else None
        self._kept_row, self._kept_ids = index.row(), {row.id for row in self.rows_model.rows}
        self._hover(-1, None)
        self._marks.pressed_part = None

    def _rows_changed(self) -> None:
        if self.rows_model.rows:
            self._fit_rows()
        else:  # the panel hides the table
            self._grid.forget()
        row = self.rows_model.row_of(self._kept[0]) if self._kept else None
        if row is not None and self._kept is not None:
            place = self.rows_model.index(row, self._kept[1])
            self._putting_back = True  # whoever scrolled away to read stays there
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
            if self._kept_act is not None and self._act_kind() is not self._kept_act:
                self._choose(row, None)  # Enter pressed once more does nothing else
            self._putting_back = False
        else:
            self._marks.row = self._marks.column = -1
            self._go_on_beside()
        self.act_changed.emit()
        self._tell_row()
        if self.rows_model.rows:
            self.executeDelayedItemsLayout()  # Qt would do it after the next painting, and paint once more

    def _tell_row(self) -> None:
        """Tell what the current row has no room for."""
        row = self._marks.row
        text = self._beyond(row) if 0 <= row < len(self.rows_model.rows) else ""
        if text != self.told:
            self.told = text
            self.row_told.emit()

    def _beyond(self, row: int) -> str:
        """Give each text of a row that is cut, whole, and what is told beside a text; the title without its label."""
        parts = []
        for place, column in enumerate(self.rows_model.columns):
            whole, painted = self.rows_model.cell(row, place), self.rows_model.painted_cells(row)[place]
            cut = self.is_cut(row, place)
            if cut or whole.aside:
                label = "" if place == self.rows_model.lead else column.title
                text = (whole if cut else painted).text + whole.weekday
                parts.append(" ".join(it for it in (label, text, whole.aside) if it))
        return _APART.join(parts)

    def _part_under(self, place: QPointF) -> tuple[int, int, int] | None:
        index = self.indexAt(place.toPoint())
        if not index.isValid():
            return None
        boxes = self.button_boxes(index.row(), index.column())
        part = next((part for part, box in enumerate(boxes) if box.contains(place)), -1)
        return None if part < 0 else (index.row(), index.column(), part)

    def _go_on_beside(self) -> None:
        """Go to the row after one that is gone, and to none of its acts; another patron's rows begin anew."""
        rows = self.rows_model.rows
        if self._kept is not None and self.hasFocus() and any(row.id in self._kept_ids for row in rows):
            self._putting_back = True
            self._choose(min(self._kept_row, len(rows) - 1), None)
            self._putting_back = False

    def _hover(self, row: int, part: tuple[int, int, int] | None) -> None:
        if (row, part) != (self._marks.hover_row, self._marks.hover_part):
            self._marks.hover_row, self._marks.hover_part = row, part
            pointing = Qt.CursorShape.ArrowCursor if part is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(pointing)
            self.viewport().update()

    def _bring_into_view(self, index: Index) -> None:
        rect = self.visualRect(index)  # its acts stand elsewhere in the row
        rect.setTop(self.rowViewportPosition(index.row()))
        rect.setHeight(self.rowHeight(index.row()))
        bring_into_view(self.viewport(), rect, self.covered)
