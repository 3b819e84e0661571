"""Whoever sends one long statement stays in no earlier time: what runs out meanwhile has run out."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from services.acts.suspensions import Lift
from services.acts.wanted import wanted_of
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import Channel, SuspensionReason
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql import portal_scene
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.checks_scene import IDENTIFY, looked_up, until_it_waits

_HELD = 42
_WAITS_AND_ASKS = """
DO $$
BEGIN
    PERFORM pg_advisory_lock_shared({held});
    PERFORM set_config('test.answer', ({question})::text, false);
END $$
"""
_HELD_UP = """
DO $$
BEGIN
    PERFORM pg_advisory_lock_shared({held});
    {statement};
END $$
"""


@asynccontextmanager
async def waiting(city: City, conn: asyncpg.Connection, question: str) -> AsyncIterator[asyncpg.Connection]:
    """Have a block wait that was sent before, and ask its question behind what is done meanwhile."""
    async with connected_as_administrator(city) as admin, may_wait(admin, conn):
        await admin.fetch("SELECT pg_advisory_lock($1)", _HELD)
        asked = asyncio.create_task(conn.execute(_WAITS_AND_ASKS.format(held=_HELD, question=question)))
        await until_it_waits(admin)
        yield admin
        await admin.fetch("SELECT pg_advisory_unlock($1)", _HELD)
        await asked


@asynccontextmanager
async def may_wait(admin: asyncpg.Connection, conn: asyncpg.Connection) -> AsyncIterator[None]:
    """Let a login take an advisory lock, as everybody may where the library's maker is no superuser."""
    function, login = "FUNCTION pg_advisory_lock_shared(bigint)", await conn.fetchval("SELECT session_user")
    await admin.execute(f"GRANT EXECUTE ON {function} TO {login}")
    yield
    await admin.execute(f"REVOKE EXECUTE ON {function} FROM {login}")


@asynccontextmanager
async def connected_as_administrator(city: City) -> AsyncIterator[asyncpg.Connection]:
    conn = await city.connect()
    try:
        yield conn
    finally:
        await conn.close()


async def answer(conn: asyncpg.Connection) -> str:
    return str(await conn.fetchval("SELECT current_setting('test.answer')"))


async def test_a_look_is_recorded_when_it_is_done(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    await city.town.identified(patron_id, city.actor("counter", Channel.PHONE))
    call = (
        f"CALL madoguchi_look('{CARD}', NULL, true, session_user, 1, '2番窓口', 'look_up', NULL, NULL, NULL)"
    )
    async with connected(city, "counter") as conn, connected_as_administrator(city) as admin:
        await admin.execute("BEGIN; SELECT FROM identity_check FOR UPDATE")
        looked = asyncio.create_task(conn.execute(call))
        await until_it_waits(admin)
        earlier = await admin.fetchval("SELECT clock_timestamp() + (madoguchi_now() - statement_timestamp())")
        await admin.execute("ROLLBACK")
        await looked
        (made,) = await city.town.looks()
    assert made["at"] > earlier


async def test_a_callers_time_runs_out_within_a_statement(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    await city.town.identified(patron_id, city.actor("phone", Channel.PHONE))
    known = f"SELECT madoguchi_caller_is_known({patron_id}, '{city.names['phone']}', '2番窓口')"
    async with connected(city, "phone") as conn:
        assert await conn.fetchval(known)
        async with waiting(city, conn, known) as admin:
            await admin.execute("UPDATE identity_check SET open_until = madoguchi_now()")
        assert await answer(conn) == "false"


async def test_a_log_in_ends_within_a_statement(city: City) -> None:
    own = await portal_scene.made(city)
    known = f"SELECT madoguchi_logged_in('{own.token}')"
    async with connected(city, "portal") as conn:
        assert await conn.fetchval(known) == own.patron_id
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match=portal_scene.NOBODY):
            async with waiting(city, conn, known) as admin:
                await admin.execute("UPDATE madoguchi.portal_session SET ends_at = madoguchi_now()")


_LOOK = "CALL madoguchi_look('{card}', NULL, false, '{name}', 1, '2番窓口', 'look_up', NULL, NULL, NULL)"
_LISTS = {
    "suspensions": (
        "CALL madoguchi_list_suspensions(NULL, NULL, NULL, false, false, false, false, '{name}', 1, 'w', NULL)",
        "SELECT madoguchi_read_suspensions(NULL, NULL, NULL, false, false, false, false, '{name}')",
        "1 day",
    ),
    "a-file-of-suspensions": (
        "CALL madoguchi_list_suspensions(NULL, NULL, NULL, false, false, false, true, '{name}', 1, 'w', NULL)",
        "SELECT madoguchi_read_suspensions(NULL, NULL, NULL, false, false, false, true, '{name}')",
        "1 minute",
    ),
    "reports": (
        "CALL madoguchi_list_reports(NULL, '{name}', 1, 'w', NULL)",
        "SELECT madoguchi_read_reports(NULL, '{name}')",
        "1 day",
    ),
    "own-work": (
        "CALL madoguchi_list_own_work(1, '{name}', 'w', false, NULL)",
        "SELECT madoguchi_read_own_work('{name}', 1, false)",
        "1 day",
    ),
}


@pytest.mark.parametrize("listed", _LISTS)
async def test_a_list_ends_within_a_statement(city: City, listed: str) -> None:
    opens, reads, span = _LISTS[listed]
    name = city.names["supervisor"]
    async with connected(city, "supervisor") as conn:
        await conn.execute(opens.format(name=name))
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="who reads a list has it on record"):
            async with waiting(city, conn, reads.format(name=name)) as admin:
                await admin.execute(f"UPDATE access_log SET at = madoguchi_now() - interval '{span}'")


