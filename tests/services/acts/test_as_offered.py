"""What a library system doesn't offer is refused where its act's decisions stand, and nowhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.acts.as_offered import EVERYTHING, as_offered, with_places
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
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import LookUpAnswer, PatronSnapshot, PhoneSummary
from services.rules.decision import Allowed, Reason, Refused
from services.rules.vocabulary import HoldStatus, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED, NOW, TODAY

type Request = type[ActRequest[Any]]

DECISIONS: Final[Mapping[Request, frozenset[str]]] = {
    RenewLoan: frozenset({"loans.0.renewal.counter", "loans.1.renewal.counter"}),
    ChangeHold: frozenset(f"holds.{place}.change.counter" for place in range(3)),
    CancelHold: frozenset({"holds.0.cancel.counter"}),
    StaffCancelHold: frozenset({"holds.1.cancel.counter", "holds.2.cancel.counter"}),
    ExtendShelf: frozenset(f"holds.{place}.extend" for place in range(3)),
    UndoCancel: frozenset({"cancelled_holds.0.undo"}),
    Acknowledge: frozenset({"cancelled_holds.0.acknowledge"}),
    ChangeEmail: frozenset({"change_email"}),
    ResendNotice: frozenset({"resend_notice"}),
    AskQuestion: frozenset({"ask_question"}),
    MarkTold: frozenset({"questions.0.mark_told"}),
    IssuePassword: frozenset({"issue_password"}),
    ChangePassword: frozenset({"password_use.change"}),
    CheckPassword: frozenset({"password_use.check"}),
    UnlockPassword: frozenset({"password_use.unlock"}),
    DisablePassword: frozenset({"password_use.disable"}),
    RenewRegistration: frozenset({"registration_use.renew"}),
    ReportLost: frozenset({"registration_use.report_lost"}),
    ReplaceCard: frozenset({"registration_use.replace_card"}),
    Suspend: frozenset({"suspend"}),
    Lift: frozenset({"suspensions.0.lift"}),
    TakeReport: frozenset({"registration_use.take_report"}),
    SettleReport: frozenset({"reports.0.settle", "reports.1.settle"}),
    RecordContact: frozenset({"suspensions.0.contacts.record", "holds.2.contacts.record"}),
}
"""Where `WHOLE` says whether the counter may do an act."""

ACTS_OF: Final[Mapping[SystemPart, frozenset[Request]]] = {
    SystemPart.QUESTIONS: frozenset({AskQuestion, MarkTold}),
    SystemPart.REPORTS: frozenset({TakeReport, SettleReport}),
    SystemPart.CONTACTS: frozenset({RecordContact}),
    SystemPart.MAIL_NOTICES: frozenset({ResendNotice}),
    SystemPart.CANCELLED_HOLDS: frozenset({UndoCancel, Acknowledge}),
    SystemPart.PASSWORD_STATE: frozenset({ChangePassword, CheckPassword, UnlockPassword, DisablePassword}),
}
"""Acts that can be begun in one part alone."""

OVERDUE: Final = SuspensionReason.LONG_OVERDUE
WHOLE: Final = snapshots.snapshot(
    loans=(snapshots.loan(1), snapshots.loan(2, renewal=snapshots.both(Refused((Reason.ALREADY_RENEWED,))))),
    holds=(
        snapshots.hold(1),
        snapshots.past_waiting(2, HoldStatus.IN_TRANSIT),
        snapshots.past_waiting(3, HoldStatus.READY, contacts=snapshots.contacts(None)),
    ),
    cancelled_holds=(snapshots.cancelled_hold(undo=ALLOWED),),
    questions=(snapshots.question(),),
    requests=(snapshots.request(),),
    suspensions=(snapshots.suspended(OVERDUE, contacts=snapshots.contacts(OVERDUE)),),
    past_suspensions=(snapshots.suspended(SuspensionReason.CARD_LOST, 2, lifted_on=TODAY),),
    reports=(snapshots.report(1), snapshots.report(2, settled_on=TODAY)),
)
"""A patron with something on every list, of whom some things are refused anyway."""


def leaves(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Name everything that a snapshot says, one by one."""
    if is_dataclass(value) and not isinstance(value, Allowed | Refused):
        parts = [(field.name, getattr(value, field.name)) for field in fields(value)]
    elif isinstance(value, tuple):
        parts = [(str(number), part) for number, part in enumerate(value)]
    else:
        yield place, value
        return
    for name, part in parts:
        yield from leaves(part, f"{place}.{name}" if place else name)


