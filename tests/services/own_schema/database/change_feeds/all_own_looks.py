"""A desk at a file isn't told of its own looks, each of which writes a record, and misses nobody else's change."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import QueuePool, event

from services.contract.change_events import Changed, Connected, Report
from services.own_schema.database.change_feeds.change_feed import Changes
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import CARD, Town, clerk
from tests.helpers.waiting import until


class Scene:
    """A library in a file, and what its desk hears.

    Attributes:
        heard: each report, with how often the file had been asked by then whose change it was.
        asked: how often that was.
        before_answer: is called when it is asked, before there is an answer.
    """

    def __init__(self, library: Library, path: Path) -> None:
        self.library = library
        self.heard: list[tuple[Report, int]] = []
        self.asked = 0
        self.before_answer: Callable[[], object] = int
        self._path = path
        self._engine = library.db.engines[1].sync_engine

    async def look(self) -> None:
        await self.library.backend.look_ups.by_card(CARD, clerk())

    def change(self) -> None:
        """Change the patron as a program does that knows nothing of this one."""
        with closing(sqlite3.connect(self._path)) as conn, conn:
            conn.execute("UPDATE patron SET email = 'neu@example.jp', version = version + 1")

    async def listen(self) -> None:
        async with aclosing(Changes(self.library.db).reports()) as reports:
            async for report in reports:
                self.heard.append((report, self.asked))

    async def is_asked(self, times: int) -> None:
        """Wait until it was, and the connection that answers is free for the next look."""
        pool = self._engine.pool
        await until(lambda: self.asked == times and isinstance(pool, QueuePool) and not pool.checkedout())

    async def hears(self, reports: int) -> None:
        await until(lambda: len(self.heard) == reports)

    def note(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "PRAGMA data_version":
            self.asked += 1
            self.before_answer()


@pytest.fixture
async def scene(sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Scene]:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        await (await Town.found(library.db)).patron()
        made = Scene(library, Path(sqlite_url.removeprefix("sqlite:///")))
        engine = library.db.engines[1].sync_engine
        event.listen(engine, "before_cursor_execute", made.note)
        listening = asyncio.ensure_future(made.listen())
        await made.hears(1)
        yield made
        event.remove(engine, "before_cursor_execute", made.note)
        listening.cancel()
        await asyncio.wait({listening})


async def test_own_looks_are_not_told(scene: Scene) -> None:
    for place in range(3):
        await scene.look()
        await scene.is_asked(place + 2)
    scene.change()
    await scene.hears(2)
    assert scene.heard == [(Connected(), 1), (Changed(None), 5)]


@pytest.mark.parametrize("look_first", [True, False])
async def test_a_change_beside_an_own_look_is_told(scene: Scene, look_first: bool) -> None:
    if look_first:
        await scene.look()
    scene.change()
    if not look_first:
        await scene.look()
    await scene.hears(2)
    assert scene.heard[1][0] == Changed(None)


async def test_a_change_between_an_own_look_and_the_question_whose_it_was_is_told(scene: Scene) -> None:
    def change_once() -> None:
        scene.before_answer = int
        scene.change()

    scene.before_answer = change_once
    await scene.look()
    await scene.hears(2)
    assert scene.heard[1] == (Changed(None), 2)


async def test_two_who_listen_in_one_program_hear_the_same(scene: Scene) -> None:
    beside = asyncio.ensure_future(scene.listen())
    await scene.hears(2)
    scene.change()
    await scene.hears(4)
    assert [report for report, _ in scene.heard] == [Connected()] * 2 + [Changed(None)] * 2
    beside.cancel()
    await asyncio.wait({beside})
