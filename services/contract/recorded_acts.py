"""The acts of a patron, as their records have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.rules.vocabulary import Channel

UNKNOWN: Final = "unknown"
"""The outcome, until it is settled, of what another system was asked to do."""

APPROVAL: Final = "approval_"
"""Begins the outcome of a row that tells of a request for an approval; its state follows."""
OF_NO_PATRON: Final = (
    "own_password.change",
    "masters.import",
    "staff.add",
    "staff.change",
    "staff.disable",
    "staff.enable",
)
"""The acts that are done to no patron."""
_SET_DAYS: Final = ("closed_day_inserted", "closed_day_changed", "closed_day_removed")
"""The details that count the days of which it was set whether a branch is open."""
DAYS_CLOSED: Final = "days_closed"
DAYS_OPEN: Final = "days_open"
DAYS_SPECIAL: Final = "days_special"
DAYS_BY_RULES: Final = "days_by_rules"
_DAYS: Final = (DAYS_CLOSED, DAYS_SPECIAL, DAYS_OPEN, DAYS_BY_RULES)
"""The details that name those days, by what became of them: 特別整理, or again what the branch's rules say."""
MOST_DAYS_NAMED: Final = 31
"""Of more days at once, or of another branch's, only how many is on record."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An act that was carried out, as its record has it."""

    verb: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One act.

    Attributes:
        id: its place among the acts that this reader sees of the patron, 1 for the oldest.
        at: the server's time of it.
        staff_name: None where the account is gone.
        branch: the branch's short name.
        verb, outcome: codes; those of an older or newer version may be none that is known here.
        subject, subject_id: the row it was done to, where it was one.
        details: codes, numbers and dates by name.
        approver: the name of who approved it or refused, the login where the account is gone; None where nobody did.
    """

    id: int
    at: datetime
    staff_id: str
    staff_name: str | None
    branch: str
    workstation: str
    channel: Channel
    verb: str
    subject: str | None
    subject_id: int | None
    outcome: str
    details: Mapping[str, str | int | bool | None]
    approver: str | None = None

    @property
    def is_of_approval(self) -> bool:
        """What became of a request for an approval is told, and not an act."""
        return self.outcome.startswith(APPROVAL)


@dataclass(frozen=True, slots=True)
class Period:
    """The days at the counters of which records are wanted, both included; None leaves that end open."""

    first: date | None = None
    last: date | None = None


ALWAYS: Final = Period()


@dataclass(frozen=True, slots=True)
class PatronRecords:
    """The acts on one patron that the reader may see.

    Attributes:
        patron_id: the patron.
        rows: the latest ones, newest first.
        total: how many there are in the period, shown or not.
        of_everybody: all staff's; else the reader's own.
        with_looks: who looked at the patron is among them: a look's `verb` is its purpose, its outcome blank.
        looks_kept_days: for so many days looks are kept; None for good.
        period: what was asked for.
    """

    patron_id: int
    rows: tuple[RecordRow, ...]
    total: int
    of_everybody: bool
    with_looks: bool = False
    looks_kept_days: int | None = None
    period: Period = ALWAYS

    @property
    def left_out(self) -> int:
        """How many older ones aren't among the rows."""
        return self.total - len(self.rows)


def set_days(row: RecordRow) -> int:
    """Count the days of which an act set whether a branch is open; 0 where it did anything else, too."""
    if row.verb != "masters.import" or not row.details.keys() <= {*_SET_DAYS, *_DAYS}:
        return 0
    return sum(it for it in row.details.values() if isinstance(it, int))


def named_days(row: RecordRow) -> Mapping[str, tuple[date, ...]]:
    """Give those days by the detail that names them, in order; nothing where only how many is on record."""
    named = {name: row.details.get(name) for name in _DAYS}
    try:
        return {
            name: tuple(map(date.fromisoformat, found.split()))
            for name, found in named.items()
            if isinstance(found, str)
        }
    except ValueError:  # of another program
        return {}