async def test_a_look_ends_within_a_statement(city: City) -> None:
    patron_id, name = await city.town.patron(CARD), city.names["counter"]
    reads = f"SELECT (madoguchi_read_patron({patron_id}, false, '{name}', '2番窓口')).status"
    async with connected(city, "counter") as conn:
        await conn.execute(_LOOK.format(card=CARD, name=name))
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="who reads a patron has looked them up"):
            async with waiting(city, conn, reads) as admin:
                await admin.execute("UPDATE access_log SET at = madoguchi_now() - interval '1 day'")


async def test_what_was_searched_is_answered_at_once(city: City) -> None:
    await city.town.patron(CARD)
    noted = "'{}', '{}', '{}', '{}', '1990-01-01', NULL, NULL"
    async with connected(city, "counter") as conn:
        this = await conn.fetchval(f"SELECT noted FROM madoguchi_note_search({noted}, session_user, 1, 'w')")
        async with connected_as_administrator(city) as admin:
            await admin.execute("UPDATE madoguchi.search_asked SET at = at - interval '1 minute'")
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="on record first"):
            await conn.fetchval(f"SELECT madoguchi_answer_search('{this}', {noted})")


async def test_an_approvals_time_runs_out_within_a_statement(city: City) -> None:
    patron_id, actor = await city.town.patron(CARD), city.actor("counter")
    key = await city.town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    checked = frozenset(CHECKLISTS[SuspensionReason.LONG_OVERDUE])
    lift = Lift(
        actor=actor,
        patron_id=patron_id,
        suspension_id=key,
        seen_version=1,
        checked=checked,
        act_id="a-long-one",
    )
    about = f"{patron_id}, '{actor.staff.id}'"
    async with city.open("counter") as clerk, city.open("supervisor") as supervisor:
        await clerk.backend.look_ups.by_card(CARD, actor)
        number = await clerk.records.approvals.ask(lift)
        await supervisor.records.approvals.look_at(number, city.actor("supervisor"))
        await supervisor.records.approvals.decide(number, city.actor("supervisor"), None)
    made = {
        "id": lift.act_id,
        "branch": 1,
        "workstation": "2番窓口",
        "channel": "counter",
        "by_phone": False,
        "verb": "suspension.lift",
        "outcome": "done",
        "subject": "suspension",
        "subject_id": key,
        "details": {"reason": "long_overdue"},
        "wanted": wanted_of(lift)[1],
    }
    change = {"change": "SetSuspensionLifted", "suspension_id": key, "override": None}
    async with connected(city, "counter") as conn:
        facts = f"SELECT madoguchi_facts({about}, '2番窓口', '{lift.act_id}', '{{}}', NULL, NULL, NULL)"
        mark = json.loads(await conn.fetchval(facts))["mark"]
        call = (
            f"SELECT came FROM madoguchi_carry_out({about}, '{json.dumps(made)}', '{json.dumps([change])}',"
            f" '{mark}', '{{}}', NULL, NULL, NULL)"
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="a supervisor approves this act first"):
            async with waiting(city, conn, call) as admin:
                await admin.execute("UPDATE approval SET decided_at = madoguchi_now() - interval '5 minutes'")
    assert await city.town.acts() == []


async def test_a_try_is_noted_when_its_turn_comes(city: City) -> None:
    """Else its miss would count for as much shorter as its call had waited, for a lock or in a block."""
    patron_id, place = await city.town.patron(CARD), (city.names["phone"], city.town.branch_id, "2番窓口")
    await looked_up(city, patron_id)
    async with connected(city, "phone") as conn, connected_as_administrator(city) as admin:
        await admin.execute("BEGIN")
        await admin.execute("INSERT INTO madoguchi.turn VALUES ('check', $1)", place[0])
        tried = asyncio.create_task(conn.fetch(IDENTIFY, patron_id, "", None, "0481234567", *place))
        await until_it_waits(admin)
        earlier = await admin.fetchval("SELECT clock_timestamp() + (madoguchi_now() - statement_timestamp())")
        await admin.execute("COMMIT")
        await tried
        (noted,) = await admin.fetch("SELECT at FROM identity_check")
    assert noted["at"] > earlier


_PLACED = """
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact)
VALUES ({patron}, {title}, 'waiting', madoguchi_now() - interval '1 minute', 1, 'none')
"""


async def test_nobody_gets_into_a_line_before_who_came_meanwhile(city: City) -> None:
    patron_id, title = await city.town.patron(CARD), await city.town.title()
    async with connected(city, "circulation") as conn, connected_as_administrator(city) as admin:
        placed = _PLACED.format(patron=patron_id, title=title)
        held = _HELD_UP.format(held=_HELD, statement=placed)
        with pytest.raises(
            asyncpg.InsufficientPrivilegeError, match="a hold is placed at the end of the line"
        ):
            async with may_wait(admin, conn):
                await admin.fetch("SELECT pg_advisory_lock($1)", _HELD)
                asked = asyncio.create_task(conn.execute(held))
                await until_it_waits(admin)
                await admin.fetch("SELECT pg_advisory_unlock($1)", _HELD)
                await asked
