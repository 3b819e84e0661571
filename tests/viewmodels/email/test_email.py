"""The address's form and the question's, on fakes."""

from dataclasses import replace

import pytest

from services.acts.contact import ChangeEmail, EmailChange, ResendNotice
from services.acts.reference import AskQuestion, MarkTold
from services.contract.errors import ActRefused, EmailMalformed, OutcomeUnknown, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.people.email import MailFault
from services.rules.people.reference import QuestionFault, QuestionForm
from services.rules.vocabulary import ContactMethod
from tests.helpers import snapshots
from tests.viewmodels.email.email_fakes import Clerk
from tests.viewmodels.fakes import CARD_A, Bench, patron
from viewmodels.core.notes import Done, OutcomeKnown
from viewmodels.desk.act_commands import ActCommands
from viewmodels.email.email import EmailViewModel
from viewmodels.reference.reference import ReferenceViewModel, prefilled

BY_MAIL = (snapshots.hold(1), snapshots.hold(2, contact=ContactMethod.NONE))
FORM = QuestionForm(name="見本 花子", email="hanako@example.jp", phone="", question="鋳物はいつからか")


class Scene:
    """A desk with an open patron, the two forms, and who is asked."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.acts = self.bench.acts
        self.clerk = Clerk()
        acting = ActCommands(self.bench.desk, self.acts, self.bench.bugs)
        self.email = EmailViewModel(acting, self.clerk)
        self.reference = ReferenceViewModel(acting, self.clerk)

    async def open(self, **changed: object) -> None:
        self.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))  # type: ignore[arg-type]
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()

    async def change(self, text: str) -> None:
        self.email.typed(text)
        self.email.change.start(text)
        await self.email.change.settled()

    async def send(self, form: QuestionForm) -> None:
        self.reference.typed(form)
        self.reference.send.start(form)
        await self.reference.send.settled()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def with_address(address: str) -> PatronSnapshot:
    """Make the patron after an act, with another address."""
    after = patron(CARD_A, version=2)
    return replace(after, patron=replace(after.patron, email=address))


async def test_a_change_is_made_shown_and_said(scene: Scene) -> None:
    await scene.open()
    scene.acts.after = with_address("new@example.jp")
    await scene.change("new@example.jp")
    (order,) = scene.acts.sent
    assert isinstance(order, ChangeEmail)
    assert (order.address, order.seen_version, order.holds_to_none) == ("new@example.jp", 1, False)
    desk = scene.bench.desk
    assert desk.snapshot is not None
    assert desk.snapshot.patron.email == "new@example.jp"
    assert desk.note.value is Done.EMAIL_UPDATED
    await scene.bench.leave()
    assert scene.bench.answers.asked == 0


async def test_the_same_address_is_no_update(scene: Scene) -> None:
    scene.acts.outcomes = [EmailChange.UNCHANGED]
    await scene.open()
    await scene.change("hanako@example.jp")
    assert scene.bench.desk.note.value is Done.EMAIL_UNCHANGED


async def test_unsaved_input_is_asked_about(scene: Scene) -> None:
    await scene.open()
    scene.email.typed("hanako@example.j")
    await scene.bench.leave()
    assert scene.bench.answers.asked == 1
    scene.email.typed("hanako@example.jp")
    await scene.bench.leave()
    assert scene.bench.answers.asked == 1


async def test_a_wrong_form_is_told_beside_the_field(scene: Scene) -> None:
    malformed = EmailMalformed(((MailFault.TWO_DOTS, 2),))
    scene.acts.outcomes = [malformed]
    await scene.open()
    await scene.change("a..b@example.jp")
    assert scene.email.malformed.value is malformed
    assert scene.bench.desk.note.value is None
    scene.email.typed("a.b@example.jp")
    assert scene.email.malformed.value is None


async def test_other_failures_are_told_in_the_status_bar(scene: Scene) -> None:
    changed = RowChanged()
    scene.acts.outcomes = [changed]
    await scene.open()
    await scene.change("new@example.jp")
    assert scene.bench.desk.note.value is changed
    assert f"refresh {int(CARD_A[-2:])}" in scene.bench.look_ups.asked


@pytest.mark.parametrize("says", [True, False])
async def test_deleting_asks_about_holds_that_want_mail(scene: Scene, says: bool) -> None:
    scene.clerk.says = says
    await scene.open(holds=BY_MAIL)
    await scene.change(" ")
    assert scene.clerk.asked == [BY_MAIL[:1]]
    assert [isinstance(order, ChangeEmail) and order.holds_to_none for order in scene.acts.sent] == (
        [True] if says else []
    )


@pytest.mark.parametrize("says", [True, False])
async def test_a_deletion_is_asked_about_and_told_as_one(scene: Scene, says: bool) -> None:
    scene.clerk.says = says
    scene.acts.outcomes = [EmailChange.DELETED]
    await scene.open()
    await scene.change(" ")
    assert scene.clerk.asked == ["hanako@example.jp"]
    assert len(scene.acts.sent) == int(says)
    assert scene.bench.desk.note.value is (Done.EMAIL_DELETED if says else None)
    assert scene.bench.desk.unsaved_input.there is not says


async def test_nothing_is_asked_where_there_is_nothing_to_delete(scene: Scene) -> None:
    scene.acts.outcomes = [EmailChange.UNCHANGED]
    await scene.open(patron=replace(patron(CARD_A).patron, email=None))
    await scene.change(" ")
    assert scene.clerk.asked == []
    assert scene.bench.desk.note.value is Done.EMAIL_UNCHANGED


@pytest.mark.parametrize("says", [True, False])
async def test_a_slip_of_a_usual_domain_is_asked_about_and_never_refused(scene: Scene, says: bool) -> None:
    scene.clerk.says = says
    await scene.open()
    await scene.change("hanako@gmial.com")
    assert scene.clerk.asked == [("hanako@gmial.com", "gmail.com")]
    assert len(scene.acts.sent) == int(says)
    assert scene.bench.desk.unsaved_input.there is not says


async def test_a_slip_that_is_registered_already_is_not_asked_about_again(scene: Scene) -> None:
    await scene.open(patron=replace(patron(CARD_A).patron, email="hanako@gmial.com"))
    await scene.change("hanako@gmial.com")
    assert scene.clerk.asked == []


async def test_a_form_that_is_refused_anyway_is_not_asked_about(scene: Scene) -> None:
    malformed = EmailMalformed(((MailFault.TWO_DOTS, 2),))
    scene.acts.outcomes = [malformed]
    await scene.open()
    await scene.change("a..b@gmial.com")
    assert scene.clerk.asked == []
    assert scene.email.malformed.value is malformed


async def test_a_notice_is_queued_again(scene: Scene) -> None:
    await scene.open()
    scene.email.resend.start()
    await scene.email.resend.settled()
    assert isinstance(scene.acts.sent[0], ResendNotice)
    assert scene.bench.desk.note.value is Done.EMAIL_NOTICE_QUEUED


async def test_a_notice_that_is_refused_is_not_sent_for(scene: Scene) -> None:
    no = snapshots.refused(Reason.MAIL_ON_ITS_WAY)
    await scene.open(resend_notice=no)
    scene.email.resend.start()
    await scene.email.resend.settled()
    note = scene.bench.desk.note.value
    assert isinstance(note, ActRefused)
    assert (note.refusal, scene.acts.sent) == (no, [])


async def test_a_question_is_checked_confirmed_and_taken(scene: Scene) -> None:
    received: list[None] = []
    scene.reference.received.subscribe(received.append)
    await scene.open()
    await scene.send(FORM)
    assert scene.clerk.asked == [FORM]
    (order,) = scene.acts.sent
    assert isinstance(order, AskQuestion)
    assert (order.form, received) == (FORM, [None])
    assert scene.bench.desk.note.value is Done.QUESTION_RECEIVED


async def in_doubt(scene: Scene, form: QuestionForm = FORM) -> list[None]:
    """Send a question whose answer is lost; answers what tells the form to begin anew."""
    received: list[None] = []
    scene.reference.received.subscribe(received.append)
    await scene.open()
    scene.reference.typed(form)
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.send(form)
    assert received == []
    return received


async def test_a_question_that_turns_out_to_be_taken_leaves_the_form(scene: Scene) -> None:
    received = await in_doubt(scene)
    scene.bench.desk.tell(OutcomeKnown("question.ask"))
    assert received == [None]
    await scene.bench.leave()
    assert scene.bench.answers.asked == 0


@pytest.mark.parametrize("verb", [None, "email.change"])
async def test_a_question_that_was_not_taken_stays_in_the_form(scene: Scene, verb: str | None) -> None:
    received = await in_doubt(scene)
    scene.bench.desk.tell(OutcomeKnown(verb))
    assert received == []


async def test_what_was_typed_after_the_lost_question_stays(scene: Scene) -> None:
    received = await in_doubt(scene)
    scene.reference.typed(replace(FORM, question="いつ"))
    scene.bench.desk.tell(OutcomeKnown("question.ask"))
    assert received == []


async def test_another_patrons_form_stays(scene: Scene) -> None:
    received = await in_doubt(scene)
    scene.bench.desk.drop_patron(Done.PATRON_CLOSED)
    await scene.open()
    scene.reference.typed(FORM)
    scene.bench.desk.tell(OutcomeKnown("question.ask"))
    assert received == []


async def test_every_faulty_field_is_marked_and_nothing_asked(scene: Scene) -> None:
    await scene.open()
    await scene.send(replace(FORM, name="", question=""))
    marked = [scene.reference.faults.value]
    assert scene.clerk.asked == scene.acts.sent == []
    scene.reference.typed(replace(FORM, question=""))
    marked.append(scene.reference.faults.value)
    assert marked == [
        (QuestionFault.NAME_MISSING, QuestionFault.QUESTION_MISSING),
        (QuestionFault.QUESTION_MISSING,),
    ]


async def test_the_same_fault_is_told_of_the_next_patron_too(scene: Scene) -> None:
    heard: list[tuple[QuestionFault, ...]] = []
    scene.reference.faults.subscribe(heard.append)
    await scene.open()
    await scene.send(replace(FORM, question=""))
    scene.bench.desk.drop_patron(Done.PATRON_CLOSED)
    await scene.open()
    await scene.send(replace(FORM, question=""))
    missing = (QuestionFault.QUESTION_MISSING,)
    assert heard == [(), missing, (), missing]


async def test_a_questions_confirmation_tells_of_a_slip_of_the_domain(scene: Scene) -> None:
    await scene.open()
    await scene.send(replace(FORM, email="hanako@docomo.ne.jo"))
    assert scene.clerk.meant == ["docomo.ne.jp"]


async def test_a_question_not_confirmed_stays_a_draft(scene: Scene) -> None:
    scene.clerk.says = False
    await scene.open()
    await scene.send(FORM)
    assert scene.acts.sent == []
    await scene.bench.leave()
    assert scene.bench.answers.asked == 1


@pytest.mark.parametrize("says", [True, False])
async def test_a_question_is_told_when_the_clerk_says_so(scene: Scene, says: bool) -> None:
    scene.clerk.says = says
    row = snapshots.question(7, version=3)
    await scene.open(questions=(row,))
    scene.reference.tell.start(row)
    await scene.reference.tell.settled()
    told = [
        (order.question_id, order.seen_version) for order in scene.acts.sent if isinstance(order, MarkTold)
    ]
    assert told == ([(7, 3)] if says else [])


def test_the_form_is_filled_in_from_the_record() -> None:
    assert prefilled(snapshots.everyday()) == replace(FORM, question="")
    assert prefilled(None) == QuestionForm(name="", email="", phone="", question="")
