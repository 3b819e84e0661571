"""Checks the server's time: weeks past every record it is right only if the library was closed.

With a wrong time, clearing by age would clear nearly everything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.database.calls import asked
from services.own_schema.database.tables import access_log, act, chain_seal, clearing, outgoing_mail
from services.own_schema.database.tables.types import Instant

AHEAD: Final = timedelta(days=21)
"""The server's time is doubted so long past the newest record."""
JUST_NOW: Final = timedelta(hours=1)
"""Records so young may themselves have been made by the wrong clock."""

# Acts last: their times have no index, and the others nearly always answer.
_TIMES = (access_log.c.at, outgoing_mail.c.queued_at, clearing.c.at, chain_seal.c.at, act.c.at)


@dataclass(frozen=True, slots=True)
class Silence:
    """No record is of the time before now.

    Attributes:
        since: the newest record's time, without those of the last hour.
        now: the server's time.
    """

    since: datetime
    now: datetime


async def silence(conn: AsyncConnection, now: datetime, seen: datetime | None = None) -> Silence | None:
    """Tell whether the server's time is three weeks or more past the newest record.

    Args:
        conn: of a login that may read all records; on PostgreSQL that is the worker's or the owner's.
        now: the server's time.
        seen: a time at which the server's clock was right, as the caller knows.

    Returns:
        What was found; None if the clock can be right, as in a library without any older record.
    """
    oldest = now - AHEAD
    if seen is not None and oldest < seen <= now:
        return None
    silent = silent_since(literal(oldest, Instant()), literal(now - JUST_NOW, Instant()))
    since = (await conn.execute(asked(conn, silent, func.madoguchi_silent_since()))).scalar_one()
    return None if since is None else Silence(since, now)


def silent_since(oldest: ColumnElement[datetime], newest: ColumnElement[datetime]) -> Select[Any]:
    """Read the time of the last record up to `newest`; null if a record is later than `oldest`."""
    is_recorded = or_(*(exists(select(it).where(it > oldest, it <= newest)) for it in _TIMES))
    last = union_all(*(select(func.max(it).label("at")).where(it <= newest) for it in _TIMES)).subquery()
    return select(case((~is_recorded, select(func.max(last.c.at)).scalar_subquery())).label("since"))
