"""A library that stays open is to its next test as a new one is, or isn't given to it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, event, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import SystemLoginRefused
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closed_day,
    masters_version,
    mobile_stop,
    patron,
)
from tests.helpers.kept_libraries import File, Kept, KeptLibraries, OnServer, Place
from tests.helpers.kept_loop import KeptLoop
from tests.helpers.patrons import TODAY, Town
from tests.helpers.postgres import Server

type Left = Callable[[Database], Awaitable[object]]


@pytest.fixture
def loop() -> Iterator[KeptLoop]:
    loop = KeptLoop()
    yield loop
    loop.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def libraries(
    dialect: str, loop: KeptLoop, sqlite_template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[KeptLibraries]:
    def place() -> Place:
        if dialect == "sqlite":
            return File(sqlite_template, tmp_path / "library.sqlite3")
        server: Server = request.getfixturevalue("postgres")
        return OnServer(server)

    libraries = KeptLibraries(loop, place)
    yield libraries
    libraries.close()


def lend(libraries: KeptLibraries, loop: KeptLoop, work: Left) -> tuple[Kept, Database]:
    """Let a test work in a library; give it as it was left."""

    async def run(kept: Kept) -> Database:
        async with kept.opened() as db:
            await work(db)
            return db

    with libraries.lent(5.0) as kept, asyncio.Runner(loop_factory=loop.lend) as runner:
        return kept, runner.run(run(kept))


async def nothing(_db: Database) -> None:
    pass


async def everything(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(delete(circulation_rule))
        await conn.execute(update(branch).where(branch.c.id == 1).values(name="試しの館"))
        await conn.execute(update(masters_version).values(version=77))
        await conn.execute(
            insert(closed_day).values(branch_id=1, day=TODAY, open=False, special=True, note="x")
        )
    town = await Town.found(db)
    for number in ("100000001", "100000002"):
        await town.loan(await town.patron(number))


async def contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = (circulation_rule, branch, masters_version, closed_day, mobile_stop, patron)
    async with db.reading() as conn:
        return {
            it.name: [tuple(row) for row in await conn.execute(select(it).order_by(*it.primary_key))]
            for it in tables
        }


def test_what_a_test_changed_is_put_back(libraries: KeptLibraries, loop: KeptLoop) -> None:
    seen: list[dict[str, list[tuple[object, ...]]]] = []
    given: list[int] = []

    async def look(db: Database) -> None:
        seen.append(await contents(db))

    async def add(db: Database) -> None:
        given.append(await (await Town.found(db)).patron())

    first, _ = lend(libraries, loop, look)
    for work in (everything, add, everything, add, look):
        kept, _ = lend(libraries, loop, work)
        assert kept is first
    assert seen[0] == seen[1]
    assert seen[0]["patron"] == []
    assert given == [1, 1]


def test_connections_are_kept(libraries: KeptLibraries, loop: KeptLoop) -> None:
    first, second = (lend(libraries, loop, everything) for _ in range(2))
    assert first == second


async def _table(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(text("ALTER TABLE patron ADD COLUMN nickname VARCHAR(10)"))


async def _index(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(text("DROP INDEX uq_card_patron_id_in_use"))


@pytest.mark.parametrize("change", [_table, _index])
def test_changed_tables_are_thrown_away(libraries: KeptLibraries, loop: KeptLoop, change: Left) -> None:
    changed, _ = lend(libraries, loop, change)
    new, _ = lend(libraries, loop, nothing)
    assert new is not changed


async def _listener(db: Database) -> None:
    event.listen(db.engines[0].sync_engine, "commit", lambda _: None)


async def _task(db: Database) -> None:
    asyncio.get_running_loop().create_task(asyncio.sleep(60))


async def _refusal(db: Database) -> None:
    db.note_refusal(SystemLoginRefused())


@pytest.mark.parametrize("leave", [_listener, _task, _refusal])
def test_connections_that_are_not_as_new_are_closed(
    libraries: KeptLibraries, loop: KeptLoop, leave: Left
) -> None:
    kept, left = lend(libraries, loop, leave)
    again, new = lend(libraries, loop, nothing)
    assert again is kept
    assert new is not left


def test_where_a_connection_was_not_given_back_new_ones_are_made(
    libraries: KeptLibraries, loop: KeptLoop
) -> None:
    taken: list[AsyncConnection] = []

    async def leave(db: Database) -> None:
        taken.append(await db.engines[0].connect())

    async def give_back() -> None:
        await taken[0].invalidate()
        await taken[0].close()

    _, left = lend(libraries, loop, leave)
    loop.run_until_complete(give_back())
    _, new = lend(libraries, loop, nothing)
    assert new is not left


@pytest.mark.parametrize(
    "setting", ["foreign_keys = OFF", "ignore_check_constraints = ON", "query_only = ON"]
)
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_file_without_its_rules_is_closed(libraries: KeptLibraries, loop: KeptLoop, setting: str) -> None:
    async def leave(db: Database) -> None:
        async with db.autocommit() as conn:
            await conn.exec_driver_sql(f"PRAGMA {setting}")

    _, left = lend(libraries, loop, leave)
    _, new = lend(libraries, loop, nothing)
    assert new is not left


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_what_a_session_sets_is_taken_back(libraries: KeptLibraries, loop: KeptLoop) -> None:
    found: list[object] = []

    async def leave(db: Database) -> None:
        async with db.autocommit() as conn:
            await conn.exec_driver_sql("SET session_replication_role = replica")
            await conn.exec_driver_sql("SELECT pg_advisory_lock(4)")
            await conn.exec_driver_sql("SET ROLE madoguchi_worker")

    async def look(db: Database) -> None:
        async with db.autocommit() as conn:
            asked = (
                "SELECT current_setting('session_replication_role'), current_user = session_user,"
                " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"
            )
            found.extend((await conn.exec_driver_sql(asked)).one())

    assert lend(libraries, loop, leave) == lend(libraries, loop, look)
    assert found == ["origin", True, 0]


def test_a_loop_forgets_what_was_to_be_called_later(loop: KeptLoop) -> None:
    called: list[str] = []
    with asyncio.Runner(loop_factory=loop.lend) as first:
        assert first.get_loop() is loop
        loop.call_later(0, called.append, "timer")
        first.run(asyncio.to_thread(len, ""))
        late = loop.call_later(3600, called.append, "late")
        waiting = loop.create_task(asyncio.sleep(60))
    assert waiting.cancelled()
    assert late.cancelled()
    with asyncio.Runner(loop_factory=loop.lend) as second:
        assert second.get_loop() is loop
        with asyncio.Runner(loop_factory=loop.lend) as beside:
            assert beside.get_loop() is not loop
        second.run(asyncio.to_thread(len, ""))
    assert called == ["timer"]
