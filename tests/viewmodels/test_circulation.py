"""Loans and holds acted on, on fakes: what is asked, what is ordered, what is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from services.acts.act_transaction import ActResult
from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.item_handover import ItemRoute
from services.errors import ActRefused, OutcomeUnknown, PatronGone, RowChanged
from services.lookup.snapshot import CancelledHoldRow, PatronSnapshot, PhoneSummary
from services.masters.masters import Branch, CodeLabel, Masters
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Reason
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, ContactMethod, HoldStatus
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
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, patron
from viewmodels.circulation import CirculationViewModel, HandOver
from viewmodels.core.notes import Caution, Done, Renewals, Result, trouble
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.masking import MASK

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
IN_TRANSIT = WaitsBecause.IN_TRANSIT


def back_as(*comeback: Any, **because: Any) -> CancelledHoldRow:
    return replace(UNDOABLE, comes_back=Comeback(*comeback, **because))


@dataclass
class Services:
    """Acts that succeed, or fail as the test wants, and remember their orders."""

    orders: list[Any] = field(default_factory=list)
    failures: list[Exception | None] = field(default_factory=list)
    after: PatronSnapshot = field(default_factory=lambda: patron(CARD_A, version=2))
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def _act(self, order: Any, result: Any = None) -> ActResult[Any]:
        self.orders.append(order)
        if self.meanwhile is not None:
            await self.meanwhile()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        return ActResult(result, self.after, repeated=False)

    async def renew(self, order: Any) -> ActResult[date]:
        return await self._act(order, days(14))

    async def change(self, order: Any) -> ActResult[None]:
        return await self._act(order)

    async def cancel(self, order: Any) -> ActResult[None]:
        return await self._act(order)

    async def staff_cancel(self, order: Any) -> ActResult[ItemRoute]:
        return await self._act(order, ItemRoute(branch_id=2))

    async def extend(self, order: Any) -> ActResult[date]:
        return await self._act(order, days(14))

    async def undo(self, order: Any) -> ActResult[HoldStatus]:
        return await self._act(order, order.comes_back)

    async def acknowledge(self, order: Any) -> ActResult[None]:
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
        self.circulation = CirculationViewModel(
            ActCommands(self.bench.desk, self.bench.bugs),
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
    ("renew", (loan(),), "RenewLoan", Result(Done.LOANS_RENEWED, "こころ", days(14))),
    (
        "change",
        hold(),
        ChangeHold.__name__,
        Result(Done.HOLD_CHANGED, "羅生門", contact=ContactMethod.NONE, pick_up="前川"),
    ),
    ("cancel", hold(), CancelHold.__name__, Result(Done.HOLD_CANCELLED, "羅生門")),
    ("staff_cancel", READY, StaffCancelHold.__name__, Result(Done.HOLD_CANCELLED, "羅生門")),
    ("extend", READY, ExtendShelf.__name__, Result(Done.SHELF_EXTENDED, "羅生門", days(14))),
    ("undo", UNDOABLE, UndoCancel.__name__, Result(Done.HOLD_RESTORED, "人間失格")),
    (
        "undo",
        back_as(HoldStatus.READY, days(3)),
        UndoCancel.__name__,
        Result(Done.HOLD_RESTORED_READY, "人間失格"),
    ),
    (
        "undo",
        back_as(because=IN_TRANSIT),
        UndoCancel.__name__,
        Result(Done.HOLD_RESTORED_WAITING, "人間失格"),
    ),
    ("acknowledge", cancelled_hold(), Acknowledge.__name__, Result(Done.HOLD_ACKNOWLEDGED, "人間失格")),
]


@pytest.mark.parametrize(
    ("name", "row", "order", "note"), ACTS, ids=[f"{act[0]}-{act[3].done.name}" for act in ACTS]
)
async def test_an_act_is_ordered_shown_and_said(
    scene: Scene, name: str, row: Any, order: str, note: Result
) -> None:
    await scene.do(name, row)
    (made,) = scene.services.orders
    assert (type(made).__name__, made.seen_version) == (order, 1)
    assert scene.note == note
    assert scene.bench.desk.snapshot == scene.services.after


@pytest.mark.parametrize("act", ACTS, ids=[act[0] for act in ACTS])
@pytest.mark.parametrize("hidden", ["before", "meanwhile", "afterwards"])
async def test_with_titles_hidden_none_is_named(scene: Scene, act: tuple[Any, ...], hidden: str) -> None:
    desk = scene.bench.desk
    name, row, _, note = act

    async def hide() -> None:
        desk.toggle_titles()

    if hidden == "before":
        await hide()
        rows = row if isinstance(row, tuple) else (row,)
        shown = tuple(replace(each, title=MASK) for each in rows)
        row = shown if isinstance(row, tuple) else shown[0]
    elif hidden == "meanwhile":
        scene.services.meanwhile = hide
    await scene.do(name, row)
    if hidden == "afterwards":
        await hide()
    assert scene.note == replace(note, title=None)


@pytest.mark.parametrize(("name", "row", "order", "note"), ACTS, ids=[act[0] for act in ACTS])
async def test_the_result_goes_with_its_patron(
    scene: Scene, name: str, row: Any, order: str, note: Result
) -> None:
    await scene.do(name, row)
    desk = scene.bench.desk
    desk.card_error.set(None)
    scene.bench.look_ups.answer("again 11", PatronGone())
    desk.read_again.start()
    await desk.read_again.settled()
    assert desk.answer.value is None
    assert scene.note is None


@pytest.mark.parametrize(("name", "row", "order", "note"), ACTS, ids=[act[0] for act in ACTS])
async def test_beside_another_patron_no_more_is_told_than_that_it_was_done(
    scene: Scene, name: str, row: Any, order: str, note: Result
) -> None:
    desk = scene.bench.desk

    async def close() -> None:
        desk.close_patron.start()
        await desk.close_patron.settled()

    scene.services.meanwhile = close
    await scene.do(name, row)
    assert scene.note is note.done


async def test_of_a_caller_whose_check_is_over_no_more_is_told_than_that_it_was_done(scene: Scene) -> None:
    desk = scene.bench.desk
    await scene.open()
    desk.answer.set(PhoneSummary(NOW, CARD_A, 11, 1, 0, 0, 0, 0))
    desk.tell(Result(Done.LOANS_RENEWED, "こころ", days(14)))
    assert scene.note is Done.LOANS_RENEWED


async def test_the_result_of_another_patron_than_who_is_open_names_nothing_of_theirs(scene: Scene) -> None:
    desk = scene.bench.desk
    await scene.bench.open(CARD_B)
    desk.show_outcome(patron(CARD_A), Result(Done.LOANS_RENEWED, "こころ", days(14)))
    assert scene.note is Done.LOANS_RENEWED
    assert desk.snapshot == patron(CARD_B)


async def test_who_comes_back_to_a_locked_desk_reads_it_without_the_title(scene: Scene) -> None:
    await scene.do("cancel", hold())
    await scene.bench.desk.aclose()
    assert scene.note is Done.HOLD_CANCELLED


@pytest.mark.parametrize("failures", [(), (1,), (0, 1, 2)])
async def test_several_renewals_are_told_together(scene: Scene, failures: tuple[int, ...]) -> None:
    told: list[Any] = []
    scene.bench.desk.note.subscribe(told.append)
    refusal = ActRefused(refused(Reason.STILL_WAITING))
    scene.services.failures = [refusal if n in failures else None for n in range(3)]
    await scene.do("renew", (loan(1), loan(2), loan(3)))
    assert told == [None, Renewals(3 - len(failures), len(failures))]
    assert [asked[0] for asked in scene.clerk.asked] == ["renewal"] + ["renewals"] * bool(failures)


@pytest.mark.parametrize("masked", [False, True])
async def test_titles_hidden_while_renewals_run_are_masked_in_what_came_of_them(
    scene: Scene, masked: bool
) -> None:
    scene.services.failures = [ActRefused(refused(Reason.STILL_WAITING)), None]

    async def hide() -> None:
        if masked and not scene.bench.desk.titles_masked.value:
            scene.bench.desk.toggle_titles()

    scene.services.meanwhile = hide
    await scene.do("renew", (loan(1), loan(2)))
    kind, outcomes = scene.clerk.asked[-1]
    titles = [MASK if masked else loan(each).title for each in (1, 2)]
    assert (kind, [each.loan.title for each in outcomes]) == ("renewals", titles)


async def test_the_rows_that_an_act_changed_are_marked_until_the_next(scene: Scene) -> None:
    desk = scene.bench.desk
    loans, holds = (loan(1), loan(2), loan(3)), (hold(1),)
    await scene.open(loans=loans, holds=holds)
    after = replace(patron(CARD_A), loans=loans, holds=holds)
    states = [
        replace(after, loans=(loan(1, version=2), loan(2), loan(3))),
        replace(after, loans=(loan(1, version=2), loan(2), loan(3, version=2))),
    ]

    async def renewed() -> None:
        scene.services.after = states.pop(0)

    scene.services.meanwhile = renewed
    scene.circulation.renew.start((loan(1), loan(3)))
    await scene.circulation.renew.settled()
    assert desk.marked.value == {RowPlace(Part.LOANS, 1), RowPlace(Part.LOANS, 3)}

    async def cancelled() -> None:
        assert desk.marked.value == frozenset()
        scene.services.after = replace(scene.services.after, holds=(), cancelled_holds=(cancelled_hold(9),))

    scene.services.meanwhile = cancelled
    scene.circulation.cancel.start(hold(1))
    await scene.circulation.cancel.settled()
    assert desk.marked.value == {RowPlace(Part.CANCELLED_HOLDS, 9)}
    desk.close_patron.start()
    await desk.close_patron.settled()
    assert desk.marked.value == frozenset()


async def test_a_patron_who_was_just_identified_has_no_marked_rows(scene: Scene) -> None:
    desk = scene.bench.desk
    scene.bench.look_ups.answer(CARD_A, PhoneSummary(NOW, CARD_A, 11, 1, 0, 0, 0, 0))
    desk.scanned(CARD_A)
    await desk.look_up.settled()
    desk.show_outcome(replace(patron(CARD_A), loans=(loan(),)), Done.IDENTIFIED)
    assert desk.marked.value == frozenset()


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
    assert bool(desk.unanswered.open.value) is isinstance(failure, OutcomeUnknown)


@pytest.mark.parametrize("failures", [(), (0,), (2,), (0, 1, 2)])
async def test_renewals_whose_patron_is_closed_during_the_last_are_told_together(
    scene: Scene, failures: tuple[int, ...]
) -> None:
    desk = scene.bench.desk
    refusal = ActRefused(refused(Reason.STILL_WAITING))
    scene.services.failures = [refusal if n in failures else None for n in range(3)]

    async def close() -> None:
        if len(scene.services.orders) == 3:
            desk.close_patron.start()
            await desk.close_patron.settled()

    scene.services.meanwhile = close
    await scene.do("renew", tuple(loan(each) for each in (1, 2, 3)))
    assert scene.note == Renewals(3 - len(failures), len(failures))
    assert [asked[0] for asked in scene.clerk.asked] == ["renewal"]


@pytest.mark.parametrize("how", ["closed", "hidden"])
async def test_where_the_item_goes_is_told_without_its_title_once_the_patron_is_closed_or_titles_are_hidden(
    scene: Scene, how: str
) -> None:
    async def close() -> None:
        if how == "hidden":
            scene.bench.desk.toggle_titles()
            return
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
