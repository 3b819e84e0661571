"""Migrations make what the tables say, on both databases, and opening notices what isn't ours."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Identity, text
from sqlalchemy.engine import make_url

from services.contract.errors import DatabaseNotEmpty, FileNotWritable, SchemaMismatch
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import metadata
from services.own_schema.library import open_library
from services.own_schema.revision import REVISION
from services.own_schema.schema import seed, upgrade
from services.own_schema.schema.postgresql import guards
from tests.helpers.apart import run_apart
from tests.helpers.platforms import posix
from tests.helpers.postgres import Server, running_server
from tests.helpers.rights import is_open_to_others
from tests.helpers.waiting import AGAIN, HOPELESS
from tests.services.own_schema.schema.catalogues import catalogue

NO_NAME_ON_WINDOWS = posix("Windows allows no question mark in a file's name.")


def differences(conn: Connection) -> list[Any]:
    wanted = {"compare_server_default": True, "compare_type": True, "include_object": upgrade.is_compared}
    context = MigrationContext.configure(conn, opts=wanted)
    with upgrade.reflecting():
        found: list[Any] = list(compare_metadata(context, metadata))
    if conn.dialect.name == "sqlite":  # it has no identity columns
        return [it for it in found if not (isinstance(it, list) and isinstance(it[0][-1], Identity))]
    return found


async def test_migrations_from_empty_equal_the_tables(empty_url: str) -> None:
    await upgrade.init(empty_url)
    db = Database.open(empty_url)
    async with db.reading() as conn:
        assert await conn.run_sync(differences) == []
    await db.dispose()


async def test_constraints_and_indexes_equal_the_tables(
    database_url: str, empty_url: str, tmp_path: Path
) -> None:
    db = Database.open(database_url)
    async with db.reading() as conn:
        migrated = await conn.run_sync(catalogue)
    await db.dispose()
    if empty_url.startswith("sqlite"):
        (tmp_path / "empty.sqlite3").touch()
    db = Database.open(empty_url)
    async with db.transaction() as conn:
        await conn.run_sync(metadata.create_all)
        wanted = await conn.run_sync(catalogue)
    await db.dispose()
    assert migrated == wanted
    assert len(wanted) > 100


def test_the_program_wants_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


async def test_a_fresh_library_passes_its_checks(database_url: str) -> None:
    await upgrade.check(database_url)
    await upgrade.upgrade(database_url)
    await upgrade.check(database_url)


async def test_init_leaves_what_is_there_alone(database_url: str) -> None:
    with pytest.raises(DatabaseNotEmpty):
        await upgrade.init(database_url)
    await upgrade.check(database_url)


async def test_an_empty_database_is_no_library(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    for attempt in (upgrade.check, upgrade.upgrade):
        with pytest.raises(SchemaMismatch) as caught:
            await attempt(empty_url)
        assert (caught.value.found, caught.value.wanted) == (None, REVISION)


async def set_revision(url: str, revision: str) -> None:
    """Let a library say that it is another version's."""
    db = Database.open(url)
    async with db.transaction() as conn:
        await conn.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    await db.dispose()


async def test_a_library_of_an_older_revision_is_not_opened(database_url: str) -> None:
    await set_revision(database_url, "0000")
    with pytest.raises(SchemaMismatch):
        async with open_library(database_url):
            pytest.fail("a library of another revision was opened")


async def test_a_later_one_in_a_file_is_not_opened(sqlite_url: str) -> None:
    await set_revision(sqlite_url, "9999")
    with pytest.raises(SchemaMismatch):
        async with open_library(sqlite_url):
            pytest.fail("a library of another revision was opened")


