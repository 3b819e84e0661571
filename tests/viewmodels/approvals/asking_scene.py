"""A clerk's desk with a suspended patron, and supervisors elsewhere, on fakes."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.suspension import CheckItem
from services.rules.secret import Secret
from services.rules.vocabulary import CardStatus, Role, SuspensionReason
from tests.helpers.snapshots import refused, suspended
from tests.viewmodels.approvals.approval_fakes import (
    WAITING,
    FakeApprovals,
    FakeApprovers,
    FakeQuestion,
)
from tests.viewmodels.fakes import CARD_A, Bench, patron
from tests.viewmodels.registration.registration_fakes import LossClerk, as_read_at
from tests.viewmodels.suspensions.suspension_fakes import MASTERS, Supervisor
from tests.viewmodels.today.today_fakes import Rests, go_on
from viewmodels.approvals.asking import ApprovalViewModel
from viewmodels.approvals.form import ApprovalForm
from viewmodels.core.notes import ApprovalNews
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.suspensions.suspensions import LiftChoice, SuspensionViewModel

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
        self.question_later = FakeQuestion()
        self.may_widen = False
        self.acting = ActCommands(self.desk, self.acts, self.bench.bugs)
        self.model = ApprovalViewModel(
            self.acting,
            self.approvals,
            self.approvers,
            self.bench.bugs,
            ask=self.question_later,
            may_widen=lambda: self.may_widen,
            pause=self.rests,
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


async def later(scene: Scene) -> None:
    """Send the lift, and let it wait in the background."""
    form = await scene.sent()
    form.go_on_later()
    await scene.acting.settled()
    assert scene.told == ApprovalNews("suspension.lift", WAITING, card_number=CARD_A)
    assert scene.model.form.value is None
