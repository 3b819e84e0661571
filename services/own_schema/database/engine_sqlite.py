"""Connections to a library in a file: their settings, and their end when the file was replaced."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import event, exc
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from services.contract.errors import ServiceError
from services.own_schema.database.address import Address
from services.own_schema.database.errors import translate_connecting
from services.own_schema.database.frozen import DriverStatement
from services.own_schema.database.library_file import OpenFile

_DATA_VERSION: Final = "PRAGMA data_version"


def engine_sqlite(
    address: Address, file: OpenFile, *, patience: float, pool_size: int, synchronous: str, **more: Any
) -> AsyncEngine:
    """Make the engine for a library in a file.

    Args:
        address: the library's.
        file: detects that it was replaced.
        patience: seconds to wait for a lock that another program holds.
        pool_size: how many connections there may be.
        synchronous: `FULL` or `NORMAL`: what a power cut may cost.
        more: options of SQLAlchemy's.
    """
    # AUTOCOMMIT keeps the driver from opening transactions of its own: BEGIN IMMEDIATE is ours.
    engine = create_async_engine(
        address.url,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        pool_size=pool_size,
        pool_use_lifo=True,  # one connection makes nearly every look: see `changed_by_others`
        max_overflow=0,
        pool_timeout=patience,
        connect_args={"timeout": patience},
        **more,
    )
    pragmas = f"""
        PRAGMA foreign_keys = ON;
        PRAGMA synchronous = {synchronous};
        PRAGMA temp_store = MEMORY;
        PRAGMA secure_delete = ON;
        PRAGMA journal_mode = WAL;
    """

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        adapted: Any = connection
        try:
            adapted.run_async(lambda driver: driver.executescript(pragmas))
            file.check()  # it may have been replaced between its last check and its opening
        except BaseException:
            _leave_log(adapted)
            adapted.close()  # the pool forgets a connection that fails here, and its thread would stay
            raise

    @event.listens_for(engine.sync_engine, "close")
    def let_go(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        try:
            file.check()
        except ServiceError:
            _leave_log(connection)

    return engine


async def in_thread[T](conn: AsyncConnection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Let the driver's thread do something with its own connection, in one go."""
    driver = await _driver(conn)
    done: T = await driver._execute(work, driver._conn)  # noqa: SLF001 - each public method is a hop of its own
    return done


async def only_row(
    engine: AsyncEngine,
    statement: DriverStatement,
    values: Mapping[str, Any],
    before: Callable[[sqlite3.Connection], None],
) -> tuple[Any, ...] | None:
    """Let the driver's thread run one statement in one go, on a connection of the pool's; give its row, if any.

    SQLAlchemy's own connection and its four goes take longer than a look-up's statement.

    Args:
        engine: whose pool it is. Its listeners are told of the statement.
        statement: what is run.
        values: what it is given.
        before: is called in the same go first, and may raise.
    """

    def run(connection: sqlite3.Connection, _kept: dict[Any, Any]) -> tuple[Any, ...] | None:
        before(connection)
        return statement.only_row(connection, values)

    return await _in_one_go(engine, statement.text, values, run)


async def changed_by_others(engine: AsyncEngine, asker: object) -> bool:
    """Tell whether others than a connection of the pool's changed the file since that connection was asked last.

    A connection that wasn't asked yet says yes.

    Args:
        engine: whose pool it is.
        asker: for whom it is kept what the connection said last.
    """

    def run(connection: sqlite3.Connection, kept: dict[Any, Any]) -> bool:
        before, kept[asker] = kept.get(asker), data_version(connection)
        return bool(before != kept[asker])

    return await _in_one_go(engine, _DATA_VERSION, {}, run)


def data_version(conn: sqlite3.Connection) -> int:
    """Give a number that is another one once anything was committed on another connection.

    Numbers of two connections can't be compared (https://www.sqlite.org/pragma.html#pragma_data_version).
    """
    (version,) = conn.execute(_DATA_VERSION).fetchone()
    return int(version)


async def _in_one_go[T](
    engine: AsyncEngine,
    text: str,
    values: Mapping[str, Any],
    run: Callable[[sqlite3.Connection, dict[Any, Any]], T],
) -> T:
    """Let the driver's thread run a statement, told to the engine's listeners, on a connection of the pool's.

    What `run` is given besides the connection is kept as long as it.
    """
    with translate_connecting():
        pooled = await engine.raw_connection()
    try:
        engine.sync_engine.dispatch.before_cursor_execute(None, None, text, values, None, False)
        driver: Any = pooled.driver_connection
        done: T = await driver._execute(run, driver._conn, pooled.info)  # noqa: SLF001 - as `in_thread`
    except sqlite3.Error as error:
        raise exc.DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True) from error
    finally:
        pooled.close()
    return done


async def is_in_transaction(conn: AsyncConnection) -> bool:
    """Tell whether a connection's transaction is still open: the code within it may have rolled it back."""
    return bool((await _driver(conn)).in_transaction)


async def interrupt(conn: AsyncConnection) -> None:
    """Interrupt the statement that the driver's thread runs; it fails there."""
    await (await _driver(conn)).interrupt()


async def _driver(conn: AsyncConnection) -> Any:
    return (await conn.get_raw_connection()).driver_connection


def _leave_log(connection: Any) -> None:
    """Keep the last connection's end from writing the log into a file that may not be its own."""

    async def leave(driver: Any) -> None:
        leaving = driver._conn.setconfig, sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True  # noqa: SLF001
        await driver._execute(*leaving)  # noqa: SLF001 - the driver has no method for it

    connection.run_async(leave)
