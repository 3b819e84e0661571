"""A clerk's desk asks for approvals: signed here or waited for, done once, and nothing opened for who left."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift, Suspend
from services.approvals.approval import Approval
from services.errors import (
    ActRefused,
    ApprovalClosed,
    ApprovalsTooMany,
    ApprovalUnknown,
    ApproverUnfit,
    DatabaseUnreachable,
    OutcomeUnknown,
    PatronGone,
    SignInFailed,
)
from services.lookup.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import CardStatus, Role, SuspensionReason
from services.secret import Secret
from tests.helpers.snapshots import lift_facts, refused, suspended
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    CHANGED,
    OVER,
    REFUSED,
    WAITING,
    WITHDRAWN,
    FakeApprovals,
    FakeApprovers,
)
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.registration.registration_fakes import NEW_CARD, LossClerk, as_read_at
from tests.viewmodels.suspensions.suspension_fakes import MASTERS, OVERRIDING, Supervisor
from tests.viewmodels.today.today_fakes import Rests, go_on
from viewmodels.approvals.asking import ApprovalViewModel
from viewmodels.approvals.form import ApprovalForm, Stage
from viewmodels.core.notes import ApprovalNews, Done, Result
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.sign_in.sign_in import Missing
from viewmodels.suspensions.suspensions import LiftChoice, SuspensionChoice, SuspensionViewModel

OVERDUE = SuspensionReason.LONG_OVERDUE
ROLE = refused(Reason.ROLE_MAY_NOT)
ROW = suspended(OVERDUE, 5, version=3, lift=ROLE)
PASSWORD = Secret("ひみつの合言葉です")


class Scene:
    """A clerk's desk with a suspended patron."""

    def __init__(self, role: Role = Role.COUNTER) -> None:
        self.bench = Bench(role=role)
        self.desk, self.acts = self.bench.desk, self.bench.acts
        self.approvals, self.approvers, self.rests = FakeApprovals(), FakeApprovers(), Rests()
        self.acting = ActCommands(self.desk, self.acts, self.bench.bugs)
        self.model = ApprovalViewModel(
            self.acting, self.approvals, self.approvers, self.bench.bugs, pause=self.rests
        )
        self.clerk = Supervisor(lifting=LiftChoice(frozenset({CheckItem.RETURNS_SEEN}), None))
        self.masters = MASTERS
        self.suspensions = SuspensionViewModel(self.acting, self.clerk, lambda: self.masters, self.model)
        self.cards = LostCardViewModel(
            self.acting,
            LossClerk(),
            policy=lambda: self.masters.policy,
            report_bug=self.bench.bugs,
            approving=self.model,
        )

    def patron(self, card: str = CARD_A) -> PatronSnapshot:
        """Make a patron whose card is lost, as this desk reads them."""
        shown = replace(patron(card), suspensions=(ROW,), suspend=ROLE)
        shown = replace(shown, patron=replace(shown.patron, card_status=CardStatus.LOST))
        return as_read_at(self.desk, shown)

    async def open(self, card: str = CARD_A) -> None:
        self.bench.look_ups.answer(card, self.patron(card))
        self.desk.scanned(card)
        await self.desk.look_up.settled()

    async def lift(self) -> ApprovalForm:
        """Ask for the lift, as far as the question for its approval."""
        self.suspensions.lift.start(ROW)
        return await self.question()

    async def question(self) -> ApprovalForm:
        await go_on(lambda: self.model.form.value is not None)
        form = self.model.form.value
        assert form is not None
        return form

    async def sign(self, staff_id: str = "okada", password: Secret = PASSWORD) -> None:
        form = self.model.form.value
        assert form is not None
        form.sign.start(staff_id, password)
        await form.sign.settled()

    async def sent(self) -> ApprovalForm:
        """Send the lift to the supervisors' desks."""
        form = await self.lift()
        form.send.start()
        await form.send.settled()
        await go_on()
        return form

    async def stands(
        self, state: ApprovalState, refusal: ApprovalRefusal | None = None, number: int = 1
    ) -> None:
        """Let something come of the request, and the desk hear of a change."""
        self.approvals.stands(number, state, refusal)
        self.rests.end()
        self.model.changed()
        await go_on()

    @property
    def told(self) -> object:
        return self.desk.note.value

    @property
    def done(self) -> list[object]:
        return [order for order in self.acts.sent if order.approved]

    async def aclose(self) -> None:
        await self.model.aclose()
        await self.acting.aclose()
        await self.desk.aclose()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    await made.open()
    yield made
    await made.aclose()


