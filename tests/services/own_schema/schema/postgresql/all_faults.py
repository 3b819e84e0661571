"""Small faults of each kind, through the real services; `make reliability` has the same under load."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from services.acts.contact import ChangeEmail, EmailChange
from services.contract.act_result import ActResult
from services.contract.errors import (
    OutcomeUnknown,
    SchemaMismatch,
    SystemBusy,
    SystemReadOnly,
    SystemUnreachable,
)
from services.own_schema.database import connections_postgresql
from services.own_schema.database.connections_postgresql import Hosts
from services.own_schema.database.engine import Database
from services.own_schema.library import Library, build_library
from services.own_schema.masters.masters_store import MastersStore
from tests.helpers.city import City
from tests.helpers.patrons import CARD, open_card
from tests.helpers.proxy import Proxy, Way, proxied

CALL = 2  # an act's last turn on a warm connection, for a patron whom the desk has looked up
WHO = "counter"


@pytest.fixture
async def patron_id(city: City) -> int:
    return await city.town.patron(CARD)


def request(city: City, patron_id: int, address: str = "saitama@example.jp", version: int = 1) -> ChangeEmail:
    return ChangeEmail(actor=city.actor(WHO), patron_id=patron_id, address=address, seen_version=version)


@asynccontextmanager
async def breakable(city: City, answer_within: float = 15.0) -> AsyncIterator[tuple[Proxy, Library]]:
    async with proxied(city.url_of(WHO)) as (proxy, url):
        db = Database.open(url, answer_within=answer_within)
        try:
            yield proxy, build_library(db, await MastersStore.load(db), city.hasher)
        finally:
            proxy.flow()
            await db.dispose()


async def records(city: City, patron_id: int) -> list[str]:
    return [record["id"] for record in await city.town.acts() if record["patron_id"] == patron_id]


async def done_once(
    city: City, library: Library, patron_id: int, wanted: ChangeEmail
) -> ActResult[EmailChange]:
    """Send an order again; it was done once, whenever."""
    answer = await library.backend.acts.perform(wanted)
    assert await records(city, patron_id) == [wanted.act_id]
    assert (await open_card(library.backend.look_ups, actor=city.actor(WHO))).patron.version == 2
    return answer


async def warm(city: City, library: Library) -> None:
    """Look the patron up, and prepare an act's statements on somebody else."""
    await open_card(library.backend.look_ups, actor=city.actor(WHO))
    await library.backend.acts.perform(request(city, await city.town.patron("223456789")))


@pytest.mark.parametrize(("way", "was_done"), [(Way.TO_SERVER, False), (Way.TO_CLIENT, True)])
async def test_a_cable_cut_in_the_call(city: City, patron_id: int, way: Way, was_done: bool) -> None:
    async with breakable(city) as (proxy, library):
        await warm(city, library)
        wanted = request(city, patron_id)
        proxy.cut_after(way, 0, turns=CALL)
        with pytest.raises(OutcomeUnknown) as caught:
            await library.backend.acts.perform(wanted)
        assert caught.value.act_id == wanted.act_id
        assert (await done_once(city, library, patron_id, wanted)).repeated is was_done


@pytest.mark.parametrize("turn", range(1, CALL))
@pytest.mark.parametrize("way", Way)
async def test_a_cable_cut_before_the_call_leaves_nothing(
    city: City, patron_id: int, way: Way, turn: int
) -> None:
    async with breakable(city) as (proxy, library):
        await warm(city, library)
        wanted = request(city, patron_id)
        proxy.cut_after(way, 3, turns=turn)
        with pytest.raises(SystemUnreachable):
            await library.backend.acts.perform(wanted)
        assert not await records(city, patron_id)
        assert not (await done_once(city, library, patron_id, wanted)).repeated


@pytest.mark.parametrize("way", Way)
async def test_a_silent_network_in_the_call_whose_packets_come_late(
    city: City, patron_id: int, way: Way
) -> None:
    async with breakable(city, answer_within=0.3) as (proxy, library):
        await warm(city, library)
        wanted = request(city, patron_id)
        proxy.hang_after(way, 0, turns=CALL)
        with pytest.raises(OutcomeUnknown):
            await library.backend.acts.perform(wanted)
        proxy.flow()
        await done_once(city, library, patron_id, wanted)


async def test_a_silent_network_before_the_call_is_told_and_leaves_nothing(
    city: City, patron_id: int
) -> None:
    async with breakable(city, answer_within=0.3) as (proxy, library):
        await warm(city, library)
        proxy.hang_after(Way.TO_CLIENT, 0, turns=CALL - 1)
        with pytest.raises(SystemUnreachable):
            await library.backend.acts.perform(request(city, patron_id))
        proxy.flow()
        assert not await records(city, patron_id)
        await open_card(library.backend.look_ups, actor=city.actor(WHO))


