"""Masters are read once for the same rows and the same day, and anew for others."""

from datetime import timedelta

from sqlalchemy import update

from services.contract.masters import Masters
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import branch
from services.own_schema.masters.masters_store import load_masters
from tests.helpers.patrons import TODAY


async def test_the_same_rows_on_the_same_day_are_read_once(sqlite_url: str) -> None:
    async def read(days: int = 0) -> Masters:
        async with db.reading() as conn:
            return await load_masters(conn, TODAY + timedelta(days=days))

    db = Database.open(sqlite_url)
    first = await read()
    assert await read() is first
    assert (await read(1)).day == TODAY + timedelta(days=1)
    async with db.transaction() as conn:
        await conn.execute(update(branch).values(short_name="試し"))
    assert {it.short_name for it in (await read()).branches.values()} == {"試し"}
    assert await read() is not first
    await db.dispose()
