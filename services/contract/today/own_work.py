"""A clerk's own unfinished work: the page 今日 of 窓口担当 and 電話担当."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from services.rules.vocabulary import MailKind, PatronReport

MOST_SHOWN: Final = 100
"""The most entries on the screen at once."""
MAILS_FOR: Final = timedelta(days=14)
"""How long a mail that failed is shown."""
SLIPS_AFTER: Final = timedelta(minutes=10)
"""How old an issue is whose slip is listed: before, its dialog may still be open at the clerk's other desk."""
SLIPS_FOR: Final = timedelta(days=14)
"""How long a slip that wasn't handed over is shown; the record that one was is kept as long."""
ANSWERED: Final = "answered"
"""The status of a question that has an answer (`reference_status`)."""


class WorkKind(StrEnum):
    """The kinds of own work.

    A report the clerk took, a mail after an act of theirs that failed, an answer that the patron wasn't told yet, or
    the slip of a password that they issued, without a record of its hand-over. A request for an approval that waits
    beside another patron is the desk's own: no database lists it.
    """

    REPORT = "report"
    MAIL_FAILED = "mail_failed"
    QUESTION_ANSWERED = "question_answered"
    SLIP = "slip"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEntry:
    """One thing that waits; it has no title and no question.

    Attributes:
        id: the key of the report, the mail, the question or the request; of a slip the patron's, who has one at most.
        patron_id: whose it is.
        card_number: the patron's card in use; None where there is none, or none is known here.
        name: as registered; None for 電話担当, and of another system's patron.
        since: the day at the counters on which it was reported, given up, received or issued.
        report: what was reported; None for another kind.
        mail: what the mail was about; None for another kind.
        verb: the act that is asked for, as records name it; None for another kind.
        until: when that is over, as the server's time; None for another kind.
        approved_by: the supervisor who approved it; None while it waits.
    """

    kind: WorkKind
    id: int
    patron_id: int
    card_number: str | None
    name: str | None = field(repr=False)
    since: date
    report: PatronReport | None
    mail: MailKind | None
    verb: str | None = None
    until: datetime | None = None
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """What was found.

    Attributes:
        now: the database server's time, shown in Tokyo.
        entries: the longest waiting first, no more than `MOST_SHOWN`.
        total: how many there are altogether.
    """

    now: datetime
    entries: tuple[WorkEntry, ...]
    total: int
