"""What can go wrong for people: typed, without sentences.

Every subclass carries fields, never words; `views.text.messages` has the one sentence for each (a test holds that).
What is not a `ServiceError` is a bug and is logged under a reference number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from services.rules.vocabulary import HoldStatus

if TYPE_CHECKING:  # the rules take longer to load than a start can wait for
    from services.rules.decision import Refused
    from services.rules.people.email import MailFault
    from services.rules.people.identity import FactFault
    from services.rules.people.reference import QuestionFault
    from services.rules.people.registration import RegistrationFault
    from services.rules.people.search import SearchFault
    from services.rules.vocabulary import Paper


class ServiceError(Exception):
    """The root of all that staff are told in words."""


def all_service_errors(root: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    """Walk every concrete kind of error, for the test that each has its sentence."""
    for kind in root.__subclasses__():
        yield kind
        yield from all_service_errors(kind)


class CardFault(Enum):
    """What is wrong with a typed or scanned card number."""

    EMPTY = "empty"
    DIGIT_COUNT = "digit_count"
    CHARACTER = "character"


@dataclass(eq=False)
class CardNumberMalformed(ServiceError):
    """The text can't be a card number.

    Attributes:
        fault: what is wrong.
        digits: how many digits came.
        character: the first character that can't be in a card number, where that is the fault.
    """

    fault: CardFault
    digits: int = 0
    character: str = ""


@dataclass(eq=False)
class ItemNumberRead(ServiceError):
    """An item was scanned where a card is asked for."""


@dataclass(eq=False)
class CardUnknown(ServiceError):
    """No card has this number."""

    number: str


@dataclass(eq=False)
class CardRetired(ServiceError):
    """The card was replaced after a loss (再発行前のカードです); it opens nobody."""

    number: str


@dataclass(eq=False)
class PatronGone(ServiceError):
    """The patron that was open is no longer in the database."""


@dataclass(eq=False)
class NotPermitted(ServiceError):
    """The role or the channel may not do this."""


@dataclass(eq=False)
class SearchUnfit(ServiceError):
    """Nobody can be searched by what was typed: too little of it, or a date or number that can't be read.

    Attributes:
        fault: why.
    """

    fault: "SearchFault"


@dataclass(eq=False)
class ActRefused(ServiceError):
    """A rule refused the act, checked again inside its transaction.

    Attributes:
        refusal: every reason, in the rule's order.
    """

    refusal: "Refused"


@dataclass(eq=False)
class RowChanged(ServiceError):
    """Somebody changed what the clerk was looking at; the new state has been read."""


@dataclass(eq=False)
class DoneAlready(RowChanged):
    """Somebody else did just this meanwhile: the suspension is lifted, the report settled."""


@dataclass(eq=False)
class EmailMalformed(ServiceError):
    """An e-mail address that can't be registered (「形式に誤りがあります。」).

    Attributes:
        faults: every cause with the 0-based place where it begins; never empty.
    """

    faults: "tuple[tuple[MailFault, int], ...]"


@dataclass(eq=False)
class QuestionFaulty(ServiceError):
    """A reference question whose form isn't filled in as it must be.

    Attributes:
        faults: every one, in the form's order; never empty.
    """

    faults: "tuple[QuestionFault, ...]"


@dataclass(eq=False)
class FactsUnfit(ServiceError):
    """What a caller told can't be compared as it was typed; that is no try.

    Attributes:
        faults: every one, in the form's order; never empty.
    """

    faults: "tuple[FactFault, ...]"


@dataclass(eq=False)
class IdentityNotConfirmed(ServiceError):
    """What a caller told isn't what is registered; which fact it was isn't told.

    Attributes:
        misses_left: how many more tries may miss.
    """

    misses_left: int


@dataclass(eq=False)
class IdentityCheckEnded(ServiceError):
    """Too many tries missed: nothing is compared for a while.

    Attributes:
        until: from when the next try is possible.
        of_login: it is this login that may try nobody; a colleague can.
    """

    until: datetime
    of_login: bool = False


@dataclass(eq=False)
class RegistrationMalformed(ServiceError):
    """What was corrected in a registration can't be kept.

    Attributes:
        faults: every one, in the form's order; never empty.
    """

    faults: "tuple[RegistrationFault, ...]"


@dataclass(eq=False)
class CardInUse(ServiceError):
    """A card with this number is somebody's already; a replacement needs one that nobody had."""

    number: str


