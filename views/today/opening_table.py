"""A list on the empty desk whose rows open patrons: with Enter, and with a double click."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from views.panels.list_panel import ListPanel
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, Identified, RowTableModel
from views.style.theme import Theme
from views.today.list_columns import open_patron

_AT_ONCE = 25
"""Rows that are laid out before the next picture."""


class OpeningTable[R: Identified](PanelTable[R]):
    """Enter does what the current cell's button does, and opens the patron elsewhere; a row of nobody has neither.

    A double click opens, too, if it was on the same row both times and on no button.
    """

    walks_by_kind = False

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        self._pressed_id: int | None = None
        super().__init__(model, theme, parent)

    def current_act(self) -> Action | None:
        """Give what Enter does on the current row."""
        index = self.currentIndex()
        if not (index.isValid() and self._opens(index.row())):
            return None
        chosen = self._current_button()
        return open_patron() if chosen is None or chosen.verb is RowAction.TICK else chosen

    def begin(self) -> None:
        """Begin at what leads the first row: the cell before it may be blank, and a screen reader reads the cell."""
        super().begin()
        if self.rows_model.rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows_model.index(0, self.rows_model.lead))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note on which row the mouse goes down, for the second click of two."""
        super().mousePressEvent(event)
        row = self.current_row()
        self._pressed_id = None if row is None else row.id

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the patron whose row was clicked twice."""
        index = self.indexAt(event.position().toPoint())
        if not (index.isValid() and self._opens(index.row())):
            return
        if self._part_under(event.position()) is not None:
            return
        row = self.rows_model.rows[index.row()]
        if event.button() is Qt.MouseButton.LeftButton and row.id == self._pressed_id:
            self.acted.emit(row, RowAction.OPEN_PATRON)

    def _opens(self, row: int) -> bool:
        """Tell whether a row is a patron's."""
        cells = self.rows_model.cells(row)
        return any(action.verb is RowAction.OPEN_PATRON for cell in cells for action in cell.actions)


class GrowingPanel[R: Identified](ListPanel[R]):
    """A list that counts all that were found, though no more than some are shown."""

    _total = 0
    _wanted: tuple[R, ...] = ()
    _more: QTimer | None = None
    _today: date | None = None

    def show_rows(self, rows: tuple[R, ...], total: int, today: date | None = None) -> None:
        """Show other rows of so many; where most of them are new, the first at once, and more after each picture.

        To measure all of them at one go takes longer than a picture.
        """
        self._total, self._today = total, today
        self._wanted = rows
        self._show_more()
        self._show_count()

    def make_table(self, theme: Theme) -> PanelTable[R]:
        """Make a table whose rows open patrons."""
        return OpeningTable[R](self.model, theme, self)

    def _show_more(self) -> None:
        if self._more is None:
            self._more = QTimer(self)
            self._more.setSingleShot(True)
            self._more.timeout.connect(self._show_more)
        there = {row.id for row in self.rows}
        new = [place for place, row in enumerate(self._wanted) if row.id not in there]
        end = new[_AT_ONCE] if len(new) > _AT_ONCE else len(self._wanted)
        self.set_rows(self._wanted[:end], self._today)
        if end < len(self._wanted):
            self._more.start()
        else:
            self._more.stop()

    def _show_count(self) -> None:
        count = self.words.counter.replace("%1", str(self._total))
        self._count.setText(count)
        self.setAccessibleDescription(count)
