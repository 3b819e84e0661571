"""One table model for every panel: frozen rows in, cells out, described by columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from views.language import dates
from views.language.glosses import gloss, glossed
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.panels.grid import Rest, Slot
from views.panels.row_actions import RowAction

type Index = QModelIndex | QPersistentModelIndex

# Asked for each cell at each painting, where joining flags anew would cost more than the answer is worth.
_WALKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TICKED = _WALKED | Qt.ItemFlag.ItemIsUserCheckable
_STATES = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}

GLOSS_ROLE = Qt.ItemDataRole.UserRole
"""What a heading means, on a screen that isn't in the patron page's language."""

_NARROW = frozenset({Slot.HOW, Slot.ACT})
"""Slots with room for a word, and none for its meaning."""
_CHANGED = QT_TRANSLATE_NOOP("panels", "変更した行")


class Identified(Protocol):
    """A row that is the same row after a refresh when its id is."""

    @property
    def id(self) -> int:
        """The row's key in the database."""


class CellKind(Enum):
    """How a cell's text looks.

    Bold are a title, the day that counts, and what is good; the rest of a row is muted. Figures stand below each other.
    """

    TITLE = auto()
    DUE = auto()
    TEXT = auto()
    MUTED = auto()
    STAFF = auto()
    WARN = auto()
    GOOD = auto()
    BAD = auto()
    OVER = auto()
    NUMBER = auto()
    FIGURE = auto()
    DAY = auto()

    __hash__ = object.__hash__  # asked for several times a cell painted; Enum's own is Python code


@dataclass(frozen=True, slots=True)
class Action:
    """One act that can be done from a cell, painted as a small button.

    Attributes:
        verb: what it does.
        label: the button's word: the patron's own where the patron has the same button.
        staff: only staff have it.
        ticked: how a box to be ticked is now, which is painted in the place of the word; None for a button.
        name: what it does in full words, where the label is a value of the row; blank where the label says it.
    """

    verb: RowAction
    label: str
    staff: bool = False
    ticked: bool | None = None
    name: str = ""

    @property
    def full(self) -> str:
        """What it does, for a button that stands by itself."""
        return self.name or self.label

    @property
    def spoken(self) -> str:
        """What a screen reader reads in the row."""
        return f"{self.label} {self.name}".rstrip()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands smaller beside a cell's text.

    Attributes:
        text, kind: what it says and how it looks.
    """

    text: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Column[R]:
    """One column.

    Attributes:
        key: its stable name in code.
        title: its heading, the patron page's word where there is one.
        text: the cell's text.
        kind: how the text looks, for all rows or by row.
        actions: what can be done there; the buttons stand in for the text, unless the column is staff's.
        note: what stands beside a day, as far as there is one.
        tooltip: more than the text; without one, a text that is cut is its own tooltip.
        labelled: where it stands below the first line, the title stands before the text.
        nothing: a text that only keeps the column from being blank, and isn't painted.
        dated: days are written in it; near ones are painted without their year.
        slot: where it stands in the page's grid.
        day: the day that counts, whose weekday stands behind it.
        aside: more about the text, which has no place in the row: it is heard, in the tooltip, and at the desk's foot.
        sparse: its heading is there only while one of the rows has a value.
    """

    key: str
    title: str
    text: Callable[[R], str]
    kind: CellKind | Callable[[R], CellKind] = CellKind.TEXT
    actions: Callable[[R], tuple[Action, ...]] | None = None
    note: Callable[[R], Beside | None] | None = None
    tooltip: Callable[[R], str] | None = None
    labelled: bool = False
    nothing: str = ""
    dated: bool = False
    slot: Slot = field(kw_only=True)
    day: Callable[[R], date | None] | None = None
    aside: Callable[[R], str] | None = None
    sparse: bool = False

    @property
    def label(self) -> str:
        """The title with its gloss, as it stands before a text and is told to screen readers."""
        return glossed(self.title)


class Cell(NamedTuple):
    """What stands in one cell; a patron has hundreds of them.

    Attributes:
        text, kind, actions, tooltip, aside: as the column tells for the row.
        note: what stands beside the text, looking like a cell of its own.
        weekday: of the day that it tells.
    """

    text: str
    kind: CellKind
    actions: tuple[Action, ...]
    tooltip: str
    note: "Cell | None" = None
    weekday: str = ""
    aside: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader reads: the buttons' words, the text, what stands beside it and what is told of it."""
        texts = (self.text + self.weekday, self.note.text if self.note else "", self.aside)
        return " ".join((*(action.spoken for action in self.actions), *(text for text in texts if text)))

    @property
    def ticked(self) -> bool | None:
        """How its box is, if it has one."""
        return self.actions[0].ticked if self.actions else None


