"""No look and no act reads the whole of a table that grows: guards, triggers and policies have their indexes, too."""

import asyncio

import asyncpg
import pytest

from services.contract.errors import IdentityNotConfirmed
from services.own_schema.database.engine import Database
from services.own_schema.database.search_key_rows import make_missing_keys
from services.own_schema.database.tables import patron
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel, HoldStatus
from tests.helpers.circulation_system import CirculationSystem
from tests.helpers.city import City
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.permission_table import MAY

_GROWING = frozenset(
    {
        *("patron", "card", "password_credential", "suspension", "patron_report", "loan", "hold"),
        *("hold_cancellation", "purchase_request", "reference_question", "bib_record", "item"),
        *("act", "access_log", "identity_check", "outgoing_mail", "patron_gram"),
    }
)
_LONG = 20


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_a_look_and_every_act_at_the_counter_find_all_by_indexes(city: City, who: str) -> None:
    staged = [
        (act, await act.staged(city.town, city.library)) for act in EVERY_ACT if MAY[act.verb, who] != "-"
    ]
    admin = await city.connect()
    try:
        await _begin_counting(admin, city, who)
        async with city.open(who) as library:
            actor = city.actor(who, Channel.COUNTER)
            for act, on_stage in staged:
                request = act.ordered(on_stage, actor)
                await library.backend.look_ups.again(request.patron_id, actor)
                await act.done(library, request)
                await library.backend.look_ups.again(request.patron_id, actor)
        assert await _read_whole(admin) == {}
    finally:
        await admin.close()


async def test_a_call_finds_all_by_indexes(city: City) -> None:
    staged = [
        (act, await act.staged(city.town, city.library)) for act in EVERY_ACT if MAY[act.verb, "phone"] != "-"
    ]
    admin = await city.connect()
    try:
        await _begin_counting(admin, city, "phone")
        async with city.open("phone") as library:
            actor = city.actor("phone", Channel.PHONE)
            for act, on_stage in staged:
                request = act.ordered(on_stage, actor)
                await library.backend.look_ups.again(request.patron_id, actor)
                await library.backend.identity.check(
                    request.patron_id, CallerFacts(birth_date="S55.4.2"), actor
                )
                await act.done(library, request)
                await library.backend.look_ups.again(request.patron_id, actor)
            told = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.3", phone="0480000001")
            with pytest.raises(IdentityNotConfirmed):
                await library.backend.identity.find(told, actor)
        assert await _read_whole(admin) == {}
    finally:
        await admin.close()


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_a_search_finds_all_by_indexes(city: City, who: str) -> None:
    await city.town.patron()
    admin = await city.connect()
    try:
        await _begin_counting(admin, city, who)
        async with city.open(who) as library:
            for words in (
                "カワ",
                "カワグチ ハナコ",
                "kawaguchi hanako",
                "川口",
                "0001",
                "0480000001",
                "S55.4.2",
            ):
                found = await library.backend.searches.find(
                    SearchText(words=words), city.actor(who, Channel.COUNTER)
                )
                assert [hit.name for hit in found.hits] == ["川口 花子"]
        assert await _read_whole(admin) == {}
    finally:
        await admin.close()


async def test_the_worker_finds_names_without_keys_by_an_index(city: City) -> None:
    patron_id = await city.town.patron()
    await city.town.change(patron, patron.c.id == patron_id, name="青木 花子")
    admin = await city.connect()
    try:
        await _begin_counting(admin, city, "worker")
        async with city.open("worker") as library:
            assert await make_missing_keys(library.db) == 1
        assert await _read_whole(admin) == {}
    finally:
        await admin.close()


async def test_a_circulation_system_and_what_it_is_held_to_find_all_by_indexes(city: City) -> None:
    title = await city.town.title()
    await city.town.item(title, number="900000001")
    ready = await city.town.hold(await city.town.patron("323456789"), status=HoldStatus.READY)
    for number in ("123456789", "223456789"):
        await city.town.patron(number)
    admin = await city.connect()
    try:
        await _begin_counting(admin, city, "circulation")
        conn = await city.connect("circulation")
        await conn.execute("SET application_name = 'madoguchi'")
        system = CirculationSystem(conn, city.town.branch_id)
        await system.lend("123456789", "900000001")
        await system.place_hold("223456789", title)
        await system.take_back("900000001")
        await system.lend("223456789", "900000001")
        await system.cancel_hold(ready)
        await system.report_lost("123456789")
        await system.found_again("123456789")
        await conn.close()
        assert await _read_whole(admin) == {}
    finally:
        await admin.close()


async def _begin_counting(admin: asyncpg.Connection, city: City, who: str) -> None:
    """Have the login read a whole table only where no index will do: these are small, the city's aren't."""
    await admin.execute(f"ALTER ROLE {city.names[who]} SET enable_seqscan = off")
    await _let_go(city.library.db)
    await _wait_for_the_end_of_programs(admin)
    await admin.execute("SELECT pg_stat_reset()")


async def _read_whole(admin: asyncpg.Connection) -> dict[str, int]:
    await _wait_for_the_end_of_programs(admin)
    await admin.execute("SELECT pg_stat_clear_snapshot()")
    rows = await admin.fetch("SELECT relname, seq_scan FROM pg_stat_user_tables WHERE seq_scan > 0")
    return {name: times for name, times in rows if name in _GROWING}


async def _let_go(db: Database) -> None:
    await db.dispose()


async def _wait_for_the_end_of_programs(admin: asyncpg.Connection) -> None:
    """Wait: a server process tells what it counted when it ends."""
    async with asyncio.timeout(_LONG):
        while await admin.fetchval(_OPEN):
            pass


_OPEN = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'madoguchi %'"""
