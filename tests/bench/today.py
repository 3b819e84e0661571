"""今日の仕事 with 30,000 suspensions in force: counts, list, and how long the window's thread waits for them."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.support.desk_loop import DeskLoop
from services.contract.actor import Actor, StaffMember
from services.contract.today.suspension_list import MOST_SHOWN, SuspensionFilter
from services.own_schema.library import open_library
from services.rules.vocabulary import Channel, Role
from tests.bench.city.making import fill_city
from tests.bench.figures import Figure
from tests.bench.library import NOW, SEED
from tests.bench.look_up import FRAME_MS, USUAL, opened_desk
from tests.helpers.postgres import left_out_because, running_server
from views.style.theme import ARGUMENTS

IN_FORCE = 30_000
WANTED_MS = 300.0
_MEMBER = StaffMember("bench", "責任者", Role.SUPERVISOR)
_ACTOR = Actor(_MEMBER, 1, "bench", Channel.COUNTER)
_EVERY = SuspensionFilter()
_BEAT_S = 0.001
SHARED_BUFFERS = "1GB"
"""A quarter of what docs/operations.md names for a city's server; the tests' own has next to nothing."""
_COUNT = "SELECT count(*) FROM suspension WHERE lifted_at IS NULL"
# Patrons here and there, for each of the reasons in turn; the borrowers who are looked up elsewhere stay as they are.
_SUSPEND = """
    INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by, version)
    SELECT p.id,
        CASE p.id % 5 WHEN 0 THEN 'card_lost' WHEN 1 THEN 'unreachable' WHEN 2 THEN 'long_overdue'
            WHEN 3 THEN 'address_change' ELSE 'contact_wanted' END,
        {true}, {began}, 'supervisor', 1
    FROM patron p
    WHERE NOT EXISTS (SELECT 1 FROM suspension s WHERE s.patron_id = p.id AND s.lifted_at IS NULL)
      AND (SELECT count(*) FROM loan l WHERE l.patron_id = p.id AND l.returned_on IS NULL) <> 20
    ORDER BY (p.id * 7919) % 1000003
    LIMIT {most} - (SELECT count(*) FROM suspension WHERE lifted_at IS NULL)"""


def measure(path: Path, on_server: int, count: int) -> list[Figure]:
    """Measure the services on both databases, and the window on SQLite.

    Args:
        path: the library's file; suspensions are added to it once.
        on_server: how many patrons the library on PostgreSQL has, which is made anew for each run.
        count: how often each is measured.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        began = "date('2026-11-24', '-' || (p.id % 300) || ' days') || ' 01:00:00.000000'"
        many = connection.execute(_COUNT).fetchone()[0]
        if many < IN_FORCE:
            connection.execute(_SUSPEND.format(true="1", began=began, most=IN_FORCE))
    figures = asyncio.run(_services(f"sqlite:///{path}", "SQLite", count))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(list(ARGUMENTS))
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    figures += asyncio.run(_window(app, path, count), loop_factory=lambda: DeskLoop(app))
    if left_out_because() is None:
        with running_server(shared_buffers=SHARED_BUFFERS) as server, server.library() as url:
            figures += asyncio.run(_postgresql(url, on_server, count))
    return figures


async def _postgresql(url: str, patrons: int, count: int) -> list[Figure]:
    await fill_city(url, patrons=patrons, seed=SEED, now=NOW)
    async with open_library(url) as library, library.db.transaction() as conn:
        began = "timestamptz '2026-11-24 01:00Z' - (p.id % 300) * interval '1 day'"
        many = (await conn.exec_driver_sql(_COUNT)).scalar_one()
        if many < IN_FORCE:
            await conn.exec_driver_sql(_SUSPEND.format(true="true", began=began, most=IN_FORCE))
    async with open_library(url) as library, library.db.autocommit() as conn:
        await conn.exec_driver_sql("VACUUM (ANALYZE)")  # as a server's autovacuum does soon after
    return await _services(url, f"PostgreSQL, {patrons:,} patrons", count)


async def _services(url: str, where: str, count: int) -> list[Figure]:
    async with open_library(url) as library:
        today, lists = library.records.today, library.backend.suspension_lists
        listed = await lists.suspensions(_EVERY, _ACTOR)
        assert len(listed.entries) == MOST_SHOWN
        assert listed.total >= IN_FORCE  # a million patrons have more of their own
        return [
            Figure(f"counts, {where}", "ms", await timed(lambda: today.counts(_ACTOR), count), WANTED_MS),
            Figure(
                f"list opened, {where}",
                "ms",
                await timed(lambda: lists.suspensions(_EVERY, _ACTOR), count),
                WANTED_MS,
            ),
            Figure(
                f"list followed, {where}",
                "ms",
                await timed(lambda: lists.suspensions_again(_EVERY, _ACTOR), count),
                WANTED_MS,
            ),
        ]


async def timed(act: Callable[[], Awaitable[Any]], count: int) -> tuple[float, ...]:
    """Do something so often, and three times before; give the milliseconds of each."""
    samples = []
    for place in range(count + 3):
        start = time.perf_counter()
        await act()
        if place >= 3:
            samples.append((time.perf_counter() - start) * 1000)
    return tuple(samples)


async def _window(app: QApplication, path: Path, count: int) -> list[Figure]:
    async with opened_desk(app, path, 100, _MEMBER) as desk:
        desk.window.resize(USUAL)
        assert desk.today is not None
        page = desk.today.model
        waits, beating = [], asyncio.create_task(_beat(longest := [0.0]))
        for _ in range(count):
            longest[0] = 0.0
            page.open_list.start(_EVERY)
            await page.open_list.settled()
            await asyncio.sleep(0.05)
            waits.append(longest[0] * 1000)
        beating.cancel()
        return [
            Figure("the window's thread waits while the list opens, longest", "ms", tuple(waits), FRAME_MS)
        ]


async def _beat(longest: list[float]) -> None:
    """Note how late the loop comes back at most."""
    while True:
        start = time.perf_counter()
        await asyncio.sleep(_BEAT_S)
        longest[0] = max(longest[0], time.perf_counter() - start - _BEAT_S)
