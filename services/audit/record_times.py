"""Checks the server's time: weeks past every record it is right only if nobody worked.

Whatever clears by age would then clear nearly everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.database.tables import access_log, act, chain_seal, clearing, outgoing_mail
from services.rules.policy import Policy

_JUST_NOW = timedelta(hours=1)
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


async def silence(
    conn: AsyncConnection, now: datetime, policy: Policy, seen: datetime | None = None
) -> Silence | None:
    """Tell whether the server's time is ◇ `clock_ahead_days` or more past the newest record.

    Args:
        conn: of a login that may read all records.
        now: the server's time.
        policy: in force.
        seen: a time at which the server's clock was right, as the caller knows.

    Returns:
        What was found; None if the clock can be right, as in a library without any older record.
    """
    oldest, newest = now - timedelta(days=policy.clock_ahead_days), now - _JUST_NOW
    if seen is not None and oldest < seen <= now:
        return None
    among = or_(*(exists(select(it).where(it > oldest, it <= newest)) for it in _TIMES))
    if (await conn.execute(select(among))).scalar_one():
        return None
    last = (await conn.execute(select(*_newest(newest)))).one()
    since = max((it for it in last if it is not None), default=None)
    return None if since is None else Silence(since, now)


def _newest(before: datetime) -> Iterator[ColumnElement[datetime]]:
    for it in _TIMES:
        yield select(func.max(it)).where(it <= before).scalar_subquery()
