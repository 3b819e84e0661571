"""申し出の一覧: what patrons reported and no supervisor settled yet, with what it may have led to."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from services.rules.vocabulary import Channel, PatronReport, SuspensionReason

MOST_SHOWN: Final = 100
"""The most reports on the screen at once; the longest waiting are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports are wanted; the record of the reading keeps it.

    Attributes:
        branch_id: only those of patrons who belong to this branch.
    """

    branch_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """One unsettled report, with its patron.

    Attributes:
        patron_id: whose it is.
        card_number: the patron's card in use; None where there is none, or none is known here.
        name: as registered; blank of another system's patron.
        branch: the patron's, in the master's words; blank where it isn't known here.
        reported_on: the day at the counters.
        reported_by: a name of staff; the id where the account is gone.
        channel: where the patron reported it.
        in_force: the reasons for which the patron is suspended, in the guide's order; None where that isn't known.
        ready: those of them for which everything that they wait for has happened.
    """

    id: int
    patron_id: int
    card_number: str | None
    name: str = field(repr=False)
    branch: str
    kind: PatronReport
    reported_on: date
    reported_by: str
    channel: Channel
    in_force: tuple[SuspensionReason, ...] | None = ()
    ready: tuple[SuspensionReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """What was found.

    Attributes:
        now: the database server's time, shown in Tokyo.
        wanted: what was asked for.
        entries: the oldest first, no more than the library shows.
        total: how many there are altogether.
    """

    now: datetime
    wanted: ReportFilter
    entries: tuple[ReportEntry, ...]
    total: int
