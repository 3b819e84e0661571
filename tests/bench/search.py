"""Finding without a card: the service's whole part of one search, its record included, on both databases."""

import asyncio
import time
from pathlib import Path

from sqlalchemy import delete

from services.contract.actor import Actor, StaffMember
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import access_log
from services.own_schema.library import Library, open_library
from services.rules.people.looks import Purpose
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel, Role
from tests.bench.figures import Figure
from tests.bench.load.city import city
from tests.helpers.postgres import left_out_because

TO_REACH_MS = 50
_WARM_UP = 3
_FORGOTTEN_AFTER = 40
"""So many searches a counter has on record within an hour at most, so that its login never has to wait."""
# What is typed, by kind: a common name's, a rare one's, and what nobody is called.
_TYPED = {
    "beginning of a common name, kana": "サト",
    "common surname, kana": "サトウ",
    "rare surname, kana": "カムポス",
    "nobody's name, kana": "カワグチ",
    "common surname and given name, kana": "サトウ ヨウコ",
    "two common parts that hardly meet": "サトウ ズズ",
    "common surname, kanji": "佐藤",
    "part of a given name, kanji": "陽子",
    "common surname and given name, kanji": "佐藤 陽子",
    "common surname and given name, romaji": "satou youko",
    "surname from abroad, romaji": "nguyen",
    "birth date": "19790401",
    "birth date and surname": "S54.4.1 サトウ",
    "telephone number, last four": "0001",
    "telephone number, whole": "048-000-0001",
}


def measure(path: Path, folder: Path, patrons: int, count: int) -> list[Figure]:
    """Measure on SQLite, and on as many patrons in PostgreSQL, under a counter's login, where there is a server."""
    figures = asyncio.run(_measure(f"sqlite:///{path}", "SQLite", count))
    if left_out_because() is None:
        with city(folder, patrons, desks=1) as opened:
            [login] = opened.logins
            figures += asyncio.run(
                _measure(opened.url_of(login), "PostgreSQL", count, login, owner=opened.url)
            )
    return figures


async def _measure(
    url: str, where: str, count: int, login: str = "bench", *, owner: str | None = None
) -> list[Figure]:
    async with open_library(url) as library, open_library(owner or url) as administrators:
        actor = Actor(StaffMember(login, "窓口 担当", Role.COUNTER), 1, "bench", Channel.COUNTER)
        return [
            Figure(
                f"search on {where}: {kind}",
                "ms",
                await _samples(library, actor, typed, count, administrators.db),
                TO_REACH_MS,
            )
            for kind, typed in _TYPED.items()
        ]


async def _samples(library: Library, actor: Actor, typed: str, count: int, db: Database) -> tuple[float, ...]:
    samples = []
    for place in range(_WARM_UP + count):
        if place % _FORGOTTEN_AFTER == 0:
            await forget_searches(db)
        start = time.perf_counter()
        found = await library.backend.searches.find(SearchText(words=typed), actor)
        assert found.pause is None
        if place >= _WARM_UP:
            samples.append((time.perf_counter() - start) * 1000)
    return tuple(samples)


async def forget_searches(db: Database) -> None:
    """Delete the records of searches, as the administrator: a login has to wait after too many within an hour."""
    async with db.transaction() as conn:
        await conn.execute(delete(access_log).where(access_log.c.purpose == Purpose.SEARCH))
