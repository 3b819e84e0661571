"""No id names two rows: on SQLite each table that numbers its own rows keeps in mind what it gave."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import card, hold_cancellation, metadata
from services.own_schema.database.tables.types import next_id
from services.own_schema.schema import upgrade
from services.rules.vocabulary import CardStatus
from tests.helpers.next_revision import next_program
from tests.helpers.patrons import TODAY, Town

NUMBERED_BY_THE_PROGRAM: Final = MappingProxyType(
    {
        "chain_seal": "who seals gives the number, and no row goes",
        "clock_offset": "one row, whose id a CHECK says",
        "masters_version": "one row, whose id a CHECK says",
    }
)


def give_twice(conn: sqlite3.Connection) -> Iterator[str]:
    """Name the tables that SQLite numbers the rows of, and gives the id of a row that is gone again."""
    tables = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    )
    for table, made in conn.execute(tables).fetchall():
        key = [
            (name, kind) for _, name, kind, *_, place in conn.execute(f"PRAGMA table_info({table})") if place
        ]
        others = {row[3] for row in conn.execute(f"PRAGMA foreign_key_list({table})")}
        is_numbered = len(key) == 1 and key[0][1] == "INTEGER" and key[0][0] not in others
        if is_numbered and "PRIMARY KEY AUTOINCREMENT" not in made:
            yield table


def test_the_tables_give_no_id_twice() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        for table in metadata.sorted_tables:
            conn.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        assert set(give_twice(conn)) == set(NUMBERED_BY_THE_PROGRAM)


async def test_a_new_library_gives_no_id_twice(tmp_path: Path) -> None:
    """A migration that makes a table anew says it again, or it is lost here."""
    await upgrade.init(f"sqlite:///{tmp_path / 'library.sqlite3'}")
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as conn:
        assert set(give_twice(conn)) == set(NUMBERED_BY_THE_PROGRAM)


async def test_an_upgrade_gives_no_id_twice(database_url: str, tmp_path: Path) -> None:
    """SQLite forgets what it gave when a table is made anew, as an upgrade makes this one."""
    db = Database.open(database_url)
    town = await Town.found(db)
    patron_id = await town.patron()
    given = [await town.cancelled(patron_id) for _ in range(3)]
    async with db.transaction() as conn:
        await conn.execute(delete(hold_cancellation))
    with next_program(tmp_path):
        await upgrade.upgrade(database_url)
    assert await town.cancelled(patron_id) > max(given)
    await db.dispose()


async def test_an_act_is_given_an_id_that_no_row_had(db: Database) -> None:
    town = await Town.found(db)
    values = {"patron_id": await town.patron("100000001"), "issued_on": TODAY}
    async with db.transaction() as conn:
        gone = (await conn.execute(select(next_id(card.name)))).scalar_one()
        retired = {"id": gone, "number": "100000002", "status": CardStatus.RETIRED, "replaced_by_id": gone}
        await conn.execute(insert(card).values(**values, **retired))
        await conn.execute(delete(card).where(card.c.id == gone))
    async with db.transaction() as conn:
        assert (await conn.execute(select(next_id(card.name)))).scalar_one() > gone