@dataclass(eq=False)
class HoldMoved(RowChanged):
    """The hold left waiting meanwhile, and what was wanted is only for waiting ones.

    Attributes:
        status: where it is now.
    """

    status: HoldStatus


@dataclass(eq=False)
class SignInFailed(ServiceError):
    """Unknown staff id or wrong password (not told apart).

    Attributes:
        tries_left: how many more tries before the account is locked, where the id exists; else None.
    """

    tries_left: int | None


@dataclass(eq=False)
class StaffLocked(ServiceError):
    """Too many wrong tries; the account opens again by itself."""

    until: datetime


@dataclass(eq=False)
class StaffDisabled(ServiceError):
    """The account was switched off."""


@dataclass(eq=False)
class StaffUnknown(ServiceError):
    """No staff member has this id."""

    staff_id: str


@dataclass(eq=False)
class StaffExists(ServiceError):
    """A staff member with this id is there already."""

    staff_id: str


@dataclass(eq=False)
class StaffIdUnfit(ServiceError):
    """The text can't be a staff id: empty, too long, or with a blank or a control character in it.

    Attributes:
        longest: how many characters there may be.
    """

    longest: int


@dataclass(eq=False)
class StaffNameEmpty(ServiceError):
    """An account needs a name for colleagues to read."""


@dataclass(eq=False)
class BranchUnknown(ServiceError):
    """No branch has this code or name."""

    branch: str


@dataclass(eq=False)
class PasswordUnfit(ServiceError):
    """A staff password that is too short.

    Attributes:
        minimum: how many characters are wanted.
    """

    minimum: int


@dataclass(eq=False)
class DatabaseUnreachable(ServiceError):
    """The database can't be reached now; nothing was done."""


@dataclass(eq=False)
class Disconnected(ServiceError):
    """The connection to the database is lost, and is being made again; until then nothing is done."""


@dataclass(eq=False)
class ActUnderWay(ServiceError):
    """An act of this desk isn't answered yet; until then no other is begun."""


@dataclass(eq=False)
class DatabaseBusy(ServiceError):
    """Another program held the database for too long; nothing was done."""


@dataclass(eq=False)
class ClockDoubtful(ServiceError):
    """The server's time is weeks past the newest record: it may be wrong, and nothing was cleared by it.

    Attributes:
        now: the server's time.
        newest: the newest record's, without those of the last hour.
    """

    now: datetime
    newest: datetime


@dataclass(eq=False)
class TextUnfit(ServiceError):
    """A text holds what no database keeps: NUL, or half of a character (a lone surrogate)."""


@dataclass(eq=False)
class DatabaseReadOnly(ServiceError):
    """The database takes no writes, so no look-up either: each one is recorded."""


@dataclass(eq=False)
class DatabaseReplaced(ServiceError):
    """The library's file was replaced or overwritten while it was open; this program writes nothing more to it."""


@dataclass(eq=False)
class DatabaseMixed(ServiceError):
    """The library's file and the log beside it belong to two libraries, or to two ages of one; it isn't opened."""


@dataclass(eq=False)
class DatabaseDamaged(ServiceError):
    """The library's file is damaged, or none of SQLite's."""


@dataclass(eq=False)
class RowsDangling(ServiceError):
    """Rows of the library's file refer to rows that aren't there.

    Attributes:
        rows: how many.
        table: the first table that has such rows.
    """

    rows: int
    table: str


@dataclass(eq=False)
class DatabaseInUse(ServiceError):
    """A desk or another program has the library's file open, so that it can't be replaced."""


class BackupFault(Enum):
    """Why a backup isn't one to restore."""

    DAMAGED = "damaged"
    DANGLING = "dangling"
    NO_LIBRARY = "no_library"
    NEWER = "newer"
    RECORDS = "records"


@dataclass(eq=False)
class BackupUnfit(ServiceError):
    """A backup that isn't restored; the library stays as it is.

    Attributes:
        fault: why.
        path: the backup.
    """

    fault: BackupFault
    path: str


@dataclass(eq=False)
class SchemaMismatch(ServiceError):
    """The database's schema isn't this program's.

    Attributes:
        found: the revision in the database, None when it has none.
        wanted: this program's revision.
        differences: how many tables, columns and indexes aren't as the program has them, where they were compared.
    """

    found: str | None
    wanted: str
    differences: int = 0


