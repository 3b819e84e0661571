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
_TOLD_ONE_BY_ONE = 256
"""How many patrons are told apart at once; of more at the same time it is told that it could be anybody."""
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
        most: notices a second; of more nothing is heard for a while, since each takes the window's thread some time.
        first_rest, longest_rest: for so long; twice as long each time that there are too many again.
    """

    beat: float = 10.0
    answer: float = 5.0
    first_wait: float = 0.2
    longest_wait: float = 5.0
    most: int = 1000
    first_rest: float = 1.0
    longest_rest: float = 8.0


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
    heard = _Heard(pace)

    def notified(_conn: object, process: int, _channel: str, payload: object) -> None:
        # Anybody who may connect may send a notice, and write into it what they like.
        if not is_own(process):
            heard.add(int(str(payload)) if _PATRON.fullmatch(str(payload)) else None)

    def ended(_conn: Any) -> None:
        heard.end()

    conn.add_termination_listener(ended)
    try:
        await conn.add_listener(_CHANNEL, notified)
        yield Connected()
        while True:
            try:
                async with asyncio.timeout(pace.beat):
                    await heard.something.wait()
            except TimeoutError:
                await conn.fetchval("SELECT 1", timeout=pace.answer)
                continue
            for report in heard.taken():
                yield report
            if heard.ended:
                return
            rest = heard.rest()
            if rest is not None:
                await conn.remove_listener(_CHANNEL, notified)
                heard.taken()
                await asyncio.sleep(rest)
                await conn.add_listener(_CHANNEL, notified)
                yield Changed(None)
    finally:
        conn.remove_termination_listener(ended)
        await _part(conn)


class _Heard:
    """What was heard and isn't told yet: each patron once, however many notices came, and no more than can be told.

    Any login may send notices, as many as it likes.

    Args:
        pace: how many are heard, and how long none when there are more.

    Attributes:
        something: set while there is something to tell, or the end.
        ended: nothing comes any more.
    """

    def __init__(self, pace: Pace) -> None:
        self.something = asyncio.Event()
        self.ended = False
        self._patrons: dict[int, None] = {}
        self._pace = pace
        self._rest = pace.first_rest
        self._since = float("-inf")
        self._notices = 0

    def add(self, patron_id: int | None) -> None:
        """Hear of a patron, or of nobody there can be."""
        self._notices += 1
        if patron_id is not None and len(self._patrons) <= _TOLD_ONE_BY_ONE:
            self._patrons[patron_id] = None
        self.something.set()

    def rest(self) -> float | None:
        """Tell for how many seconds nothing should be heard; None as long as notices aren't too many."""
        now = asyncio.get_running_loop().time()
        if self._notices > self._pace.most:
            rest, self._notices = self._rest, 0
            self._rest = min(2 * rest, self._pace.longest_rest)
            self._since = now + rest
            return rest
        if now > self._since + 1:
            if now > self._since + 2 * self._pace.longest_rest:
                self._rest = self._pace.first_rest
            self._since, self._notices = now, 0
        return None

    def end(self) -> None:
        """Hear that the connection has ended."""
        self.ended = True
        self.something.set()

    def taken(self) -> list[Changed]:
        """Give what was heard, in its order, and forget it."""
        patrons, self._patrons = self._patrons, {}
        if not self.ended:
            self.something.clear()
        if len(patrons) > _TOLD_ONE_BY_ONE:
            return [Changed(None)]
        return [Changed(it) for it in patrons]


async def _part(conn: asyncpg.Connection) -> None:
    try:
        await conn.close(timeout=_FAREWELL)
    except _TROUBLE:
        conn.terminate()
