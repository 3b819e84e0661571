"""Clears a file, by statements that PostgreSQL's functions are made of, too."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, override

from sqlalchemy import ColumnElement, Date, Delete, Row, Update, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.acts.act_changes import MoveHoldToCancelled
from services.acts.item_handover import item_assigned
from services.contract.masters import Masters
from services.contract.today.own_work import SLIPS_FOR
from services.own_schema.database.tables import clearing, hold
from services.own_schema.database.tables.types import Instant
from services.own_schema.transactions.binds import ParameterBinds, Statements
from services.own_schema.transactions.circulation_statements import assign_item, move_hold_to_cancelled
from services.own_schema.worker import clearing_statements
from services.own_schema.worker.housekeeping import Housekeeping, next_in_line
from services.rules.circulation.holds import SHELF_TIME_OVER, WAIT_TIME_OVER
from services.rules.clock import tokyo_day, tokyo_midnight
from services.rules.vocabulary import Clearing

_NOBODY = ""  # no staff acts

type _Step = Callable[[AsyncConnection, datetime, Masters], Awaitable[int]]


class HousekeepingSqlite(Housekeeping):
    """Clears a file."""

    @override
    async def _round(self, kind: Clearing) -> int:
        async with self._db.transaction() as conn:
            now, masters = await self._masters.at_present(conn)
            return await _STEPS[kind](conn, now, masters)


async def _wait_over(conn: AsyncConnection, now: datetime, _masters: Masters) -> int:
    is_over = clearing_statements.wait_is_over(_day(now))
    due = clearing_statements.due_holds(is_over, clearing_statements.AT_ONCE)
    ids = (await conn.execute(due)).scalars().all()
    rows = (await conn.execute(clearing_statements.locked(hold.c.id.in_(ids), is_over))).all()
    for row in rows:
        await _move(conn, row, WAIT_TIME_OVER, now)
    return await _prove(conn, Clearing.HOLD_WAIT_OVER, now, tokyo_midnight(tokyo_day(now)), len(rows))


async def _shelf_over(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    due = clearing_statements.shelves_over(_day(now), clearing_statements.AT_ONCE)
    rows = (await conn.execute(due)).all()
    for row in rows:
        freed = (await conn.execute(select(hold).where(hold.c.id == row.id))).one()
        await _move(conn, freed, SHELF_TIME_OVER, now)
        to = next_in_line(row, now, masters)
        if to is not None:
            given = item_assigned(to, freed.item_id, freed.shelf_place)
            await _write(conn, assign_item(ParameterBinds(given, freed.patron_id, _NOBODY, now)))
    return await _prove(conn, Clearing.HOLD_SHELF_OVER, now, tokyo_midnight(tokyo_day(now)), len(rows))


async def _move(conn: AsyncConnection, row: Row[Any], reason: str, now: datetime) -> None:
    """Move a hold to 予約取消一覧."""
    gone = MoveHoldToCancelled(hold_id=row.id, version=row.version, reason=reason)
    await _write(conn, move_hold_to_cancelled(ParameterBinds(gone, row.patron_id, _NOBODY, now)))


async def _write(conn: AsyncConnection, statements: Statements) -> None:
    for write in statements.writes:
        await conn.execute(write)


async def _cancelled_holds(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Delete what 予約取消一覧 doesn't show any more (`services.rules.circulation.holds.is_shown`)."""
    due = tokyo_midnight(tokyo_day(now) - timedelta(days=masters.policy.cancelled_kept_days - 1))
    gone = clearing_statements.cancelled_before(_moment(due))
    return await _clear(conn, Clearing.CANCELLED_HOLD, now, due, gone)


async def _mail_content(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Erase address and text of mails that were sent or given up long enough ago; the rows stay."""
    due = now - timedelta(days=masters.policy.mail_kept_days)
    erased = clearing_statements.mails_before(_moment(due), _moment(now))
    return await _clear(conn, Clearing.MAIL_CONTENT, now, due, erased)


async def _access_log(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Delete records of looks that the library keeps no longer; ◇ it keeps them all when no days are set."""
    days = masters.policy.access_log_kept_days
    if days is None:
        return 0
    due = tokyo_midnight(tokyo_day(now) - timedelta(days=days))
    return await _clear(conn, Clearing.ACCESS_LOG, now, due, clearing_statements.looks_before(_moment(due)))


async def _contacts(conn: AsyncConnection, now: datetime, masters: Masters) -> int:
    """Delete attempts to reach patrons, ◇ some days after the lift, or after the hold was gone."""
    due = tokyo_midnight(tokyo_day(now) - timedelta(days=masters.policy.contacts_kept_days))
    return await _clear(conn, Clearing.CONTACT, now, due, clearing_statements.contacts_before(_moment(due)))


async def _slips(conn: AsyncConnection, now: datetime, _masters: Masters) -> int:
    """Delete records of slips whose issue is so old that no list asks for them any more."""
    due = tokyo_midnight(tokyo_day(now) - SLIPS_FOR)
    gone = clearing_statements.slips_before(_moment(due))
    return await _clear(conn, Clearing.SLIP_HAND_OVER, now, due, gone)


async def _clear(
    conn: AsyncConnection, kind: Clearing, now: datetime, due: datetime, statement: Delete | Update
) -> int:
    return await _prove(conn, kind, now, due, (await conn.execute(statement)).rowcount)


async def _prove(conn: AsyncConnection, kind: Clearing, now: datetime, due: datetime, rows: int) -> int:
    if rows:
        proof = clearing_statements.proof(
            literal(kind, clearing.c.kind.type), _moment(now), _moment(due), literal(rows)
        )
        await conn.execute(proof)
    return rows


def _moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Instant())


def _day(now: datetime) -> ColumnElement[date]:
    return literal(tokyo_day(now), Date())


_STEPS: Mapping[Clearing, _Step] = MappingProxyType(
    {
        Clearing.HOLD_WAIT_OVER: _wait_over,
        Clearing.HOLD_SHELF_OVER: _shelf_over,
        Clearing.CANCELLED_HOLD: _cancelled_holds,
        Clearing.MAIL_CONTENT: _mail_content,
        Clearing.ACCESS_LOG: _access_log,
        Clearing.CONTACT: _contacts,
        Clearing.SLIP_HAND_OVER: _slips,
    }
)
