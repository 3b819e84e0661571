"""Clears or moves what has had its time, each kind with a proof of how many there were and until when.

The same run twice changes nothing more. What has had its time is never shown, whether or not this ran.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, Row, Update, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.acts.act_changes import CancelHold
from services.acts.item_handover import item_assigned
from services.audit.record_times import silence
from services.clock import tokyo_day, tokyo_midnight
from services.database.engine import Database
from services.database.json import JsonRow
from services.database.next_in_line import next_in_line_facts
from services.database.search_key_rows import make_missing_keys
from services.database.tables import (
    access_log,
    clearing,
    hold,
    hold_cancellation,
    masters_version,
    outgoing_mail,
)
from services.database.tables.types import server_now
from services.errors import ClockDoubtful
from services.masters.masters import Masters
from services.masters.masters_store import MastersStore
from services.rules.circulation.freed_copy import assign
from services.rules.circulation.holds import SHELF_TIME_OVER, WAIT_TIME_OVER
from services.rules.vocabulary import Clearing, HoldStatus
from services.transactions.binds import Statements, Values
from services.transactions.circulation_statements import assign_item, cancel_hold
from services.transactions.extra_reads import turn_of

_AT_ONCE = 200
_NOBODY = ""  # no staff acts

type _Step = Callable[[AsyncConnection, datetime, Masters], Awaitable[int]]


class Housekeeping:
    """Clears one library; a transaction for each kind, so that one that fails leaves the others done.

    Args:
        db: the library's.
        masters: the library's.
        clock_is_right: somebody has looked at the server's clock: at the first run it needn't fit to the records.
    """

    def __init__(self, db: Database, masters: MastersStore, *, clock_is_right: bool = False) -> None:
        self._db = db
        self._masters = masters
        self._clock_is_right = clock_is_right
        self._seen: datetime | None = None
        self._steps: Mapping[Clearing, _Step] = {
            Clearing.HOLD_WAIT_OVER: self._wait_over,
            Clearing.HOLD_SHELF_OVER: self._shelf_over,
            Clearing.CANCELLED_HOLD: _cancelled_holds,
            Clearing.MAIL_CONTENT: _mail_content,
            Clearing.ACCESS_LOG: _access_log,
        }

    async def run(self) -> dict[Clearing, int]:
        """Clear everything that is due; answers how many of each kind there were, without those of which none was.

        Raises:
            ClockDoubtful: the server's time is weeks past the newest record; nothing was cleared.
            DatabaseBusy, DatabaseUnreachable: the kinds before are done, the rest isn't.
        """
        await self._check_clock()
        counts = {kind: await self.clear(kind) for kind in self._steps}
        return {kind: count for kind, count in counts.items() if count}

    async def make_keys(self) -> int:
        """Make the keys of names that another program wrote; answers of how many patrons.

        Raises:
            DatabaseBusy, DatabaseUnreachable: the rest is left to the next round.
        """
        return await make_missing_keys(self._db)

    async def _check_clock(self) -> None:
        async with self._db.reading() as conn:
            row = (await conn.execute(select(server_now().label("now"), masters_version.c.version))).one()
            masters = await self._masters.fresh(row.version, tokyo_day(row.now), conn)
            seen = row.now if self._clock_is_right else self._seen
            found = await silence(conn, row.now, masters.policy, seen)
        if found is not None:
            raise ClockDoubtful(found.now, found.since)
        self._clock_is_right, self._seen = False, row.now

    async def clear(self, kind: Clearing) -> int:
        """Clear one kind, round after round, until nothing of it is due; answers how many there were.

        Raises:
            DatabaseBusy, DatabaseUnreachable: the rounds before are done.
        """
        step, total = self._steps[kind], 0
        while True:
            async with self._db.transaction() as conn:
                row = (await conn.execute(select(server_now().label("now"), masters_version.c.version))).one()
                masters = await self._masters.fresh(row.version, tokyo_day(row.now), conn)
                done = await step(conn, row.now, masters)
            total += done
            if not done:
                return total

    async def _wait_over(self, conn: AsyncConnection, now: datetime, _masters: Masters) -> int:
        is_over = (hold.c.status == HoldStatus.WAITING, hold.c.wait_until < tokyo_day(now))
        rows = await self._locked(conn, is_over)
        for row in rows:
            await _move(conn, row, WAIT_TIME_OVER, now)
        return await _prove(conn, Clearing.HOLD_WAIT_OVER, now, tokyo_midnight(tokyo_day(now)), len(rows))

    async def _shelf_over(self, conn: AsyncConnection, now: datetime, masters: Masters) -> int:
        is_over = (hold.c.status == HoldStatus.READY, hold.c.shelf_until < tokyo_day(now))
        rows = await self._locked(conn, is_over)
        for row in rows:
            await _move(conn, row, SHELF_TIME_OVER, now)
            await _hand_on(conn, row, now, masters)
        return await _prove(conn, Clearing.HOLD_SHELF_OVER, now, tokyo_midnight(tokyo_day(now)), len(rows))

    async def _locked(self, conn: AsyncConnection, where: tuple[ColumnElement[bool], ...]) -> list[Row[Any]]:
        """Read holds whose patrons are locked, as every act locks them, in the next statement after the lock."""
        wanted = (
            select(hold.c.id, hold.c.patron_id, hold.c.bib_record_id)
            .where(*where)
            .order_by(hold.c.id)
            .limit(_AT_ONCE)
        )
        found = (await conn.execute(wanted)).all()
        ids = [row.id for row in found]
        if self._db.dialect == "postgresql":
            # In the order in which acts lock: titles first, because a copy may go to another patron's hold.
            for title in sorted({row.bib_record_id for row in found}):
                await conn.execute(select(func.madoguchi_lock_title(title)))
            for owner in sorted({row.patron_id for row in found}):
                await conn.execute(select(func.madoguchi_lock_patron(owner)))
        still = select(hold).where(hold.c.id.in_(ids), *where).order_by(hold.c.id).with_for_update()
        return list((await conn.execute(still)).all())


async def _hand_on(conn: AsyncConnection, freed: Row[Any], now: datetime, masters: Masters) -> None:
    """Give a freed copy to the next in line."""
    line = (hold.c.bib_record_id == freed.bib_record_id, hold.c.status == HoldStatus.WAITING)
    await conn.execute(select(hold.c.id).where(*line).order_by(hold.c.id).with_for_update())
    facts = (await conn.execute(select(next_in_line_facts(literal(freed.bib_record_id))))).scalar_one()
    turn = None if facts is None else turn_of(JsonRow(facts))
    to = assign(turn, freed.branch_id, tokyo_day(now), masters.calendar, masters.policy)
    if to is not None:
        given = item_assigned(to, freed.item_id, freed.shelf_place)
        await _write(conn, assign_item(Values(given, freed.patron_id, _NOBODY, now)))


async def _move(conn: AsyncConnection, row: Row[Any], reason: str, now: datetime) -> None:
    """Move a hold to 予約取消一覧."""
    gone = CancelHold(hold_id=row.id, version=row.version, reason=reason)
    await _write(conn, cancel_hold(Values(gone, row.patron_id, _NOBODY, now)))


async def _write(conn: AsyncConnection, statements: Statements) -> None:
    for write in statements.writes:
        await conn.execute(write)


async def _cancelled_holds(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Delete what 予約取消一覧 doesn't show any more (`services.rules.circulation.holds.is_shown`)."""
    due = tokyo_midnight(tokyo_day(now) - timedelta(days=masters.policy.cancelled_kept_days - 1))
    gone = delete(hold_cancellation).where(hold_cancellation.c.cancelled_at < due)
    return await _clear(conn, Clearing.CANCELLED_HOLD, now, due, gone)


