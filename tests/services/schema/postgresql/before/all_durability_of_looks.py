"""What a look of a desk of the version before waits for."""

import pytest

from tests.helpers.city import City
from tests.services.schema.postgresql.test_durability import waits_with

_LOOK = """
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    VALUES (now(), $1, $2, '2番窓口', 'counter', $3, 'look_up')"""
_PHONE_LOOK = "SELECT * FROM madoguchi_phone_look('123456789', NULL, $1, $2, '2番窓口', 'look_up')"


async def test_a_look_at_the_counter_waits_for_no_disk_and_the_act_after_it_does(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    conn = await city.connect("counter")
    try:
        waits = await waits_with(conn, _LOOK, city.names["counter"], city.town.branch_id, patron_id)
        assert waits == ("off", "on")
    finally:
        await conn.close()
    assert len(await city.town.looks()) == 1


@pytest.mark.parametrize("who", ["phone", "counter"])
async def test_a_look_on_the_phone_which_ends_the_checks_before_it_waits(city: City, who: str) -> None:
    await city.town.patron("123456789")
    conn = await city.connect(who)
    try:
        waits = await waits_with(conn, _PHONE_LOOK, city.names[who], city.town.branch_id)
        assert waits == ("on", "on")
    finally:
        await conn.close()
