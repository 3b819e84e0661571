"""Stand-ins for acts on loans and holds, and for the clerk who is asked about them."""

from dataclasses import dataclass, field, replace
from typing import Any

from services.contract.masters import Branch, CodeLabel, Masters
from services.contract.snapshot import CancelledHoldRow
from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Closure
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, ContactMethod, HoldStatus
from tests.helpers.snapshots import (
    ALLOWED,
    TODAY,
    cancelled_hold,
    days,
    past_waiting,
)
from tests.viewmodels.fakes import CARD_A, Bench, patron
from viewmodels.circulation import CirculationViewModel, HandOver
from viewmodels.desk.act_commands import ActCommands

MASTERS = Masters(
    version=1,
    day=TODAY,
    policy=Policy(),
    branches={2: Branch(2, "maekawa", "前川図書館", "前川", BranchKind.LIBRARY)},
    stops={},
    material_types={},
    labels={
        ("cancel_reason", code): CodeLabel("cancel_reason", code, code, ends=False)
        for code in ("by_patron", "item_unavailable")
    },
    calendars={2: BranchCalendar(overrides={days(1): DayOverride(open=False)})},
    wording={},
)


READY = past_waiting(1, HoldStatus.READY)


UNDOABLE = cancelled_hold(undo=ALLOWED)


IN_TRANSIT = WaitsBecause.IN_TRANSIT


def back_as(*comeback: Any, **because: Any) -> CancelledHoldRow:
    return replace(UNDOABLE, comes_back=Comeback(*comeback, **because))


@dataclass
class Clerk:
    """Somebody who answers every question, or declines it."""

    says: bool = True
    hand_over: HandOver = field(default_factory=lambda: HandOver(ContactMethod.NONE, 2, None))
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    moved: Closure | None = None

    def _answer[A](self, asked: tuple[Any, ...], answer: A) -> A | None:
        self.asked.append(asked)
        return answer if self.says else None

    async def confirm_renewal(self, loans: Any, _among: Any) -> frozenset[int] | None:
        return self._answer(("renewal", loans), frozenset(row.id for row in loans))

    async def show_renewals(self, outcomes: Any, _among: Any) -> None:
        self.asked.append(("renewals", outcomes))

    async def change_hold(self, hold: Any, choices: Any) -> HandOver | None:
        return self._answer(("change", hold, choices), self.hand_over)

    async def confirm_cancel(self, hold: Any) -> bool:
        return bool(self._answer(("cancel", hold), True))

    async def staff_cancel(self, hold: Any, reasons: Any) -> str | None:
        return self._answer(("staff_cancel", hold, reasons), "item_unavailable")

    async def show_item_goes(self, hold: Any, _goes: Any, branch: str | None, closure: Any) -> None:
        self.asked.append(("goes", hold, branch))
        self.moved = closure

    async def confirm_extension(self, hold: Any, allowed: Allowed) -> bool:
        return bool(self._answer(("extension", hold, allowed), True))

    async def confirm_acknowledge(self, row: Any) -> bool:
        return bool(self._answer(("acknowledge", row), True))


class Scene:
    """A desk with an open patron."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.acts = self.bench.acts
        self.clerk = Clerk()
        self.circulation = CirculationViewModel(
            ActCommands(self.bench.desk, self.acts, self.bench.bugs),
            self.clerk,
            masters=lambda: MASTERS,
            report_bug=self.bench.bugs,
        )

    async def open(self, **changed: Any) -> None:
        self.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()

    async def do(self, name: str, row: Any) -> None:
        await self.open()
        command = getattr(self.circulation, name)
        command.start(*(row if isinstance(row, tuple) else (row,)))
        await command.settled()

    @property
    def note(self) -> Any:
        return self.bench.desk.note.value
