"""Writing many rows fast: batches in an order that foreign keys allow, indexes built once at the end.

Each writer gives its database what SQLAlchemy's column types would have given it.
"""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, func, select, text

from services.own_schema.database.address import parse
from services.own_schema.database.engine import Database
from services.own_schema.database.errors import translate
from services.own_schema.database.tables import metadata
from services.own_schema.database.tables.types import Instant
from services.own_schema.demo.library import opened
from services.own_schema.demo.tray import COLUMNS, Batch, Row

# All at once and in the table's own order: what the triggers on `patron` would do row by row. The numbers 0, 1, 2…
# are the keys of an array as long as the text.
_SQLITE_GRAMS = """
    INSERT OR IGNORE INTO patron_gram (gram, kana_order, patron_id)
    SELECT substr(search_key, place.key + 1, size) AS gram, kana_order, patron.id
    FROM patron, (SELECT 2 AS size UNION ALL SELECT 3),
        json_each('[0' || replace(hex(zeroblob(length(search_key))), '00', ',0') || ']') AS place
    WHERE length(gram) = size AND instr(gram, ' ') = 0
    ORDER BY 1, 2, 3"""
_POSTGRESQL_GRAMS = """
    INSERT INTO patron_gram (gram, kana_order, patron_id)
    SELECT gram, kana_order, id FROM patron, madoguchi_grams(search_key) AS gram ORDER BY 1, 2, 3"""


async def load(url: str, batches: Iterator[Batch], done: Callable[[int], None]) -> None:
    """Write all batches in one transaction: all of them, or nothing.

    Args:
        url: the database, whose bulk tables are empty.
        batches: the rows, made as they are written.
        done: called after each write with the number of rows in it; on SQLite from another thread.

    Raises:
        SystemBusy, SystemReadOnly, SystemUnreachable: it can't be written.
    """
    path = parse(url).path
    if path is None:
        async with opened(url) as db, _postgresql(db) as copy:
            for batch in batches:
                for name, rows in batch.items():
                    await copy(name, rows)
                    done(len(rows))
        return
    stop = threading.Event()
    loading = asyncio.create_task(asyncio.to_thread(_load_sqlite, path, batches, done, stop))
    try:
        await asyncio.shield(loading)
    finally:
        stop.set()  # whoever is cancelled while waiting leaves no thread at the file
        await asyncio.wait([loading])


class _StoppedError(Exception):
    """The one who waited for the rows has gone."""


def _load_sqlite(
    path: Path, batches: Iterator[Batch], done: Callable[[int], None], stop: threading.Event
) -> None:
    with translate(), _sqlite(path) as connection:
        for batch in batches:
            for name, rows in batch.items():
                places = ", ".join("?" * len(COLUMNS[name]))
                statement = f"INSERT INTO {name} ({', '.join(COLUMNS[name])}) VALUES ({places})"
                connection.executemany(statement, _as_sqlite(name, rows))
                done(len(rows))
            if stop.is_set():
                raise _StoppedError


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for one big write.

    Without `synchronous` a power cut during the load can spoil the file; it holds nothing yet but masters. The next
    `Database` that opens it sets its journal back.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
            " PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF; BEGIN EXCLUSIVE;"
        )
        listed = ", ".join(f"'{name}'" for name in COLUMNS)
        indexes = connection.execute(
            f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({listed})"
        ).fetchall()
        triggers = connection.execute(
            f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ({listed})"
        ).fetchall()
        for kind, found in (("INDEX", indexes), ("TRIGGER", triggers)):
            for name, _ in found:
                connection.execute(f"DROP {kind} {name}")
        yield connection
        connection.execute("PRAGMA temp_store = FILE")  # so many are sorted there
        connection.execute(_SQLITE_GRAMS)
        for _, statement in (*indexes, *triggers):
            connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()


@asynccontextmanager
async def _postgresql(db: Database) -> AsyncIterator[Callable[[str, list[Row]], Any]]:
    """Open a transaction for COPY; foreign keys and indexes come back, and are checked, when the rows are in."""
    async with db.transaction() as conn:
        await conn.execute(text("SET LOCAL madoguchi.quiet = 'on'"))
        keys = (
            await conn.execute(
                text(
                    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                    " WHERE contype = 'f' AND conrelid::regclass::text = ANY(:names)"
                ),
                {"names": list(COLUMNS)},
            )
        ).all()
        indexes = (
            await conn.execute(
                text(
                    "SELECT c.oid::regclass::text, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c"
                    " ON c.oid = i.indexrelid WHERE i.indrelid::regclass::text = ANY(:names) AND NOT EXISTS"
                    " (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)"
                ),
                {"names": list(COLUMNS)},
            )
        ).all()
        for table, name, _ in keys:
            await conn.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
        for name, _ in indexes:
            await conn.execute(text(f"DROP INDEX {name}"))
        await conn.execute(text("ALTER TABLE patron DISABLE TRIGGER grams_added"))
        driver: Any = (await conn.get_raw_connection()).driver_connection

        async def copy(name: str, rows: list[Row]) -> None:
            await driver.copy_records_to_table(name, records=rows, columns=COLUMNS[name])

        yield copy
        await conn.execute(text("ALTER TABLE patron ENABLE TRIGGER grams_added"))
        await conn.execute(text("ALTER TABLE patron_gram DROP CONSTRAINT pk_patron_gram"))
        await conn.execute(text(_POSTGRESQL_GRAMS))
        await conn.execute(
            text(
                "ALTER TABLE patron_gram ADD CONSTRAINT pk_patron_gram PRIMARY KEY (gram, kana_order, patron_id)"
            )
        )
        await conn.execute(text("ANALYZE patron_gram"))
        for _, statement in indexes:
            await conn.execute(text(statement))
        for table, name, definition in keys:
            await conn.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
        for name, columns in COLUMNS.items():
            if "id" in columns:
                last = select(func.max(metadata.tables[name].c.id)).scalar_subquery()
                await conn.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), last)))
            await conn.execute(text(f"ANALYZE {name}"))


def _as_sqlite(name: str, rows: list[Row]) -> Iterator[Row] | list[Row]:
    """Write days and instants as SQLAlchemy's types would on SQLite."""
    table = metadata.tables[name]
    places: list[tuple[int, Callable[[Any], str]]] = [
        (place, _instant_text if isinstance(table.c[column].type, Instant) else date.isoformat)
        for place, column in enumerate(COLUMNS[name])
        if isinstance(table.c[column].type, Date | Instant)
    ]
    return (_converted(row, places) for row in rows) if places else rows


def _converted(row: Row, places: list[tuple[int, Callable[[Any], str]]]) -> Row:
    values = list(row)
    for place, convert in places:
        value = values[place]
        if value is not None:
            values[place] = convert(value)
    return tuple(values)


def _instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