async def until(conn: "asyncpg.Connection[asyncpg.Record]", question: str, *values: object) -> None:
    while not await conn.fetchval(question, *values):
        pass


MY_CHAIN = "SELECT madoguchi_lock_chain($1)"
ACT_WAITS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = $1 AND wait_event_type = 'Lock')"
WAITS = "SELECT cardinality(pg_blocking_pids($1)) > 0"


async def test_a_deadlock_is_told_and_the_same_order_passes(city: City, patron_id: int) -> None:
    """The act waits for one of two first, and closes the circle by waiting for the other.

    A server looks for a circle once in each wait: one that is closed later is found by whoever closed it.
    """
    name = city.names[WHO]
    admin, first, other = [await city.connect() for _ in range(3)]
    await admin.execute(f"ALTER ROLE {name} SET deadlock_timeout = '20ms'")
    await other.execute("SET deadlock_timeout = '1h'")
    async with city.open(WHO) as library:
        wanted = request(city, patron_id)
        await open_card(library.backend.look_ups, actor=city.actor(WHO))
        for conn in (first, other):
            await conn.execute("BEGIN; SELECT FROM patron FOR SHARE")
        act = asyncio.ensure_future(library.backend.acts.perform(wanted))
        await until(admin, ACT_WAITS, name)
        crossing = asyncio.ensure_future(other.execute(MY_CHAIN, name))
        await until(admin, WAITS, other.get_server_pid())
        await first.execute("ROLLBACK")
        with pytest.raises(SystemBusy) as caught:
            await act
        assert "deadlock detected" in str(caught.value.__cause__)
        await crossing
        await other.execute("ROLLBACK")
        assert not await records(city, patron_id)
        assert not (await done_once(city, library, patron_id, wanted)).repeated
    for conn in (admin, first, other):
        await conn.close()


async def test_a_serialisation_failure_is_told_and_the_same_order_passes(city: City, patron_id: int) -> None:
    admin = await city.connect()
    await admin.execute(
        "CREATE FUNCTION failing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE 'no' USING ERRCODE = '40001'; END $$; "
        "CREATE TRIGGER failing BEFORE INSERT ON act FOR EACH ROW EXECUTE FUNCTION failing()"
    )
    async with city.open(WHO) as library:
        wanted = request(city, patron_id)
        with pytest.raises(SystemBusy):
            await library.backend.acts.perform(wanted)
        await admin.execute("DROP FUNCTION failing CASCADE")
        assert not (await done_once(city, library, patron_id, wanted)).repeated
    await admin.close()


async def test_a_login_with_no_connection_left_is_told_and_comes_in_when_there_is_one(city: City) -> None:
    admin = await city.connect()
    async with city.open(WHO) as library:
        await admin.execute(f"ALTER ROLE {city.names[WHO]} CONNECTION LIMIT 1")
        with pytest.raises(SystemUnreachable):
            async with city.open(WHO):
                pytest.fail("a second one came in")
        async with library.db.autocommit():
            with pytest.raises(SystemUnreachable):
                await library.backend.look_ups.by_card(CARD, city.actor(WHO))
        await city.town.patron(CARD)
        await open_card(library.backend.look_ups, actor=city.actor(WHO))  # who is in works on
    await admin.execute(f"ALTER ROLE {city.names[WHO]} CONNECTION LIMIT -1")
    async with city.open(WHO) as library:
        await open_card(library.backend.look_ups, actor=city.actor(WHO))
    await admin.close()


