"""Which lengths cards have is read by an index, and not off every card of a city."""

import re

from sqlalchemy import text

from services.own_schema.database.engine import Database
from services.own_schema.database.tables.people import LENGTHS_INDEX
from services.own_schema.masters.masters_statement import all_masters
from services.own_schema.masters.masters_store import load_masters
from tests.helpers.patrons import Town

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


async def test_an_index_tells_them(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(text("ANALYZE"))  # so few rows as there are would be read faster
        if db.dialect == "postgresql":
            await conn.execute(text("SET LOCAL enable_seqscan = off"))
        asked = str(all_masters().compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True}))
        plan = [str(row) for row in await conn.execute(text(EXPLAIN[db.dialect] + asked.replace(":", r"\:")))]
    read = [line for line in plan if re.search(r"(SEARCH|SCAN|on) card\b", line)]
    assert read
    assert [line for line in read if LENGTHS_INDEX not in line] == []


async def test_each_length_is_told_once(db: Database) -> None:
    town = await Town.found(db)
    for number in ("123456789", "987654321", "AB-00123", "X-1"):
        await town.patron(number)
    async with db.reading() as conn:
        assert (await load_masters(conn)).card_lengths == {3, 8, 9}
