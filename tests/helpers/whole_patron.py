"""A patron of whom a library system knows everything that it may know: each value that may be missing is there."""

from dataclasses import fields
from typing import Any, Final

from services.contract.contacts import Contacts
from services.contract.snapshot import (
    CancelledHoldRow,
    HoldRow,
    LoanRow,
    MailState,
    PasswordState,
    PatronHeader,
    PatronSnapshot,
    ReportRow,
    RequestRow,
    SuspensionRow,
)
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.decision import Closure, Reason
from services.rules.people.contacts import Attempt, NextStep
from services.rules.vocabulary import (
    ContactMeans,
    ContactMethod,
    ContactResult,
    ContactStep,
    CredentialKind,
    HoldStatus,
    MailStatus,
    SuspensionReason,
)
from tests.helpers import snapshots
from tests.helpers.snapshots import NOW, TODAY, days
from tests.helpers.unknown_values import KINDS, VALUES, Value

_KINDS: Final = (
    PatronSnapshot,
    PatronHeader,
    PasswordState,
    LoanRow,
    HoldRow,
    CancelledHoldRow,
    RequestRow,
    ReportRow,
    SuspensionRow,
    Contacts,
    MailState,
)
OF_A_PATRON: Final = frozenset(it for it in VALUES if it.kind in _KINDS)
"""Each value that may be missing of an open patron."""
TRIED: Final = Attempt(
    means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER, next=NextStep(ContactStep.CALL, days(2))
)


def whole() -> PatronSnapshot:
    """Make a patron of whom a system knows everything that it may know."""
    overdue = SuspensionReason.LONG_OVERDUE
    restriction = snapshots.restriction(
        2,
        words="督促3回",
        started_on=days(-30),
        until=days(90),
        started_by="川口",
        note="来館時に声をかける",
    )
    return snapshots.everyday(
        patron=snapshots.header(alias="みほん", expires_on=days(17)),
        password=snapshots.password(
            kind=CredentialKind.INITIAL, must_change=True, expires_on=days(5), locked_until=NOW
        ),
        notices=(Notice(NoticeKind.EXPIRY_NEAR, days(17)),),
        loans=(
            *snapshots.five_loans(),
            snapshots.loan(6, title="三四郎", due_on=days(-3), overdue_days=3),
            snapshots.loan(7, title="門", closure=Closure.NEW_YEAR, renewed=True, renewed_today=True),
        ),
        holds=(
            *snapshots.three_holds(),
            snapshots.hold(4, paused=True, paused_until=days(20), wait_until=days(60)),
            snapshots.hold(5, branch="あおぞら号", branch_id=9, stop="見本停留所", stop_id=7),
            snapshots.past_waiting(
                6,
                HoldStatus.READY,
                shelf_until=days(5),
                shelf_place="A-12",
                item_number="0012345699",
                item_id=99,
                contact=ContactMethod.PHONE,
                contacts=snapshots.contacts(None, TRIED),
                closure=Closure.SINGLE,
            ),
        ),
        suspensions=(
            snapshots.suspended(overdue, note="督促状を送付", contacts=snapshots.contacts(overdue, TRIED)),
            restriction,
        ),
        past_suspensions=(
            snapshots.suspended(
                SuspensionReason.CARD_LOST, 3, lifted_on=days(-2), lifted_by="青木", override="例外"
            ),
        ),
        reports=(
            snapshots.report(
                settled_on=TODAY, settled_by="青木", settle=snapshots.refused(Reason.ALREADY_IN_FORCE)
            ),
            snapshots.report(2),
        ),
        email_notice=MailState(MailStatus.FAILED, NOW, 3, NOW, 550),
    )


def values_of(found: Any) -> set[Value]:
    """Tell which values are there in a snapshot."""
    if isinstance(found, tuple):
        return set().union(*map(values_of, found))
    if type(found) not in KINDS:
        return set()
    values = [(Value(type(found), it.name), getattr(found, it.name)) for it in fields(found)]
    return {value for value, it in values if it not in {None, ""}}.union(*(values_of(it) for _, it in values))
