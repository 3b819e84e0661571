"""操作の一覧 and 統計 with a city's records: two million acts of five years, five million looks of one."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from services.contract.actor import Actor, StaffMember
from services.contract.today.act_list import MOST_SHOWN, ActFilter
from services.own_schema.library import open_library
from services.rules.clock import tokyo_day
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel, Role
from tests.bench.city.making import fill_city
from tests.bench.figures import Figure
from tests.bench.library import NOW, SEED, copied
from tests.bench.today import SHARED_BUFFERS, timed
from tests.helpers.postgres import left_out_because, running_server

ACTS: Final = 2_000_000
LOOKS: Final = 5_000_000
_ACT_DAYS: Final = 5 * 365
_LOOK_DAYS: Final = 365
_LOGINS: Final = 200
_AT_ONCE: Final = 50_000
"""So many rows a server writes before it counts as silent."""
_ROWS_MS: Final = 50.0
_YEAR_MS: Final = 1000.0
_LOOKS_MS: Final = 5000.0
_RENEW: Final = "loan.renew"
_VERBS: Final = (
    *(_RENEW, _RENEW, _RENEW, "hold.change", "hold.cancel", "hold.restore", "password.issue"),
    *(
        "password.reissue",
        "email.set",
        "reference.ask",
        "registration.renew",
        "suspension.set",
        "suspension.lift",
    ),
)
_DAY: Final = tokyo_day(NOW) - timedelta(days=1)
_FILTERS: Final = {
    "a day": ActFilter(day=_DAY),
    "a day, one act": ActFilter(day=_DAY, verb=_RENEW),
    "a day with its looks": ActFilter(day=_DAY, looks=True),
    "a day with its looks, one act": ActFilter(day=_DAY, verb=_RENEW, looks=True),
    "a day with its looks, one branch": ActFilter(day=_DAY, branch_id=1, looks=True),
}
_ACTOR: Final = Actor(StaffMember("supervisor", "責任者", Role.SUPERVISOR), 1, "bench", Channel.COUNTER)

_NUMBERED = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series({first}, {last})) ",
}
_MOMENT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', '{now}', '-' || (86400.0 * i * {days} / {most}) || ' seconds') || '000'",
    "postgresql": "timestamptz '{now}Z' - (86400.0 * i * {days} / {most}) * interval '1 second'",
}
_ID = {"sqlite": "printf('%036d', i)", "postgresql": "lpad(i::text, 36, '0')"}
_HASH = {"sqlite": "printf('%064d', i)", "postgresql": "lpad(i::text, 64, '0')"}
_ACT_ROWS = """
    INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject, subject_id, outcome,
        details, sequence, hash)
    {numbered}
    SELECT {id}, {at}, 'login' || (i % {logins}), (SELECT min(id) FROM branch) + i % 9, 'bench', 'counter', 1 + i % 500,
        CASE i % {verbs} {cases} END, NULL, NULL, 'done', '{{}}', i, {hash}
    FROM n"""
_LOOK_ROWS = """
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    {numbered}
    SELECT {at}, 'login' || (i % {logins}), (SELECT min(id) FROM branch) + i % 9, 'bench', 'counter', 1 + i % 500,
        '{purpose}'
    FROM n"""


def measure(path: Path, on_server: int, count: int) -> list[Figure]:
    """Measure both on both databases.

    Args:
        path: the library's file; what is added goes into a copy.
        on_server: how many patrons the library on PostgreSQL has.
        count: how often each is measured.
    """
    with copied(path) as copy:
        with closing(sqlite3.connect(copy)) as connection, connection:
            for statement in _rows("sqlite"):
                connection.execute(statement)
            connection.execute("ANALYZE")
        figures = asyncio.run(_services(f"sqlite:///{copy}", "SQLite", count))
    if left_out_because() is None:
        with running_server(shared_buffers=SHARED_BUFFERS) as server, server.library_to_break() as url:
            figures += asyncio.run(_postgresql(url, on_server, count))
    return figures


def _rows(dialect: str) -> Iterator[str]:
    """Build what adds acts and looks, the newest first, evenly over their days."""
    cases = " ".join(f"WHEN {place} THEN '{verb}'" for place, verb in enumerate(_VERBS))
    now = NOW.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    for text, most, days in ((_ACT_ROWS, ACTS, _ACT_DAYS), (_LOOK_ROWS, LOOKS, _LOOK_DAYS)):
        for first in range(1, most, _AT_ONCE):
            yield text.format(
                numbered=_NUMBERED[dialect].format(first=first, last=first + _AT_ONCE - 1),
                id=_ID[dialect],
                at=_MOMENT[dialect].format(now=now, days=days, most=most),
                hash=_HASH[dialect],
                logins=_LOGINS,
                verbs=len(_VERBS),
                cases=cases,
                purpose=Purpose.LOOK_UP,
            )


async def _postgresql(url: str, patrons: int, count: int) -> list[Figure]:
    await fill_city(url, patrons=patrons, seed=SEED, now=NOW)
    async with open_library(url) as library:
        async with library.db.transaction() as conn:
            # Nobody verifies a chain of these.
            await conn.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for statement in _rows("postgresql"):
                await conn.exec_driver_sql(statement)
        async with library.db.autocommit() as conn:
            await conn.exec_driver_sql("VACUUM (ANALYZE)")
    return await _services(url, "PostgreSQL", count)


async def _services(url: str, where: str, count: int) -> list[Figure]:
    figures = []
    async with open_library(url) as library:
        lists, today = library.records.act_lists, library.records.today
        for name, wanted in _FILTERS.items():
            found = await lists.acts(wanted, _ACTOR)
            assert len(found.entries) == min(MOST_SHOWN, found.total)
            assert found.entries
            samples = await timed(partial(lists.acts_again, wanted, _ACTOR), count)
            figures.append(
                Figure(f"操作の一覧, {name}, {found.total:,} rows, {where}", "ms", samples, _ROWS_MS)
            )
        few = max(3, count // 10)
        year = await timed(partial(today.figures, _DAY.year, _ACTOR), few)
        figures.append(Figure(f"統計 of a year, without looks, {where}", "ms", year, _YEAR_MS))
        looks = await timed(partial(today.looks_of_year, _DAY.year, _ACTOR), few)
        return [*figures, Figure(f"統計, its line of looks, {where}", "ms", looks, _LOOKS_MS)]
