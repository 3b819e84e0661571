"""Clears or moves expired rows, each kind with a proof of how many there were and until when.

A second run changes nothing more. Expired rows are never shown, whether or not this ran.
"""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from services.contract.decode.json_row import JsonRow
from services.contract.errors import ClockDoubtful
from services.contract.masters import Masters
from services.own_schema.audit.record_times import silence
from services.own_schema.database.change_feeds.notice_queue import NoticeQueue
from services.own_schema.database.engine import Database
from services.own_schema.database.search_key_rows import make_missing_keys
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.transactions.extra_reads import turn_of
from services.rules.circulation.freed_copy import Assignment, assign
from services.rules.clock import tokyo_day
from services.rules.vocabulary import Clearing


class Housekeeping(ABC):
    """Clears one library; a transaction for each kind, so that one that fails leaves the others done.

    Args:
        db: the library's.
        masters: the library's.
        clock_is_right: the administrator checked the server's clock: at the first run it needn't fit to the records.
    """

    def __init__(self, db: Database, masters: MastersStore, *, clock_is_right: bool = False) -> None:
        self._db = db
        self._masters = masters
        self._clock_is_right = clock_is_right
        self._seen: datetime | None = None

    async def run(self) -> dict[Clearing, int]:
        """Clear everything that is due; answers how many of each kind there were, without those of which none was.

        Raises:
            ClockDoubtful: the server's time is weeks past the newest record; nothing was cleared.
            SystemBusy, SystemUnreachable: the kinds before are done, the rest isn't.
        """
        await self._check_clock()
        counts = {kind: await self.clear(kind) for kind in Clearing}
        return {kind: count for kind, count in counts.items() if count}

    async def make_keys(self) -> int:
        """Make the keys of names that another program wrote; answers of how many patrons.

        Raises:
            SystemBusy, SystemUnreachable: the rest is left to the next round.
        """
        return await make_missing_keys(self._db)

    async def look_at_notices(self) -> NoticeQueue | None:
        """Check whether notices of changes are sent, and which sessions may prevent it; None where there is no queue.

        Raises:
            SystemBusy, SystemUnreachable: nothing was seen.
        """
        return None

    async def _check_clock(self) -> None:
        async with self._db.reading() as conn:
            now, _ = await self._masters.at_present(conn)
            seen = now if self._clock_is_right else self._seen
            found = await silence(conn, now, seen)
        if found is not None:
            raise ClockDoubtful(found.now, found.since)
        self._clock_is_right, self._seen = False, now

    async def clear(self, kind: Clearing) -> int:
        """Clear one kind, round after round, until nothing of it is due; answers how many there were.

        Raises:
            SystemBusy, SystemUnreachable: the rounds before are done.
        """
        total = 0
        while done := await self._round(kind):
            total += done
        return total

    @abstractmethod
    async def _round(self, kind: Clearing) -> int:
        """Clear what of one kind is due, not too much at once; answers how many there were."""


def next_in_line(freed: Row[Any], now: datetime, masters: Masters) -> Assignment | None:
    """Choose the hold that gets a freed copy, and until when it is kept."""
    facts = freed.next_in_line
    turn = None if facts is None else turn_of(JsonRow(facts))
    return assign(turn, freed.branch_id, tokyo_day(now), masters.calendar, masters.policy)
