"""What the library system behind a desk doesn't offer is refused in words, before any question, and never sent."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.acts.as_offered import EVERYTHING
from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.register import REGISTER
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused
from services.contract.offers import Offers
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.rules.decision import Reason, Refused
from services.rules.passwords.password_use import PasswordOffers
from services.rules.people.reference import QuestionForm
from services.rules.policy import Policy
from services.rules.vocabulary import HoldStatus, Role, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED
from tests.viewmodels.circulation_fakes import MASTERS
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, Printer, issue_dependencies
from viewmodels.circulation import CirculationViewModel
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.desk.act_commands import ActCommands
from viewmodels.email.email import EmailViewModel
from viewmodels.passwords.password_form_base import FormDependencies
from viewmodels.passwords.password_forms import DisableForm
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from viewmodels.passwords.password_use import PasswordUseViewModel
from viewmodels.reference.reference import ReferenceViewModel
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.registration.registration import RegistrationViewModel
from viewmodels.suspensions.contacts import ContactViewModel
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import SuspensionViewModel

LOAN = snapshots.loan()
WAITING, READY = snapshots.hold(1), snapshots.past_waiting(2, HoldStatus.READY)
CANCELLED = snapshots.cancelled_hold(undo=ALLOWED)
QUESTION, REPORT = snapshots.question(), snapshots.report()
OVERDUE = SuspensionReason.LONG_OVERDUE
SUSPENSION = snapshots.suspended(OVERDUE, contacts=snapshots.contacts(OVERDUE))
PATRON = snapshots.snapshot(
    card_number=CARD_A,
    loans=(LOAN,),
    holds=(WAITING, READY),
    cancelled_holds=(CANCELLED,),
    questions=(QUESTION,),
    reports=(REPORT,),
    suspensions=(SUSPENSION,),
    password_use=PasswordOffers(ALLOWED, ALLOWED, ALLOWED, ALLOWED),
)
NOT_NOW = Refused((Reason.NEEDS_VISIT,))
FORM = QuestionForm(name="見本 花子", email="hanako@example.jp", phone="", question="渡し場はどこに")


class NeverAsked:
    """Nobody, who fails whoever asks."""

    def __getattr__(self, question: str) -> Any:
        msg = f"asked: {question}"
        raise AssertionError(msg)


class Desk:
    """A desk with every command there is, before which nobody sits."""

    def __init__(self, offers: Offers) -> None:
        self.patron = PATRON
        self.bench = Bench(role=Role.SUPERVISOR, offers=offers)
        bugs, nobody = self.bench.bugs, NeverAsked()
        acting = self.acting = ActCommands(self.bench.desk, self.bench.acts, bugs)
        self.circulation = CirculationViewModel(acting, nobody, masters=lambda: MASTERS, report_bug=bugs)
        self.email = EmailViewModel(acting, nobody)
        self.reference = ReferenceViewModel(acting, nobody)
        self.passwords = PasswordIssueLauncher(self.bench.desk, issue_dependencies(self.bench, Printer()))
        self.password_use = PasswordUseViewModel(
            acting, self.bench.acts, nobody, policy=Policy, report_bug=bugs
        )
        self.registration = RegistrationViewModel(acting, policy=Policy, report_bug=bugs)
        self.cards = LostCardViewModel(acting, nobody, policy=Policy, report_bug=bugs)
        self.suspensions = SuspensionViewModel(acting, nobody, lambda: MASTERS)
        self.reports = ReportViewModel(acting, nobody)
        self.contacts = ContactViewModel(acting, nobody, lambda: MASTERS)

    async def open(self) -> None:
        self.bench.look_ups.answer(CARD_A, self.patron)
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()

    async def settled(self) -> None:
        await self.acting.settled()

    @property
    def has_opened(self) -> bool:
        """Whether a form is open."""
        forms = self.passwords.dialog.value, self.registration.open_form.value, self.cards.open_form.value
        return any(form is not None for form in forms)

    @property
    def note(self) -> StatusMessage | None:
        return self.bench.desk.note.value


WAYS: dict[type[ActRequest[Any]], Callable[[Desk], object]] = {
    RenewLoan: lambda desk: desk.circulation.renew.start(LOAN),
    ChangeHold: lambda desk: desk.circulation.change.start(WAITING),
    CancelHold: lambda desk: desk.circulation.cancel.start(WAITING),
    StaffCancelHold: lambda desk: desk.circulation.staff_cancel.start(READY),
    ExtendShelf: lambda desk: desk.circulation.extend.start(READY),
    UndoCancel: lambda desk: desk.circulation.undo.start(CANCELLED),
    Acknowledge: lambda desk: desk.circulation.acknowledge.start(CANCELLED),
    ChangeEmail: lambda desk: desk.email.change.start(""),
    ResendNotice: lambda desk: desk.email.resend.start(),
    AskQuestion: lambda desk: desk.reference.send.start(FORM),
    MarkTold: lambda desk: desk.reference.tell.start(QUESTION),
    IssuePassword: lambda desk: desk.passwords.open(),
    ChangePassword: lambda desk: desk.password_use.change.start(),
    CheckPassword: lambda desk: desk.password_use.check.start(),
    UnlockPassword: lambda desk: desk.password_use.unlock.start(),
    DisablePassword: lambda desk: desk.password_use.disable.start(),
    RenewRegistration: lambda desk: desk.registration.open(),
    ReportLost: lambda desk: desk.cards.report_lost.start(),
    ReplaceCard: lambda desk: desk.cards.open_replacement(),
    Suspend: lambda desk: desk.suspensions.suspend.start(),
    Lift: lambda desk: desk.suspensions.lift.start(SUSPENSION),
    TakeReport: lambda desk: desk.reports.take.start(),
    SettleReport: lambda desk: desk.reports.settle.start(REPORT),
    RecordContact: lambda desk: desk.contacts.record.start(SUSPENSION),
}
"""How a clerk begins each act, with rows as they were before anything was refused."""


def all_but(request: type[ActRequest[Any]]) -> Offers:
    return replace(EVERYTHING, acts=EVERYTHING.acts - {request})


def is_refused(note: object) -> bool:
    return isinstance(note, ActRefused) and note.refusal.reasons == (Reason.NOT_OFFERED,)


def test_every_act_has_a_way() -> None:
    assert WAYS.keys() == REGISTER.keys()


@pytest.mark.parametrize("request_type", WAYS, ids=lambda it: it.__name__)
async def test_what_is_not_offered_is_refused_before_any_question(
    request_type: type[ActRequest[Any]],
) -> None:
    desk = Desk(all_but(request_type))
    await desk.open()
    WAYS[request_type](desk)
    await desk.settled()
    assert is_refused(desk.note)
    assert not desk.has_opened
    assert (desk.bench.acts.sent, desk.bench.bugs.seen) == ([], [])


@pytest.mark.parametrize("request_type", WAYS, ids=lambda it: it.__name__)
async def test_whatever_else_is_not_offered_it_is_asked_about_or_sent(
    request_type: type[ActRequest[Any]],
) -> None:
    desk = Desk(Offers(frozenset({request_type})))
    await desk.open()
    WAYS[request_type](desk)
    await desk.settled()
    assert not is_refused(desk.note)
    asked = [str(error) for error in desk.bench.bugs.seen if "asked: " in str(error)]
    assert asked or desk.bench.acts.sent or desk.has_opened


async def test_every_answer_comes_to_the_screen_as_offered() -> None:
    desk = Desk(Offers(frozenset({ChangeEmail})))
    look_ups = desk.bench.look_ups
    answers: list[LookUpAnswer | None] = []
    desk.bench.desk.answer.subscribe(answers.append)
    await desk.open()
    key = PATRON.patron.id
    for place, command in enumerate((desk.bench.desk.read_again, desk.bench.desk.refresh)):
        later = replace(PATRON, patron=replace(PATRON.patron, version=10 + place))
        look_ups.answer(f"{('again', 'refresh')[place]} {key}", later)
        command.start()
        await command.settled()
    desk.bench.acts.after = replace(PATRON, patron=replace(PATRON.patron, version=20))
    desk.email.change.start("neu@example.jp")
    await desk.settled()
    desk.bench.desk.open_found(replace(PATRON, card_number=CARD_B), Done.IDENTIFIED)
    desk.bench.desk.toggle_titles()
    shown = [answer for answer in answers if isinstance(answer, PatronSnapshot)]
    first = PATRON.patron.version
    assert [answer.patron.version for answer in shown] == [first, 10, 11, 20, first, first]
    assert {answer.loans[0].renewal.counter for answer in shown} == {Refused((Reason.NOT_OFFERED,))}


@pytest.mark.parametrize("request_type", [ChangeEmail, AskQuestion, MarkTold], ids=lambda it: it.__name__)
async def test_what_is_refused_now_is_refused_before_any_question(
    request_type: type[ActRequest[Any]],
) -> None:
    desk = Desk(EVERYTHING)
    told = replace(QUESTION, mark_told=NOT_NOW)
    desk.patron = replace(PATRON, change_email=NOT_NOW, ask_question=NOT_NOW, questions=(told,))
    await desk.open()
    (desk.reference.tell.start(told) if request_type is MarkTold else WAYS[request_type](desk))
    await desk.settled()
    assert isinstance(desk.note, ActRefused)
    assert desk.note.refusal == NOT_NOW
    assert (desk.bench.acts.sent, desk.bench.bugs.seen) == ([], [])


@pytest.fixture
async def leaking(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk on which nothing is offered and the snapshot doesn't say so."""
    monkeypatch.setattr("viewmodels.desk.open_patron.as_offered", lambda answer, _offers: answer)
    desk = Desk(Offers(frozenset()))
    await desk.open()
    return desk


async def test_a_request_is_not_sent_whoever_wants_it(leaking: Desk) -> None:
    request = ResendNotice(actor=leaking.bench.desk.actor, patron_id=PATRON.patron.id)
    for send in (leaking.acting.send(request), leaking.acting.perform(request, lambda _: None)):
        with pytest.raises(ActRefused) as refused:
            await send
        assert is_refused(refused.value)
    assert leaking.bench.acts.sent == []
    assert leaking.bench.desk.unanswered.open.value == ()


async def test_a_password_is_not_issued(leaking: Desk) -> None:
    leaking.passwords.open()
    dialog = leaking.passwords.dialog.value
    assert dialog is not None
    dialog.issue.start()
    await dialog.issue.settled()
    assert is_refused(dialog.trouble.value)
    assert (leaking.bench.acts.sent, leaking.bench.generate.made) == ([], 0)
    dialog.close()


async def test_nothing_is_done_with_a_password_in_use(leaking: Desk) -> None:
    bench = leaking.bench
    form = DisableForm(FormDependencies(bench.desk, bench.acts, Policy, bench.bugs))
    form.send.start()
    await form.send.settled()
    assert is_refused(form.trouble.value)
    assert bench.acts.sent == []
    form.close()
