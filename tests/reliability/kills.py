"""A server that is killed at its work and started again."""

import asyncio
import random
import time

from tests.reliability.clerk import all_at_work_during
from tests.reliability.ledger import Ledger
from tests.reliability.node import Node, node
from tests.reliability.report import Figure
from tests.reliability.scene import CLERKS, clerks, set_scene

_BETWEEN = 40
"""Acts answered between two blows, at the least; up to twice as many."""


async def more_answered(ledger: Ledger, acts: int) -> None:
    """Wait until so many more acts are answered."""
    wanted = len(ledger.acknowledged) + acts
    while len(ledger.acknowledged) < wanted:
        await asyncio.sleep(0.005)


class Outages:
    """How long nobody was served, in seconds, from the blow to the next act answered."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lengths: list[float] = []

    async def note(self, since: float) -> None:
        """Wait for an act that can't have been answered before, whose answer was only still to be read."""
        await more_answered(self._ledger, CLERKS + 1)
        self._lengths.append(time.monotonic() - since)

    def told(self) -> str:
        return f"an act answered again after {min(self._lengths):.1f} to {max(self._lengths):.1f} s"


async def strike(server: Node, ledger: Ledger, rng: random.Random, outages: Outages, times: int) -> None:
    """Kill and start again, so many times."""
    for _ in range(times):
        await more_answered(ledger, rng.randint(_BETWEEN, 2 * _BETWEEN))
        await asyncio.sleep(rng.random() * 0.02)
        blow = time.monotonic()
        server.kill()
        server.start()
        await outages.note(blow)
    await more_answered(ledger, _BETWEEN)


async def kills(seed: int, times: int) -> Figure:
    """Kill the server under load (SIGKILL to all its processes) and start it again."""
    ledger = Ledger()
    outages = Outages(ledger)
    async with node("kills") as server:
        scene = await set_scene(server.url_of("postgres"), 2 * _BETWEEN * (times + 1))
        async with clerks(scene, ledger, seed) as desks:
            blows = strike(server, ledger, random.Random(f"{seed} kills"), outages, times)
            await all_at_work_during(desks, blows)
        done = f"killed and started again {times} times, {outages.told()}"
        findings = await scene.findings(ledger, server_fell=True)
        return Figure("kills", done, ledger.told(), findings)
