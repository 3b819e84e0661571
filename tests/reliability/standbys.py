"""A desk whose server is a standby: it takes no writes until it is promoted."""

import asyncio
from contextlib import ExitStack

from tests.reliability.clerk import all_at_work_during
from tests.reliability.failovers import Pair
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import Node, place_for
from tests.reliability.report import Figure
from tests.reliability.scene import clerks, set_scene


async def standbys(seed: int, refusals: int) -> Figure:
    """Let clerks work on a standby, which tells them so, and promote it under them."""
    ledger = Ledger()
    with ExitStack() as stack:
        pair = Pair(*(Node(stack.enter_context(place_for(name))) for name in ("one", "other")))
        stack.callback(pair.end)
        await pair.begin()
        scene = await set_scene(pair.primary.url_of("postgres"), 100)
        await pair.join()
        way = pair.standby.url_of("postgres")

        async def promote() -> None:
            while ledger.troubles["SystemReadOnly"] < refusals:
                await asyncio.sleep(0.005)
            assert not ledger.acknowledged
            await pair.fail_over()
            await more_answered(ledger, 50)

        async with clerks(scene, ledger, seed, lambda _: way) as desks:
            await all_at_work_during(desks, promote())
        return Figure(
            "standbys", "read-only, then promoted", ledger.told(), await scene.findings(ledger, way)
        )
