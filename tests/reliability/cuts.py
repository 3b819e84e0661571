"""A cable that breaks at random bytes, in either direction."""

import random
from contextlib import AsyncExitStack
from functools import partial

from tests.helpers.proxy import Proxy, Way, proxied
from tests.reliability.clerk import all_at_work
from tests.reliability.ledger import Ledger
from tests.reliability.node import node
from tests.reliability.report import Figure
from tests.reliability.scene import clerks, set_scene

_BYTES = {Way.TO_SERVER: 80_000, Way.TO_CLIENT: 20_000}
"""About what connecting, signing in, preparing every statement, a look-up and an act send and get."""
_TURNS = (*range(1, 8), 2, 2, 2, 2)
"""An act is two turns on a warm connection, of which the second is the call that does it, and more on a new one."""
_FEW = 20
"""So few bytes from its beginning a turn is cut."""


def _perhaps_cut(proxy: Proxy, rng: random.Random) -> None:
    """Cut at any byte, which is mostly among the long statements, or soon after the beginning of any turn."""
    if proxy.is_armed or rng.random() < 0.2:
        return
    way = rng.choice(list(Way))
    if rng.random() < 0.3:
        proxy.cut_after(way, int(_BYTES[way] ** rng.random()))
    else:
        proxy.cut_after(way, rng.randrange(_FEW), turns=rng.choice(_TURNS))


async def cuts(seed: int, acts: int) -> Figure:
    """Cut each clerk's connection again and again while they work."""
    ledger = Ledger()
    async with node("cuts") as server:
        scene = await set_scene(server.url_of("postgres"), acts)
        async with AsyncExitStack() as stack:
            ways = [await stack.enter_async_context(proxied(scene.url)) for _ in scene.actors]
            async with clerks(scene, ledger, seed, lambda number: ways[number][1]) as desks:
                for number, (desk, (proxy, _)) in enumerate(zip(desks, ways, strict=True)):
                    desk.before_act = partial(_perhaps_cut, proxy, random.Random(f"{seed} cuts {number}"))
                await all_at_work(desks, lambda: len(ledger.acknowledged) >= acts)
            cut = sum(proxy.cuts for proxy, _ in ways)
        findings = await scene.findings(ledger)
        return Figure("cuts", f"{cut} connections cut", ledger.told(), findings)
