"""Slips under real logins: a clerk records the hand-over of their own issue, once, and nothing by SQL of their own."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest

from services.acts.passwords import IssuePassword
from services.contract.errors import NotPermitted
from services.contract.today.own_work import SLIPS_AFTER, SLIPS_FOR, WorkKind
from services.own_schema.database.tables import slip_hand_over
from services.own_schema.library import Library
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.acts.issue_scene import an_order
from tests.services.own_schema.schema.postgresql.calling import Connect, not_granted, refused

NOTE = "SELECT madoguchi_note_slip_handed_over($1, $2)"
OWN_ISSUE = "a slip is handed over by who issued the password"
OWN_NAME = "an act stands in the name of who acts"
LATER = NOW + SLIPS_AFTER + timedelta(minutes=2)


@pytest.fixture
async def clerk_library(city: City) -> AsyncIterator[Library]:
    async with city.open("counter") as library:
        yield library


@pytest.fixture
async def order(city: City, clerk_library: Library) -> IssuePassword:
    """What the counter's login issued a password by."""
    actor = city.actor("counter")
    made = an_order(await city.town.patron(CARD), actor=actor)
    await clerk_library.backend.look_ups.by_card(CARD, actor)
    await clerk_library.backend.acts.perform(made)
    return made


async def listed(city: City, library: Library) -> list[WorkKind]:
    await city.town.set_time(LATER)
    return [it.kind for it in (await library.records.today.own_work(city.actor("counter"))).entries]


async def test_what_a_clerk_did_not_hand_over_is_theirs_alone(
    city: City, clerk_library: Library, order: IssuePassword
) -> None:
    assert await listed(city, clerk_library) == [WorkKind.SLIP]
    async with city.open("other") as library:
        assert (await library.records.today.own_work(city.actor("other"))).entries == ()


async def test_a_clerk_records_it_twice_as_once(
    city: City, clerk_library: Library, order: IssuePassword
) -> None:
    actor = city.actor("counter")
    await clerk_library.records.slip_hand_overs.note(order.act_id, actor)
    (first,) = await city.town.all_rows(slip_hand_over)
    await city.town.set_time(NOW + timedelta(hours=1))
    await clerk_library.records.slip_hand_overs.note(order.act_id, actor)
    assert await city.town.all_rows(slip_hand_over) == [first]
    assert await listed(city, clerk_library) == []


async def test_another_clerk_records_nothing_of_it(
    city: City, connect: Connect, order: IssuePassword
) -> None:
    async with city.open("other") as library:
        with pytest.raises(NotPermitted):
            await library.records.slip_hand_overs.note(order.act_id, city.actor("other"))
    conn, name = await connect("other"), city.names["other"]
    for act_id in (order.act_id, "none", "", None):
        assert await refused(conn, NOTE, act_id, name) == OWN_ISSUE
    for whose in (city.names["counter"], "", None):
        assert await refused(conn, NOTE, order.act_id, whose) == OWN_NAME
    assert await city.town.all_rows(slip_hand_over) == []


async def test_no_other_act_of_ones_own_is_a_hand_over(
    city: City, connect: Connect, order: IssuePassword
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    admin = await city.connect()
    await admin.execute(
        "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details,"
        " sequence, hash) VALUES ('checked', now(), $1, 1, 'w', 'counter', $2, 'password.check', 'ok', '{}', 0, '')",
        name,
        order.patron_id,
    )
    await admin.close()
    assert await refused(conn, NOTE, "checked", name) == OWN_ISSUE
    assert await city.town.all_rows(slip_hand_over) == []


@pytest.mark.parametrize("who", ["phone", "worker", "portal", "circulation"])
async def test_who_issues_no_password_hands_nothing_over(
    city: City, connect: Connect, order: IssuePassword, who: str
) -> None:
    await not_granted(await connect(who), NOTE, order.act_id, city.names[who])


@pytest.mark.parametrize("who", ["counter", "supervisor", "phone", "worker", "portal", "circulation"])
async def test_the_table_is_nobodys(
    city: City, connect: Connect, clerk_library: Library, order: IssuePassword, who: str
) -> None:
    await clerk_library.records.slip_hand_overs.note(order.act_id, city.actor("counter"))
    conn = await connect(who)
    for statement in (
        "SELECT * FROM slip_hand_over",
        f"INSERT INTO slip_hand_over (act_id, at) VALUES ('{order.act_id}', now())",
        "UPDATE slip_hand_over SET at = now()",
        "DELETE FROM slip_hand_over",
        "TRUNCATE slip_hand_over",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for table"):
            await conn.execute(statement)
    assert len(await city.town.all_rows(slip_hand_over)) == 1


async def test_a_stolen_worker_clears_no_record_that_a_list_still_asks_for(
    city: City, connect: Connect, clerk_library: Library, order: IssuePassword
) -> None:
    await clerk_library.records.slip_hand_overs.note(order.act_id, city.actor("counter"))
    conn = await connect("worker")
    await city.town.set_time(NOW + SLIPS_FOR - timedelta(minutes=2))
    assert await conn.fetchval("SELECT madoguchi_clear('slip_hand_over')") == 0
    await city.town.set_time(NOW + SLIPS_FOR + timedelta(days=1))
    assert await conn.fetchval("SELECT madoguchi_clear('slip_hand_over')") == 1
    assert await city.town.all_rows(slip_hand_over) == []
