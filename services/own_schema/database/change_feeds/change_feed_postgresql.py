"""Listens for changes on PostgreSQL, on its own connection, which also shows whether the server is there.

The channel is that of `services/own_schema/schema/postgresql/notify.sql`; its payload is a patron's id, any other is
ignored. What could not be sent is asked for (`unnoticed.sql` beside it).
"""

import asyncio
import contextlib
import random
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

from services.contract.change_events import Changed, Connected, InTime, Late, LoginRefused, Lost, Report
from services.contract.errors import NotPermitted, SystemLoginRefused
from services.own_schema.database.change_feeds.notice_queue import TOLD_APART
from services.own_schema.database.errors import service_error

_CHANNEL = "madoguchi_patron"
_PATRON = re.compile(r"[0-9]{1,19}")  # a bigint
_ASKED = "SELECT is_off, asks_from, patrons FROM madoguchi_unnoticed($1)"
_FAREWELL = 1.0  # seconds
_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how long, in seconds.

    Attributes:
        beat: between questions for changes without a notice, which also show that the server is alive; a network can
            die without an error.
        late: the same while it sends no notices.
        answer: how long its answer may take.
        first_wait, longest_wait: before connecting again; each wait doubles the one before, and is cut at random by up
            to a half, so that a city's desks don't all come back in the same moment.
        most: notices a second; with more the desk stops listening for a while, since each takes the window's thread
            some time.
        first_rest, longest_rest: how long it stops; twice as long each time that there are too many again.
    """

    beat: float = 10.0
    late: float = 5.0
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
            if isinstance(service_error(error), SystemLoginRefused | NotPermitted):
                yield LoginRefused()
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
    """Report the changes of one connection, until it ends or raises what ended it."""
    heard = _Heard(pace)

    def notified(_conn: object, process: int, _channel: str, payload: object) -> None:
        # Any login that may connect may send a notice with any payload.
        if not is_own(process):
            heard.add(int(str(payload)) if _PATRON.fullmatch(str(payload)) else None)

    def ended(_conn: Any) -> None:
        heard.end()

    unnoticed = _Unnoticed(conn, pace)
    conn.add_termination_listener(ended)
    try:
        await conn.add_listener(_CHANNEL, notified)
        await unnoticed.ask()
        yield Connected()
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(unnoticed.due):
                    await heard.something.wait()
            if not heard.ended and asyncio.get_running_loop().time() >= unnoticed.due:
                for report in await unnoticed.ask():
                    yield report
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


class _Unnoticed:
    """Asks for changes of which no notice was sent, on the connection that listens.

    Attributes:
        due: when to ask again, by the loop's clock.
    """

    def __init__(self, conn: asyncpg.Connection, pace: Pace) -> None:
        self.due = float("-inf")
        self._conn = conn
        self._pace = pace
        self._from: int | None = None
        self._was_off = False
        self._is_late = False

    async def ask(self) -> list[Report]:
        """Ask which patrons changed without a notice since the last call; the first call finds none.

        Report that notices are off only after two calls in a row: a full queue may empty by itself.
        """
        row = await self._conn.fetchrow(_ASKED, self._from, timeout=self._pace.answer)
        assert row is not None
        is_off, self._from, patrons = row
        found: list[Report] = []
        is_late = is_off and self._was_off
        if is_late is not self._is_late:
            found.append(Late() if is_late else InTime())
        self._was_off, self._is_late = is_off, is_late
        self.due = asyncio.get_running_loop().time() + (self._pace.late if is_off else self._pace.beat)
        if None in patrons or len(patrons) > TOLD_APART:
            return [*found, Changed(None)]
        return [*found, *(Changed(it) for it in dict.fromkeys(patrons))]


class _Heard:
    """The notices not reported yet: each patron once, and no more patrons than are reported one by one.

    Any login may send any number of notices.

    Args:
        pace: the most notices a second, and how long to stop listening after more.

    Attributes:
        something: set while there is something to report, or at the end.
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
        """Add a patron's change; None for a payload that can't be an id."""
        self._notices += 1
        if patron_id is not None and len(self._patrons) <= TOLD_APART:
            self._patrons[patron_id] = None
        self.something.set()

    def rest(self) -> float | None:
        """Give how many seconds to stop listening; None unless there are too many notices."""
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
        """Note that the connection has ended."""
        self.ended = True
        self.something.set()

    def taken(self) -> list[Changed]:
        """Give the noted changes in their order, and clear them."""
        patrons, self._patrons = self._patrons, {}
        if not self.ended:
            self.something.clear()
        if len(patrons) > TOLD_APART:
            return [Changed(None)]
        return [Changed(it) for it in patrons]


async def _part(conn: asyncpg.Connection) -> None:
    try:
        await conn.close(timeout=_FAREWELL)
    except _TROUBLE:
        conn.terminate()
