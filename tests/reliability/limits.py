"""A server that takes no more connections."""

import asyncio
from contextlib import AsyncExitStack

import asyncpg

from tests.reliability.clerk import all_at_work_during
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import Node, node
from tests.reliability.report import Figure
from tests.reliability.scene import clerks, set_scene

_TURN_OUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename LIKE 'clerk%'"


async def _crowd(server: Node, ledger: Ledger, times: int) -> None:
    """Take every connection there is, the clerks' too, until each clerk was told; then leave."""
    keeper = await server.connect()
    try:
        for _ in range(times):
            await more_answered(ledger, 20)
            async with AsyncExitStack() as crowd:
                told = ledger.told_so_far
                while ledger.told_so_far < told + 20:
                    try:
                        one = await server.connect()
                    except asyncpg.TooManyConnectionsError:
                        await keeper.execute(_TURN_OUT)
                        await asyncio.sleep(0.002)
                    else:
                        crowd.push_async_callback(one.close)
    finally:
        await keeper.close()
    await more_answered(ledger, 20)


async def limits(seed: int, times: int) -> Figure:
    """Fill the server up under load, and make room again."""
    ledger = Ledger()
    async with node("limits", max_connections="12", superuser_reserved_connections="0") as server:
        scene = await set_scene(server.url_of("postgres"), 200)
        async with clerks(scene, ledger, seed) as desks:
            await all_at_work_during(desks, _crowd(server, ledger, times))
        done = f"{times} times full"
        return Figure("limits", done, ledger.told(), await scene.findings(ledger))
