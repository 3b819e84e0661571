"""The service's part of a look-up, beside the same statement in plain sqlite3."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from services.contract.actor import Actor, StaffMember
from services.contract.backend import LookUps
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.library import open_library
from services.rules.vocabulary import Channel, Role
from tests.bench.figures import Figure

_WARM_UP = 40
_ACTOR = Actor(StaffMember("bench", "窓口 担当", Role.COUNTER), 1, "bench", Channel.COUNTER)
_PRAGMAS = """
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = NORMAL;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
"""


def measure(path: Path, cards: list[str], count: int) -> list[Figure]:
    """Measure both in turn, each on patrons that the other didn't just read."""
    return asyncio.run(_measure(path, cards, count))


async def _measure(path: Path, cards: list[str], count: int) -> list[Figure]:
    service, plain = [], []
    async with open_library(f"sqlite:///{path}") as library:
        statement, values = await _statement(library.db, library.backend.look_ups, cards[0])
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(_PRAGMAS)
            for place in range(_WARM_UP + count):
                one, other = cards[2 * place % len(cards)], cards[(2 * place + 1) % len(cards)]
                start = time.perf_counter()
                answer = await library.backend.look_ups.by_card(one, _ACTOR)
                middle = time.perf_counter()
                rows = connection.execute(
                    statement, [other if it == cards[0] else it for it in values]
                ).fetchall()
                end = time.perf_counter()
                assert isinstance(answer, PatronSnapshot)
                assert len(rows) == 1
                if place >= _WARM_UP:
                    service.append((middle - start) * 1000)
                    plain.append((end - middle) * 1000)
    return [
        Figure("service: look-up with its record", "ms", tuple(service)),
        Figure("plain sqlite3: the same statement", "ms", tuple(plain)),
    ]


async def _statement(db: Database, look_ups: LookUps, card: str) -> tuple[str, list[Any]]:
    """Catch the one statement of a look-up as it is sent."""
    with _caught(db) as sent:
        await look_ups.by_card(card, _ACTOR)
    ((statement, values),) = sent
    return statement, list(values)


@contextmanager
def _caught(db: Database) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    sent: list[tuple[str, tuple[Any, ...]]] = []

    def note(_conn: Any, _cursor: Any, statement: str, values: tuple[Any, ...], *_: Any) -> None:
        sent.append((statement, values))

    for engine in db.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in db.engines:
            event.remove(engine.sync_engine, "before_cursor_execute", note)
