"""Sets one scene for each act in which it is allowed; beside the row that it is about there is always another."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.plan import ActContext, ExtraFacts, NewCard, PasswordTry, Prepared
from services.acts.reference import AskQuestion, MarkTold
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.contract.act_requests import ActRequest
from services.contract.masters import Branch, CodeLabel, MobileStop
from services.contract.snapshot import PatronHeader, PatronSnapshot
from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.circulation.freed_copy import NextInLine
from services.rules.decision import Allowed, Reason
from services.rules.passwords.password_use import PasswordOffers
from services.rules.people.contacts import NextStep
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import (
    BranchKind,
    CardProof,
    CardStatus,
    ContactMeans,
    ContactMethod,
    ContactResult,
    ContactStep,
    HoldStatus,
    PatronReport,
    Receiver,
    Role,
    SuspensionReason,
)
from tests.helpers import snapshots
from tests.helpers.masters import masters_of
from tests.helpers.patrons import clerk
from tests.helpers.snapshots import (
    ALLOWED,
    NOW,
    both,
    cancelled_hold,
    contacts,
    days,
    hold,
    loan,
    password,
    past_waiting,
    question,
    refused,
    report,
    snapshot,
    suspended,
)
from tests.services.acts.plans import private_words as words
from tests.services.acts.plans.planning import Scene

CARD: Final = "123456789"
NEW_CARD_NUMBER: Final = "900000001"
BRANCH, OTHER_BRANCH, MOBILE = 2, 3, 9
STOP, GONE_STOP = 7, 8
SHELF: Final = "予約棚A"
CARD_ID, NEW_CARD_ID = 61, 62

CODES: Final = (
    ("cancel_reason", "by_patron"),
    ("cancel_reason", "by_staff"),
    ("cancel_reason", "item_unavailable"),
    ("suspension_note", "reminded"),
    ("override_reason", "compensated"),
)
MASTERS: Final = masters_of(
    wording=words.MAILS,
    branches=(
        Branch(BRANCH, "maekawa", "前川図書館", "前川", BranchKind.LIBRARY),
        Branch(OTHER_BRANCH, "totsuka", "戸塚図書館", "戸塚", BranchKind.LIBRARY),
        Branch(MOBILE, "aozora", "移動図書館あおぞら号", "あおぞら号", BranchKind.MOBILE),
    ),
    stops=(
        MobileStop(STOP, MOBILE, "s7", "見本停留所", active=True),
        MobileStop(GONE_STOP, MOBILE, "s8", "昔の停留所", active=False),
    ),
    labels=[CodeLabel(kind, code, code, ends=False) for kind, code in CODES],
    # One day more than days(7): the branch is closed tomorrow.
    calendars={
        BRANCH: BranchCalendar(overrides={days(1): DayOverride(open=False)}),
        OTHER_BRANCH: BranchCalendar(),
        MOBILE: BranchCalendar(),
    },
)
SHELF_UNTIL: Final = days(8)


def patron(**changes: Any) -> PatronHeader:
    registered: dict[str, Any] = {
        "name": words.NAME,
        "kana": words.KANA,
        "alias": words.ALIAS,
        "romaji": words.ROMAJI,
        "birth_date": words.BORN,
        "email": words.EMAIL,
        "phone": words.PHONE,
        "postal_code": words.POSTAL_CODE,
        "address": words.ADDRESS,
    }
    return snapshots.header(**(registered | changes))


READ: Final[dict[str, Any]] = {"title": words.TITLE}
WAITING = hold(1, position=(1, 1), **READ)
ON_THE_WAY = past_waiting(2, HoldStatus.IN_TRANSIT, item_id=12, branch_id=BRANCH, **READ)
READY = past_waiting(
    3,
    HoldStatus.READY,
    item_id=13,
    branch_id=BRANCH,
    shelf_until=days(7),
    shelf_place=SHELF,
    contacts=contacts(None),
    **READ,
)

BEFORE: Final[PatronSnapshot] = snapshot(
    card_number=CARD,
    patron=patron(),
    loans=(loan(1, **READ), loan(2, due_on=days(9), renewal=both(Allowed(days(23))), **READ)),
    holds=(WAITING, ON_THE_WAY, READY),
    cancelled_holds=(cancelled_hold(1, **READ), cancelled_hold(2, undo=ALLOWED, **READ)),
    questions=(question(1, question=words.QUESTION), question(2, question=words.QUESTION)),
    suspensions=(
        suspended(SuspensionReason.UNREACHABLE, 1, contacts=contacts(SuspensionReason.UNREACHABLE)),
        suspended(SuspensionReason.ADDRESS_CHANGE, 2),
    ),
    past_suspensions=(suspended(SuspensionReason.UNREACHABLE, 3, lifted_on=days(-30), lifted_by="keeper"),),
    reports=(report(1), report(2, kind=PatronReport.CARD_FOUND, settled_on=days(-1), settled_by="keeper")),
)
WHO: Final[dict[str, Any]] = {"actor": clerk(), "patron_id": BEFORE.patron.id, "act_id": "act-1"}
SUPERVISOR: Final[dict[str, Any]] = WHO | {"actor": clerk(Role.SUPERVISOR)}
SHOWN: Final[dict[str, Any]] = {"proof": CardProof.SCANNED, "shown_card": CARD, "shown_at": None}
LOCKED, LOCKED_UNTIL = refused(Reason.PASSWORD_LOCKED), NOW.replace(year=2029)
HIT: Final = PasswordTry(version=1, fits=True, was=2, was_locked=None, now=3, now_locked=None)
MISSED: Final = PasswordTry(version=1, fits=False, was=2, was_locked=None, now=3, now_locked=None)


def scene(
    request: ActRequest[Any],
    before: PatronSnapshot = BEFORE,
    *,
    prepared: Prepared | None = None,
    **extra: Any,
) -> Scene:
    """Decide on a request at `NOW`; `extra` is what was read beside the patron's state."""
    context = ActContext(
        before=before,
        now=NOW,
        masters=MASTERS,
        extra=ExtraFacts(**extra),
        prepared=prepared or Prepared(),
    )
    return Scene(request, context)


