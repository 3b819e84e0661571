"""A call's statement is older than a minute where somebody keeps it going, or where the server's clock leaps meanwhile.

The first is refused for good; the second is one call, which the desk sends once more.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import text

from services.acts.contact import ChangeEmail
from services.contract.errors import SystemBusy
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import Library
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.checks_scene import until_it_waits
from tests.services.own_schema.schema.postgresql.test_long_statements import (
    connected_as_administrator,
    waiting,
)

_LEAPS = """
CREATE SEQUENCE madoguchi.leap;
ALTER SEQUENCE madoguchi.leap OWNER TO madoguchi_owner;
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$
    SELECT pg_catalog.clock_timestamp() + CASE WHEN {leaps} THEN interval '61 seconds' ELSE interval '0' END
$$
"""
"""Functions look for their clock among the library's own first; nobody but its owner makes one there."""


_OLD = "madoguchi: a call is made within a minute of its statement"
_ONCE, _ALWAYS = "nextval('madoguchi.leap') = 1", "nextval('madoguchi.leap') > 0"


@asynccontextmanager
async def leaping(admin: asyncpg.Connection, leaps: str) -> AsyncIterator[None]:
    """Let the clock that functions ask be a minute ahead of their statement, where a condition says so."""
    await admin.execute(_LEAPS.format(leaps=leaps))
    try:
        yield
    finally:
        await admin.execute("DROP FUNCTION public.clock_timestamp(); DROP SEQUENCE madoguchi.leap")


async def of_statements_until_now(admin: asyncpg.Connection) -> str:
    """Give the condition that a statement began before now."""
    now = await admin.fetchval("SELECT clock_timestamp()::text")
    return f"statement_timestamp() < '{now}'"


@pytest.mark.parametrize(
    ("who", "call"),
    [
        ("counter", "SELECT madoguchi_end_check(1, session_user, 'w')"),
        ("phone", "SELECT madoguchi_end_check(1, session_user, 'w')"),
        ("counter", "SELECT madoguchi_own_approval(1, NULL, session_user)"),
        ("supervisor", "SELECT madoguchi_waiting_desks(session_user, 1)"),
        ("portal", "SELECT madoguchi_log_in_recipe('123456789')"),
    ],
)
async def test_a_statement_that_is_kept_going_makes_no_calls_and_the_next_one_does(
    city: City, who: str, call: str
) -> None:
    async with AsyncExitStack() as stack:
        conn = await stack.enter_async_context(connected(city, who))
        with pytest.raises(asyncpg.SerializationError) as refused:
            async with waiting(city, conn, call) as waits:
                admin = await stack.enter_async_context(connected_as_administrator(city))
                leaps = await of_statements_until_now(waits)
                await stack.enter_async_context(leaping(admin, leaps))
        await conn.fetchval(call)
    assert str(refused.value) == _OLD


async def test_the_workers_statements_take_as_long_as_they_take(city: City) -> None:
    async with connected(city, "worker") as conn, connected_as_administrator(city) as admin:
        async with leaping(admin, _ALWAYS):
            for kind in ("hold_wait_over", "cancelled_hold", "mail_content", "access_log", "contact"):
                assert await conn.fetchval("SELECT madoguchi_clear($1)", kind) == 0
                assert await admin.fetchval("SELECT madoguchi_clear($1)", kind) == 0
            await conn.fetch("SELECT madoguchi_seal(false)")
        assert await conn.fetchval("SELECT count(*) FROM madoguchi_claim_mail()") == 1


async def act(library: Library, city: City) -> None:
    actor = city.actor("counter")
    seen = await library.backend.look_ups.by_card(CARD, actor)
    assert isinstance(seen, PatronSnapshot)
    change = ChangeEmail(actor=actor, patron_id=seen.patron.id, address="neu@example.jp", seen_version=1)
    done = await library.backend.acts.perform(change)
    assert isinstance(done.answer, PatronSnapshot)
    assert (done.repeated, done.answer.patron.email) == (False, "neu@example.jp")


async def look(library: Library, city: City) -> None:
    seen = await library.backend.look_ups.by_card(CARD, city.actor("counter"))
    assert isinstance(seen, PatronSnapshot)
    again = await library.backend.look_ups.refresh(seen.patron.id, city.actor("counter"))
    assert isinstance(again, PatronSnapshot)


async def search(library: Library, city: City) -> None:
    found = await library.backend.searches.find(SearchText(phone="048-000-0001"), city.actor("counter"))
    assert len(found.hits) == 1


