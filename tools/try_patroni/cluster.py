"""Three Patronis on three etcd servers, each Patroni with ways of its own to etcd that can be cut."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from tests.helpers.listening import listening
from tests.helpers.proxy import Proxy
from tools.try_patroni.debian import Programs
from tools.try_patroni.members import HERE, Etcd, Patroni, Timing, new_password

NAMES = ("one", "two", "three")
_PATIENCE = 180.0
_GLANCE = 0.2


class StuckError(Exception):
    """The cluster doesn't reach a state; the message names it."""


class Cluster:
    """The members, and what is true of them.

    Attributes:
        nodes: the Patronis by name.
    """

    def __init__(self, folder: Path, programs: Programs, timing: Timing) -> None:
        self.timing = timing
        self.nodes = {name: Patroni(name, folder / name, programs) for name in NAMES}
        self._etcd = [Etcd(f"etcd-{name}", folder / f"etcd-{name}", programs) for name in NAMES]
        self._ways: dict[str, list[Proxy]] = {name: [] for name in NAMES}
        self._password = new_password()

    @property
    def url(self) -> URL:
        """The address of the administrator's database, without a host."""
        return URL.create("postgresql", "postgres", self._password, database="postgres")

    def library(self, database: str = "library") -> str:
        """Give the administrator's address of a database, as in operations.md: all hosts, and which to choose."""
        hosts = tuple(f"{HERE}:{node.port}" for node in self.nodes.values())
        wanted = {"host": hosts, "target_session_attrs": "read-write"}
        return self.url.set(database=database, query=wanted).render_as_string(hide_password=False)

    async def start_etcd(self) -> None:
        """Start all etcd servers, for the first time or once more, and wait until they work together."""
        together = ",".join(f"{it.name}=http://{HERE}:{it.peers}" for it in self._etcd)
        for server in self._etcd:
            server.start(together)

        async def ready() -> bool:
            return all([await server.is_ready() for server in self._etcd])

        await until(ready, "etcd")

    def kill_etcd(self) -> None:
        """Kill all etcd servers."""
        for server in self._etcd:
            server.kill()

    def cut_off(self, node: Patroni) -> None:
        """Let nothing pass between a Patroni and etcd, and close no connection."""
        for way in self._ways[node.name]:
            way.hang()

    def connect(self, node: Patroni) -> None:
        """Let pass again, what was under way, too."""
        for way in self._ways[node.name]:
            way.flow()

    async def leader(self, *, but: Patroni | None = None, within: float = _PATIENCE) -> Patroni:
        """Wait for a leader that takes writes.

        Args:
            but: the one that was it until now, and isn't asked.
            within: seconds.

        Raises:
            StuckError: there is none.
        """
        found: list[Patroni] = []

        async def there() -> bool:
            for asked in self.nodes.values():
                for member in (await asked.told()).values() if asked is not but else ():
                    its = self.nodes[member["name"]]
                    if member["role"] != "leader" or its is but:
                        continue
                    if await its.ask(self.url, "SELECT NOT pg_is_in_recovery()"):
                        found.append(its)
                        return True
            return False

        await until(there, "a leader", within)
        return found[0]

    async def writers(self) -> list[Patroni]:
        """Ask every PostgreSQL itself whether it takes writes, not its Patroni."""
        return [
            node for node in self.nodes.values() if await node.ask(self.url, "SELECT NOT pg_is_in_recovery()")
        ]

    async def writer(self) -> Patroni:
        """Wait for a PostgreSQL that takes writes, whose Patroni isn't asked.

        Raises:
            StuckError: none does.
        """
        found: list[Patroni] = []

        async def there() -> bool:
            found[:] = await self.writers()
            return len(found) == 1

        await until(there, "a single server that takes writes")
        return found[0]

    async def forget_leader(self) -> None:
        """Delete the leader's key in etcd, with which it holds the lead until its time is over."""
        await self._etcd[0].delete("/service/library/leader")

    async def synchronous(self, *, but: Patroni | None = None) -> Patroni:
        """Wait for a standby without which no commit is answered."""
        found: list[Patroni] = []

        async def there() -> bool:
            leader = await self.leader()
            members = (await leader.told()).values()
            named = [self.nodes[it["name"]] for it in members if it["role"] == "sync_standby"]
            found.extend(it for it in named if it is not but)
            return bool(found)

        await until(there, "a synchronous standby")
        return found[0]

    async def whole(self) -> Patroni:
        """Wait until every member is there, one of them synchronous; gives the leader."""

        async def there() -> bool:
            members = await (await self.leader()).told()
            states = sorted((it["role"], it["state"]) for it in members.values())
            return (
                states
                == [
                    ("leader", "running"),
                    ("replica", "streaming"),
                    ("sync_standby", "streaming"),
                ]
                and len({it["timeline"] for it in members.values()}) == 1
            )

        await until(there, "a whole cluster")
        return await self.leader()

    async def open_ways(self, stack: AsyncExitStack) -> None:
        """Put a proxy before each etcd server for each Patroni, and tell the Patroni of it."""
        for node in self.nodes.values():
            ports = []
            for server in self._etcd:
                way = Proxy(HERE, server.port)
                ports.append(await stack.enter_async_context(listening(way.come_in)))
                stack.push_async_callback(way.end)
                stack.callback(way.flow)
                self._ways[node.name].append(way)
            node.configure(ports, self._password, self.timing)

    def end(self) -> None:
        """Kill all that runs."""
        for member in (*self.nodes.values(), *self._etcd):
            member.kill()


@asynccontextmanager
async def running(folder: Path, programs: Programs, timing: Timing) -> AsyncIterator[Cluster]:
    """Run a whole cluster; nothing of it runs afterwards, however the block ends."""
    cluster = Cluster(folder, programs, timing)
    async with AsyncExitStack() as stack:
        await cluster.open_ways(stack)
        stack.callback(cluster.end)
        await cluster.start_etcd()
        for node in cluster.nodes.values():
            node.start()
        await cluster.whole()
        yield cluster


async def until(holds: Callable[[], Awaitable[bool]], what: str, within: float = _PATIENCE) -> None:
    """Wait until something holds.

    Raises:
        StuckError: it doesn't in time.
    """
    try:
        async with asyncio.timeout(within):
            while not await holds():  # noqa: ASYNC110 - it watches servers that know of no event
                await asyncio.sleep(_GLANCE)
    except TimeoutError:
        raise StuckError(f"no {what.removeprefix('a ')} after {within:.0f} s") from None
