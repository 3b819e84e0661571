"""貸出禁止, 解除 and 申し出, on fakes."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.contract.errors import ActRefused, DoneAlready, OutcomeUnknown
from services.contract.masters import Masters
from services.contract.snapshot import ReportRow, SuspensionRow
from services.rules.decision import Reason, refused_by_system
from services.rules.people.suspension import CHECKLISTS, SET_BY_SUPERVISORS, CheckItem
from services.rules.vocabulary import PatronReport, Role, Stopped, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import days, facts_of, lift_facts, refused, restriction, suspended
from tests.viewmodels.fakes import CARD_A, Bench, patron
from tests.viewmodels.suspensions.suspension_fakes import MASTERS, OVERRIDING, Supervisor
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import LiftCase, LiftChoice, SuspensionChoice, SuspensionViewModel

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
RETURNED = frozenset({CheckItem.RETURNS_SEEN})


class Scene:
    """A supervisor's desk with an open patron."""

    def __init__(self, masters: Masters = MASTERS) -> None:
        self.bench = Bench(role=Role.SUPERVISOR)
        self.acts = self.bench.acts
        self.supervisor = Supervisor()
        acting = ActCommands(self.bench.desk, self.acts, self.bench.bugs)
        self.suspensions = SuspensionViewModel(acting, self.supervisor, lambda: masters)
        self.reports = ReportViewModel(acting, self.supervisor)

    async def open(self, **changed: Any) -> None:
        self.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()

    async def run(self, command: AsyncCommand[...], *args: object) -> None:
        command.start(*args)
        await command.settled()

    @property
    def told(self) -> object:
        return self.bench.desk.note.value

    @property
    def refusal(self) -> tuple[Reason, ...]:
        assert isinstance(self.told, ActRefused)
        return self.told.refusal.reasons


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_the_reasons_left_and_the_notes_are_offered(scene: Scene) -> None:
    await scene.open(suspensions=(suspended(LOST), suspended(OVERDUE)))
    scene.supervisor.stopping = SuspensionChoice(CONTACT, "reminded")
    await scene.run(scene.suspensions.suspend)
    ((reasons, notes, _),) = scene.supervisor.asked
    assert reasons == (UNREACHABLE, ADDRESS, CONTACT)
    assert [note.label for note in notes] == ["郵便物が戻った", "督促済み"]
    (order,) = scene.acts.sent
    assert isinstance(order, Suspend)
    assert (order.reason, order.note, order.patron_id) == (CONTACT, "reminded", 11)
    assert scene.told == Result(Done.SUSPENDED, about=CONTACT)


@pytest.mark.parametrize("days_over", [0, 1])
async def test_whether_anything_is_overdue_is_known_to_who_asks(scene: Scene, days_over: int) -> None:
    await scene.open(loans=(snapshots.loan(1), snapshots.loan(2, overdue_days=days_over)))
    scene.supervisor.stopping = SuspensionChoice(OVERDUE, None, although_nothing_overdue=not days_over)
    await scene.run(scene.suspensions.suspend)
    ((_, _, overdue),) = scene.supervisor.asked
    assert overdue is bool(days_over)
    (order,) = scene.acts.sent
    assert isinstance(order, Suspend)
    assert order.although_nothing_overdue is not overdue


async def test_no_reason_chosen_is_no_act(scene: Scene) -> None:
    await scene.open()
    await scene.run(scene.suspensions.suspend)
    ((reasons, *_),) = scene.supervisor.asked
    assert reasons == SET_BY_SUPERVISORS
    assert scene.acts.sent == []


async def test_who_may_not_suspend_is_told_before_any_question(scene: Scene) -> None:
    await scene.open(suspend=refused(Reason.ROLE_MAY_NOT))
    await scene.run(scene.suspensions.suspend)
    assert scene.refusal == (Reason.ROLE_MAY_NOT,)
    assert scene.supervisor.asked == []


async def test_lifting_asks_with_what_is_known(scene: Scene) -> None:
    row = suspended(OVERDUE, 5, version=3)
    late, in_time = snapshots.loan(1, overdue_days=2), snapshots.loan(2)
    await scene.open(suspensions=(row,), loans=(late, in_time))
    scene.supervisor.lifting = LiftChoice(RETURNED, None)
    await scene.run(scene.suspensions.lift, row)
    assert scene.supervisor.asked == [LiftCase(row, facts_of(row), (late,), (), ())]
    (order,) = scene.acts.sent
    assert isinstance(order, Lift)
    assert (order.suspension_id, order.seen_version, order.checked) == (5, 3, RETURNED)
    assert order.override is None
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