async def check(library: Library, city: City) -> None:
    facts = CallerFacts(birth_date="S55.4.2", phone="048-000-0001")
    found = await library.backend.identity.find(facts, city.actor("counter", Channel.PHONE))
    assert found.card_number == CARD


_CALLS = (act, look, search, check)


@pytest.mark.parametrize("calls", _CALLS)
async def test_a_desk_sends_what_looks_old_once_more(
    city: City, calls: Callable[[Library, City], Awaitable[None]]
) -> None:
    await city.town.patron(CARD)
    async with (
        city.open("counter") as library,
        connected_as_administrator(city) as admin,
        leaping(admin, _ONCE),
    ):
        await calls(library, city)
        assert await admin.fetchval("SELECT last_value FROM madoguchi.leap") > 1
    assert len(await city.town.acts()) == (calls is act)


@pytest.mark.parametrize("calls", _CALLS)
async def test_a_desk_is_told_as_busy_where_it_looks_old_again(
    city: City, calls: Callable[[Library, City], Awaitable[None]]
) -> None:
    await city.town.patron(CARD)
    async with (
        city.open("counter") as library,
        connected_as_administrator(city) as admin,
        leaping(admin, _ALWAYS),
    ):
        with pytest.raises(SystemBusy):
            await calls(library, city)
        assert await admin.fetchval("SELECT last_value FROM madoguchi.leap") == 2
    assert await city.town.acts() == []


async def test_within_a_transaction_nothing_is_sent_again(city: City) -> None:
    call = text("SELECT madoguchi_end_check(1, session_user, 'w')")
    async with (
        city.open("counter") as library,
        connected_as_administrator(city) as admin,
        leaping(admin, _ONCE),
    ):
        with pytest.raises(SystemBusy):
            async with library.db.transaction() as conn:
                await conn.execute(call)
        assert await admin.fetchval("SELECT last_value FROM madoguchi.leap") == 1


async def test_an_act_that_a_leap_meets_while_it_waits_is_done_once(city: City) -> None:
    await city.town.patron(CARD)
    async with city.open("counter") as library, AsyncExitStack() as stack:
        holds = await stack.enter_async_context(connected_as_administrator(city))
        await holds.execute("BEGIN")
        await holds.execute("SELECT FROM patron FOR UPDATE")
        acts = asyncio.create_task(act(library, city))
        admin = await stack.enter_async_context(connected_as_administrator(city))
        await until_it_waits(admin)
        await stack.enter_async_context(leaping(admin, await of_statements_until_now(admin)))
        await holds.execute("ROLLBACK")
        await acts
    assert len(await city.town.acts()) == 1


_CALLED = """
SELECT proname AS name, format(CASE prokind WHEN 'p' THEN 'CALL %s(%s)' ELSE 'SELECT %s(%s)' END, proname, (
    SELECT string_agg('NULL::' || type::regtype, ', ' ORDER BY place)
    FROM unnest(proargtypes::oid[]) WITH ORDINALITY AS it (type, place))) AS call
FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'madoguchi\\_%'
  AND has_function_privilege(session_user, oid, 'EXECUTE')
"""
MAY = frozenset(
    {
        *("madoguchi_masters", "madoguchi_masters_to_import", "madoguchi_present", "madoguchi_clock"),
        *("madoguchi_account", "madoguchi_outcome", "madoguchi_acts_on", "madoguchi_caller_is_known"),
        *("madoguchi_unnoticed", "madoguchi_notices", "madoguchi_open_mail", "madoguchi_seal_fits"),
        *("madoguchi_password_in_force", "madoguchi_lock_chain", "madoguchi_is_owner", "madoguchi_has_group"),
        *("madoguchi_find_look", "madoguchi_read_look"),
    }
)
"""What reads of the library itself or of a login's own work, or how a password was made: for them nothing runs out. And
two steps of a look, which the step before lets be taken for a minute, and its record for a day."""


@pytest.mark.parametrize("who", ["counter", "supervisor", "phone", "portal"])
async def test_whatever_a_login_may_call_it_calls_within_a_minute_of_its_statement(
    city: City, who: str
) -> None:
    async with connected(city, who) as conn, connected_as_administrator(city) as admin:
        called = await conn.fetch(_CALLED)
        assert called
        came: dict[str, str] = {}
        async with leaping(admin, "true"):
            for row in called:
                try:
                    await conn.execute(row["call"])
                    came[row["name"]] = "went through"
                except asyncpg.PostgresError as error:
                    came[row["name"]] = str(error)
    others = {name: said for name, said in came.items() if said != _OLD and name not in MAY}
    assert others == {}
