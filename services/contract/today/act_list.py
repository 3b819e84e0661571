"""操作の一覧: what staff did on one day to whichever patron, and, where that is asked for, who looked at whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.contract.recorded_acts import RecordRow
from services.rules.vocabulary import Channel

MOST_SHOWN: Final = 200
"""The most rows on the screen at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFilter:
    """Which rows are wanted; the record of the reading keeps it.

    Attributes:
        day: those of this day at the counters; None for the present one, which goes on at midnight.
        staff_id: only what this login did, or asked an approval for. Whoever is no supervisor reads their own alone.
        branch_id: only what was done there.
        verb: only this act, or looks for this purpose.
        channel: only what was done on it.
        looks: looks, searches and callers who weren't identified are rows as well (照会の記録も).
    """

    day: date | None = None
    staff_id: str | None = None
    branch_id: int | None = None
    verb: str | None = None
    channel: Channel | None = None
    looks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEntry:
    """One row: an act, a look, or what became of a request for an approval. It names no patron.

    Attributes:
        patron_id: to whom it was done; None where that is nobody.
        card_end: the last digits of the patron's card in use; None without one.
        record: what is on record. A look's `verb` is its purpose (`services.rules.people.looks.Purpose`), and its
            details say how many it named; `id` counts the rows, 1 for the oldest.
    """

    patron_id: int | None
    card_end: str | None
    record: RecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ActList:
    """What was found.

    Attributes:
        now: the database server's time, shown in Tokyo.
        wanted: what was asked for.
        day: the day that it is about.
        entries: the newest first, no more than `MOST_SHOWN`, but for a file.
        total: how many there are altogether.
        staff: the names of all who have an account, by their logins; one's own alone for whoever is no supervisor.
        looks_since: the first day of which looks are kept; None where they are kept for good.
    """

    now: datetime
    wanted: ActFilter
    day: date
    entries: tuple[ActEntry, ...]
    total: int
    staff: Mapping[str, str]
    looks_since: date | None