class RowTableModel[R: Identified](QAbstractTableModel):
    """Shows a tuple of frozen rows through column specifications; it keeps nothing else.

    Attributes:
        columns: the specifications.
        rest: where they stand on a page of people; None for a patron's own.
        lead: the column that says what a row is about.
        has_staffs: one of the columns is staff's.
    """

    def __init__(
        self, columns: Sequence[Column[R]], parent: QObject | None = None, rest: Rest | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rest = rest
        slots = [it.slot for it in self.columns]
        self.lead, self.has_staffs = slots.index(Slot.TITLE), Slot.STAFF in slots
        self._rewritten = [
            (place, it)
            for place, it in enumerate(self.columns)
            if it.nothing or it.dated or it.slot is Slot.SECOND
        ]
        self._rows: tuple[R, ...] = ()
        self._today: date | None = None
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._painted: dict[int, tuple[Cell, ...]] = {}
        self._with_values: tuple[Column[R], ...] | None = None
        self._marked: frozenset[int] = frozenset()

    def mark(self, row_ids: frozenset[int]) -> None:
        """Mark the rows that an act has just changed, for the eye and for screen readers."""
        if row_ids == self._marked:
            return
        self._marked = row_ids
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.AccessibleTextRole])

    def is_marked(self, row: int) -> bool:
        """Tell whether the row at a place is marked."""
        return self._rows[row].id in self._marked

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows shown."""
        return self._rows

    @property
    def today(self) -> date | None:
        """The day on which they are shown."""
        return self._today

    def set_rows(self, rows: tuple[R, ...], today: date | None = None) -> None:
        """Show other rows; equal rows change nothing.

        Args:
            rows: what to show.
            today: days that are near it need no year; None leaves all years in.
        """
        if self.shows(rows, today):
            return
        self.beginResetModel()
        before = {row.id: place for place, row in enumerate(self._rows)}
        same = [
            (place, before[row.id])
            for place, row in enumerate(rows)
            if row.id in before and self._rows[before[row.id]] == row
        ]
        same_day = today == self._today
        self._cells = _moved(self._cells, same) if same_day else {}
        self._painted = _moved(self._painted, same) if same_day else {}
        self._with_values = None
        self._rows = rows
        self._today = today
        self.endResetModel()

    def forget_cells(self) -> None:
        """Make the cells anew when other rows are shown, of rows that stay as they are, too."""
        self._cells, self._painted, self._with_values = {}, {}, None

    def shows(self, rows: tuple[R, ...], today: date | None) -> bool:
        """Tell whether these rows are shown, as they are written today."""
        return rows == self._rows and (not rows or today == self._today)

    def cell(self, row: int, column: int) -> Cell:
        """Give what stands in a cell."""
        return self.cells(row)[column]

    def cells(self, row: int) -> tuple[Cell, ...]:
        """Give what stands in a row's cells."""
        found = self._cells.get(row)
        if found is None:
            shown = self._rows[row]
            found = self._cells[row] = tuple([_cell(column, shown) for column in self.columns])
        return found

    def painted_cells(self, row: int) -> tuple[Cell, ...]:
        """Give what is painted of a row's cells: near days without their year, no blanks."""
        found = self._painted.get(row)
        if found is None:
            cells = list(self.cells(row))
            for place, column in self._rewritten:
                cells[place] = _painted_cell(column, cells[place], self._today)
            found = self._painted[row] = tuple(cells)
        return found

    def columns_with_values(self) -> tuple[Column[R], ...]:
        """Give the columns without those that only rows have which aren't there."""
        if self._with_values is None:
            rows = range(len(self._rows))
            self._with_values = tuple(
                column
                for place, column in enumerate(self.columns)
                if not column.sparse or any(self.cell(row, place).spoken for row in rows)
            )
        return self._with_values

    def row_of(self, row_id: int) -> int | None:
        """Tell at which place the row with this id stands, if it is there."""
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Count rows; a cell has none."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count columns; a cell has none."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells be walked through, and boxes be told as such; nothing is edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _WALKED if self.cell(index.row(), index.column()).ticked is None else _TICKED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a cell's texts, its tooltip and its box."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer: Any = cell.spoken
            case Qt.ItemDataRole.AccessibleTextRole:
                answer = (
                    f"{translate('panels', _CHANGED)} {cell.spoken}"
                    if self.is_marked(index.row())
                    else cell.spoken
                )
            case Qt.ItemDataRole.ToolTipRole:
                answer = cell.tooltip or None
            case Qt.ItemDataRole.CheckStateRole:  # painted by nobody, but told to screen readers
                answer = None if cell.ticked is None else _STATES[cell.ticked]
            case _:
                answer = None
        return answer

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a column's title, and what it means."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.columns[section].label
        if role == GLOSS_ROLE:
            return gloss(self.columns[section].title)
        return None


def _moved(cells: dict[int, tuple[Cell, ...]], same: list[tuple[int, int]]) -> dict[int, tuple[Cell, ...]]:
    """Keep the cells of rows that are as they were, where these stand now."""
    return {now: cells[before] for now, before in same if before in cells}


def _painted_cell(column: Column[Any], cell: Cell, today: date | None) -> Cell:
    if not cell.text:
        return cell
    text = "" if cell.text == column.nothing else cell.text
    if column.dated and today is not None:
        text = dates.near(text, today)
    if column.slot is Slot.SECOND:
        text = dates.month(text)
    return cell if text == cell.text else Cell(text, *cell[1:])


def _glossed(action: Action, *, beside: bool) -> Action:
    """Give an act with what it means: beside its word, or where that has no room for a screen reader alone.

    A name of its own says to a screen reader what the act does.
    """
    meaning = gloss(action.label)
    if not meaning:
        return action
    if beside:
        return replace(action, label=glossed(action.label))
    return replace(action, name=action.name or meaning)


def _cell[R](column: Column[R], row: R) -> Cell:
    kind = column.kind if isinstance(column.kind, CellKind) else column.kind(row)
    actions, text = column.actions(row) if column.actions else (), column.text(row)
    if actions:
        actions = tuple(_glossed(it, beside=column.slot not in _NARROW) for it in actions)
    if actions and kind is not CellKind.STAFF:
        text = ""
    elif kind is not CellKind.TITLE:
        text = glossed(text)
    aside = column.aside(row) if column.aside else ""
    tooltip = column.tooltip(row) if column.tooltip else aside
    beside = column.note(row) if column.note and text else None
    day = column.day(row) if column.day else None
    return Cell(
        text,
        kind,
        actions,
        tooltip,
        Cell(beside.text, beside.kind, (), "") if beside else None,
        dates.weekday(day) if day else "",
        aside,
    )