async def test_a_supervisor_signs_one_act_at_the_desk(scene: Scene) -> None:
    form = await scene.lift()
    assert (form.verb, form.stage.value, form.signs_here) == ("suspension.lift", Stage.OPEN, True)
    await scene.sign()
    await scene.acting.settled()
    (order,) = scene.acts.sent
    assert isinstance(order, Lift)
    assert (order.approved, order.suspension_id, order.act_id) == (True, 5, scene.approvals.asked[0].act_id)
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)
    assert scene.model.form.value is None
    assert scene.approvals.withdrawn == []


async def test_suspending_and_a_new_card_are_asked_for_alike(scene: Scene) -> None:
    scene.acts.after = scene.patron()
    scene.clerk.stopping = SuspensionChoice(SuspensionReason.ADDRESS_CHANGE, None)
    scene.suspensions.suspend.start()
    await scene.question()
    await scene.sign()
    await scene.acting.settled()
    scene.cards.open_replacement()
    replacing = scene.cards.open_form.value
    assert replacing is not None
    scene.desk.scanned(NEW_CARD)
    scene.cards.register.start(damaged=False)
    await scene.question()
    await scene.sign()
    await scene.acting.settled()
    assert [type(order).__name__ for order in scene.done] == [Suspend.__name__, ReplaceCard.__name__]
    assert scene.cards.open_form.value is None
    assert scene.told is Done.CARD_REPLACED


async def test_a_replacement_that_nobody_approved_stays_open(scene: Scene) -> None:
    scene.cards.open_replacement()
    scene.desk.scanned(NEW_CARD)
    scene.cards.register.start(damaged=False)
    (await scene.question()).leave()
    await scene.acting.settled()
    replacing = scene.cards.open_form.value
    assert replacing is not None
    assert (replacing.number.value, replacing.wanted, scene.acts.sent) == (NEW_CARD, True, [])


async def test_a_lift_against_the_facts_needs_both(scene: Scene) -> None:
    facts = lift_facts(OVERDUE, overdue_items=1)
    row = replace(ROW, facts=facts, lift=refused(Reason.ROLE_MAY_NOT, Reason.ITEMS_STILL_OVERDUE))
    scene.masters = OVERRIDING
    scene.clerk.lifting = LiftChoice(frozenset({CheckItem.RETURNS_SEEN}), "compensated")
    scene.suspensions.lift.start(row)
    await scene.question()
    (asked,) = scene.clerk.asked
    assert asked.against == (Reason.ITEMS_STILL_OVERDUE,)
    await scene.sign()
    await scene.acting.settled()
    (order,) = scene.done
    assert isinstance(order, Lift)
    assert order.override == "compensated"


async def test_what_speaks_against_it_besides_is_told_before_any_question(scene: Scene) -> None:
    row = replace(ROW, lift=refused(Reason.ROLE_MAY_NOT, Reason.NOT_OFFERED))
    scene.suspensions.lift.start(row)
    await scene.suspensions.lift.settled()
    assert isinstance(scene.told, ActRefused)
    assert scene.told.refusal.reasons == (Reason.NOT_OFFERED,)
    assert scene.clerk.asked == []


async def test_on_the_phone_nothing_is_asked_for(scene: Scene) -> None:
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    assert scene.model.once_approved(ROLE) == ROLE


