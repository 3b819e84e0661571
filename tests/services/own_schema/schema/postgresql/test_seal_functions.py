"""Seals are the database's: who calls says nothing of what is in them."""

from datetime import timedelta
from typing import Any

import pytest

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor, StaffMember
from services.contract.diagnosis import CheckResult
from services.own_schema.audit.seals import following
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import chain_seal
from services.own_schema.diagnosis.library import check_seal
from services.rules.vocabulary import Channel, Role
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import NOW
from tests.services.acts.staging import all_rows, changed
from tests.services.own_schema.schema.postgresql.calling import SETTINGS, connected, not_granted, refused

SEAL = "SELECT * FROM madoguchi_seal($1)"
CALLS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    (SEAL, (False,)),
    ("SELECT * FROM madoguchi_last_seal()", ()),
    ("SELECT * FROM madoguchi_seal_state()", ()),
)
HASH = "SELECT madoguchi_seal_hash(NULL, 1, now(), '{}')"
STAFF = ("clerk", "Clerk", "窓口", "ｱ", "𠮷", 'a"b', "a\\b", "z")
"""Logins whose order and escapes differ from one collation and one JSON to another."""


async def act_once(city: City, staff_id: str) -> None:
    actor = Actor(StaffMember(staff_id, "窓口", Role.COUNTER), 1, "2番窓口", Channel.COUNTER)
    patron_id = await city.town.patron(f"{600000000 + next(city.town.numbers)}")
    await record(city.library.db, ActRequest(actor=actor, patron_id=patron_id))


async def test_the_worker_seals_with_the_right_to_call_functions_alone(city: City) -> None:
    for staff_id in STAFF:
        await act_once(city, staff_id)
    async with city.open("worker") as library:
        sealing = library.sealing()
        first = await sealing.seal_if_due()
        assert first is not None
        assert await sealing.seal() is None
        await act_once(city, "clerk")
        assert await sealing.seal_if_due() is None
        second = await sealing.seal()
        assert second is not None
        assert await sealing.last() == second
        told = await check_seal(library.db)
    assert following(None, first.at, first.heads) == first
    assert following(first, second.at, second.heads) == second
    assert set(first.heads) == set(STAFF)
    assert told.result is CheckResult.SEAL_FRESH
    assert (await verify(city.library.db)).findings == ()


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "portal"])
async def test_nobody_else_calls_them(city: City, who: str) -> None:
    async with connected(city, who) as conn:
        for call, values in CALLS:
            await not_granted(conn, call, *values)
        await not_granted(conn, HASH)


async def test_a_call_of_who_is_no_worker_is_refused_by_the_function_too(city: City) -> None:
    admin = await city.connect()
    try:
        await admin.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO madoguchi_portal")
        async with connected(city, "portal") as conn:
            for call, values in CALLS:
                assert await refused(conn, call, *values) == "this is the worker's"
    finally:
        await admin.close()


async def test_a_stolen_login_seals_what_is_there_whatever_it_sets(city: City) -> None:
    for staff_id in STAFF:
        await act_once(city, staff_id)
    async with connected(city, "worker") as conn:
        await not_granted(conn, HASH)
        for setting in SETTINGS:
            await conn.execute(setting)
        for begin in ("BEGIN", "BEGIN; SAVEPOINT a"):
            await conn.execute(begin)
            assert (await conn.fetchval(SEAL, None)) == 1
            await conn.execute("ROLLBACK")
        await conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        assert await refused(conn, SEAL, False) == "a call wants READ COMMITTED"
        await conn.execute("ROLLBACK")
        assert (await conn.fetchval(SEAL, False)) == 1
        assert (await conn.fetchval(SEAL, False)) is None
    (row,) = await city.town.all_rows(chain_seal)
    assert timedelta() <= row["at"] - NOW < timedelta(minutes=1)
    assert (await verify(city.library.db)).findings == ()


async def test_nothing_recorded_is_nothing_sealed(city: City) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "worker") as conn:
        assert await conn.fetchval(SEAL, False) is None
        assert await conn.fetch("SELECT * FROM madoguchi_last_seal()") == []
    assert not changed(before, await all_rows(city.library.db))
