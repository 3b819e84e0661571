"""Real errors of both databases become what staff can be told; bugs stay bugs."""

import sqlite3
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import exc, insert, select, text, update

from services.contract.errors import (
    DatabaseDamaged,
    DatabaseUrlBad,
    NotPermitted,
    ServiceError,
    SystemBusy,
    SystemLoginClosed,
    SystemLoginRefused,
    SystemReadOnly,
    SystemUnreachable,
    TextUnfit,
)
from services.own_schema.database.engine import Database
from services.own_schema.database.errors import service_error, translate
from services.own_schema.database.tables import masters_version, patron

RAISE = update(masters_version).values(version=masters_version.c.version + 1)


async def connect(url: str) -> None:
    db = Database.open(url, patience=0.01)
    try:
        async with db.reading():
            pass
    finally:
        await db.dispose()


async def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SystemUnreachable) as caught:
        await connect(f"sqlite:///{tmp_path / 'missing.sqlite3'}")
    assert caught.value.__cause__ is None  # the driver, whose thread would outlive the failure, wasn't asked
    assert list(tmp_path.iterdir()) == []


async def test_a_file_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("拝啓 " * 200, encoding="utf-8")
    with pytest.raises(DatabaseDamaged):
        await connect(f"sqlite:///{tmp_path / 'letter.txt'}")


async def test_nobody_listens(unused_tcp_port: int) -> None:
    with pytest.raises(SystemUnreachable):
        await connect(f"postgresql://clerk:x@127.0.0.1:{unused_tcp_port}/ils")


async def test_no_such_server() -> None:
    with pytest.raises(SystemUnreachable):
        await connect("postgresql://clerk:x@nowhere.invalid/ils")


async def test_wrong_login(postgres_url: str) -> None:
    user, _, place = postgres_url.partition("@")
    with pytest.raises(SystemLoginRefused):
        await connect(f"{user}wrong@{place}")


async def test_no_such_database(postgres_url: str) -> None:
    with pytest.raises(DatabaseUrlBad):
        await connect(f"{postgres_url}_missing")


async def test_a_standby_where_a_primary_is_wanted(postgres_url: str) -> None:
    with pytest.raises(SystemUnreachable):
        await connect(f"{postgres_url}?target_session_attrs=standby")


async def test_a_row_somebody_holds(db: Database, database_url: str) -> None:
    other = Database.open(database_url, patience=0.01)
    async with db.transaction() as conn:
        await conn.execute(RAISE)
        with pytest.raises(SystemBusy):
            async with other.transaction() as waiting:
                await waiting.execute(RAISE)
    await other.dispose()