async def test_a_lift_settles_the_newest_report_that_led_to_it(scene: Scene) -> None:
    row = suspended(UNREACHABLE, 5)
    old = snapshots.report(1, kind=PatronReport.ADDRESS_CHANGED, reported_on=days(-3))
    led = snapshots.report(2, version=4, kind=PatronReport.REACHED)
    settled = snapshots.report(3, kind=PatronReport.REACHED, settled_on=days(0), settled_by="keeper")
    other = snapshots.report(4, kind=PatronReport.RETURNED)
    checked = frozenset(CHECKLISTS[UNREACHABLE])
    scene.acts.after = replace(patron(CARD_A), suspensions=(row,), reports=(old, led, settled, other))
    await scene.open(suspensions=(row,), reports=(old, led, settled, other))
    for settles in (True, False):
        scene.supervisor.lifting = LiftChoice(checked, None, settles=settles)
        await scene.run(scene.suspensions.lift, row)
    assert [case.report for case in scene.supervisor.asked] == [led, led]
    orders = [order.settles for order in scene.acts.sent if isinstance(order, Lift)]
    assert orders == [(2, 4), None]


@pytest.mark.parametrize(
    "report",
    [snapshots.report(kind=PatronReport.REACHED), snapshots.report(settle=refused(Reason.ROLE_MAY_NOT))],
    ids=["tells of something else", "may not be settled here"],
)
async def test_a_lift_settles_no_other_report(scene: Scene, report: ReportRow) -> None:
    row = suspended(OVERDUE)
    await scene.open(suspensions=(row,), reports=(report,))
    scene.supervisor.lifting = LiftChoice(RETURNED, None, settles=True)
    await scene.run(scene.suspensions.lift, row)
    (case,) = scene.supervisor.asked
    (order,) = scene.acts.sent
    assert isinstance(order, Lift)
    assert (case.report, order.settles) == (None, None)


async def test_what_stays_in_force_is_told(scene: Scene) -> None:
    row = suspended(CONTACT)
    await scene.open(suspensions=(row,))
    scene.supervisor.lifting = LiftChoice(frozenset({CheckItem.MESSAGE_GIVEN}), None)
    scene.acts.after = replace(patron(CARD_A, version=2), suspensions=(suspended(ADDRESS, 2),))
    await scene.run(scene.suspensions.lift, row)
    assert scene.told == Result(Done.SUSPENSION_LIFTED_OTHERS_STAY, about=CONTACT)


@pytest.mark.parametrize(("masters", "offered"), [(MASTERS, []), (OVERRIDING, ["弁償済み", "館の判断"])])
async def test_an_override_is_offered_where_the_library_allows_it(
    masters: Masters, offered: list[str]
) -> None:
    scene = Scene(masters)
    facts = lift_facts(OVERDUE, overdue_items=1)
    row = suspended(OVERDUE, facts=facts, lift=refused(Reason.ITEMS_STILL_OVERDUE))
    await scene.open(suspensions=(row,))
    scene.supervisor.lifting = LiftChoice(RETURNED, "compensated") if offered else None
    await scene.run(scene.suspensions.lift, row)
    (case,) = scene.supervisor.asked
    assert case.against == (Reason.ITEMS_STILL_OVERDUE,)
    assert [label.label for label in case.overrides] == offered
    assert [order.override for order in scene.acts.sent if isinstance(order, Lift)] == [
        "compensated" for _ in offered[:1]
    ]


async def test_no_override_is_offered_where_nothing_is_against(scene: Scene) -> None:
    scene = Scene(OVERRIDING)
    row = suspended(CONTACT)
    await scene.open(suspensions=(row,), loans=(snapshots.loan(overdue_days=3),))
    await scene.run(scene.suspensions.lift, row)
    assert scene.supervisor.asked == [LiftCase(row, facts_of(row), (), (), ())]


async def test_a_restriction_of_the_systems_own_is_not_lifted_here(scene: Scene) -> None:
    row = restriction()
    await scene.open(suspensions=(row,))
    await scene.run(scene.suspensions.lift, row)
    assert (scene.refusal, scene.supervisor.asked) == ((Reason.NOT_OFFERED,), [])


@pytest.mark.parametrize(
    ("stays", "done"),
    [
        (restriction(2), Done.SUSPENSION_LIFTED_OTHERS_STAY),
        (restriction(2, stops=frozenset({Stopped.HOLDS})), Done.SUSPENSION_LIFTED),
    ],
)
async def test_lending_is_said_to_stay_stopped_where_it_is(
    scene: Scene, stays: SuspensionRow, done: Done
) -> None:
    row = suspended(CONTACT)
    scene.supervisor.lifting = LiftChoice(frozenset(CHECKLISTS[CONTACT]), None)
    await scene.open(suspensions=(row, stays))
    scene.acts.after = replace(patron(CARD_A, version=2), suspensions=(stays,))
    await scene.run(scene.suspensions.lift, row)
    assert scene.told == Result(done, about=CONTACT)