def changed(after: LookUpAnswer) -> dict[str, object]:
    """Tell what a snapshot says otherwise than `WHOLE`."""
    before, now = dict(leaves(WHOLE)), dict(leaves(after))
    assert now.keys() == before.keys()
    return {place: said for place, said in now.items() if said != before[place]}


def all_but(*requests: Request) -> Offers:
    return replace(EVERYTHING, acts=EVERYTHING.acts - set(requests))


def test_every_act_and_every_decision_of_the_counter_is_in_the_table() -> None:
    assert DECISIONS.keys() == REGISTER.keys() == EVERYTHING.acts
    decided = {place for place, said in leaves(WHOLE) if isinstance(said, Allowed | Refused)}
    of_page = {place for place in decided if place.endswith(".page")}
    over = {"past_suspensions.0.lift"}
    assert decided - of_page - over == frozenset().union(*DECISIONS.values())


@pytest.mark.parametrize("request_type", DECISIONS, ids=lambda it: it.__name__)
def test_an_act_that_is_not_offered_is_refused_in_its_own_decisions_alone(request_type: Request) -> None:
    after = changed(as_offered(WHOLE, all_but(request_type)))
    assert after == dict.fromkeys(DECISIONS[request_type], Refused((Reason.NOT_OFFERED,)))


@pytest.mark.parametrize("request_type", DECISIONS, ids=lambda it: it.__name__)
def test_an_act_is_offered_or_refused_by_its_request(request_type: Request) -> None:
    assert EVERYTHING.of(request_type) == Allowed()
    assert Offers(frozenset({request_type})).of(request_type) == Allowed()
    assert all_but(request_type).of(request_type) == Refused((Reason.NOT_OFFERED,))


@given(st.sets(st.sampled_from(list(DECISIONS))))
def test_of_any_system_all_that_is_not_offered_is_refused_and_the_page_offers_what_it_did(
    missing: set[Request],
) -> None:
    offers = all_but(*missing)
    once = as_offered(WHOLE, offers)
    expected = frozenset().union(*(DECISIONS[each] for each in missing))
    assert changed(once) == dict.fromkeys(expected, Refused((Reason.NOT_OFFERED,)))
    assert as_offered(once, offers) == once


def test_where_everything_is_offered_the_snapshot_is_the_same() -> None:
    assert as_offered(WHOLE, EVERYTHING) is WHOLE
    assert as_offered(WHOLE, Offers(EVERYTHING.acts | {ActRequest})) is WHOLE


def test_a_restriction_of_the_systems_own_has_no_act_to_refuse() -> None:
    own = snapshots.snapshot(suspensions=(snapshots.restriction(), snapshots.restriction(2)))
    after = as_offered(own, Offers(frozenset()))
    assert isinstance(after, PatronSnapshot)
    assert after.suspensions == own.suspensions


def test_of_a_caller_who_is_not_identified_nothing_is_said() -> None:
    glimpse = PhoneSummary(
        now=NOW,
        card_number="123456789",
        patron_id=1,
        loans=1,
        holds=0,
        cancelled_holds=0,
        requests=0,
        questions=0,
    )
    assert as_offered(glimpse, Offers(frozenset())) is glimpse


@pytest.mark.parametrize("part", SystemPart)
def test_acts_of_a_part_that_is_not_there_have_no_place(part: SystemPart) -> None:
    there = with_places(replace(EVERYTHING, parts=EVERYTHING.parts - {part}))
    missing = {part} | ({SystemPart.CALLER_SEARCH} if part is SystemPart.PHONE else set())
    assert there.parts == EVERYTHING.parts - missing
    assert EVERYTHING.acts - there.acts == ACTS_OF.get(part, frozenset())


def test_without_an_act_that_can_be_approved_there_are_no_approvals() -> None:
    approvable = {Lift, Suspend, ReplaceCard}
    for left in (*approvable, None):
        acts = EVERYTHING.acts - approvable | ({left} if left else set())
        offers = with_places(replace(EVERYTHING, acts=acts))
        assert offers.has(SystemPart.APPROVALS) is (left is not None)


def test_with_everything_everything_has_its_place() -> None:
    assert with_places(EVERYTHING) == EVERYTHING
    assert EVERYTHING.parts == frozenset(SystemPart)


def test_a_part_or_an_act_is_there_if_any_of_those_asked_for_is() -> None:
    offers = Offers(frozenset({Lift}), frozenset({SystemPart.SEARCH}))
    assert offers.has(Lift)
    assert offers.has(SystemPart.PHONE, SystemPart.SEARCH)
    assert not offers.has(Suspend, SystemPart.PHONE)