async def test_a_server_that_hangs_up_on_who_just_came_in_is_told_as_gone(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = Database.open(city.url_of(WHO))
    connect = Hosts.connect

    async def connect_and_be_put_out(hosts: Hosts, **arguments: Any) -> asyncpg.Connection:
        made = await connect(hosts, **arguments)
        made.terminate()
        return made

    with monkeypatch.context() as patched:
        patched.setattr(Hosts, "connect", connect_and_be_put_out)
        with pytest.raises(SystemUnreachable):
            async with db.autocommit():
                pytest.fail("it was let in")
    async with db.autocommit() as conn:
        assert (await conn.execute(text("SELECT 1"))).scalar_one() == 1
    await db.dispose()


async def test_a_read_only_server_says_so_of_looks_and_acts(
    city: City, patron_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a standby is; what a role's setting says is else not heard."""
    sent = {
        name: value
        for name, value in connections_postgresql.SESSION.items()
        if name != "default_transaction_read_only"
    }
    monkeypatch.setattr(connections_postgresql, "SESSION", sent)
    admin = await city.connect()
    name = make_url(city.url).database
    role = city.names[WHO]
    await admin.execute(f"ALTER ROLE {role} IN DATABASE {name} SET default_transaction_read_only = on")
    async with city.open(WHO) as library:
        with pytest.raises(SystemReadOnly):
            await library.backend.look_ups.by_card(CARD, city.actor(WHO))
        with pytest.raises(SystemReadOnly):
            await library.backend.acts.perform(request(city, patron_id))
        await admin.execute(f"ALTER ROLE {role} IN DATABASE {name} RESET default_transaction_read_only")
        # Another server may have taken over: nobody has to start the desk again.
        await library.backend.acts.perform(request(city, patron_id))
    assert len(await city.town.acts()) == 1
    await admin.close()


@pytest.mark.parametrize("found", ["0000", "9999"])
async def test_another_versions_schema_is_not_opened(city: City, found: str) -> None:
    admin = await city.connect()
    before = await admin.fetchval("SELECT version_num FROM alembic_version")
    await admin.execute("UPDATE alembic_version SET version_num = $1", found)
    with pytest.raises(SchemaMismatch) as caught:
        async with city.open(WHO):
            pytest.fail("it was opened")
    assert (caught.value.found, caught.value.wanted) == (found, before)
    await admin.execute("UPDATE alembic_version SET version_num = $1", before)
    async with city.open(WHO):
        pass
    await admin.close()


HERS = "SELECT count(*) FROM pg_stat_activity WHERE usename = $1"
NO_WORK = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE usename = $1 AND state <> 'idle')"


async def test_a_hundred_scans_given_up_leave_one_connection_and_no_work(city: City, patron_id: int) -> None:
    admin, name = await city.connect(), city.names[WHO]
    others = await admin.fetchval(HERS, name)
    async with city.open(WHO) as library:
        await open_card(library.backend.look_ups, actor=city.actor(WHO))
        before = await admin.fetchval(HERS, name)
        for number in range(100):
            look = asyncio.ensure_future(library.backend.look_ups.by_card(CARD, city.actor(WHO)))
            for _ in range(number % 20):  # so far it gets before the next card
                await asyncio.sleep(0)
            look.cancel()
            with suppress(asyncio.CancelledError):
                await look
        await open_card(library.backend.look_ups, actor=city.actor(WHO))
        await until(admin, NO_WORK, name)
        assert await admin.fetchval(HERS, name) == before == others + 1
    await admin.close()


async def test_what_is_given_up_ends_on_the_server(city: City) -> None:
    admin, name = await city.connect(), city.names[WHO]
    async with city.open(WHO) as library:

        async def sleep() -> None:
            async with library.db.autocommit() as conn:
                await conn.execute(text("SELECT pg_sleep(600)"))

        look = asyncio.ensure_future(library.db.run_to_end(sleep()))
        await until(admin, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep')")
        look.cancel()
        with pytest.raises(asyncio.CancelledError):
            await look
        await until(admin, NO_WORK, name)
    await admin.close()


async def test_a_connection_begun_for_a_scan_given_up_serves_the_next(city: City) -> None:
    async with proxied(city.url_of(WHO)) as (proxy, url):
        proxy.hang()
        db = Database.open(url)

        async def look() -> int:
            async with db.autocommit() as conn:
                return int((await conn.execute(text("SELECT 1"))).scalar_one())

        for _ in range(10):
            given_up = asyncio.ensure_future(look())
            for _ in range(50):
                await asyncio.sleep(0)
            given_up.cancel()
            with pytest.raises(asyncio.CancelledError):
                await given_up
        proxy.flow()
        assert await look() == 1
        assert proxy.connections == 1
        await db.dispose()


async def test_a_connection_that_nobody_wanted_any_more_is_closed_in_the_end(city: City) -> None:
    admin, name = await city.connect(), city.names[WHO]
    others = await admin.fetchval(HERS, name)
    db = Database.open(city.url_of(WHO))

    async def look() -> None:
        async with db.autocommit():
            pytest.fail("it was given up")

    given_up = asyncio.ensure_future(look())
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    await db.dispose()
    await until(admin, f"SELECT ({HERS}) = {others}", name)
    await admin.close()


async def test_after_a_restart_no_kept_connection_fails_anybody(city: City, patron_id: int) -> None:
    async with breakable(city) as (proxy, library):
        actor = city.actor(WHO)
        await asyncio.gather(*(library.backend.look_ups.again(patron_id, actor) for _ in range(3)))
        proxy.break_all()
        for _ in range(50):  # until the driver has noticed
            await asyncio.sleep(0)
        await asyncio.gather(*(library.backend.look_ups.again(patron_id, actor) for _ in range(3)))
