"""Measures how full PostgreSQL's queue of notices is, and finds the sessions that keep it full.

`services/own_schema/schema/postgresql/unnoticed.sql` says what is done about it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ARRAY, Boolean, Float, String, column, func, select

from services.own_schema.database.engine import Database

MOST_FULL: Final = 0.5
"""The fraction of the queue above which nothing is sent: the rest is for notices that other sessions still send."""
TOLD_APART: Final = 256
"""How many changed patrons are reported one by one; for more, one report says that any patron may have changed."""
KEPT_MINUTES: Final = 10
"""Minutes that marks are kept; desks ask for them every few seconds."""
_LASTS: Final = 1.0
"""Seconds: no desk's transaction takes so long."""


@dataclass(frozen=True, slots=True)
class NoticeQueue:
    """What is known of the queue.

    Attributes:
        percent: how much of it is used.
        are_off: it is so full that nothing is sent.
        processes: the sessions that were in a transaction all the time, by their server process; one of them listens.
            None is looked for while notices are sent.
    """

    percent: int
    are_off: bool = False
    processes: tuple[int, ...] = ()


async def look_at_queue(
    db: Database, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> NoticeQueue:
    """Look at the queue, and once more a second later while it is full.

    Args:
        db: a library on PostgreSQL.
        pause: waits for so many seconds.

    Raises:
        NotPermitted: the login is none of the staff's, the worker's or the owner's.
        SystemBusy, SystemUnreachable: nothing was seen.
    """
    found, there = await _look(db)
    if not found.are_off:
        return found
    await pause(_LASTS)
    found, still = await _look(db)
    lasting = (it for it in still if it in there)
    return NoticeQueue(found.percent, found.are_off, tuple(int(it.partition(" ")[0]) for it in lasting))


async def _look(db: Database) -> tuple[NoticeQueue, list[str]]:
    told = (column("used", Float), column("is_off", Boolean), column("transactions", ARRAY(String)))
    async with db.autocommit() as conn:
        row = (await conn.execute(select(func.madoguchi_notices().table_valued(*told)))).one()
    return NoticeQueue(round(100 * row.used), row.is_off), row.transactions