@pytest.mark.parametrize(
    "error", [SignInFailed(3), ApproverUnfit(own=False), ApprovalsTooMany(3), DatabaseUnreachable()]
)
async def test_a_try_that_came_to_nothing_is_told_and_the_password_goes(
    scene: Scene, error: Exception
) -> None:
    form = await scene.lift()
    wanted: list[None] = []
    form.password_wanted.subscribe(wanted.append)
    scene.approvers.failures = [error]
    await scene.sign()
    assert form.trouble.value is error
    assert wanted == [None]
    assert scene.acts.sent == []
    await scene.sign()
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_the_clerks_own_id_and_empty_fields_are_told_without_a_try(scene: Scene) -> None:
    form = await scene.lift()
    told: list[object] = []
    form.trouble.subscribe(told.append)
    await scene.sign("", PASSWORD)
    await scene.sign("okada", Secret(""))
    await scene.sign(" ｓ1")
    own = form.trouble.value
    assert isinstance(own, ApproverUnfit)
    assert own.own
    assert told == [None, Missing.STAFF_ID, None, Missing.PASSWORD, None, own]
    assert scene.approvers.tried == []


async def test_a_desk_waits_and_goes_on_by_itself(scene: Scene) -> None:
    form = await scene.sent()
    assert (form.stage.value, form.since.value is not None) == (Stage.WAITING, True)
    await scene.stands(WAITING)
    assert scene.acts.sent == []
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


async def test_without_notices_it_asks_from_time_to_time(scene: Scene) -> None:
    await scene.sent()
    assert scene.approvals.read == []
    scene.approvals.stands(1, APPROVED)
    scene.rests.end()
    await go_on()
    await scene.acting.settled()
    assert len(scene.done) == 1


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(REFUSED, ApprovalRefusal.PAPERS_WANTED), (OVER, None), (CHANGED, None), (WITHDRAWN, None)],
)
async def test_a_no_is_told_and_may_be_asked_for_anew(
    scene: Scene, state: ApprovalState, refusal: ApprovalRefusal | None
) -> None:
    form = await scene.sent()
    answers: list[Approval | None] = []
    form.answer.subscribe(answers.append)
    await scene.stands(state, refusal)
    assert form.stage.value is Stage.OPEN
    assert form.answer.value is not None
    assert (form.answer.value.state, form.answer.value.refusal) == (state, refusal)
    assert scene.acts.sent == []
    form.send.start()
    await form.send.settled()
    await go_on()
    first, second = scene.approvals.asked
    assert first.act_id != second.act_id
    assert answers[-1] is None
    await scene.stands(APPROVED, number=2)
    await scene.acting.settled()
    assert [order.act_id for order in scene.acts.sent] == [second.act_id]


async def test_a_supervisor_who_comes_signs_what_waits(scene: Scene) -> None:
    await scene.sent()
    await scene.sign()
    await scene.acting.settled()
    assert len(scene.done) == len(scene.approvals.asked) == 1
    await scene.stands(APPROVED)
    assert len(scene.done) == 1


async def test_two_supervisors_at_once_let_it_be_done_once(scene: Scene) -> None:
    await scene.sent()
    scene.approvers.failures = [ApprovalClosed(APPROVED)]
    scene.approvals.stands(1, APPROVED)
    await scene.sign()
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_leaving_takes_the_request_back(scene: Scene) -> None:
    form = await scene.sent()
    form.leave()
    await scene.acting.settled()
    await go_on()
    assert scene.approvals.withdrawn == [1]
    await scene.stands(APPROVED)
    assert (scene.acts.sent, scene.model.form.value) == ([], None)


async def test_what_is_being_tried_is_not_left(scene: Scene) -> None:
    gate = asyncio.Event()
    form = await scene.lift()
    scene.approvers.meanwhile = gate.wait
    form.sign.start("okada", PASSWORD)
    await go_on()
    form.leave()
    assert not form.is_over
    gate.set()
    await form.sign.settled()
    await scene.acting.settled()
    assert len(scene.done) == 1


