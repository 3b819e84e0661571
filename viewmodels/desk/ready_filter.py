"""Of the open patron's holds, shows those alone that can be handed over now."""

from datetime import date

from services.contract.snapshot import HoldRow, LookUpAnswer, PatronSnapshot
from services.rules.circulation.holds import shelf_expired
from services.rules.clock import tokyo_day
from services.rules.vocabulary import HoldStatus
from viewmodels.core.observable import Observable
from viewmodels.core.snapshot_diff import Part, RowPlace


def ready_holds(holds: tuple[HoldRow, ...], today: date) -> tuple[HoldRow, ...]:
    """Choose the holds that stand on the shelf in their time."""
    return tuple(
        row for row in holds if row.status is HoldStatus.READY and not shelf_expired(row.shelf_until, today)
    )


class ReadyFilter:
    """Whether a list shows the ready holds alone.

    The state machine: all → `toggle` → ready alone → `toggle`, `end`, `reveal`, another patron, or none ready → all.

    Attributes:
        on: ready holds alone are shown.
    """

    def __init__(self, answer: Observable[LookUpAnswer | None]) -> None:
        """Follow who is open; whatever shows them is to follow later, so that it finds `on` as it has to be."""
        self.on = Observable(False)
        self._patron_id: int | None = None
        self._ready: frozenset[int] = frozenset()
        answer.subscribe(self._follow)

    def toggle(self) -> None:
        """Show ready holds alone, as far as there are any, or all again."""
        self.on.set(bool(self._ready) and not self.on.value)

    def end(self) -> None:
        """Show all."""
        self.on.set(False)

    def reveal(self, place: RowPlace) -> None:
        """Show all where a hold is wanted that isn't ready."""
        if place.part is Part.HOLDS and place.row_id not in self._ready:
            self.end()

    def _follow(self, answer: LookUpAnswer | None) -> None:
        before, self._patron_id = self._patron_id, None
        self._ready = frozenset()
        if isinstance(answer, PatronSnapshot):
            self._patron_id = answer.patron.id
            self._ready = frozenset(it.id for it in ready_holds(answer.holds, tokyo_day(answer.now)))
        if self._patron_id != before or not self._ready:
            self.end()
