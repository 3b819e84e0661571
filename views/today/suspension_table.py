"""The rows of 貸出禁止一覧: their columns, and their keys: Enter opens a patron, Space ticks, Ctrl+A all."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from services.contract.today.suspension_list import SuspensionEntry
from services.rules.vocabulary import SuspensionReason
from views.language.translation import translate
from views.panels.grid import Slot
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column, Index, RowTableModel
from views.style.theme import Theme
from views.text import suspension_words, words
from views.today import list_columns, list_words
from views.today.list_columns import open_patron
from views.today.opening_table import OpeningTable

_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the list.

    Attributes:
        entry: the suspension.
        ticked: it is to be lifted with the others that are ticked.
    """

    entry: SuspensionEntry
    ticked: bool = False

    @property
    def id(self) -> int:
        """The suspension's key."""
        return self.entry.id


class SuspensionTable(OpeningTable[ListedRow]):
    """Space ticks where no button is, and Ctrl+A every row that is ready; Enter then lifts all that are ticked.

    Attributes:
        lift_ticked: what the filled button says that lifts them; blank while none is ticked.

    Assistive technology ticks by toggling a row's box. Qt selects for it then, which nothing else does here.

    Signals:
        left(step): the keyboard goes on above the first row, -1, or below the last one, 1.
        all_ticked: all rows that are ready are to be ticked.
        ticked_lifted: all that are ticked are to be lifted.
    """

    left = Signal(int)
    all_ticked = Signal()
    ticked_lifted = Signal()

    def __init__(self, model: RowTableModel[ListedRow], theme: Theme, parent: QWidget | None = None) -> None:
        self.lift_ticked = ""
        super().__init__(model, theme, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().selectionChanged.connect(self._take_selected)

    def selectionCommand(
        self, _index: Index, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Let keys and mouse select nothing."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def current_act(self) -> Action | None:
        """Give what Enter does: what the filled button does while rows are ticked, unless another has the keyboard."""
        return (
            Action(RowAction.LIFT_SUSPENSION, self.lift_ticked)
            if self._lifts_ticked
            else super().current_act()
        )

    def do_current_act(self) -> None:
        """Do what `current_act` tells."""
        if self._lifts_ticked:
            self.ticked_lifted.emit()
        else:
            super().do_current_act()

    @property
    def _lifts_ticked(self) -> bool:
        chosen = self._current_button() if self.currentIndex().isValid() else None
        return bool(self.lift_ticked) and (chosen is None or chosen.verb is RowAction.TICK)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, and go on above and below the list with the arrow keys."""
        row, index = self.current_row(), self.currentIndex()
        step = _STEPS.get(event.key(), 0)
        at_end = index.row() == (0 if step < 0 else self.rows_model.rowCount() - 1)
        if event.key() == Qt.Key.Key_Space and row is not None and self._ticks():
            event.accept()
            self.acted.emit(row, RowAction.TICK)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            event.accept()
            if not event.isAutoRepeat():
                self.all_ticked.emit()
        elif step and at_end and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.accept()
            self.left.emit(step)
        else:
            super().keyPressEvent(event)

    def _take_selected(self, selected: QItemSelection) -> None:
        """Tick the row whose box was toggled, once Qt has come to an end with it; nothing stays selected."""
        indexes = selected.indexes()
        if not indexes:
            return
        quiet = QSignalBlocker(self.selectionModel())
        self.selectionModel().clearSelection()
        quiet.unblock()
        if self.rows_model.cell(indexes[0].row(), indexes[0].column()).ticked is not None:
            row = self.rows_model.rows[indexes[0].row()]
            QTimer.singleShot(0, self, lambda: self.acted.emit(row, RowAction.TICK))

    def _ticks(self) -> bool:
        """Tell whether Space ticks: the row has a box, and no other button has the keyboard."""
        index = self.currentIndex()
        here = self.rows_model.cell(index.row(), index.column()).actions
        has_box = any(
            action.verb is RowAction.TICK
            for cell in self.rows_model.cells(index.row())
            for action in cell.actions
        )
        return has_box and all(action.verb is RowAction.TICK for action in here)


def _lift() -> Action:
    return Action(RowAction.LIFT_SUSPENSION, suspension_words.said(suspension_words.LIFT), staff=True)


def _boxes(row: ListedRow) -> tuple[Action, ...]:
    if not row.entry.ready:
        return ()
    words_of = translate("today", "選択を外す") if row.ticked else translate("today", "選ぶ")
    return (Action(RowAction.TICK, words_of, ticked=row.ticked),)


def _acts(row: ListedRow) -> tuple[Action, ...]:
    return (open_patron(), _lift()) if row.entry.ready else (open_patron(),)


def _opens(_row: ListedRow) -> tuple[Action, ...]:
    return (open_patron(),)


def _state_kind(row: ListedRow) -> CellKind:
    if row.entry.ready:
        return CellKind.GOOD
    late = row.entry.reason is SuspensionReason.LONG_OVERDUE
    return CellKind.BAD if late else CellKind.MUTED


def columns(*, lifts: bool = True, reports: bool = True) -> tuple[Column[ListedRow], ...]:
    """Describe the columns.

    Args:
        lifts: the library system lifts.
        reports: it keeps 申し出.
    """
    tick = Column[ListedRow]("tick", translate("today", "選択"), lambda _: "", actions=_boxes, slot=Slot.TICK)
    report = Column[ListedRow](
        "report",
        suspension_words.said(suspension_words.REPORTS),
        lambda row: list_words.reported(row.entry),
        kind=CellKind.MUTED,
        labelled=True,
        nothing=words.NOTHING,
        slot=Slot.REPORT,
    )
    return (
        Column(
            "reason",
            translate("today", "理由"),
            lambda row: words.suspension(row.entry.reason),
            slot=Slot.STATE,
        ),
        *((tick,) if lifts else ()),
        list_columns.patron(lambda row: row.entry.name),
        list_columns.since(
            translate("today", "貸出禁止日"), lambda row: row.entry.started_on, lambda row: row.entry.days
        ),
        list_columns.card(lambda row: row.entry.card_number),
        Column(
            "state",
            translate("today", "状態"),
            lambda row: list_words.state(row.entry),
            kind=_state_kind,
            slot=Slot.SAYS,
        ),
        *((report,) if reports else ()),
        Column(
            "next",
            translate("today", "次にすること"),
            lambda row: list_words.next_step(row.entry),
            kind=CellKind.MUTED,
            labelled=True,
            slot=Slot.NEXT,
        ),
        list_columns.acts(_acts if lifts else _opens),
    )
