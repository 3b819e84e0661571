"""What waits for the disk (and for a synchronous standby), and what doesn't."""

import asyncpg
import pytest

from tests.helpers.city import City

_LOOK = """
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    VALUES (now(), $1, $2, '2番窓口', 'counter', $3, 'look_up')"""
_NOTE = "SELECT * FROM madoguchi_note_look('123456789', NULL, {phone}, $1, $2, '2番窓口', 'look_up')"
_PHONE_LOOK = "SELECT * FROM madoguchi_phone_look('123456789', NULL, $1, $2, '2番窓口', 'look_up')"


async def _waits_with(conn: asyncpg.Connection, statement: str, *values: object) -> tuple[str, str]:
    """Tell what a statement's commit waits for, and the commits after it."""
    await conn.execute("SET synchronous_commit = on")
    async with conn.transaction():
        await conn.execute(statement, *values)
        with_it = await conn.fetchval("SHOW synchronous_commit")
    return with_it, await conn.fetchval("SHOW synchronous_commit")


async def test_a_look_at_the_counter_waits_for_no_disk_and_the_act_after_it_does(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    conn = await city.connect("counter")
    try:
        waits = await _waits_with(conn, _LOOK, city.names["counter"], city.town.branch_id, patron_id)
        assert waits == ("off", "on")
    finally:
        await conn.close()
    assert len(await city.town.looks()) == 1


@pytest.mark.parametrize(
    ("who", "phone", "waits"),
    [("counter", "false", "off"), ("counter", "true", "on"), ("phone", "false", "on")],
)
async def test_a_look_by_the_procedure_waits_on_the_phone_alone(
    city: City, who: str, phone: str, waits: str
) -> None:
    """The procedure commits what this function wrote."""
    await city.town.patron("123456789")
    conn = await city.connect(who)
    try:
        note = _NOTE.format(phone=phone)
        assert await _waits_with(conn, note, city.names[who], city.town.branch_id) == (waits, "on")
    finally:
        await conn.close()


@pytest.mark.parametrize("who", ["phone", "counter"])
async def test_a_look_on_the_phone_which_ends_the_checks_before_it_waits(city: City, who: str) -> None:
    await city.town.patron("123456789")
    conn = await city.connect(who)
    try:
        waits = await _waits_with(conn, _PHONE_LOOK, city.names[who], city.town.branch_id)
        assert waits == ("on", "on")
    finally:
        await conn.close()
