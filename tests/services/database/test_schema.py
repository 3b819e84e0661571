"""Migrations make what the tables say, on both databases, and opening notices what isn't ours."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Identity, inspect, text

from services.database import schema, seed
from services.database.engine import Database
from services.database.tables import metadata
from services.errors import DatabaseNotEmpty, DatabaseUnreachable, SchemaMismatch
from services.library import open_library


def differences(conn: Connection) -> list[Any]:
    context = MigrationContext.configure(conn, opts={"compare_server_default": True, "compare_type": True})
    found: list[Any] = list(compare_metadata(context, metadata))
    if conn.dialect.name == "sqlite":  # it has no identity columns
        return [it for it in found if not (isinstance(it, list) and isinstance(it[0][-1], Identity))]
    return found


def catalogue(conn: Connection) -> dict[str, Any]:
    """Read what Alembic doesn't compare: checks, partial indexes, keys, by name."""
    if conn.dialect.name == "postgresql":
        statement = text(
            "SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n' "
            "UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        )
        rows = {it[0]: it[1] for it in conn.execute(statement)}
    else:
        inspector = inspect(conn)
        rows = {}
        for table in inspector.get_table_names():
            checks = {it["name"]: it["sqltext"] for it in inspector.get_check_constraints(table)}
            rows |= {f"{table}.{name}": check for name, check in checks.items()}
            keys = (inspector.get_pk_constraint(table), *inspector.get_unique_constraints(table))
            rows |= {f"{table}.{it['name']}": it for it in (*keys, *inspector.get_foreign_keys(table))}
        indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        rows |= {name: " ".join(sql.split()) for name, sql in conn.execute(text(indexes))}
    return {name: it for name, it in rows.items() if "alembic_version" not in name}


async def test_migrations_from_empty_equal_the_tables(empty_url: str) -> None:
    await schema.init(empty_url)
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
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


async def test_a_fresh_library_passes_its_checks(database_url: str) -> None:
    await schema.check(database_url)
    await schema.upgrade(database_url)
    await schema.check(database_url)


def go_back_to_two_vocabularies_fewer(conn: Connection) -> None:
    """Make the table as the revision before had it, with one code in it."""
    conn.execute(text("DROP TABLE code_label"))
    kinds = "kind IN ('cancel_reason', 'request_status', 'reference_status')"
    columns = "label VARCHAR(64) NOT NULL, position INTEGER NOT NULL, ends BOOLEAN NOT NULL"
    conn.execute(
        text(
            f"CREATE TABLE code_label (kind VARCHAR(32) NOT NULL, code VARCHAR(32) NOT NULL, {columns},"
            f" CONSTRAINT pk_code_label PRIMARY KEY (kind, code), CONSTRAINT ck_code_label_kind CHECK ({kinds}))"
        )
    )
    conn.execute(text("INSERT INTO code_label VALUES ('cancel_reason', 'by_staff', '窓口取消', 1, false)"))
    conn.execute(text("UPDATE alembic_version SET version_num = '0002'"))


async def test_a_library_of_before_keeps_its_codes_and_may_have_those_of_suspensions(
    database_url: str,
) -> None:
    db = Database.open(database_url)
    async with db.reading() as conn:
        wanted = await conn.run_sync(catalogue)
    async with db.transaction() as conn:
        await conn.run_sync(go_back_to_two_vocabularies_fewer)
    await schema.upgrade(database_url)
    async with db.transaction() as conn:
        assert await conn.run_sync(catalogue) == wanted
        for kind in ("suspension_note", "override_reason"):
            await conn.execute(text(f"INSERT INTO code_label VALUES ('{kind}', 'x', 'x', 1, false)"))
        rows = await conn.execute(text("SELECT code FROM code_label ORDER BY kind"))
        assert [row.code for row in rows] == ["by_staff", "x", "x"]
    await db.dispose()


async def test_init_leaves_what_is_there_alone(database_url: str) -> None:
    with pytest.raises(DatabaseNotEmpty):
        await schema.init(database_url)
    await schema.check(database_url)


async def test_an_empty_database_is_no_library(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    for attempt in (schema.check, schema.upgrade):
        with pytest.raises(SchemaMismatch) as caught:
            await attempt(empty_url)
        assert (caught.value.found, caught.value.wanted) == (None, schema.REVISION)


async def test_another_revision_is_told(database_url: str) -> None:
    db = Database.open(database_url)
    async with db.transaction() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await db.dispose()
    for attempt in (schema.check, schema.upgrade):
        with pytest.raises(SchemaMismatch) as caught:
            await attempt(database_url)
        assert caught.value.found == "9999"
    with pytest.raises(SchemaMismatch):
        async with open_library(database_url):
            pytest.fail("a library of another revision was opened")


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
        await schema.check(database_url)
    assert caught.value.differences >= 1


async def test_a_failed_init_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise KeyError("masters")

    with monkeypatch.context() as patch:
        patch.setattr(seed, "plant", fail)
        with pytest.raises(KeyError):
            await schema.init(empty_url)
    await schema.init(empty_url)
    await schema.check(empty_url)


async def test_the_file_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "図書館 100%?.sqlite3"
    url = f"sqlite:///{str(path).replace('%', '%25').replace('?', '%3F')}"
    await schema.init(url)
    assert path.stat().st_mode & 0o077 == 0
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM branch").fetchone() == (10,)
    plain.close()


async def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnreachable):
        await schema.init(f"sqlite:///{tmp_path / 'file' / 'library.sqlite3'}")
