"""What waits for the disk (and for a synchronous standby), and what doesn't."""

import asyncpg
import pytest

from tests.helpers.city import City

_NOTE = "SELECT madoguchi_note_look('123456789', NULL, {phone}, $1, $2, '2番窓口', 'look_up')"


async def waits_with(conn: asyncpg.Connection, statement: str, *values: object) -> tuple[str, str]:
    """Tell what a statement's commit waits for, and the commits after it."""
    await conn.execute("SET synchronous_commit = on")
    async with conn.transaction():
        await conn.execute(statement, *values)
        with_it = await conn.fetchval("SHOW synchronous_commit")
    return with_it, await conn.fetchval("SHOW synchronous_commit")


@pytest.mark.parametrize(
    ("phone", "waits"),
    [("false", "off"), ("true", "on")],
)
async def test_a_look_by_the_procedure_waits_on_the_phone_alone(city: City, phone: str, waits: str) -> None:
    """The procedure commits what each of its steps wrote: what was asked, and the record."""
    await city.town.patron("123456789")
    conn = await city.connect()
    try:
        note = _NOTE.format(phone=phone)
        values = city.names["counter"], city.town.branch_id
        assert await waits_with(conn, note, *values) == (waits, "on")
        asked = await conn.fetchval(note, *values)
        assert await waits_with(conn, "SELECT madoguchi_find_look($1)", asked) == (waits, "on")
    finally:
        await conn.close()