async def _mail_content(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Erase address and text of mails that were sent or given up long enough ago; that there was one stays."""
    due = now - timedelta(days=masters.policy.mail_kept_days)
    old = (outgoing_mail.c.settled_at < due, outgoing_mail.c.erased_at.is_(None))
    erased = update(outgoing_mail).where(*old).values(recipient=None, body=None, erased_at=now)
    return await _clear(conn, Clearing.MAIL_CONTENT, now, due, erased)


async def _access_log(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Delete records of looks that the library keeps no longer; ◇ it keeps them all when no days are set."""
    days = masters.policy.access_log_kept_days
    if days is None:
        return 0
    due = tokyo_midnight(tokyo_day(now) - timedelta(days=days))
    return await _clear(conn, Clearing.ACCESS_LOG, now, due, delete(access_log).where(access_log.c.at < due))


async def _clear(
    conn: AsyncConnection, kind: Clearing, now: datetime, due: datetime, statement: Delete | Update
) -> int:
    return await _prove(conn, kind, now, due, (await conn.execute(statement)).rowcount)


async def _prove(conn: AsyncConnection, kind: Clearing, now: datetime, due: datetime, rows: int) -> int:
    if rows:
        await conn.execute(insert(clearing).values(at=now, kind=kind, due_before=due, rows=rows))
    return rows
