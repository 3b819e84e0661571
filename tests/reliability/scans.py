"""Cards scanned faster than they can be read: each look-up is given up for the next."""

import asyncio
import random
from contextlib import suppress

from services.own_schema.library import open_library
from tests.reliability.ledger import Ledger
from tests.reliability.node import node
from tests.reliability.report import Figure
from tests.reliability.scene import HASHER, set_scene

_HERS = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'clerk1'"
_AT_WORK = f"{_HERS} AND state <> 'idle'"


async def scans(seed: int, times: int) -> Figure:
    """Cancel each look-up after a time by chance, from none to about twice what one takes."""
    rng = random.Random(f"{seed} scans")
    ledger = Ledger()
    async with node("scans") as server:
        scene = await set_scene(server.url_of("postgres"), 1)
        actor, cards = scene.actors[0], scene.charges[0].cards
        async with open_library(scene.url_of(actor), hasher=HASHER) as library:
            await library.backend.look_ups.by_card(cards[0], actor)
            ledger.looks += 1
            before = await server.ask(_HERS)
            most = 0
            for number in range(times):
                look = asyncio.create_task(library.backend.look_ups.by_card(rng.choice(cards), actor))
                await asyncio.sleep(rng.choice((0, rng.random() * 0.005, rng.random() * 0.05)))
                look.cancel()
                with suppress(asyncio.CancelledError):
                    await look
                    ledger.looks += 1
                if number % 50 == 0:
                    here = await server.ask(_HERS)
                    assert isinstance(here, int)
                    most = max(most, here)
            await library.backend.look_ups.by_card(cards[0], actor)
            ledger.looks += 1
            await server.wait_for(f"SELECT ({_AT_WORK}) = 0")
            after = await server.ask(_HERS)
        await server.wait_for(f"SELECT ({_HERS}) = 0")
        findings = await scene.findings(ledger)
        if after != before:
            findings.append(f"{before} connections before, {after} afterwards")
        came = f"{ledger.looks} look-ups answered; never more than {most} connection of the desk's"
        return Figure("scans", f"{times} scans given up for the next", came, findings)