async def test_an_extended_code_counts_as_its_primary_one(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    with pytest.raises(SystemBusy) as caught:
        async with db.reading() as conn:
            await conn.execute(select(masters_version))
            async with db.transaction() as other:
                await other.execute(RAISE)
            await conn.execute(RAISE)
    assert isinstance(caught.value.__cause__, exc.OperationalError)
    assert isinstance(caught.value.__cause__.orig, sqlite3.Error)
    assert caught.value.__cause__.orig.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT
    await db.dispose()


async def test_every_connection_taken(database_url: str) -> None:
    db = Database.open(database_url, patience=0.01)
    async with db.reading(), db.reading(), db.reading():
        with pytest.raises(SystemBusy):
            async with db.reading():
                pytest.fail("a fourth connection was made")
    await db.dispose()


async def test_a_database_that_takes_no_writes(db: Database) -> None:
    with pytest.raises(SystemReadOnly):
        async with db.transaction() as conn:
            closed = "PRAGMA query_only = ON" if db.dialect == "sqlite" else "SET TRANSACTION READ ONLY"
            await conn.execute(text(closed))
            await conn.execute(RAISE)


async def test_a_role_without_the_right(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    with pytest.raises(NotPermitted):
        async with db.transaction() as conn:
            await conn.execute(text("CREATE ROLE madoguchi_test_nobody"))
            await conn.execute(text("GRANT USAGE ON SCHEMA public TO madoguchi_test_nobody"))
            await conn.execute(text("SET LOCAL ROLE madoguchi_test_nobody"))
            await conn.execute(select(patron))
    await db.dispose()


async def test_a_server_without_room_for_another_lock_is_busy(postgres_url: str) -> None:
    db = Database.open(postgres_url)
    with pytest.raises(SystemBusy):
        async with db.reading() as conn:
            await conn.execute(
                text("SELECT count(pg_advisory_xact_lock(it)) FROM generate_series(1, 500000) it")
            )
    async with db.reading() as conn:
        assert (await conn.execute(text("SELECT 1"))).scalar_one() == 1
    await db.dispose()


@pytest.mark.parametrize("half", ["\ud800", "カ\udfffナ"])
async def test_half_a_character_is_told(db: Database, half: str) -> None:
    with pytest.raises(TextUnfit):
        async with db.autocommit() as conn:
            await conn.execute(select(patron.c.id).where(patron.c.name == half))


async def test_nul_is_told_where_the_database_keeps_none(db: Database, dialect: str) -> None:
    asked = select(patron.c.id).where(patron.c.name == "a\0b")
    async with db.autocommit() as conn:
        if dialect == "sqlite":
            assert (await conn.execute(asked)).all() == []
            return
        with pytest.raises(TextUnfit), translate():
            await conn.execute(asked)


async def test_a_bug_stays_a_bug(db: Database) -> None:
    with pytest.raises(exc.DBAPIError):
        async with db.reading() as conn:
            await conn.execute(text("SELECT nonsense FROM nowhere"))
    with pytest.raises(ZeroDivisionError):
        async with db.reading():
            raise ZeroDivisionError


async def test_a_broken_constraint_is_the_acts_to_explain(db: Database) -> None:
    with pytest.raises(exc.IntegrityError):
        async with db.transaction() as conn:
            await conn.execute(insert(masters_version).values(id=1, version=1))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (asyncpg.exceptions.DeadlockDetectedError(""), SystemBusy),
        (asyncpg.exceptions.SerializationError(""), SystemBusy),
        (asyncpg.exceptions.QueryCanceledError(""), SystemBusy),
        (asyncpg.exceptions.TooManyConnectionsError(""), SystemUnreachable),
        (asyncpg.exceptions.AdminShutdownError(""), SystemUnreachable),
        (asyncpg.exceptions.CannotConnectNowError(""), SystemUnreachable),
        (asyncpg.exceptions.ConnectionDoesNotExistError(""), SystemUnreachable),
        (asyncpg.exceptions.IdleInTransactionSessionTimeoutError(""), SystemUnreachable),
        (asyncpg.exceptions.InvalidAuthorizationSpecificationError(""), SystemLoginClosed),
        (asyncpg.exceptions.TransactionTimeoutError(""), SystemUnreachable),
        (asyncpg.exceptions.DatabaseDroppedError(""), SystemUnreachable),
        (asyncpg.exceptions.OperatorInterventionError(""), SystemUnreachable),
        (asyncpg.exceptions.PostgresIOError(""), SystemUnreachable),
        (asyncpg.exceptions.DiskFullError(""), SystemReadOnly),
        (asyncpg.exceptions.OutOfMemoryError(""), SystemBusy),
        (asyncpg.exceptions.InsufficientResourcesError(""), SystemBusy),
        (asyncpg.exceptions.ConfigurationLimitExceededError(""), SystemBusy),
        (asyncpg.exceptions.ObjectInUseError(""), SystemBusy),
        (ConnectionResetError(), SystemUnreachable),
        (TimeoutError(), SystemUnreachable),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_that_only_a_bad_day_brings(error: Exception, kind: type[ServiceError]) -> None:
    with pytest.raises(kind), translate():
        raise error


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.exceptions.UniqueViolationError(""),
        asyncpg.exceptions.ObjectNotInPrerequisiteStateError(""),
        sqlite3.OperationalError("locked"),
        ValueError("locked"),
    ],
)
def test_no_message_is_read(error: Exception) -> None:
    assert service_error(error) is None


@pytest.mark.parametrize(
    ("said_by", "told"), [("get_relation_info", SystemReadOnly), ("RevalidateCachedQuery", None)]
)
def test_a_standby_has_no_unlogged_table_and_what_else_is_not_supported_is_a_bug(
    said_by: str, told: type[ServiceError] | None
) -> None:
    """`make reliability` has it from a real standby."""
    error = asyncpg.PostgresError.new({"C": "0A000", "M": "not supported", "R": said_by})
    found = service_error(error)
    assert (None if found is None else type(found)) is told
