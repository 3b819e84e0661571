"""What a desk reads by functions is its login's to read, however the call is written."""

import asyncpg
import pytest

from services.contract.act_requests import ActRequest
from services.rules.vocabulary import Channel
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect, refused

WORKSTATION = "2番窓口"
ACTS = "SELECT * FROM madoguchi_acts_on($1, $2, $3, $4, $5, NULL, NULL)"
LOOK = "CALL madoguchi_look($1, NULL, false, $2, 1, '2番窓口', 'look_up', NULL, NULL, NULL)"
OUTCOME = "SELECT verb FROM madoguchi_outcome($1)"


@pytest.fixture
async def patron(city: City) -> int:
    return await city.town.patron(CARD)


async def acted(city: City, who: str, patron_id: int) -> str:
    """Record an act of somebody's; tell its id."""
    request = ActRequest[None](actor=city.actor(who), patron_id=patron_id)
    await record(city.library.db, request)
    return request.act_id


async def test_an_outcome_is_told_to_who_acted(city: City, connect: Connect, patron: int) -> None:
    mine, others = await acted(city, "counter", patron), await acted(city, "other", patron)
    conn = await connect("counter")
    assert await conn.fetchval(OUTCOME, mine) == "loan.renew"
    for act_id in (others, "", None, "%"):
        assert await conn.fetchval(OUTCOME, act_id) is None
    supervisor = await connect("supervisor")
    assert await supervisor.fetchval(OUTCOME, mine) is None


async def test_a_counter_lists_its_own_acts_and_a_supervisor_everybodys(
    city: City, connect: Connect, patron: int
) -> None:
    another = await city.town.patron("223456789")
    for who, of_whom in (("counter", patron), ("other", patron), ("counter", another)):
        await acted(city, who, of_whom)
    conn, name = await connect("counter"), city.names["counter"]
    for everybodys in (False, None):
        (row,) = await conn.fetch(ACTS, patron, everybodys, False, name, WORKSTATION)
        assert (row["staff_id"], row["total"]) == (name, 1)
    supervisor, its = await connect("supervisor"), city.names["supervisor"]
    for asked in (patron, None):
        said = await refused(supervisor, ACTS, asked, True, False, its, WORKSTATION)
        assert said == "who reads a patron has looked them up"
    await supervisor.fetch(LOOK, CARD, its)
    rows = await supervisor.fetch(ACTS, patron, True, False, its, WORKSTATION)
    assert [row["staff_id"] for row in rows] == [city.names["other"], name]


async def test_the_telephone_lists_acts_at_the_desk_whose_caller_is_known(
    city: City, connect: Connect, patron: int
) -> None:
    await acted(city, "phone", patron)
    conn, name = await connect("phone"), city.names["phone"]
    await city.town.identified(patron, city.actor("phone", Channel.PHONE))
    for says_phone in (True, False, None):
        assert len(await conn.fetch(ACTS, patron, False, says_phone, name, WORKSTATION)) == 1
        for desk in ("1番窓口", None):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="of an identified caller"):
                await conn.fetch(ACTS, patron, False, says_phone, name, desk)


async def test_settings_of_the_client_change_no_masters(city: City, connect: Connect) -> None:
    conn = await connect("counter")
    asked = "SELECT public.madoguchi_masters()::jsonb - 'now'"
    as_it_is = await conn.fetchval(asked)
    for setting in ("DateStyle = 'German'", "TimeZone = 'Pacific/Apia'", "search_path = pg_temp"):
        await conn.execute(f"SET {setting}")
        assert await conn.fetchval(asked) == as_it_is


async def test_an_account_is_its_owners(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for whose in (None, name):
        (row,) = await conn.fetch("SELECT id, role FROM madoguchi_account($1)", whose)
        assert tuple(row) == (name, "counter")
    for whose in (city.names["supervisor"], "nobody", ""):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="to whom it belongs"):
            await conn.fetch("SELECT * FROM madoguchi_account($1)", whose)