@pytest.mark.parametrize("way", ["covered", "closed"])
async def test_what_is_approved_for_nobody_is_taken_back_and_told(scene: Scene, way: str) -> None:
    form = await scene.sent()
    emptied: list[None] = []
    form.password_wanted.subscribe(emptied.append)
    if way == "covered":
        scene.model.cover(covered=True)
        assert emptied == [None]
    else:
        scene.bench.look_ups.answer("refresh 11", PatronGone())
        scene.desk.refresh.start()
        await scene.desk.refresh.settled()
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert scene.approvals.withdrawn == [1]
    assert scene.acts.sent == []
    assert isinstance(scene.told, ApprovalNews)
    assert scene.told.state is (APPROVED if way == "covered" else WITHDRAWN)
    assert scene.model.form.value is None


async def test_closing_the_desk_takes_everything_back() -> None:
    scene = Scene()
    await scene.open()
    (await scene.sent()).go_on_later()
    await scene.acting.settled()
    scene.suspensions.lift.start(ROW)
    form = await scene.question()
    form.send.start()
    await form.send.settled()
    await scene.aclose()
    assert sorted(scene.approvals.withdrawn) == [1, 2]
    assert scene.acts.sent == []


async def later(scene: Scene) -> None:
    form = await scene.sent()
    form.go_on_later()
    await scene.acting.settled()
    assert scene.told == ApprovalNews("suspension.lift", WAITING)
    assert scene.model.form.value is None


async def test_what_waits_in_the_background_is_done_where_its_patron_is_open(scene: Scene) -> None:
    await later(scene)
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


@pytest.mark.parametrize("why", ["another patron", "a question is open", "covered"])
async def test_in_the_background_it_disturbs_nobody(scene: Scene, why: str) -> None:
    await later(scene)
    release = None
    match why:
        case "another patron":
            await scene.open(CARD_B)
        case "a question is open":
            release = scene.desk.pause_scans(scene)
        case _:
            scene.model.cover(covered=True)
    await scene.stands(APPROVED)
    assert scene.acts.sent == []
    assert scene.approvals.withdrawn == [1]
    assert scene.told == ApprovalNews("suspension.lift", APPROVED, anew=True)
    if release is not None:
        release()


async def test_a_no_in_the_background_is_told(scene: Scene) -> None:
    await later(scene)
    await scene.open(CARD_B)
    await scene.stands(REFUSED, ApprovalRefusal.NOT_READY)
    assert scene.told == ApprovalNews("suspension.lift", REFUSED, "岡田 裕樹", ApprovalRefusal.NOT_READY)
    assert scene.approvals.withdrawn == []


async def test_a_database_that_is_away_is_asked_again(scene: Scene) -> None:
    await scene.sent()
    scene.approvals.failures = [DatabaseUnreachable()]
    await scene.stands(APPROVED)
    assert scene.acts.sent == []
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_a_request_that_is_gone_is_over(scene: Scene) -> None:
    form = await scene.sent()
    scene.approvals.failures = [ApprovalUnknown()]
    await scene.stands(WAITING)
    assert form.answer.value is not None
    assert form.answer.value.state is OVER


async def test_a_lost_answer_is_asked_for_again_without_another_approval(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.lift()
    await scene.sign()
    await scene.acting.settled()
    scene.suspensions.lift.start(ROW)
    await scene.acting.settled()
    first, again = scene.acts.sent
    assert first == again
    assert len(scene.approvals.asked) == 1


async def test_an_approval_that_counts_no_more_ends_what_was_lost(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x"), ApprovalClosed(OVER)]
    await scene.lift()
    await scene.sign()
    await scene.acting.settled()
    scene.suspensions.lift.start(ROW)
    await scene.acting.settled()
    assert isinstance(scene.told, ApprovalClosed)
    await scene.lift()
    assert len(scene.acts.sent) == 2
