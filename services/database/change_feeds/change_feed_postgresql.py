"""Hearing of changes on PostgreSQL, on a connection of its own, which also tells whether the server is there.

The channel is that of `services/schema/postgresql/notify.sql`; its payload is a patron's id, any other is ignored.
"""

import asyncio
import random
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

from services.change_events import Changed, Connected, Lost, Refused, Report
from services.database.errors import service_error
from services.errors import DatabaseLoginRefused, NotPermitted

_CHANNEL = "madoguchi_patron"
_PATRON = re.compile(r"[0-9]{1,19}")  # a bigint
_FAREWELL = 1.0  # seconds
_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how long, in seconds.

    Attributes:
        beat: after so much silence the server is asked for a sign of life; a network can die without a word.
        answer: how long that may take.
        first_wait, longest_wait: before connecting again; each wait doubles the one before, and is cut at random by up
            to a half, so that a city's desks don't all come back in the same moment.
    """

    beat: float = 10.0
    answer: float = 5.0
    first_wait: float = 0.2
    longest_wait: float = 5.0


async def listen(
    connect: Callable[[], Awaitable[asyncpg.Connection]],
    is_own: Callable[[int], bool],
    pace: Pace | None = None,
) -> AsyncGenerator[Report]:
    """Tell changes, and when the server goes and comes back, until the login is refused.

    Args:
        connect: opens the connection to listen on.
        is_own: whether a server process serves this program, whose acts show their outcome themselves.
        pace: the usual one when left out.
    """
    pace = pace or Pace()
    wait, lost = pace.first_wait, False
    while True:
        try:
            conn = await connect()
        except _TROUBLE as error:
            if isinstance(service_error(error), DatabaseLoginRefused | NotPermitted):
                yield Refused()
                return
            if not lost:
                lost = True
                yield Lost()
            await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 - no secret
            wait = min(2 * wait, pace.longest_wait)
            continue
        told = _hear(conn, is_own, pace)
        try:
            async for report in told:
                wait, lost = pace.first_wait, False
                yield report
        except _TROUBLE:
            pass
        finally:
            await told.aclose()
        lost = True
        yield Lost()


async def _hear(
    conn: asyncpg.Connection, is_own: Callable[[int], bool], pace: Pace
) -> AsyncGenerator[Report]:
    """Tell what comes on one connection, until it ends or raises what ended it."""
    heard: asyncio.Queue[Report | None] = asyncio.Queue()

    def notified(_conn: object, process: int, _channel: str, payload: object) -> None:
        # Anybody who may connect may send a notice, and write into it what they like.
        if not is_own(process) and _PATRON.fullmatch(str(payload)):
            heard.put_nowait(Changed(int(str(payload))))

    def ended(_conn: Any) -> None:
        heard.put_nowait(None)

    conn.add_termination_listener(ended)
    try:
        await conn.add_listener(_CHANNEL, notified)
        yield Connected()
        while True:
            try:
                async with asyncio.timeout(pace.beat):
                    report = await heard.get()
            except TimeoutError:
                await conn.fetchval("SELECT 1", timeout=pace.answer)
                continue
            if report is None:
                return
            yield report
    finally:
        conn.remove_termination_listener(ended)
        await _part(conn)


async def _part(conn: asyncpg.Connection) -> None:
    try:
        await conn.close(timeout=_FAREWELL)
    except _TROUBLE:
        conn.terminate()
