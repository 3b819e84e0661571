"""Whoever sends one long statement stays in no earlier time: what runs out meanwhile has run out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.schema.postgresql import portal_scene
from tests.services.schema.postgresql.calling import connected
from tests.services.schema.postgresql.checks_scene import until_it_waits

_HELD = 42
_WAITS_AND_ASKS = """
DO $$
BEGIN
    PERFORM pg_advisory_lock_shared({held});
    PERFORM set_config('test.answer', ({question})::text, false);
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
