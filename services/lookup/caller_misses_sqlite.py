"""Reads and writes the misses of callers on SQLite, for `services.rules.people.identity_tries`.

PostgreSQL does the same in `services/schema/postgresql/desk/checks.sql`: 電話担当 may read none of it there.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, literal_column, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from services.database.tables import card, identity_check, identity_miss, patron
from services.lookup.look_up_statement import IN_USE
from services.rules.people.identity import ReadFacts
from services.rules.people.identity_tries import MOST_MEANT, Limits, counted_since
from services.rules.policy import Policy

_FAILED: ColumnElement[bool] = identity_check.c.outcome == literal_column("'failed'")  # as the index says it


def limits(policy: Policy) -> Limits:
    """Take the library's values."""
    return Limits(policy.identity_misses, policy.identity_misses_of_login, policy.identity_misses_minutes)


async def made_by(conn: AsyncConnection, staff_id: str, since: datetime) -> tuple[datetime, ...]:
    """Read when a login missed, whoever was meant."""
    mine = (identity_check.c.staff_id == staff_id, _FAILED, identity_check.c.at > since)
    return tuple((await conn.execute(select(identity_check.c.at).where(*mine))).scalars())


async def made_for(conn: AsyncConnection, patron_id: int, since: datetime) -> tuple[datetime, ...]:
    """Read when a patron was missed, by number or without, whoever asked."""
    by_number = select(identity_check.c.at).where(
        identity_check.c.patron_id == patron_id, _FAILED, identity_check.c.at > since
    )
    without = select(identity_miss.c.at).where(
        identity_miss.c.patron_id == patron_id, identity_miss.c.at > since
    )
    return tuple((await conn.execute(union_all(by_number, without))).scalars())


async def meant_by(conn: AsyncConnection, read: ReadFacts) -> tuple[int, ...]:
    """Find everybody whose name or telephone number was told; nobody when they are too many to be meant.

    A birth date means nobody: too many share it.
    """
    told = ((patron.c.kana_key, read.kana), (patron.c.phone_digits, read.phone))
    theirs = or_(*(column == value for column, value in told if value is not None))
    statement = (
        select(patron.c.id)
        .join(card, (card.c.patron_id == patron.c.id) & IN_USE)
        .where(theirs)
        .limit(MOST_MEANT + 1)
    )
    found = tuple((await conn.execute(statement)).scalars())
    return () if len(found) > MOST_MEANT else found


async def remember_meant(
    conn: AsyncConnection, check_id: int, meant: tuple[int, ...], now: datetime, policy: Policy
) -> None:
    """Write down whom a miss without a number meant; what doesn't count any more goes, of everybody."""
    old = identity_miss.c.at <= counted_since(now, policy.identity_misses_minutes)
    await conn.execute(delete(identity_miss).where(old))
    if not meant:
        return
    rows = [{"check_id": check_id, "patron_id": patron_id, "at": now} for patron_id in meant]
    await conn.execute(insert(identity_miss), rows)
