"""A network that falls silent without a reset, at random bytes, and comes back with what was under way."""

import asyncio
import random
import time

from tests.helpers.proxy import Proxy, Way, proxied
from tests.reliability.clerk import Clerk, all_at_work_during
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import node
from tests.reliability.report import Figure
from tests.reliability.scene import clerks, set_scene

ANSWER_WITHIN = 1.0
_FEW, _TURNS = 10, (1, 2, 3, 2, 2)
"""An act has two turns, of which the second is the call that does it, and the look-up after it one."""
_GLANCE = 0.005


def _hang_in_the_next_act(desk: Clerk, proxy: Proxy, rng: random.Random) -> None:
    def once() -> None:
        desk.before_act = lambda: None
        proxy.hang_after(rng.choice(list(Way)), rng.randrange(_FEW), turns=rng.choice(_TURNS))

    desk.before_act = once


async def strike(desk: Clerk, proxy: Proxy, rng: random.Random, times: int, told: list[float]) -> None:
    """Hang, see how long it takes until the clerk is told, and let what was under way arrive late."""
    ledger = desk.ledger
    for _ in range(times):
        await more_answered(ledger, rng.randint(2, 8))
        _hang_in_the_next_act(desk, proxy, rng)
        while not proxy.is_hanging:
            await asyncio.sleep(_GLANCE)
        before, begun = ledger.told_so_far, time.monotonic()
        while ledger.told_so_far == before:
            await asyncio.sleep(_GLANCE)
        told.append(time.monotonic() - begun)
        proxy.flow()


async def hangs(seed: int, times: int) -> Figure:
    """Let one clerk's network hang while the others work on."""
    ledger = Ledger()
    silenced = Ledger()  # of the one whose network it is
    told: list[float] = []
    async with node("hangs") as server:
        scene = await set_scene(server.url_of("postgres"), 200)
        async with (
            proxied(scene.url) as (proxy, url),
            clerks(
                scene,
                ledger,
                seed,
                lambda number: scene.url if number else url,
                answer_within=ANSWER_WITHIN,
            ) as desks,
        ):
            desks[0].ledger = silenced
            await all_at_work_during(
                desks, strike(desks[0], proxy, random.Random(f"{seed} hangs"), times, told)
            )
            proxy.flow()
        done = (
            f"{times} times silent, told after {min(told):.1f} to {max(told):.1f} s "
            f"(an answer is waited for for {ANSWER_WITHIN:.0f} s)"
        )
        came = f"{silenced.told()}; the others: {ledger.told()}"
        return Figure("hangs", done, came, await scene.findings(ledger.with_another(silenced)))