async def test_the_guides_other_reasons_may_be_set_beside_the_systems_own(scene: Scene) -> None:
    await scene.open(suspensions=(restriction(), suspended(OVERDUE)))
    await scene.run(scene.suspensions.suspend)
    ((reasons, *_),) = scene.supervisor.asked
    assert reasons == (UNREACHABLE, ADDRESS, CONTACT)


@pytest.mark.parametrize("reason", [Reason.ROLE_MAY_NOT, Reason.NEEDS_VISIT])
async def test_who_may_not_lift_is_told_before_any_question(scene: Scene, reason: Reason) -> None:
    facts = lift_facts(OVERDUE, overdue_items=1)
    row = suspended(OVERDUE, facts=facts, lift=refused(reason, Reason.ITEMS_STILL_OVERDUE))
    await scene.open(suspensions=(row,))
    await scene.run(scene.suspensions.lift, row)
    assert scene.refusal == (reason,)
    assert scene.supervisor.asked == []


async def test_why_the_system_lets_nobody_lift_is_told_as_it_says_it(scene: Scene) -> None:
    no = refused_by_system("fines")
    row = suspended(OVERDUE, lift=no)
    await scene.open(suspensions=(row,))
    await scene.run(scene.suspensions.lift, row)
    assert isinstance(scene.told, ActRefused)
    assert scene.told.refusal == no


async def test_what_somebody_lifted_meanwhile_is_read_again(scene: Scene) -> None:
    row = suspended(CONTACT)
    await scene.open(suspensions=(row,))
    scene.supervisor.lifting = LiftChoice(frozenset({CheckItem.MESSAGE_GIVEN}), None)
    scene.acts.outcomes = [DoneAlready()]
    scene.bench.look_ups.answer("refresh 11", patron(CARD_A, version=2))
    await scene.run(scene.suspensions.lift, row)
    await scene.bench.desk.refresh.settled()
    assert isinstance(scene.told, DoneAlready)
    assert scene.bench.desk.snapshot is not None
    assert scene.bench.desk.snapshot.patron.version == 2


async def test_an_order_of_unknown_outcome_is_sent_again_as_it_was(scene: Scene) -> None:
    row = suspended(CONTACT)
    await scene.open(suspensions=(row,))
    scene.supervisor.lifting = LiftChoice(frozenset({CheckItem.MESSAGE_GIVEN}), None)
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.run(scene.suspensions.lift, row)
    await scene.run(scene.suspensions.lift, row)
    first, again = scene.acts.sent
    assert first == again


async def test_a_report_is_taken(scene: Scene) -> None:
    settled = snapshots.report(2, kind=PatronReport.REACHED, settled_on=days(0), settled_by="keeper")
    await scene.open(reports=(snapshots.report(1), settled))
    scene.supervisor.kind = PatronReport.ADDRESS_CHANGED
    await scene.run(scene.reports.take)
    assert scene.supervisor.asked == [
        (PatronReport.ADDRESS_CHANGED, PatronReport.REACHED, PatronReport.CARD_FOUND)
    ]
    (order,) = scene.acts.sent
    assert isinstance(order, TakeReport)
    assert order.kind is PatronReport.ADDRESS_CHANGED
    assert scene.told == Result(Done.REPORT_TAKEN, about=PatronReport.ADDRESS_CHANGED)


async def test_nothing_reported_is_no_act(scene: Scene) -> None:
    await scene.open()
    await scene.run(scene.reports.take)
    assert scene.acts.sent == []


async def test_with_everything_reported_there_is_nothing_to_ask(scene: Scene) -> None:
    await scene.open(
        reports=tuple(snapshots.report(place, kind=kind) for place, kind in enumerate(PatronReport))
    )
    await scene.run(scene.reports.take)
    assert scene.refusal == (Reason.REPORTED_ALREADY,)
    assert scene.supervisor.asked == []


@pytest.mark.parametrize("settled", [True, False])
async def test_a_report_is_settled_when_that_is_confirmed(scene: Scene, settled: bool) -> None:
    row = snapshots.report(4, version=2)
    await scene.open(reports=(row,))
    scene.supervisor.settled = settled
    await scene.run(scene.reports.settle, row)
    assert scene.supervisor.asked == [row]
    orders = [
        (order.report_id, order.seen_version) for order in scene.acts.sent if isinstance(order, SettleReport)
    ]
    assert orders == ([(4, 2)] if settled else [])
    assert scene.told == (Result(Done.REPORT_SETTLED, about=row.kind) if settled else None)


async def test_who_may_not_settle_is_told(scene: Scene) -> None:
    row = snapshots.report(settle=refused(Reason.ROLE_MAY_NOT))
    await scene.open(reports=(row,))
    await scene.run(scene.reports.settle, row)
    assert scene.refusal == (Reason.ROLE_MAY_NOT,)
