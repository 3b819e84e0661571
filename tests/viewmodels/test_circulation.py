"""Loans and holds acted on, on fakes: what is asked, what is ordered, what is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from services.acts.handing_on import ItemGoes
from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.performing import Performed
from services.errors import ActRefused, OutcomeUnknown, RowChanged
from services.masters import Branch, CodeLabel, Masters
from services.rules.decision import Allowed, Reason
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, ContactMethod, HoldStatus
from services.snapshot import PatronSnapshot
from tests.helpers.snapshots import (
    ALLOWED,
    TODAY,
    both,
    cancelled_hold,
    days,
    hold,
    loan,
    past_waiting,
    refused,
)
from tests.viewmodels.fakes import CARD_A, Bench, patron
from viewmodels.acting import Acting
from viewmodels.circulation import Circulation, HandOver
from viewmodels.masking import MASK
from viewmodels.notes import Caution, Done, trouble

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
    calendars={},
)
READY = past_waiting(1, HoldStatus.READY)
UNDOABLE = cancelled_hold(undo=ALLOWED)


@dataclass
class Services:
    """Acts that succeed, or fail as the test wants, and remember their orders."""

    orders: list[Any] = field(default_factory=list)
    failures: list[Exception | None] = field(default_factory=list)
    after: PatronSnapshot = field(default_factory=lambda: patron(CARD_A, version=2))
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def _act(self, order: Any, result: Any = None) -> Performed[Any]:
        self.orders.append(order)
        if self.meanwhile is not None:
            await self.meanwhile()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        return Performed(result, self.after, repeated=False)

    async def renew(self, order: Any) -> Performed[date]:
        return await self._act(order, days(14))

    async def change(self, order: Any) -> Performed[None]:
        return await self._act(order)

    async def cancel(self, order: Any) -> Performed[None]:
        return await self._act(order)

    async def staff_cancel(self, order: Any) -> Performed[ItemGoes]:
        return await self._act(order, ItemGoes(branch_id=2))

    async def extend(self, order: Any) -> Performed[date]:
        return await self._act(order, days(14))

    async def undo(self, order: Any) -> Performed[None]:
        return await self._act(order)

    async def acknowledge(self, order: Any) -> Performed[None]:
        return await self._act(order)


@dataclass
class Clerk:
    """Somebody who answers every question, or declines it."""

    says: bool = True
    hand_over: HandOver = field(default_factory=lambda: HandOver(ContactMethod.NONE, 2, None))
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def _answer[A](self, asked: tuple[Any, ...], answer: A) -> A | None:
        self.asked.append(asked)
        return answer if self.says else None

    async def confirm_renewal(self, loans: Any) -> frozenset[int] | None:
        return self._answer(("renewal", loans), frozenset(row.id for row in loans))

    async def show_renewals(self, outcomes: Any) -> None:
        self.asked.append(("renewals", outcomes))

    async def change_hold(self, hold: Any, choices: Any) -> HandOver | None:
        return self._answer(("change", hold, choices), self.hand_over)

    async def confirm_cancel(self, hold: Any) -> bool:
        return bool(self._answer(("cancel", hold), True))

    async def staff_cancel(self, hold: Any, reasons: Any) -> str | None:
        return self._answer(("staff_cancel", hold, reasons), "item_unavailable")

    async def show_item_goes(self, hold: Any, _goes: Any, branch: str | None) -> None:
        self.asked.append(("goes", hold, branch))

    async def confirm_extension(self, hold: Any, until: date) -> bool:
        return bool(self._answer(("extension", hold, until), True))

    async def confirm_acknowledge(self, row: Any) -> bool:
        return bool(self._answer(("acknowledge", row), True))


class Scene:
    """A desk with an open patron."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.services = Services()
        self.clerk = Clerk()
        self.circulation = Circulation(
            Acting(self.bench.desk, self.bench.bugs),
            loans=self.services,
            holds=self.services,
            ask=self.clerk,
            masters=lambda: MASTERS,
            trouble=lambda error: trouble(error, self.bench.bugs),
        )

    async def open(self, **changed: Any) -> None:
        self.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()

    async def do(self, name: str, row: Any) -> None:
        await self.open()
        command = getattr(self.circulation, name)
        command.start(row)
        await command.settled()

    @property
    def note(self) -> Any:
        return self.bench.desk.note.value


@pytest.fixture
def scene() -> Scene:
    return Scene()


ACTS = [
    ("renew", (loan(),), "RenewLoan", Done.LOANS_RENEWED),
    ("change", hold(), ChangeHold.__name__, Done.HOLD_CHANGED),
    ("cancel", hold(), CancelHold.__name__, Done.HOLD_CANCELLED),
    ("staff_cancel", READY, StaffCancelHold.__name__, Done.HOLD_CANCELLED),
    ("extend", READY, ExtendShelf.__name__, Done.SHELF_EXTENDED),
    ("undo", UNDOABLE, UndoCancel.__name__, Done.HOLD_RESTORED),
    ("acknowledge", cancelled_hold(), Acknowledge.__name__, Done.HOLD_ACKNOWLEDGED),
]


