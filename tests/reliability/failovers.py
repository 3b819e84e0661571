"""A primary that dies, and its synchronous standby that takes over."""

import asyncio
import random
import time
from contextlib import ExitStack

from tests.reliability.clerk import all_at_work_during
from tests.reliability.kills import Outages, more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import Node, place_for
from tests.reliability.report import Figure
from tests.reliability.scene import clerks, set_scene

_BETWEEN = 40
_IN_STEP = "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming')"


class Pair:
    """Two servers, one of which is the primary and waits for the other at each commit."""

    def __init__(self, one: Node, other: Node) -> None:
        self.primary, self.standby = one, other

    @property
    def hosts(self) -> str:
        """Both, as an address has them: whichever takes writes is wanted."""
        both = sorted((self.primary, self.standby), key=lambda node: node.port)
        listed = "&".join(f"host=127.0.0.1:{node.port}" for node in both)
        return f"?{listed}&target_session_attrs=read-write"

    async def begin(self) -> None:
        """Start the primary alone."""
        self.primary.make()
        self.primary.start()
        await self.primary.answers()

    async def join(self) -> None:
        """Give the primary its standby, and from then on let no commit be answered before it is there, too."""
        await self.standby.follow(self.primary)
        await self._commit_with("'*'")
        await self.primary.wait_for(_IN_STEP)

    async def fail_over(self) -> None:
        """Kill the primary where it stands and promote the standby; it goes on alone, as Patroni would let it."""
        self.primary.kill()
        await self.standby.ask("SELECT pg_promote(true, 60)")
        self.primary, self.standby = self.standby, self.primary
        await self._commit_with("''")

    def end(self) -> None:
        self.primary.kill()
        self.standby.kill()

    async def _commit_with(self, names: str) -> None:
        conn = await self.primary.connect()
        try:
            await conn.execute(f"ALTER SYSTEM SET synchronous_standby_names = {names}")
            await conn.execute("SELECT pg_reload_conf()")
        finally:
            await conn.close()


async def strike(pair: Pair, ledger: Ledger, rng: random.Random, outages: Outages, times: int) -> None:
    for number in range(times):
        await more_answered(ledger, rng.randint(_BETWEEN, 2 * _BETWEEN))
        await asyncio.sleep(rng.random() * 0.02)
        blow = time.monotonic()
        await pair.fail_over()
        await outages.note(blow)
        if number + 1 < times:
            await pair.join()
    await more_answered(ledger, _BETWEEN)


async def failovers(seed: int, times: int) -> Figure:
    """Kill the primary under load and promote its standby; the dead one comes back as the next standby."""
    ledger = Ledger()
    outages = Outages(ledger)
    with ExitStack() as stack:
        pair = Pair(*(Node(stack.enter_context(place_for(name))) for name in ("one", "other")))
        stack.callback(pair.end)
        await pair.begin()
        scene = await set_scene(pair.primary.url_of("postgres"), 2 * _BETWEEN * (times + 1))
        await pair.join()
        # Under the URL's user and database, but with no host of its own.
        way = "postgresql://x@/postgres" + pair.hosts
        async with clerks(scene, ledger, seed, lambda _: way) as desks:
            blows = strike(pair, ledger, random.Random(f"{seed} failovers"), outages, times)
            await all_at_work_during(desks, blows)
        findings = await scene.findings(ledger, pair.primary.url_of("postgres"), server_fell=True)
        done = f"primary killed, standby promoted {times} times, {outages.told()}"
        return Figure("failovers", done, ledger.told(), findings)
