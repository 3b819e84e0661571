"""A process of desks: `python -m tests.bench.load.client`, told by JSON lines what to do, telling what it took.

It reads its desks first, answers `ready` when all have signed in and warmed up, and works through each line of
`{"think": seconds, "seconds": how long, "desks": how many}` until its input ends.
"""

import asyncio
import json
import random
import resource
import sys
import time
from contextlib import AsyncExitStack, aclosing, suppress
from typing import Any

from sqlalchemy.engine import make_url

from services.contract.actor import Actor, StaffMember
from services.contract.change_events import Changed
from services.contract.errors import SystemUnreachable
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import Channel, Role
from tests.bench.load.desk import Desk, Tally

_AT_ONCE = 8
_TRIES = 5
"""A machine that others keep busy may not answer a sign-in in time; whoever sits there tries again."""
_SETTLING = 2.0
"""Seconds that aren't counted, at either end."""


async def _main() -> None:
    told = json.loads(await asyncio.to_thread(sys.stdin.readline))
    tally, hasher = Tally(), PasswordHasher()
    async with AsyncExitStack() as stack:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def open_desk(url: str, place: int) -> tuple[Desk, float]:
            async with gate:
                start = time.perf_counter()
                desk = await _signed_in(stack, url, place, tally, hasher)
                desk.cards = told["cards"]
                seconds = time.perf_counter() - start
                await desk.warm_up()
                return desk, seconds

        opened = await asyncio.gather(
            *(open_desk(url, told["first"] + place) for place, url in enumerate(told["urls"]))
        )
        desks = [desk for desk, _ in opened]
        _tell({"ready": True, "signed_in": [seconds for _, seconds in opened], "errors": tally.errors})
        while line := await asyncio.to_thread(sys.stdin.readline):
            _tell(await _work(desks, tally, json.loads(line)))


async def _signed_in(
    stack: AsyncExitStack, url: str, place: int, tally: Tally, hasher: PasswordHasher
) -> Desk:
    for _ in range(_TRIES - 1):
        with suppress(SystemUnreachable):
            return await _open(stack, url, place, tally, hasher)
    return await _open(stack, url, place, tally, hasher)


async def _open(stack: AsyncExitStack, url: str, place: int, tally: Tally, hasher: PasswordHasher) -> Desk:
    library = await stack.enter_async_context(open_library(url, hasher=hasher))
    name = make_url(url).username
    assert name is not None
    branch = next(iter(library.masters.current.branches))
    actor = Actor(StaffMember(name, "窓口 係", Role.COUNTER), branch, f"{place}番窓口", Channel.COUNTER)
    desk = Desk(library, actor, tally, random.Random(place))
    stack.push_async_callback(_end, asyncio.create_task(_follow(desk)))
    return desk


async def _follow(desk: Desk) -> None:
    """Hear what others change, as an open desk does."""
    async with aclosing(desk.library.backend.changes.reports()) as reports:
        async for report in reports:
            if isinstance(report, Changed) and report.patron_id is not None:
                await desk.follow(report.patron_id)


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _work(desks: list[Desk], tally: Tally, job: dict[str, Any]) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    until = start + _SETTLING + job["seconds"] + _SETTLING
    working = [asyncio.create_task(desk.work(job["think"], until)) for desk in desks[: job["desks"]]]
    await asyncio.sleep(_SETTLING)
    tally.times.clear()
    tally.refused.clear()
    tally.errors.clear()
    tally.counting = True
    used, counted = _processor(), loop.time()
    await asyncio.sleep(job["seconds"])
    tally.counting = False
    used, counted = _processor() - used, loop.time() - counted
    await asyncio.gather(*working)
    return {
        "seconds": counted,
        "processor": used,
        "times": tally.times,
        "refused": tally.refused,
        "errors": tally.errors,
    }


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    asyncio.run(_main())