RENEW_LOAN = scene(RenewLoan(**WHO, loan_id=2, seen_version=1))
CHANGE_HOLD = scene(
    ChangeHold(
        **WHO, hold_id=1, seen_version=1, contact=ContactMethod.PHONE, branch_id=OTHER_BRANCH, stop_id=None
    )
)
CANCEL_HOLD = scene(CancelHold(**WHO, hold_id=1, seen_version=1))
STAFF_CANCEL_HOLD = scene(
    StaffCancelHold(**WHO, hold_id=3, seen_version=1, reason="item_unavailable"),
    next_in_line=NextInLine(key=41, version=5, branch_id=BRANCH, contact=ContactMethod.PHONE),
)
EXTEND_SHELF = scene(ExtendShelf(**WHO, hold_id=3, seen_version=1))
UNDO_CANCEL = scene(UndoCancel(**WHO, cancellation_id=2, seen_version=1, comes_back=HoldStatus.WAITING))
ACKNOWLEDGE = scene(Acknowledge(**WHO, cancellation_id=1, seen_version=1))
CHANGE_EMAIL = scene(ChangeEmail(**WHO, address=words.OTHER_EMAIL, seen_version=1))
RESEND_NOTICE = scene(ResendNotice(**WHO))
ASK_QUESTION = scene(AskQuestion(**WHO, form=words.ASKED))
MARK_TOLD = scene(MarkTold(**WHO, question_id=2, seen_version=1))
ISSUE_PASSWORD = scene(
    IssuePassword(**WHO, **SHOWN, password=words.PASSWORD, seen_version=1, receiver=Receiver.SELF),
    prepared=Prepared(hashed=words.HASHED),
)
CHANGE_PASSWORD = scene(
    ChangePassword(
        **WHO,
        **SHOWN,
        old=words.PASSWORD,
        new=words.NEW_PASSWORD,
        again=words.NEW_PASSWORD,
        seen_version=1,
    ),
    prepared=Prepared(hashed=words.HASHED, tried=HIT),
    wrong_logins=2,
)
CHECK_PASSWORD = scene(
    CheckPassword(**WHO, **SHOWN, password=words.PASSWORD),
    prepared=Prepared(tried=HIT),
    wrong_logins=0,
    checks_of_visit=0,
)
UNLOCK_PASSWORD = scene(UnlockPassword(**WHO, **SHOWN, seen_version=1)).finding(
    password=password(locked_until=LOCKED_UNTIL),
    password_use=PasswordOffers(LOCKED, LOCKED, ALLOWED, ALLOWED),
)
DISABLE_PASSWORD = scene(DisablePassword(**WHO, seen_version=1))
RENEW_REGISTRATION = scene(
    RenewRegistration(**WHO, **SHOWN, seen_version=1, form=words.REGISTERED, address_proven=True)
).finding_patron(expires_on=days(20))
REPORT_LOST = scene(ReportLost(**WHO, card_number=CARD, by_patron=True, consent=True), card_in_use=CARD_ID)
REPLACE_CARD = scene(
    ReplaceCard(**SUPERVISOR, card_number=CARD, new_number=NEW_CARD_NUMBER),
    card_in_use=CARD_ID,
    new_card=NewCard(key=NEW_CARD_ID, taken_by=None),
).finding_patron(card_status=CardStatus.LOST)
SUSPEND = scene(Suspend(**SUPERVISOR, reason=SuspensionReason.CONTACT_WANTED))
LIFT = scene(
    Lift(**SUPERVISOR, suspension_id=1, seen_version=1, checked=frozenset({CheckItem.CONTACT_CONFIRMED}))
)
TAKE_REPORT = scene(TakeReport(**WHO, kind=PatronReport.REACHED))
SETTLE_REPORT = scene(SettleReport(**SUPERVISOR, report_id=1, seen_version=1))
RECORD_CONTACT = scene(
    RecordContact(
        **WHO,
        suspension_id=1,
        seen_version=1,
        means=ContactMeans.PHONE,
        result=ContactResult.NO_ANSWER,
        after=NextStep(ContactStep.CALL, days(3)),
    )
)

EVERY_SCENE: Final[Mapping[type[ActRequest[Any]], Scene]] = MappingProxyType(
    {
        type(each.request): each
        for each in (
            RENEW_LOAN,
            CHANGE_HOLD,
            CANCEL_HOLD,
            STAFF_CANCEL_HOLD,
            EXTEND_SHELF,
            UNDO_CANCEL,
            ACKNOWLEDGE,
            CHANGE_EMAIL,
            RESEND_NOTICE,
            ASK_QUESTION,
            MARK_TOLD,
            ISSUE_PASSWORD,
            CHANGE_PASSWORD,
            CHECK_PASSWORD,
            UNLOCK_PASSWORD,
            DISABLE_PASSWORD,
            RENEW_REGISTRATION,
            REPORT_LOST,
            REPLACE_CARD,
            SUSPEND,
            LIFT,
            TAKE_REPORT,
            SETTLE_REPORT,
            RECORD_CONTACT,
        )
    }
)