async def test_another_revision_is_told(database_url: str) -> None:
    await set_revision(database_url, "9999")
    for attempt in (upgrade.check, upgrade.upgrade):
        with pytest.raises(SchemaMismatch) as caught:
            await attempt(database_url)
        assert caught.value.found == "9999"


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX uq_card_patron_id_in_use",
        "ALTER TABLE patron ADD COLUMN nickname VARCHAR(10)",
        "DROP TABLE outgoing_mail",
    ],
)
async def test_a_changed_table_is_noticed(database_url: str, change: str) -> None:
    db = Database.open(database_url)
    async with db.transaction() as conn:
        await conn.execute(text(change))
    await db.dispose()
    with pytest.raises(SchemaMismatch) as caught:
        await upgrade.check(database_url)
    assert caught.value.differences >= 1


async def test_a_failed_init_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise KeyError("masters")

    with monkeypatch.context() as patch:
        patch.setattr(seed, "plant", fail)
        with pytest.raises(KeyError):
            await upgrade.init(empty_url)
    await upgrade.init(empty_url)
    await upgrade.check(empty_url)


async def test_a_server_never_waits_in_a_transaction_while_the_guards_are_written(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It hangs up on who is silent there for half a minute, and a machine that is busy may take that long."""
    found: list[int] = []
    scripts = guards.scripts

    def written() -> tuple[str, ...]:
        found.append(run_apart(others_in_transactions(url)))
        return scripts()

    monkeypatch.setattr(guards, "scripts", written)
    with postgres.empty_database() as url:
        await upgrade.init(url)
        await upgrade.upgrade(url)
    assert found == [0, 0]


def plain(url: str) -> str:
    """Give an address as the driver takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


async def others_in_transactions(url: str) -> int:
    """Count who else is in a transaction of a database."""
    conn = await asyncpg.connect(plain(url))
    try:
        count: int = await conn.fetchval(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
            " AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
        )
    finally:
        await conn.close()
    return count


@pytest.mark.usefixtures("postgres")
async def test_a_library_that_is_made_beside_the_first_of_a_server_shares_its_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upgrade, "opened", patiently_opened)
    with running_server() as server, server.empty_database() as url:
        first = await asyncpg.connect(plain(url))
        async with first.transaction():
            await first.execute(
                "DO $$ BEGIN CREATE ROLE madoguchi_worker NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            )
            making = asyncio.create_task(upgrade.init(url))
            await until_waiting(first, making)
        await first.close()
        await making
        await upgrade.check(url)


@asynccontextmanager
async def patiently_opened(url: str) -> AsyncIterator[Database]:
    """Do as `upgrade.opened`, but wait for a lock as long as a machine may stand still."""
    db = Database.open(url, patience=HOPELESS, answer_within=None)
    yield db
    await db.dispose()


async def until_waiting(conn: asyncpg.Connection, work: "asyncio.Task[None]") -> None:
    """Look until somebody waits for a lock; a server that has the groups already lets all go on."""
    waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
    while not (work.done() or await conn.fetchval(waiting)):  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(AGAIN)


@posix("Windows has no file modes.")
async def test_the_file_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "library.sqlite3"
    await upgrade.init(f"sqlite:///{path}")
    assert path.stat().st_mode & 0o077 == 0


async def test_the_folder_that_is_made_for_it_is_nobody_elses(tmp_path: Path) -> None:
    """On Windows the file has its folder's rights."""
    await upgrade.init(f"sqlite:///{tmp_path / 'new folder' / 'library.sqlite3'}")
    assert not is_open_to_others(tmp_path / "new folder")


@pytest.mark.parametrize("mark", ["#", "%", "&", pytest.param("?", marks=NO_NAME_ON_WINDOWS)])
async def test_a_file_may_be_called_anything(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "new folder" / f"図書館 100{mark}.sqlite3"
    url = f"sqlite:///{str(path).replace('%', '%25').replace('?', '%3F')}"
    await upgrade.init(url)
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM branch").fetchone() == (10,)
    plain.close()


async def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileNotWritable) as caught:
        await upgrade.init(f"sqlite:///{tmp_path / 'file' / 'library.sqlite3'}")
    assert not caught.value.is_full
