"""Refuses what a library system doesn't offer, as anything else is refused.

The snapshot's decisions carry the refusal: rows have no button for it, and the desk checks it before it sends.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.register import REGISTER
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.contract.contacts import Contacts
from services.contract.offers import NOT_OFFERED, Offers, Request, SystemPart
from services.contract.snapshot import (
    CancelledHoldRow,
    HoldRow,
    LookUpAnswer,
    PatronSnapshot,
    SuspensionRow,
)
from services.rules.decision import Allowed, Decision, PageAndCounter
from services.rules.people.approvals import APPROVABLE
from services.rules.vocabulary import HoldStatus

EVERYTHING: Final = Offers(frozenset(REGISTER), frozenset(SystemPart))
_PART_OF: Final[Mapping[Request, SystemPart]] = {
    AskQuestion: SystemPart.QUESTIONS,
    MarkTold: SystemPart.QUESTIONS,
    TakeReport: SystemPart.REPORTS,
    SettleReport: SystemPart.REPORTS,
    RecordContact: SystemPart.CONTACTS,
    ResendNotice: SystemPart.MAIL_NOTICES,
    UndoCancel: SystemPart.CANCELLED_HOLDS,
    Acknowledge: SystemPart.CANCELLED_HOLDS,
    ChangePassword: SystemPart.PASSWORD_STATE,
    CheckPassword: SystemPart.PASSWORD_STATE,
    UnlockPassword: SystemPart.PASSWORD_STATE,
    DisablePassword: SystemPart.PASSWORD_STATE,
}
_APPROVED: Final = frozenset(
    it.request for it in REGISTER.values() if not set(APPROVABLE).isdisjoint(it.verbs)
)


def with_places(offers: Offers) -> Offers:
    """Leave out what nothing on a desk could begin: acts of a part that isn't there, approvals of no act, and so on."""
    acts = frozenset(it for it in offers.acts if _PART_OF.get(it) in {None, *offers.parts})
    parts = offers.parts if acts & _APPROVED else offers.parts - {SystemPart.APPROVALS}
    return Offers(acts, parts if SystemPart.PHONE in parts else parts - {SystemPart.CALLER_SEARCH})


def as_offered(answer: LookUpAnswer, offers: Offers) -> LookUpAnswer:
    """Refuse in a snapshot's decisions what the system doesn't offer; the patron page's decisions stay as they are."""
    if offers.acts >= EVERYTHING.acts or not isinstance(answer, PatronSnapshot):
        return answer
    return replace(
        answer,
        loans=tuple(
            replace(row, renewal=_at_counter(offers, RenewLoan, row.renewal)) for row in answer.loans
        ),
        holds=tuple(_hold(offers, row) for row in answer.holds),
        cancelled_holds=tuple(_cancelled_hold(offers, row) for row in answer.cancelled_holds),
        questions=tuple(
            replace(row, mark_told=_decision(offers, MarkTold, row.mark_told)) for row in answer.questions
        ),
        suspensions=tuple(_suspension(offers, row) for row in answer.suspensions),
        reports=tuple(
            replace(row, settle=_decision(offers, SettleReport, row.settle)) for row in answer.reports
        ),
        change_email=_decision(offers, ChangeEmail, answer.change_email),
        resend_notice=_decision(offers, ResendNotice, answer.resend_notice),
        ask_question=_decision(offers, AskQuestion, answer.ask_question),
        issue_password=_decision(offers, IssuePassword, answer.issue_password),
        suspend=_decision(offers, Suspend, answer.suspend),
        password_use=replace(answer.password_use, **_each(offers, answer.password_use, _PASSWORD_USE)),
        registration_use=replace(
            answer.registration_use, **_each(offers, answer.registration_use, _REGISTRATION_USE)
        ),
    )


_PASSWORD_USE: Final[Mapping[str, Request]] = {
    "change": ChangePassword,
    "check": CheckPassword,
    "unlock": UnlockPassword,
    "disable": DisablePassword,
}
_REGISTRATION_USE: Final[Mapping[str, Request]] = {
    "renew": RenewRegistration,
    "report_lost": ReportLost,
    "replace_card": ReplaceCard,
    "take_report": TakeReport,
}


def _hold(offers: Offers, row: HoldRow) -> HoldRow:
    cancel = CancelHold if row.status is HoldStatus.WAITING else StaffCancelHold
    return replace(
        row,
        change=_at_counter(offers, ChangeHold, row.change),
        cancel=_at_counter(offers, cancel, row.cancel),
        extend=_decision(offers, ExtendShelf, row.extend),
        contacts=_contacts(offers, row.contacts),
    )


def _cancelled_hold(offers: Offers, row: CancelledHoldRow) -> CancelledHoldRow:
    return replace(
        row,
        undo=_decision(offers, UndoCancel, row.undo),
        acknowledge=_decision(offers, Acknowledge, row.acknowledge),
    )


def _suspension(offers: Offers, row: SuspensionRow) -> SuspensionRow:
    lift = None if row.lift is None else _decision(offers, Lift, row.lift)
    return replace(row, lift=lift, contacts=_contacts(offers, row.contacts))


def _contacts(offers: Offers, known: Contacts | None) -> Contacts | None:
    return None if known is None else replace(known, record=_decision(offers, RecordContact, known.record))


def _each(offers: Offers, decisions: object, requests: Mapping[str, Request]) -> dict[str, Decision]:
    return {name: _decision(offers, request, getattr(decisions, name)) for name, request in requests.items()}


def _at_counter(offers: Offers, request: Request, both: PageAndCounter) -> PageAndCounter:
    return replace(both, counter=_decision(offers, request, both.counter))


def _decision(offers: Offers, request: Request, decision: Decision) -> Decision:
    return decision if isinstance(offers.of(request), Allowed) else NOT_OFFERED