@dataclass(frozen=True, slots=True)
class UnfitRow:
    """A row that a new version's CHECK refuses.

    Attributes:
        table: where it is.
        key: what names it, its parts with blanks between them; cut, and without what isn't seen.
        check: the CHECK, by the column that it is about.
    """

    table: str
    key: str
    check: str


@dataclass(eq=False)
class RowsUnfit(ServiceError):
    """A library of before has rows that this version's tables can't keep: it was left as it is.

    Attributes:
        rows: the first of them; never empty.
        count: how many there are.
    """

    rows: tuple[UnfitRow, ...]
    count: int


@dataclass(eq=False)
class DatabaseTooOld(ServiceError):
    """The PostgreSQL server is older than this program can work with.

    Attributes:
        found: its version (`15.6`).
        oldest: the first version that would do.
    """

    found: str
    oldest: int


@dataclass(eq=False)
class DatabaseNotEmpty(ServiceError):
    """A library can't be made here: the database holds one, or something else, already."""


@dataclass(eq=False)
class DatabaseUrlBad(ServiceError):
    """The database's address can't be understood, or names a kind of database that isn't supported."""


@dataclass(eq=False)
class DatabaseHoldsLogin(ServiceError):
    """The database's address names a login, where nobody's may stand: everybody signs in with their own."""


@dataclass(eq=False)
class DatabaseUntrusted(ServiceError):
    """The server can't prove that it is the library's: its certificate is another's, or nobody's who is trusted."""


@dataclass(eq=False)
class DatabaseLoginRefused(ServiceError):
    """The database doesn't know this login, or its password is wrong (not told apart)."""


@dataclass(eq=False)
class DatabaseLoginClosed(DatabaseLoginRefused):
    """The database lets nobody in under this login, or nobody from this computer, whatever the password."""


@dataclass(eq=False)
class OutcomeUnknown(ServiceError):
    """The connection broke while committing: ask for the act by its id before doing it again."""

    act_id: str


class PrinterFault(Enum):
    """Why nothing can be printed."""

    MISSING = "missing"
    NONE_THERE = "none_there"
    CHANGED = "changed"
    IN_ERROR = "in_error"
    STOPPED = "stopped"
    REFUSED_JOB = "refused_job"
    NOT_CANCELLED = "not_cancelled"
    MAKES_FILES = "makes_files"


@dataclass(eq=False)
class PrinterUnavailable(ServiceError):
    """The workstation's printer can't print now, or may print what was to be cancelled."""

    fault: PrinterFault
    printer: str


@dataclass(eq=False)
class PaperRefused(ServiceError):
    """The printer doesn't print on the slip's paper.

    Attributes:
        printer: the queue.
        paper: the slip's.
    """

    printer: str
    paper: "Paper"


@dataclass(eq=False)
class SettingsUnreadable(ServiceError):
    """The settings file can't be read.

    Attributes:
        line: the line that is wrong, 0 when unknown.
        key: the key whose value is of the wrong kind or out of range (`printing.paper`), empty when the file as a
            whole is wrong.
        policy: the administrator's policy file, when it is that one; empty for the workstation's own.
    """

    line: int = 0
    key: str = ""
    policy: str = ""


class PolicyFault(Enum):
    """Why a policy file may be somebody else's than the administrators'."""

    OWNER = "owner"
    WRITABLE = "writable"
    LINK = "link"


@dataclass(eq=False)
class PolicyUntrusted(ServiceError):
    """The administrator's policy file could have been written by somebody who is no administrator.

    Attributes:
        fault: why.
        path: the file, or a folder above it.
        who: the owner, or who else may write; empty where it isn't known.
    """

    fault: PolicyFault
    path: str
    who: str = ""


@dataclass(eq=False)
class SettingsNotWritable(ServiceError):
    """The settings file or its folder can't be written."""


@dataclass(eq=False)
class FileNotWritable(ServiceError):
    """The file a command was told to write can't be written."""

    path: str


@dataclass(eq=False)
class FileThere(ServiceError):
    """The file a command was told to write is there already, and nothing is overwritten."""

    path: str


@dataclass(eq=False)
class FileUnreadable(ServiceError):
    """The file a command was told to read isn't there or can't be read."""

    path: str


@dataclass(eq=False)
class FolderUnreadable(ServiceError):
    """The folder a command was told to read isn't there, can't be read, or holds no file of a table."""

    path: str


@dataclass(eq=False)
class FolderNotEmpty(ServiceError):
    """The folder a command was told to write to holds something already, and nothing is overwritten."""

    path: str
