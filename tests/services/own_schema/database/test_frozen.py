"""A frozen statement answers what the statement it was made of answers."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, insert, literal, null, select

from services.own_schema.database.engine import Database
from services.own_schema.database.frozen import DriverStatement, frozen
from services.own_schema.database.json import json_object
from services.own_schema.database.tables import branch, masters_version
from services.own_schema.database.tables.types import Instant

MOMENT = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)


def statement() -> Any:
    """Bind a value that is given at each run, some that stay, and a colon in a text."""
    wanted = bindparam("wanted", type_=Instant())
    return select(
        wanted.label("given"),
        literal(MOMENT, Instant()).label("kept"),
        json_object(text=literal("a:b ::c"), nothing=null(), number=literal(3)).label("record"),
    )


async def test_values_and_answers_keep_their_types(db: Database) -> None:
    given = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    async with db.reading() as conn:
        plain = (await conn.execute(statement(), {"wanted": given})).one()
        fast = (await conn.execute(frozen(statement(), db.dialect), {"wanted": given})).one()
    assert tuple(fast) == tuple(plain) == (given, MOMENT, {"text": "a:b ::c", "nothing": None, "number": 3})


async def test_a_statement_that_writes_and_answers_can_be_frozen(db: Database) -> None:
    values = {"code": "97", "name": "試しの館", "short_name": "試し", "kind": "library", "position": 97}
    writes = (
        insert(branch)
        .values(values)
        .returning(branch.c.name, select(masters_version.c.version).scalar_subquery())
    )
    async with db.transaction() as conn:
        name, version = (await conn.execute(frozen(writes, db.dialect))).one()
    async with db.reading() as conn:
        kept = (await conn.execute(select(branch.c.name).where(branch.c.name == "試しの館"))).scalar_one()
    assert name == kept
    assert isinstance(version, int)


async def test_the_driver_answers_the_same(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    given = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    row = await db.only_row(DriverStatement(statement()), {"wanted": given, "not asked for": 1})
    none = await db.only_row(DriverStatement(select(branch.c.name).where(branch.c.id < 0)), {})
    await db.dispose()
    assert row == (given, MOMENT, {"text": "a:b ::c", "nothing": None, "number": 3})
    assert none is None
