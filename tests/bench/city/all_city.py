"""A city for measuring is as large as was asked for, and what its patrons have is what the rules allow."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select

from services.contract.masters import Masters
from services.own_schema.database.tables import hold, item, loan, metadata, patron, suspension
from services.own_schema.demo.hashes import Hashes
from services.own_schema.demo.tray import COLUMNS
from services.own_schema.demo.world import World
from services.own_schema.library import open_library
from services.own_schema.schema import upgrade
from tests.bench.city.conftest import NOW, TODAY
from tests.bench.city.making import fill_city, make_city
from tests.bench.city.names import CityNames
from tests.services.own_schema.demo.rows import (
    Rows,
    by_name,
    over_the_limit,
    renewed_titles,
    wanted_copies_left,
    wanted_titles,
    with_narrow_limits,
)

PATRONS = 3000


def city_of(masters: Masters) -> Rows:
    world = World(masters, Hashes(*["$argon2id$"] * 3), today=TODAY, seed=1, names=CityNames)
    return by_name(make_city(world, PATRONS))


async def test_it_has_what_was_asked_for(masters: Masters) -> None:
    rows = city_of(masters)
    assert len(rows["patron"]) == PATRONS
    assert len(rows["item"]) >= PATRONS * 3 // 2
    assert len([row for row in rows["loan"] if row["returned_on"] is None]) >= 1500
    assert len(rows["hold"]) >= 1000
    suspended = {row["patron_id"] for row in rows["suspension"] if row["lifted_at"] is None}
    assert len(suspended) == PATRONS * 3 // 100
    for name, some in rows.items():
        keys = [row["id"] for row in some if "id" in row]
        assert len(keys) == len(set(keys)), name


async def test_what_others_wait_for_was_not_renewed_and_is_out(masters: Masters) -> None:
    rows = city_of(masters)
    assert len(renewed_titles(rows)) > 100
    assert not renewed_titles(rows) & wanted_titles(rows)
    assert wanted_copies_left(rows) == set()


async def test_narrow_limits_hold_and_leave_no_wanted_copy(masters: Masters) -> None:
    rows = city_of(with_narrow_limits(masters))
    assert over_the_limit(masters, rows) == set()
    assert wanted_copies_left(rows) == set()


async def test_a_database_is_filled_and_left_as_it_was(empty_url: str) -> None:
    told: list[tuple[int, int]] = []
    await fill_city(
        empty_url,
        patrons=400,
        seed=3,
        now=NOW,
        progress=lambda done, all_: told.append((done, all_)),
    )

    assert told == sorted(told)
    assert 0.8 < told[-1][0] / told[-1][1] <= 1
    await upgrade.check(empty_url)
    async with open_library(empty_url) as library, library.db.reading() as conn:
        assert library.masters.current.day == TODAY
        for table in (patron, item, loan, hold, suspension):
            assert (await conn.execute(select(func.count()).select_from(table))).scalar_one() > 0
        for name in set(COLUMNS) - {"outgoing_mail"}:
            rows = select(func.count()).select_from(metadata.tables[name])
            assert (await conn.execute(rows)).scalar_one() > 0, name


async def test_its_file_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "city.sqlite3"
    await fill_city(f"sqlite:///{path}", patrons=400, seed=1, now=NOW)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        grams = connection.execute("SELECT gram, kana_order, patron_id FROM patron_gram ORDER BY 1, 2, 3")
        loaded = grams.fetchall()
        connection.execute("UPDATE patron SET search_key = search_key || ' '")
        connection.execute("UPDATE patron SET search_key = trim(search_key)")
        grams = connection.execute("SELECT gram, kana_order, patron_id FROM patron_gram ORDER BY 1, 2, 3")
        assert grams.fetchall() == loaded
