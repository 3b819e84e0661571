"""The service's part of a look-up on PostgreSQL, on a server of the tests' own."""

import asyncio
import time
from typing import Any

from sqlalchemy import func, select

from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import card, loan
from services.own_schema.library import open_library
from services.rules.vocabulary import CardStatus, Channel, Role
from tests.bench.city.making import fill_city
from tests.bench.figures import Figure
from tests.bench.library import NOW, SEED
from tests.helpers.postgres import left_out_because, running_server

PATRONS = 50_000
"""Fewer than on SQLite: this library is made anew for each run."""

_WARM_UP = 40
_MOST_BORROWING = 200
_ACTOR = Actor(StaffMember("bench", "窓口 担当", Role.COUNTER), 1, "bench", Channel.COUNTER)


def measure(count: int) -> list[Figure]:
    """Measure on the patrons who have borrowed most; nothing where there is no server to be had."""
    if left_out_because() is not None:
        return []
    with running_server() as server, server.library() as url:
        return asyncio.run(_measure(url, count))


async def _measure(url: str, count: int) -> list[Figure]:
    await fill_city(url, patrons=PATRONS, seed=SEED, now=NOW)
    samples = []
    async with open_library(url) as library:
        cards = await _cards(library.db)
        for place in range(_WARM_UP + count):
            start = time.perf_counter()
            answer = await library.backend.look_ups.by_card(cards[place % len(cards)], _ACTOR)
            if place >= _WARM_UP:
                samples.append((time.perf_counter() - start) * 1000)
            assert isinstance(answer, PatronSnapshot)
    return [Figure(f"service on PostgreSQL, {PATRONS:,} patrons", "ms", tuple(samples))]


async def _cards(db: Database) -> list[str]:
    most: Any = (
        select(loan.c.patron_id)
        .where(loan.c.returned_on.is_(None))
        .group_by(loan.c.patron_id)
        .order_by(func.count().desc(), loan.c.patron_id)
        .limit(_MOST_BORROWING)
    )
    wanted = select(card.c.number).where(card.c.patron_id.in_(most), card.c.status == CardStatus.ACTIVE)
    async with db.reading() as conn:
        return list((await conn.execute(wanted.order_by(card.c.number))).scalars())
