"""The messages from the desk to the clerk, as kinds and facts; `views.text.messages` has the sentences."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from services.contract.errors import ServiceError
from services.rules.decision import Closure
from services.rules.vocabulary import ContactMethod, PatronReport, SuspensionReason
from viewmodels.core.trouble import Bug

if TYPE_CHECKING:
    from services.rules.people.approvals import ApprovalRefusal, ApprovalState
    from viewmodels.core.snapshot_diff import Part


class Done(Enum):
    """Successes that the status bar tells."""

    PASSWORD_ISSUED = auto()
    PASSWORD_REISSUED = auto()
    PASSWORD_CHANGED = auto()
    PASSWORD_NOT_CHANGED = auto()
    PASSWORD_WOULD_LOG_IN = auto()
    PASSWORD_WOULD_NOT_LOG_IN = auto()
    PASSWORD_WRONG = auto()
    PASSWORD_UNLOCKED = auto()
    PASSWORD_DISABLED = auto()
    EMAIL_UPDATED = auto()
    EMAIL_DELETED = auto()
    EMAIL_UNCHANGED = auto()
    EMAIL_NOTICE_QUEUED = auto()
    QUESTION_RECEIVED = auto()
    QUESTION_TOLD = auto()
    READ_AGAIN = auto()
    PATRON_CLOSED = auto()
    CHANNEL_COUNTER = auto()
    CHANNEL_PHONE = auto()
    IDENTIFIED = auto()
    LOANS_RENEWED = auto()
    HOLD_CHANGED = auto()
    HOLD_UNCHANGED = auto()
    HOLD_CANCELLED = auto()
    HOLD_RESTORED = auto()
    HOLD_RESTORED_READY = auto()
    HOLD_RESTORED_WAITING = auto()
    SHELF_EXTENDED = auto()
    HOLD_ACKNOWLEDGED = auto()
    DUE_SLIP_SENT = auto()
    SUSPENDED = auto()
    SUSPENSION_LIFTED = auto()
    SUSPENSION_LIFTED_OTHERS_STAY = auto()
    REPORT_TAKEN = auto()
    REPORT_SETTLED = auto()
    CONTACT_RECORDED = auto()
    CONTACT_RECORDED_AND_NEXT = auto()
    REGISTRATION_RENEWED = auto()
    REGISTRATION_CORRECTED = auto()
    REGISTRATION_UNCHANGED = auto()
    CARD_REPORTED_LOST = auto()
    CARD_REPLACED = auto()
    CARD_REPLACED_LOSS_LIFTED = auto()
    OPEN_DAYS_SET = auto()
    RECONNECTED = auto()
    OWN_PASSWORD_CHANGED = auto()
    SETTINGS_SAVED = auto()
    SETTINGS_SAVED_FOR_LATER = auto()
    SETTINGS_UNCHANGED = auto()
    ITEM_IN_LOANS = auto()
    ITEM_IN_HOLDS = auto()
    APPROVAL_GIVEN = auto()
    APPROVAL_REFUSED = auto()


class Caution(Enum):
    """Warnings that the clerk has to judge."""

    CHECK_DIGIT = auto()
    SAME_CARD = auto()
    SAME_CARD_WAITS = auto()
    SCAN_LOCKED_OUT = auto()
    SIGN_IN_FIRST = auto()
    SCAN_LEFT = auto()
    RENEWALS_LEFT = auto()
    CHECK_OVER = auto()
    CHECK_OVER_INPUT_DROPPED = auto()
    INPUT_DROPPED = auto()
    SLIP_NOT_HANDED_OVER = auto()
    CLOSED_BY_SCAN = auto()
    ITEM_NOT_THEIRS = auto()
    ITEM_WITHOUT_PATRON = auto()
    ITEM_BEFORE_CHECK = auto()
    ITEM_WITHOUT_CHECK = auto()
    ITEM_WHILE_BUSY = auto()
    NAME_CHANGED = auto()
    LETTER_LEFT = auto()


@dataclass(frozen=True, slots=True)
class Result:
    """What an act did to the patron who is open; of another patron only `done` may be told.

    Attributes:
        title: of the row that it was done to; None where titles are hidden.
        day: the new 返却期限日, 取置期限日 or 更新期限日.
        closure: what moved it on, if anything did.
        contact, pick_up: how and where a hold is handed over from now on.
        about: the reason of a suspension, or what was reported.
    """

    done: Done
    title: str | None = None
    day: date | None = None
    closure: Closure | None = None
    contact: ContactMethod | None = None
    pick_up: str = ""
    about: SuspensionReason | PatronReport | None = None


@dataclass(frozen=True, slots=True)
class Renewals:
    """The results of renewing several loans."""

    renewed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Lifts:
    """The results of lifting suspensions from the list.

    Attributes:
        lifted, failed: how many are lifted, and how many aren't.
    """

    lifted: int
    failed: int


class SavedList(Enum):
    """A list that is written into a file."""

    SUSPENSIONS = auto()
    ACTS = auto()


@dataclass(frozen=True, slots=True)
class ListSaved:
    """A list was written into a file.

    Attributes:
        count: how many rows it holds.
        name: the file's, without its folder.
        kind: which list it was.
    """

    count: int
    name: str
    kind: SavedList = SavedList.SUSPENSIONS


@dataclass(frozen=True, slots=True)
class LastAct:
    """The act that was recorded last at this desk.

    Attributes:
        at: the server's time of it.
        verb: which act, as records name it.
        card_end: the last digits of the patron's card; None without one.
    """

    at: datetime
    verb: str
    card_end: str | None


@dataclass(frozen=True, slots=True)
class PreviousRunCrashed:
    """The program's last run didn't end in order.

    Attributes:
        reference: the log has what is known of it under this.
        last: what was done last; None where that isn't known.
    """

    reference: str
    last: LastAct | None = None


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """What is shown of the open patron was changed elsewhere.

    Attributes:
        parts: what differs.
    """

    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class OutcomeKnown:
    """The outcome of an act whose answer was lost is known now.

    Attributes:
        verb: the act as its record has it; None if it wasn't carried out.
    """

    verb: str | None


@dataclass(frozen=True, slots=True)
class ApprovalNews:
    """What came of a request for an approval that waits, or waited; of the patron it tells the card's number at most.

    Attributes:
        verb: the act's, as records name it.
        state: how the request stands.
        decided_by: the supervisor's name, once one decided.
        refusal: why it was refused, if it was.
        anew: it was approved and isn't done: the patron isn't open any more, or the desk did something else.
        why: what kept the desk from carrying it out, where that is known.
        card_number: of a request that waits in the background: whose it is.
        until: when what was approved has to be done, as the server's time.
        before: what was told of another one just before, and stays told.
    """

    verb: str
    state: "ApprovalState"
    decided_by: str | None = None
    refusal: "ApprovalRefusal | None" = None
    anew: bool = False
    why: ServiceError | None = None
    card_number: str | None = None
    until: datetime | None = None
    before: "ApprovalNews | None" = None


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """A desk of the branch waits for a supervisor's approval.

    Attributes:
        workstation: where.
        verb: of which act.
        in_bar: the page that counts the desks isn't there while a patron is open, or on the phone; the top bar is.
        before: what was read with it of requests that were approved here, and stays told.
    """

    workstation: str
    verb: str
    in_bar: bool = False
    before: "ApprovalFollowed | None" = None


@dataclass(frozen=True, slots=True)
class ApprovalFollowed:
    """What became of a request that was approved here; while it is APPROVED, nothing yet.

    Attributes:
        workstation: whose desk it is for.
        verb: of which act.
        before: what was read with it of another one, and stays told.
    """

    workstation: str
    verb: str
    state: "ApprovalState"
    before: "ApprovalFollowed | None" = None


type StatusMessage = (
    Done
    | Result
    | Renewals
    | Lifts
    | ListSaved
    | Caution
    | Bug
    | PreviousRunCrashed
    | ChangedElsewhere
    | OutcomeKnown
    | ApprovalNews
    | ApprovalAsked
    | ApprovalFollowed
    | ServiceError
)


def without_title(note: StatusMessage) -> StatusMessage:
    """Give the same message without the row's title."""
    return replace(note, title=None) if isinstance(note, Result) else note


def without_patron(note: StatusMessage) -> StatusMessage:
    """Give the same message for a screen that shows another patron, or none."""
    return note.done if isinstance(note, Result) else note
