"""A library of today's is brought to a next revision whole or not at all, and keeps its rows."""

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.contract.errors import SchemaMismatch, SystemReadOnly
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import hold_cancellation, metadata, patron, patron_gram
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from services.rules.people.registration import derived
from tests.helpers.grams import grams
from tests.helpers.next_revision import NEXT, next_program
from tests.helpers.patrons import Town
from tests.helpers.platforms import posix
from tests.services.own_schema.schema.catalogues import catalogue
from tests.services.own_schema.schema.dying_upgrade import deaths

KEYS = {"search_key", "kana_order", "kana_key", "phone_digits", "phone_end", "keys_of"}
NEW = {
    "sqlite": {"hold_cancellation.ck_hold_cancellation_remark", "notice.None"},
    "postgresql": {"hold_cancellation.ck_hold_cancellation_remark", "notice.pk_notice", "pk_notice"},
}


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    """A library with rows in what is made anew, and a patron whom nobody finds by name yet."""
    db = Database.open(database_url)
    town = await Town.found(db)
    patron_id = await town.patron()
    for _ in range(3):
        await town.cancelled(patron_id)
    async with db.transaction() as conn:
        await conn.execute(text("UPDATE patron SET search_key = '', keys_of = NULL"))
    yield town
    await db.dispose()


async def rows_of(town: Town) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: await town.all_rows(table) for table in metadata.sorted_tables if table is not patron_gram
    }


async def revision_of(town: Town) -> str:
    async with town.db.reading() as conn:
        found: str = (await conn.execute(text("SELECT version_num FROM alembic_version"))).scalar_one()
    return found


async def catalogue_of(town: Town) -> dict[str, Any]:
    async with town.db.reading() as conn:
        return await conn.run_sync(catalogue)


async def things_of(town: Town) -> list[str]:
    """Name tables, columns, indexes and triggers, in one statement."""
    wanted = (
        "SELECT sql FROM sqlite_master"
        if town.db.dialect == "sqlite"
        else "SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
        " WHERE relnamespace = 'public'::regnamespace AND attnum > 0"
    )
    async with town.db.reading() as conn:
        return sorted(filter(None, (await conn.execute(text(wanted))).scalars()))


async def test_rows_and_tables_stay_and_what_is_new_is_there(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    rows, tables = await rows_of(town), await catalogue_of(town)
    with next_program(tmp_path):
        await upgrade.upgrade(database_url)
        await upgrade.check(database_url)
        await upgrade.upgrade(database_url)
        await upgrade.check(database_url)
    assert await revision_of(town) == NEXT

    found = await catalogue_of(town)
    assert found.keys() - tables.keys() == NEW[town.db.dialect]
    assert {name: found[name] for name in tables} == tables
    after = await rows_of(town)
    (theirs,), (then,) = rows.pop(patron.name), after.pop(patron.name)
    assert after == rows
    assert {name for name in then if then[name] != theirs[name]} <= KEYS
    async with town.db.transaction() as conn:
        remarks = await conn.execute(text("SELECT DISTINCT remark FROM hold_cancellation"))
        assert remarks.scalars().all() == ["none"]
        await conn.execute(text("INSERT INTO notice (text) VALUES ('x')"))


async def test_names_that_nobody_can_find_can_be_found_after_it(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    with next_program(tmp_path):
        await upgrade.upgrade(database_url, lambda done, of: told.append((done, of)))
    (row,) = await town.all_rows(patron)
    keys = derived(**{name: row[name] for name in ("name", "kana", "alias", "romaji", "phone")})
    assert asdict(keys).items() <= row.items()
    assert {it["gram"] for it in await town.all_rows(patron_gram)} == grams(keys.search_key)
    assert told == [(1, 1)]


async def test_this_program_opens_and_upgrades_none_of_the_next(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    with next_program(tmp_path):
        await upgrade.upgrade(database_url)
    for attempt in (upgrade.check, upgrade.upgrade):
        with pytest.raises(SchemaMismatch) as caught:
            await attempt(database_url)
        assert (caught.value.found, caught.value.wanted) == (NEXT, REVISION)


@posix("Windows has no fork.")
async def test_killed_at_any_step_it_is_whole_or_not_at_all(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    rows = await town.all_rows(hold_cancellation)
    made: dict[str, set[Any]] = {}
    seen: list[str] = []
    for _ in deaths(database_url, tmp_path):
        seen.append(await revision_of(town))
        made.setdefault(seen[-1], set()).add(tuple(await things_of(town)))
        assert await town.all_rows(hold_cancellation) == rows
    assert [len(made[revision]) for revision in (REVISION, NEXT)] == [1, 1]
    assert set(seen) == {REVISION, NEXT}
    assert seen == sorted(seen)  # what was whole once stays so, and the names are gone on with
    with next_program(tmp_path):
        await upgrade.check(database_url)
    (row,) = await town.all_rows(patron)
    assert row["search_key"] != ""


async def test_a_full_disk_changes_nothing(
    town: Town, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, before = await rows_of(town), await catalogue_of(town)
    connect = sqlite3.connect

    def limited(*given: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **more)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    if town.db.dialect == "postgresql":
        await fill_the_servers_disk(town)
    with next_program(tmp_path):
        with monkeypatch.context() as patch, pytest.raises(SystemReadOnly):
            patch.setattr(sqlite3, "connect", limited)
            await upgrade.upgrade(database_url)
        assert await revision_of(town) == REVISION
        assert (await rows_of(town), await catalogue_of(town)) == (rows, before)
        if town.db.dialect == "postgresql":
            async with town.db.transaction() as conn:
                await conn.execute(text("DROP EVENT TRIGGER full_disk"))
                await conn.execute(text("DROP FUNCTION full_disk"))
        await upgrade.upgrade(database_url)
        await upgrade.check(database_url)


async def fill_the_servers_disk(town: Town) -> None:
    """Let the server answer the second of the upgrade's tables as it does when its disk is full."""
    async with town.db.transaction() as conn:
        await conn.execute(
            text(
                "CREATE FUNCTION full_disk() RETURNS event_trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE disk_full; END $$"
            )
        )
        await conn.execute(
            text(
                "CREATE EVENT TRIGGER full_disk ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
                " EXECUTE FUNCTION full_disk()"
            )
        )
