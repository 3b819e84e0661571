"""A library that is upgraded while its counters are open."""

import time
from collections.abc import Awaitable, Callable

from services.contract.errors import SystemBusy
from services.own_schema.schema import upgrade
from tests.reliability.clerk import all_at_work_during
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import Node, node
from tests.reliability.report import Figure
from tests.reliability.scene import Scene, clerks, set_scene

_BETWEEN = 20
_TABLES = ("patron", "hold", "loan", "act")


async def until_not_busy(work: Callable[[], Awaitable[object]]) -> int:
    """Do an administrator's work again until it gets its locks; tell how often it didn't."""
    too_busy = 0
    while True:
        try:
            await work()
        except SystemBusy:
            too_busy += 1
        else:
            return too_busy


async def _upgrade(server: Node, scene: Scene, ledger: Ledger, times: int, took: list[float]) -> int:
    """Do what a new version does: put all guards in force anew, and give tables another column."""
    too_busy = 0
    for number in range(times):
        await more_answered(ledger, _BETWEEN)
        begun = time.monotonic()
        too_busy += await until_not_busy(lambda: upgrade.upgrade(scene.url))
        took.append(time.monotonic() - begun)
        conn = await server.connect()
        try:
            await conn.execute(
                f"ALTER TABLE {_TABLES[number % len(_TABLES)]} ADD later_{number} text DEFAULT 'x'"
            )
        finally:
            await conn.close()
    await more_answered(ledger, _BETWEEN)
    return too_busy


async def upgrades(seed: int, times: int) -> Figure:
    """Upgrade under load, as an administrator does before the desks get the new program."""
    ledger = Ledger()
    took: list[float] = []
    too_busy = 0
    async with node("upgrades") as server:
        scene = await set_scene(server.url_of("postgres"), 2 * _BETWEEN * (times + 1))

        async def blows() -> None:
            nonlocal too_busy
            too_busy = await _upgrade(server, scene, ledger, times, took)

        async with clerks(scene, ledger, seed) as desks:
            await all_at_work_during(desks, blows())
        done = (
            f"upgraded {times} times, each in {min(took):.1f} to {max(took):.1f} s, {too_busy} times too busy"
        )
        return Figure("upgrades", done, ledger.told(), await scene.findings(ledger))
