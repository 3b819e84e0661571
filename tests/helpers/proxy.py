"""The way between a program and its server, over which a test has power: it counts turns, and breaks in every way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy.engine import make_url

from tests.helpers.listening import listening

_CHUNK = 65536


class Way(Enum):
    """A direction."""

    TO_SERVER = "to the server"
    TO_CLIENT = "to the client"


@dataclass(eq=False)
class _Line:
    """One connection with its two ends."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    last: Way = Way.TO_CLIENT

    def end(self, way: Way) -> asyncio.StreamWriter:
        return self.server if way is Way.TO_SERVER else self.client

    def break_off(self) -> None:
        """Reset both ends at once; what is on its way is lost."""
        self.client.transport.abort()
        self.server.transport.abort()


@dataclass
class _Break:
    """Where to break: after so many turns have begun, then after so many bytes of a direction."""

    way: Way
    octets: int
    turns: int
    hangs: bool


@dataclass(eq=False)
class Proxy:
    """Carries connections to one server.

    Attributes:
        turns: how often a client began to speak after the server had; with PostgreSQL's protocol each is a round trip,
            for the client waits for `ReadyForQuery`.
        connections: how many were made.
        cuts: how many were cut by `cut_after`, or hung by `hang_after`.
        delay: seconds for which each piece is held up.
    """

    host: str
    port: int
    turns: int = 0
    connections: int = 0
    cuts: int = 0
    delay: float = 0.0
    _break: _Break | None = None
    _ended: bool = False
    _flowing: asyncio.Event = field(default_factory=asyncio.Event)
    _lines: set[_Line] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    carried: dict[Way, int] = field(default_factory=lambda: dict.fromkeys(Way, 0))

    def __post_init__(self) -> None:
        self._flowing.set()

    def cut_after(self, way: Way, octets: int, turns: int = 0) -> None:
        """Break the connection that carries the byte after the next `octets` of a direction, before that byte.

        Args:
            way: the direction.
            octets: they are counted over all connections.
            turns: counting begins with the so many-th turn from now; with 0 at once.
        """
        self._break = _Break(way, octets, turns, hangs=False)

    def hang_after(self, way: Way, octets: int, turns: int = 0) -> None:
        """Do as `cut_after`, but `hang` there."""
        self._break = _Break(way, octets, turns, hangs=True)

    @property
    def is_armed(self) -> bool:
        """A break was ordered and hasn't come yet."""
        return self._break is not None

    @property
    def is_hanging(self) -> bool:
        """Nothing is carried now."""
        return not self._flowing.is_set()

    def hang(self) -> None:
        """Carry nothing any more and tell nobody. What is sent meanwhile arrives late, at `flow`."""
        self._flowing.clear()

    def flow(self) -> None:
        """Carry again."""
        self._flowing.set()

    def break_all(self) -> None:
        """Reset every connection."""
        for line in tuple(self._lines):
            line.break_off()

    async def come_in(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        """Take a new connection."""
        self.connections += 1
        try:
            answers, server = await asyncio.open_connection(self.host, self.port)
        except OSError:
            client.transport.abort()
            return
        line = _Line(client, server)
        if self._ended:
            line.break_off()
            return
        self._lines.add(line)
        for way, source in ((Way.TO_SERVER, reader), (Way.TO_CLIENT, answers)):
            task = asyncio.create_task(self._carry(line, way, source))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Break everything off and wait for the end; what comes in yet is broken off, too."""
        self._ended = True
        self.break_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, line: _Line, way: Way, source: asyncio.StreamReader) -> None:
        target = line.end(way)
        try:
            while data := await source.read(_CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                await self._flowing.wait()
                self._note_turn(line, way)
                passing, broken = self._passing(way, data)
                self.carried[way] += len(passing)
                target.write(passing)  # at once with the system, unless much is under way already
                await target.drain()
                if broken is None:
                    continue
                self.cuts += 1
                if not broken.hangs:
                    line.break_off()
                    continue
                self.hang()
                await self._flowing.wait()
                target.write(data[len(passing) :])
        except ConnectionError:
            line.break_off()
        finally:
            await self._flowing.wait()
            self._lines.discard(line)
            target.close()

    def _note_turn(self, line: _Line, way: Way) -> None:
        if line.last is way:
            return
        line.last = way
        if way is Way.TO_SERVER:
            self.turns += 1
            if self._break is not None and self._break.turns:
                self._break.turns -= 1

    def _passing(self, way: Way, data: bytes) -> tuple[bytes, _Break | None]:
        """Take from a piece what comes before the break, and give the break if it is reached."""
        wanted = self._break
        if wanted is None or wanted.way is not way or wanted.turns:
            return data, None
        if wanted.octets >= len(data):
            wanted.octets -= len(data)
            return data, None
        self._break = None
        return data[: wanted.octets], wanted


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[tuple[Proxy, str]]:
    """Put a proxy before a server; gives it with the address that leads through it."""
    address = make_url(url)
    assert address.host is not None
    assert address.port is not None
    proxy = Proxy(address.host, address.port)
    async with listening(proxy.come_in) as port:
        try:
            yield proxy, address.set(port=port).render_as_string(hide_password=False)
        finally:
            await proxy.end()