@pytest.mark.parametrize(("name", "row", "order", "note"), ACTS, ids=[act[0] for act in ACTS])
async def test_an_act_is_ordered_shown_and_said(
    scene: Scene, name: str, row: Any, order: str, note: Done
) -> None:
    await scene.do(name, row)
    (made,) = scene.services.orders
    assert (type(made).__name__, made.seen_version) == (order, 1)
    assert scene.note is note
    assert scene.bench.desk.snapshot == scene.services.after


@pytest.mark.parametrize(
    ("name", "row"), [act[:2] for act in ACTS if act[0] != "undo"], ids=lambda each: str(each)[:12]
)
async def test_a_declined_question_does_nothing(scene: Scene, name: str, row: Any) -> None:
    scene.clerk.says = False
    await scene.do(name, row)
    assert len(scene.clerk.asked) == 1
    assert scene.services.orders == []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("renew", (loan(renewal=both(refused(Reason.STILL_WAITING))),)),
        ("change", hold(change=both(refused(Reason.STILL_WAITING)))),
        ("cancel", hold(cancel=both(refused(Reason.STILL_WAITING)))),
        ("staff_cancel", hold(cancel=both(refused(Reason.STILL_WAITING)))),
        ("extend", hold()),
        ("undo", cancelled_hold(undo=refused(Reason.STILL_WAITING))),
        ("acknowledge", cancelled_hold(acknowledge=refused(Reason.STILL_WAITING))),
    ],
    ids=lambda each: str(each)[:12],
)
async def test_a_refusal_is_told_before_any_question(scene: Scene, name: str, row: Any) -> None:
    await scene.do(name, row)
    assert isinstance(scene.note, ActRefused)
    assert scene.note.refusal.reasons == (Reason.STILL_WAITING,)
    assert (scene.clerk.asked, scene.services.orders) == ([], [])


async def test_each_of_several_renewals_has_its_own_outcome(scene: Scene) -> None:
    in_hand = loan(3, renewal=both(Allowed(days(14), item_in_hand=True)))
    failure = ActRefused(refused(Reason.STILL_WAITING))
    scene.services.failures = [None, failure, None]
    await scene.do("renew", (loan(1), loan(2), in_hand))
    assert [order.item_checked for order in scene.services.orders] == [False, False, True]
    kind, outcomes = scene.clerk.asked[-1]
    assert kind == "renewals"
    assert [each.outcome for each in outcomes] == [days(14), failure, days(14)]


@pytest.mark.parametrize("failure", [None, OutcomeUnknown("x"), ActRefused(refused(Reason.STILL_WAITING))])
@pytest.mark.parametrize("rows", [(1,), (1, 2, 3)])
async def test_renewals_end_when_their_patron_is_closed(
    scene: Scene, failure: Exception | None, rows: tuple[int, ...]
) -> None:
    desk = scene.bench.desk

    async def close() -> None:
        desk.close_patron.start()
        await desk.close_patron.settled()

    scene.services.meanwhile, scene.services.failures = close, [failure]
    await scene.do("renew", tuple(loan(each) for each in rows))
    assert len(scene.services.orders) == 1
    assert [asked[0] for asked in scene.clerk.asked] == ["renewal"]  # no titles over another patron
    told = Caution.RENEWALS_LEFT if len(rows) > 1 else failure or Done.LOANS_RENEWED
    assert scene.note == told
    assert bool(desk.doubts.open.value) is isinstance(failure, OutcomeUnknown)


async def test_where_the_item_goes_is_told_without_its_title_once_the_patron_is_closed(scene: Scene) -> None:
    async def close() -> None:
        scene.bench.desk.close_patron.start()
        await scene.bench.desk.close_patron.settled()

    scene.services.meanwhile = close
    await scene.do("staff_cancel", READY)
    kind, row, branch = scene.clerk.asked[-1]
    assert (kind, row, branch) == ("goes", replace(READY, title=MASK), "前川")


async def test_a_changed_row_is_told_and_read_again(scene: Scene) -> None:
    scene.services.failures = [RowChanged()]
    await scene.do("cancel", hold())
    assert isinstance(scene.note, RowChanged)
    assert scene.bench.desk.refresh.running.value
    await scene.bench.desk.refresh.aclose()


async def test_the_same_hand_over_is_no_change(scene: Scene) -> None:
    scene.clerk.hand_over = HandOver(ContactMethod.MAIL, 2, None)
    await scene.do("change", hold())
    assert scene.services.orders == []


async def test_where_the_item_goes_is_shown(scene: Scene) -> None:
    await scene.do("staff_cancel", READY)
    assert [asked[0] for asked in scene.clerk.asked] == ["staff_cancel", "goes"]
    assert scene.clerk.asked[-1][-1] == "前川"
