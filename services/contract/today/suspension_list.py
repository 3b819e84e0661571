"""貸出禁止一覧: suspensions in force, of the whole library, with what each waits for."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from services.contract.contacts import Contacts
from services.rules.people.suspension import LiftFacts
from services.rules.vocabulary import Channel, PatronReport, SuspensionReason

MOST_SHOWN: Final = 200
"""The most suspensions on the screen at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionFilter:
    """Which suspensions are wanted; the record of the reading keeps it.

    Attributes:
        reason: only those of this reason.
        branch_id: only those of patrons who belong to this branch.
        days: only those in force for as many days at least.
        ready_only: only those for which everything that they wait for has happened.
        to_contact: only those whose patron is to be contacted now (連絡待ち).
        late_only: only those for which the day that was set for the next contact is over.
    """

    reason: SuspensionReason | None = None
    branch_id: int | None = None
    days: int | None = None
    ready_only: bool = False
    to_contact: bool = False
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class ReportTaken:
    """A report that waits to be settled, and that tells of what a suspension waits for.

    Attributes:
        reported_on: the day at the counters.
    """

    id: int
    version: int
    kind: PatronReport
    reported_on: date
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionEntry:
    """One suspension in force, with its patron.

    Attributes:
        id, version: the suspension's.
        patron_id: whose it is.
        card_number: the patron's card in use; None where there is none.
        name: as registered.
        branch: the patron's, in the master's words.
        days: how many days ago it began.
        note: what was noted with it, in the master's words.
        facts: what the database knows about lifting it; nothing is ticked off there.
        ready: everything that it waits for has happened (`services.rules.people.suspension.is_ready`).
        overdue_days: how late the patron's latest item is; 0 where nothing is overdue.
        card_issued_on: when the card in use was issued; None without one.
        others: the reasons for which the patron stays suspended when this one is lifted, in the guide's order.
        report: the newest report that may have led to it being ready, if one waits.
        contacts: how staff tried to reach the patron, and what is done next; None where none are recorded for it.
    """

    id: int
    version: int
    patron_id: int
    card_number: str | None
    name: str = field(repr=False)
    branch: str
    reason: SuspensionReason
    started_on: date
    days: int
    note: str | None
    facts: LiftFacts
    ready: bool
    overdue_days: int
    card_issued_on: date | None
    others: tuple[SuspensionReason, ...]
    report: ReportTaken | None
    contacts: Contacts | None = None

    @property
    def read_on(self) -> date:
        """The day at the counters on which it was read."""
        return self.started_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionList:
    """What was found.

    Attributes:
        now: the database server's time, shown in Tokyo.
        wanted: what was asked for.
        entries: those that are ready first; of both the longest in force first. Of those to contact the ones for which
            a day was set first, by that day. No more than `MOST_SHOWN`, but for a file.
        ready: how many of all that were asked for are ready.
        total: how many there are altogether.
    """

    now: datetime
    wanted: SuspensionFilter
    entries: tuple[SuspensionEntry, ...]
    ready: int
    total: int
