"""Runs the steps: so many desks, so busy; and tells what each came to."""

import asyncio
import json
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from tests.bench.figures import machine
from tests.bench.load.city import City
from tests.bench.load.clients import Client, clients_of
from tests.bench.load.telling import HEAD, result, row
from tests.bench.load.watching import watching
from tests.bench.load.weighing import growth, memory, scanned, sizes
from tests.bench.others import watch_others
from tests.helpers.proxy import proxied

_RESULTS = Path(__file__).parent.parent / "results"


async def run(
    city: City,
    steps: Sequence[tuple[int, float]],
    seconds: float,
    *,
    patrons: int,
    processes: int,
    delay: float,
) -> int:
    """Run the steps one after the other with the same desks signed in; 1 if there was an error or a deadlock.

    Args:
        city: it runs.
        steps: how many desks, and the seconds between two things at each.
        seconds: how long each step is counted.
        patrons: how many the city has.
        processes: in which the desks are.
        delay: milliseconds that the network adds to each round trip.
    """
    about: dict[str, Any] = {**machine(), "patrons": patrons, "milliseconds added": delay}
    print(", ".join(f"{name}: {value}" for name, value in about.items()))
    desks = max(desks for desks, _ in steps)
    async with (
        city.connected() as admin,
        _far(city, delay) as far,
        clients_of(far, desks, processes) as clients,
    ):
        signed_in = [one for client in clients for one in client.signed_in]
        print(f"{desks} desks have signed in, each in {statistics.median(signed_in):.2f} s (median)")
        print(HEAD, flush=True)
        sized, read = await sizes(admin), await scanned(admin)
        results = [await _step(city, admin, clients, step, seconds) for step in steps]
        read_now = await scanned(admin)
        about["megabytes a connection"] = memory(city.server.pid)
        about["bytes"] = await growth(admin, sized)
        about["rows read without an index"] = {
            name: rows - read.get(name, 0) for name, rows in read_now.items() if rows > read.get(name, 0)
        }
    about["chains"] = await _verify(city)
    for name in ("megabytes a connection", "bytes", "rows read without an index", "chains"):
        print(f"{name}: {about[name]}")
    _write(about, results)
    bad = sum(sum(step["errors"].values()) + step["deadlocks"] for step in results)
    return int(bool(bad or about["chains"]["findings"]))


@asynccontextmanager
async def _far(city: City, delay: float) -> AsyncIterator[City]:
    """Give the city as desks reach it: at once, or over a network with so many milliseconds a round trip."""
    if not delay:
        yield city
        return
    async with proxied(city.url) as (proxy, url):
        proxy.delay = delay / 1000 / 2
        yield replace(city, url=url)


async def _step(
    city: City, admin: asyncpg.Connection, clients: list[Client], step: tuple[int, float], seconds: float
) -> dict[str, Any]:
    desks, think = step
    share = watch_others()
    async with watching(admin, city.server.pid) as watch:
        parts = await asyncio.gather(*(it.work(desks, think, seconds, clients) for it in clients))
    done = result(desks, think, parts, watch, share())
    print(row(done), flush=True)
    return done


async def _verify(city: City) -> dict[str, Any]:
    db = Database.open(city.url, answer_within=None)
    try:
        found = await verify(db)
    finally:
        await db.dispose()
    return {"logins": found.logins, "acts": found.acts, "findings": [str(it.fault) for it in found.findings]}


def _write(about: dict[str, Any], results: list[dict[str, Any]]) -> None:
    _RESULTS.mkdir(parents=True, exist_ok=True)
    path = _RESULTS / f"load-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(
        json.dumps({"machine": about, "steps": results}, ensure_ascii=False, indent=2) + "\n",
        encoding="utf-8",
    )
    print(f"written to {path.name} in tests/bench/results")
