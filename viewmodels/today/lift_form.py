"""The form of 解除 from 貸出禁止一覧: for each suspension its checklist, and what came of lifting it."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from services.contract.today.suspension_list import SuspensionEntry
from services.rules.people.suspension import CHECKLISTS, CheckItem
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import Trouble


class LiftState(Enum):
    """Where a row of the form is."""

    OPEN = auto()
    RUNNING = auto()
    LIFTED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class LiftRow:
    """One suspension of the form.

    Attributes:
        entry: the suspension, as the list shows it.
        wanted: it is to be lifted; the supervisor leaves it out otherwise.
        checked: what was ticked off.
        settles: the report that led to it is settled with it; False where there is none.
        state: refused is what can't be tried again.
        outcome: what came of it last; None before it is tried.
    """

    entry: SuspensionEntry
    wanted: bool = True
    checked: frozenset[CheckItem] = frozenset()
    settles: bool = False
    state: LiftState = LiftState.OPEN
    outcome: Done | Trouble | None = None

    @property
    def id(self) -> int:
        """The suspension's key."""
        return self.entry.id

    @property
    def to_do(self) -> bool:
        """Whether it is to be lifted, and may be tried."""
        return self.wanted and self.state is LiftState.OPEN

    @property
    def unchecked(self) -> tuple[CheckItem, ...]:
        """What is still to be ticked off, in order."""
        return tuple(it for it in CHECKLISTS[self.entry.reason] if it not in self.checked)


class LiftForm:
    """What a supervisor ticks before one or several suspensions are lifted.

    Attributes:
        rows: the suspensions, in the order of the list.
    """

    def __init__(self, entries: tuple[SuspensionEntry, ...]) -> None:
        rows = tuple(LiftRow(it, settles=it.report is not None) for it in entries)
        self.rows: Observable[tuple[LiftRow, ...]] = Observable(rows)

    @property
    def to_do(self) -> tuple[LiftRow, ...]:
        """What would be lifted now."""
        return tuple(row for row in self.rows.value if row.to_do)

    @property
    def ready(self) -> bool:
        """Whether there is something to lift, and nothing to be ticked before."""
        return bool(self.to_do) and not any(row.unchecked for row in self.to_do)

    @property
    def lifted(self) -> int:
        """How many were lifted."""
        return sum(row.state is LiftState.LIFTED for row in self.rows.value)

    def check(self, suspension_id: int, item: CheckItem, *, on: bool) -> None:
        """Tick an item off, or take its tick away."""
        row = self._row(suspension_id)
        checked = row.checked | {item} if on else row.checked - {item}
        self._set(replace(row, checked=checked))

    def settle(self, suspension_id: int, *, on: bool) -> None:
        """Say whether the report is settled with the lift; without a report nothing is."""
        row = self._row(suspension_id)
        self._set(replace(row, settles=on and row.entry.report is not None))

    def want(self, suspension_id: int, *, on: bool) -> None:
        """Take a row in, or leave it out."""
        self._set(replace(self._row(suspension_id), wanted=on))

    def show(self, suspension_id: int, state: LiftState, outcome: Done | Trouble | None = None) -> None:
        """Note where a row is, and what came of it."""
        self._set(replace(self._row(suspension_id), state=state, outcome=outcome))

    def _row(self, suspension_id: int) -> LiftRow:
        return next(row for row in self.rows.value if row.id == suspension_id)

    def _set(self, changed: LiftRow) -> None:
        self.rows.set(tuple(changed if row.id == changed.id else row for row in self.rows.value))


def next_row(form: LiftForm, entries: tuple[SuspensionEntry, ...]) -> int | None:
    """Choose the row on which work goes on when a form is closed; None where none is left.

    Where nothing was lifted it is the form's first.

    Args:
        form: the form, with what came of it.
        entries: the list, in which what was lifted may still stand.
    """
    order = [it.id for it in entries]
    lifted = {row.id for row in form.rows.value if row.state is LiftState.LIFTED}
    places = [order.index(row.id) for row in form.rows.value if row.id in order]
    if not lifted or not places:
        return order[places[0]] if places else None
    behind = [it for it in order[max(places) + 1 :] if it not in lifted]
    before = [it for it in order[: max(places)] if it not in lifted]
    return next(iter((*behind, *before[::-1])), None)
