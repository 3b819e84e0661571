"""A table in which one act of one row is current: the ring stands on it, and Enter does it."""

from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from views.panels.grid_table import GridTable
from views.panels.row_actions import LETTERS, MILDNESS, RowAction
from views.panels.table_model import Action, Identified, RowTableModel
from views.style.theme import Theme
from views.widgets.announcing import announce


class ActPlace(NamedTuple):
    """Where an act stands: in which cell of its row, and which of that cell's acts it is."""

    column: int
    part: int
    act: Action


def acts_of(model: RowTableModel[Any], row: int) -> list[ActPlace]:
    """Give the acts of a row, in the order of its columns."""
    return [
        ActPlace(column, part, act)
        for column, cell in enumerate(model.cells(row))
        for part, act in enumerate(cell.actions)
    ]


def mildest(model: RowTableModel[Any], row: int) -> ActPlace | None:
    """Give the mildest act of a row, if it has any."""
    return min(acts_of(model, row), key=lambda it: MILDNESS[it.act.verb], default=None)


def act_of_kind(model: RowTableModel[Any], row: int, kind: RowAction | None) -> ActPlace | None:
    """Give a row's act of a kind, if it has it."""
    return next((it for it in acts_of(model, row) if it.act.verb is kind), None)


def act_with_letter(model: RowTableModel[Any], row: int, letter: str) -> ActPlace | None:
    """Give a row's act that has a letter, if there is one."""
    return next((it for it in acts_of(model, row) if LETTERS.get(it.act.verb) == letter), None)


def next_with_kind(model: RowTableModel[Any], row: int, step: int, kind: RowAction | None) -> int | None:
    """Give the next row up or down that has an act of a kind; None where none has."""
    end = -1 if step < 0 else model.rowCount()
    return next((it for it in range(row + step, end, step) if act_of_kind(model, it, kind)), None)


def first_with_act(model: RowTableModel[Any]) -> int | None:
    """Give the first row that has an act; None where none has."""
    return next((it for it in range(model.rowCount()) if acts_of(model, it)), None)


class ActTable[R: Identified](GridTable[R]):
    """Shows a `RowTableModel`. Enter does what the ring stands on: the current cell's button, or nothing.

    ↑ and ↓ keep the kind of act; with Ctrl, and where no further row has it, they go from row to row. ← and → go from
    act to act of the row, with Ctrl from cell to cell. Letters stand for acts while the keyboard is here, if they are
    used at all.

    Attributes:
        chooses: its rows are there to be chosen, and Enter does so from each of their cells; the chosen one stays so,
            wherever the keyboard goes.
        walks_by_kind: ↑ and ↓ keep the kind of act.
        buttons: what is done with all of the list, by its letter.

    Signals:
        acted(row, verb): the clerk pressed an act of a row, by mouse, Enter, Space or its letter.
        act_changed: another act than before is the current row's.
        marked: whether the current row is shown as the one that the keyboard acts on.
    """

    acted = Signal(object, object)
    act_changed = Signal()
    marked = Signal(bool)
    walks_by_kind = True

    def __init__(self, model: RowTableModel[R], theme: Theme, parent: QWidget | None = None) -> None:
        self.chooses = False
        self.buttons: dict[str, QPushButton] = {}
        self._kind: RowAction | None = None
        super().__init__(model, theme, parent)

    def current_row(self) -> R | None:
        """Give the row the keyboard is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    @property
    def current_id(self) -> int | None:
        """The key of the row the keyboard is on."""
        row = self.current_row()
        return None if row is None else row.id

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

    def use_letters(self, *, on: bool) -> None:
        """Let letters stand for acts while the keyboard is here, or not."""
        self._marks.letters = on
        self.viewport().update()

    @property
    def current_part(self) -> int:
        """Which of the current cell's buttons the ring is on, if it has any."""
        return self._marks.part

    @property
    def letters_act(self) -> bool:
        """Whether letters stand for acts here, now."""
        return self._marks.letters and self._marks.focused

    def mark_focused(self, *, focused: bool) -> None:
        """Show or stop showing the current row as the one that the keyboard acts on."""
        if self._marks.focused != focused:
            self._marks.focused = focused
            self.viewport().update()
            self.marked.emit(focused)

    def choose_part(self, part: int) -> None:
        """Make a button of the current cell the one that is pressed by keys."""
        self._marks.part = part
        self.viewport().update()
        self.act_changed.emit()
        self.announce_part()

    def announce_part(self) -> None:
        """Say which of the current cell's buttons is pressed by keys: a screen reader reads the whole cell."""
        actions = self._current_cell_actions()
        if len(actions) > 1 and self._marks.focused:
            announce(self, actions[min(self._marks.part, len(actions) - 1)].spoken)

    def _current_button(self) -> Action | None:
        here = self._current_cell_actions()
        return here[min(self._marks.part, len(here) - 1)] if here else None

    def _current_cell_actions(self) -> tuple[Action, ...]:
        index = self.currentIndex()
        return self._cell(index).actions if index.isValid() else ()

    def _step_row(self, step: int, *, by_kind: bool) -> None:
        """Go to the next row with the same kind of act; where there is none, to the next row, with the ring on it."""
        here = self.currentIndex()
        row = here.row() if here.isValid() else -1
        self._note_kind()
        model = self.rows_model
        wanted = next_with_kind(model, row, step, self._kind) if by_kind and here.isValid() else None
        if wanted is not None:
            self._choose(wanted, act_of_kind(model, wanted, self._kind))
            return
        beyond = min(max(row + step, 0), model.rowCount() - 1)
        if beyond == row:
            return
        column = here.column() if here.isValid() else 0
        if by_kind and self._kind is not None and model.cell(beyond, column).actions:
            column = self._bare_column(beyond)  # another kind of act stands there
        self.setCurrentIndex(model.index(beyond, column))

    def _note_kind(self) -> None:
        """Remember the kind of act that the ring is on, for rows that haven't it."""
        self._kind = self._act_kind() or self._kind

    def _act_kind(self) -> RowAction | None:
        """Give the kind of act that the ring is on."""
        button = self._current_button()
        return None if button is None else button.verb

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

    def _order_of(self, row: int, column: int) -> tuple[int, int]:
        """Tell where a cell comes in its row, from line to line and from the left."""
        place = self.spots(row)[column].place
        return place.top(), place.left()

    def _step_cell(self, step: int) -> None:
        """Go to the row's next cell in which anything stands."""
        here = self.currentIndex()
        if not here.isValid():
            return
        column = here.column() + step
        while 0 <= column < self.rows_model.columnCount():
            cell = self.rows_model.painted_cells(here.row())[column]
            if cell.text or cell.actions:
                self.setCurrentIndex(self.rows_model.index(here.row(), column))
                return
            column += step

    def _choose(self, row: int, place: ActPlace | None) -> None:
        """Put the ring on an act of a row, or on the row itself."""
        if place is None:
            self.setCurrentIndex(self.rows_model.index(row, self._bare_column(row)))
            return
        self.setCurrentIndex(self.rows_model.index(row, place.column))
        if place.part != self._marks.part:
            self.choose_part(place.part)

    def _bare_column(self, row: int) -> int:
        """Give a cell of a row in which nothing can be done: what leads it, if possible."""
        lead, cells = self.rows_model.lead or 0, self.rows_model.cells(row)
        return min(range(len(cells)), key=lambda it: (bool(cells[it].actions), it != lead, it))
