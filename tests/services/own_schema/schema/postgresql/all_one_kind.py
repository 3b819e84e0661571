"""A login of two kinds, as an administrator's slip makes it: what is meant for one is let through for neither."""

import asyncpg
import pytest

from services.contract.diagnosis import CheckResult
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.server import check_logins
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect, refused

TWO_KINDS = "a login is of one kind"
MADE = '{"id": "a", "branch": 1, "workstation": "w", "channel": "counter", "outcome": "done"}'


async def mix(city: City, admin: asyncpg.Connection, who: str, group: str) -> str:
    """Put a login into another group; the city's own logins are put right after each test."""
    await admin.execute(f"GRANT madoguchi_{group} TO {city.names[who]}")
    return city.names[who]


@pytest.mark.parametrize(("who", "group"), [("counter", "worker"), ("phone", "portal"), ("counter", "phone")])
async def test_it_calls_nothing(
    city: City, connect: Connect, admin: asyncpg.Connection, who: str, group: str
) -> None:
    patron = await city.town.patron(CARD)
    name = await mix(city, admin, who, group)
    conn = await connect(who)
    calls: list[tuple[str, tuple[object, ...]]] = [
        ("CALL madoguchi_look($1, NULL, false, $2, 1, 'w', 'look_up', NULL, NULL, NULL)", (CARD, name)),
        ("SELECT * FROM madoguchi_read_patron($1, false, $2, 'w')", (patron, name)),
        ("SELECT madoguchi_facts($1, $2, 'w', 'a', '{}', NULL, NULL, NULL)", (patron, name)),
        (
            "SELECT * FROM madoguchi_carry_out($1, $2, $3, '[]', '', '{}', NULL, NULL, NULL)",
            (patron, name, MADE),
        ),
        ("SELECT * FROM madoguchi_note_try($1, 'ア', NULL, '0481234567', $2, 1, 'w')", (patron, name)),
    ]
    if group == "worker":
        calls += [("SELECT madoguchi_clear('access_log')", ()), ("SELECT * FROM madoguchi_claim_mail()", ())]
    if group == "portal":
        calls += [("SELECT madoguchi_log_in_recipe($1)", (CARD,))]
    for statement, values in calls:
        assert await refused(conn, statement, *values) == TWO_KINDS, statement


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor"])
async def test_it_writes_nothing_where_the_circulation_system_does(
    city: City, connect: Connect, admin: asyncpg.Connection, who: str
) -> None:
    hold_id = await city.town.hold(await city.town.patron(CARD))
    await mix(city, admin, who, "circulation")
    conn = await connect(who)
    for statement, values in (
        ("UPDATE hold SET contact = 'none' WHERE id = $1", (hold_id,)),
        ("UPDATE patron SET email = 'mine@example.jp'", ()),
    ):
        assert await refused(conn, statement, *values) == TWO_KINDS, statement


@pytest.mark.parametrize(("who", "group"), [("counter", "worker"), ("portal", "counter"), ("phone", "owner")])
async def test_it_is_let_into_no_library_and_doctor_names_it(
    city: City, admin: asyncpg.Connection, who: str, group: str
) -> None:
    db = Database.open(city.url)
    (apart,) = await check_logins(db, of_owner=True)
    assert apart.result is CheckResult.LOGINS_APART
    name = await mix(city, admin, who, group)
    assert await refused(admin, "SELECT madoguchi_let_connect($1)", name) == TWO_KINDS
    (found,) = await check_logins(db, of_owner=True)
    await db.dispose()
    assert (found.result, found.values) == (CheckResult.LOGINS_MIXED, (1, name))


async def test_staff_and_services_are_each_of_one_kind(city: City, admin: asyncpg.Connection) -> None:
    kinds = "SELECT madoguchi_kinds_of($1, 'MEMBER')"
    assert {await admin.fetchval(kinds, name) for name in city.names.values()} == {1}
