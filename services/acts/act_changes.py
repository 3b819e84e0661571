"""What acts change: a closed set of values. `services.own_schema.transactions.statements` says each one's rows.

A change is named as what it does to rows, a request (`services.acts`) as what a clerk asks. A change belongs to the
patron of its request, and happens at the act's time, by the login that acts: the database knows these, so no change
names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.rules.people.registration import Derived
from services.rules.vocabulary import (
    Channel,
    ContactMeans,
    ContactMethod,
    ContactResult,
    ContactStep,
    CredentialKind,
    HoldStatus,
    MailKind,
    PatronReport,
    SuspensionReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLoanDueDate:
    """Gives a loan a new 返却期限日, and counts the renewal."""

    loan_id: int
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHoldHandover:
    """Changes how and where a hold is handed over; it has this version still. What isn't known is None, and stays."""

    hold_id: int
    version: int
    contact: ContactMethod | None
    branch_id: int | None
    stop_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetShelfUntil:
    """Keeps a ready hold's item until a later day, and counts the extension; the hold has this version still."""

    hold_id: int
    version: int
    shelf_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveHoldToCancelled:
    """Moves a hold to 予約取消一覧, with the item it leaves behind; it has this version still.

    Attributes:
        reason: the 取消区分.
    """

    hold_id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignItem:
    """Gives a freed item to the next hold in line for its title; the database chooses it.

    Attributes:
        expected: whose turn it was when this was decided; if it is another hold's turn, nothing changes.
        version: that hold has this version still. The circulation system changes 受取館 and 連絡方法 without the
            title's lock.
        status: READY where the item stands on the shelf of the right branch, else IN_TRANSIT.
        shelf_until: 取置期限日 of one that is ready.
        shelf_place: where a ready one stands.
    """

    item_id: int
    expected: int
    version: int
    status: HoldStatus
    shelf_until: date | None
    shelf_place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveHoldBack:
    """Moves a cancelled hold back to 予約一覧.

    Attributes:
        contact: 連絡方法; None where it isn't known.
        ready: it comes back as it stood on the shelf; else it waits.
    """

    cancellation_id: int
    contact: ContactMethod | None
    ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteCancellation:
    """Deletes a row of 予約取消一覧 for good."""

    cancellation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword:
    """Puts another password in force, and ends counts and locks.

    Attributes:
        hashed: its argon2id hash.
        kind: INITIAL for one that the counter issued, PATRON for the patron's own.
        version: which password of this patron it is; 1 is the first.
    """

    hashed: str = field(repr=False)
    kind: CredentialKind
    must_change: bool
    expires_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWrongLogins:
    """Changes the count of wrong logins of a password that has this version and this count still."""

    version: int
    counted: int
    wrong_logins: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class ClearWrongLogins:
    """Ends a lock and its count."""


@dataclass(frozen=True, slots=True)
class SetPasswordDisabled:
    """Switches the password off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEmail:
    """Registers an address, or none."""

    address: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetMailedHoldsToNone:
    """Sets every hold of the patron that wants mail to 不要."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertMail:
    """Puts a mail into the outbox: to whom and what it says is made when it is sent."""

    kind: MailKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMail:
    """Takes a mail that still waits out of the outbox."""

    mail_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertQuestion:
    """Keeps a reference question."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str | None = field(repr=False)
    question: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestionTold:
    """Sets a reference question to 連絡済."""

    question_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRegistration:
    """Renews a registration, and corrects what is registered.

    Attributes:
        expires_on: 更新期限日; None for one that never expires.
        corrected: the columns that are corrected, each with its new value.
        found_by: what the patron is found by from now on; None where nothing was corrected.
        moved: another address was registered.
    """

    expires_on: date | None
    corrected: Mapping[str, str | None] = field(repr=False)
    found_by: Derived | None = field(repr=False)
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCardLost:
    """Notes that the card in use is lost."""

    card_id: int


@dataclass(frozen=True, slots=True)
class SetCardActive:
    """Notes that the card that was lost is there again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertReplacementCard:
    """Retires the card in use and registers the one that takes its place."""

    card_id: int
    new_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertSuspension:
    """Stops the patron's borrowing for one reason more.

    Attributes:
        note: a code of the library's notes.
    """

    reason: SuspensionReason
    note: str | None
    with_consent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSuspensionLifted:
    """Lifts one suspension.

    Attributes:
        override: the code of why it is lifted although the facts speak against it.
    """

    suspension_id: int
    override: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertReport:
    """Writes down what the patron reports."""

    kind: PatronReport
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReportSettled:
    """Settles a report."""

    report_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertContactAttempt:
    """Writes down an attempt to reach the patron.

    Attributes:
        about_suspension, about_hold: the key of what it is about; one of them is None.
        next_step, next_on: what is done next, and from when; both None for nothing more.
    """

    about_suspension: int | None
    about_hold: int | None
    means: ContactMeans
    result: ContactResult
    channel: Channel
    next_step: ContactStep | None
    next_on: date | None


type ActChange = (
    SetLoanDueDate
    | SetHoldHandover
    | SetShelfUntil
    | MoveHoldToCancelled
    | AssignItem
    | MoveHoldBack
    | DeleteCancellation
    | SetPassword
    | SetWrongLogins
    | ClearWrongLogins
    | SetPasswordDisabled
    | SetEmail
    | SetMailedHoldsToNone
    | InsertMail
    | DeleteMail
    | InsertQuestion
    | SetQuestionTold
    | SetRegistration
    | SetCardLost
    | SetCardActive
    | InsertReplacementCard
    | InsertSuspension
    | SetSuspensionLifted
    | InsertReport
    | SetReportSettled
    | InsertContactAttempt
)
