"""Checks the server's time: weeks past every record it is right only if nobody worked.

Whatever clears by age would then clear nearly everything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.database.tables import access_log, act, chain_seal, clearing, outgoing_mail
from services.database.tables.types import Instant

AHEAD: Final = timedelta(days=21)
"""So long past the newest record the server's time is doubted."""
JUST_NOW: Final = timedelta(hours=1)
"""Records of so short a time may be made by the wrong clock themselves."""

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
    if conn.dialect.name == "postgresql":
        silent = (await conn.execute(select(func.madoguchi_silent_since(type_=Instant())))).scalar()
        return None if silent is None else Silence(silent, now)
    newest = literal(now - JUST_NOW, Instant())
    if (await conn.execute(recorded_between(literal(oldest, Instant()), newest))).scalar_one():
        return None
    last = (await conn.execute(newest_before(newest))).one()
    since = max((it for it in last if it is not None), default=None)
    return None if since is None else Silence(since, now)


def recorded_between(oldest: ColumnElement[datetime], newest: ColumnElement[datetime]) -> Select[Any]:
    """Ask whether any record is of the time behind `oldest`, up to `newest`."""
    return select(or_(*(exists(select(it).where(it > oldest, it <= newest)) for it in _TIMES)))


def newest_before(newest: ColumnElement[datetime]) -> Select[Any]:
    """Read the time of the last record of each kind up to a moment."""
    last = (select(func.max(it)).where(it <= newest).scalar_subquery() for it in _TIMES)
    return select(*(it.label(f"last_{place}") for place, it in enumerate(last)))
