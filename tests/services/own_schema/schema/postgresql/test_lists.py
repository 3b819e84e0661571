"""A list of patrons is on record and committed before it is answered, however a stolen login writes its SQL."""

import json
from datetime import timedelta

import asyncpg
import pytest

from services.contract.today.suspension_list import MOST_SHOWN
from services.rules.vocabulary import SuspensionReason
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW, Town
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal

_OPEN = "CALL madoguchi_list_suspensions($1, NULL, NULL, false, false, false, $2, $3, 1, '2番窓口', NULL)"
_NOTE = "SELECT madoguchi_note_suspensions($1, NULL, NULL, false, false, false, $2, $3, 1, '2番窓口', 0)"
_READ = "SELECT madoguchi_read_suspensions($1, NULL, NULL, false, false, false, $2, $3)"
_COUNT = "SELECT madoguchi_today_counts($1, 1)"
ON_RECORD = "who reads a list has it on record"
OVERDUE = SuspensionReason.LONG_OVERDUE.value


@pytest.fixture
async def suspended(city: City) -> Town:
    await city.town.suspend(await city.town.patron(CARD), SuspensionReason.LONG_OVERDUE)
    return city.town


async def test_a_list_is_read_once_it_is_on_record_and_committed(
    city: City, connect: Connect, suspended: Town
) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    assert ON_RECORD in await refusal(conn, _READ, None, False, name)
    for before in ("BEGIN", "BEGIN; SAVEPOINT a"):
        await conn.execute(before)
        await conn.fetchval(_NOTE, None, False, name)
        assert ON_RECORD in await refusal(conn, _READ, None, False, name)
        await conn.execute("ROLLBACK")
    assert await suspended.looks() == []
    await conn.fetchval(_NOTE, None, False, name)
    assert CARD in await conn.fetchval(_READ, None, False, name)
    (look,) = await suspended.looks()
    assert look["listed"]["rows"] == 1, "counted here, whatever a login says"


async def test_a_record_opens_the_list_that_it_names(city: City, connect: Connect, suspended: Town) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    await conn.fetchval(_NOTE, OVERDUE, False, name)
    assert CARD in await conn.fetchval(_READ, OVERDUE, False, name)
    for reason, whole in ((None, False), (OVERDUE, True), ("unreachable", False)):
        assert ON_RECORD in await refusal(conn, _READ, reason, whole, name)


async def test_a_list_is_refused_within_a_transaction(city: City, connect: Connect, suspended: Town) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    await conn.execute("BEGIN")
    with pytest.raises(asyncpg.InvalidTransactionTerminationError):
        await conn.fetchval(_OPEN, None, False, name)
    await conn.execute("ROLLBACK")
    assert await suspended.looks() == []


async def test_a_list_for_a_file_is_read_at_once(city: City, connect: Connect, suspended: Town) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    await conn.fetchval(_NOTE, None, True, name)
    assert CARD in await conn.fetchval(_READ, None, True, name)
    await suspended.set_time(NOW + timedelta(seconds=61))
    assert ON_RECORD in await refusal(conn, _READ, None, True, name)
    await conn.fetchval(_NOTE, None, False, name)
    await suspended.set_time(NOW + timedelta(days=1, seconds=62))
    assert ON_RECORD in await refusal(conn, _READ, None, False, name)


async def test_nobody_reads_more_than_a_screen_without_saying_so(city: City, connect: Connect) -> None:
    town = city.town
    for number in range(MOST_SHOWN + 1):
        await town.suspend(await town.patron(f"{number + 400_000_001}"), SuspensionReason.LONG_OVERDUE)
    conn, name = await connect("supervisor"), city.names["supervisor"]
    for whole, many in ((False, MOST_SHOWN), (None, MOST_SHOWN), (True, MOST_SHOWN + 1)):
        found = json.loads(await conn.fetchval(_OPEN, None, whole, name))
        assert (len(found["entries"]), found["total"]) == (many, MOST_SHOWN + 1)
    assert [look["purpose"] for look in await town.looks()] == ["list", "list", "list_file"]


async def test_a_record_stands_in_the_name_of_who_looks(
    city: City, connect: Connect, suspended: Town
) -> None:
    conn, other = await connect("supervisor"), city.names["other"]
    for call, *given in ((_OPEN, None, False), (_NOTE, None, False), (_READ, None, False), (_COUNT,)):
        assert "stands in the name of who" in await refusal(conn, call, *given, other)
    assert await suspended.looks() == []


@pytest.mark.parametrize("who", ["counter", "phone", "worker", "portal", "circulation"])
async def test_a_list_is_a_supervisors(city: City, connect: Connect, suspended: Town, who: str) -> None:
    conn, name = await connect(who), city.names[who]
    for call, *given in ((_OPEN, None, False), (_NOTE, None, False), (_READ, None, False), (_COUNT,)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.fetchval(call, *given, name)
    assert await suspended.looks() == []


async def test_a_list_is_asked_for_by_codes_alone(city: City, connect: Connect, suspended: Town) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    for call in (_OPEN, _NOTE):
        assert "a list has a filter" in await refusal(conn, call, "Hanako", False, name)
    assert await suspended.looks() == []


_OWN_NOTE = "SELECT madoguchi_note_own_work($1, $2, '2番窓口', $3)"
_OWN_READ = "SELECT madoguchi_read_own_work($1, $2, $3)"


async def test_a_clerks_own_work_is_on_record_first(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    await city.town.report(await city.town.patron(CARD), reported_by=name)
    assert ON_RECORD in await refusal(conn, _OWN_READ, name, 1, False)
    async with conn.transaction():
        await conn.fetchval(_OWN_NOTE, name, 1, False)
    assert "川口 花子" in await conn.fetchval(_OWN_READ, name, 1, False)
    assert ON_RECORD in await refusal(conn, _OWN_READ, name, 2, False)
    for call in (_OWN_NOTE, _OWN_READ):
        assert "in the name of who" in await refusal(conn, call, city.names["other"], 1, False)


async def test_the_telephone_gets_no_names_whatever_it_says(city: City, connect: Connect) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    await city.town.report(await city.town.patron(CARD), reported_by=name)
    for says in (True, False, None):
        await conn.fetchval(_OWN_NOTE, name, 1, says)
        found = await conn.fetchval(_OWN_READ, name, 1, says)
        assert CARD in found
        assert "川口" not in found
    assert {look["channel"] for look in await city.town.looks()} == {"phone"}


_REPORTS_NOTE = "SELECT madoguchi_note_reports($1, $2, 1, '2番窓口')"
_REPORTS_READ = "SELECT madoguchi_read_reports($1, $2)"


async def test_reports_are_on_record_first_and_a_supervisors(city: City, connect: Connect) -> None:
    await city.town.report(await city.town.patron(CARD))
    conn, name = await connect("supervisor"), city.names["supervisor"]
    assert ON_RECORD in await refusal(conn, _REPORTS_READ, None, name)
    await conn.execute("BEGIN")
    await conn.fetchval(_REPORTS_NOTE, None, name)
    assert ON_RECORD in await refusal(conn, _REPORTS_READ, None, name)
    await conn.execute("ROLLBACK")
    await conn.fetchval(_REPORTS_NOTE, None, name)
    assert CARD in await conn.fetchval(_REPORTS_READ, None, name)
    assert ON_RECORD in await refusal(conn, _REPORTS_READ, 1, name)
    for call in (_REPORTS_NOTE, _REPORTS_READ):
        assert "in the name of who" in await refusal(conn, call, None, city.names["other"])
    for who in ("counter", "phone", "worker", "portal", "circulation"):
        other = await connect(who)
        for call in (_REPORTS_NOTE, _REPORTS_READ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await other.fetchval(call, None, city.names[who])
    assert len(await city.town.looks()) == 1


_ACTS_NOTE = "SELECT madoguchi_note_acts(NULL, $1, NULL, NULL, NULL, true, $2, $3, 1, '2番窓口')"
_ACTS_READ = "SELECT madoguchi_read_acts(NULL, $1, NULL, NULL, NULL, true, $2, $3)"


async def test_what_staff_did_is_on_record_first(city: City, connect: Connect) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    assert ON_RECORD in await refusal(conn, _ACTS_READ, None, False, name)
    await conn.execute("BEGIN")
    await conn.fetchval(_ACTS_NOTE, None, False, name)
    assert ON_RECORD in await refusal(conn, _ACTS_READ, None, False, name)
    await conn.execute("ROLLBACK")
    await conn.fetchval(_ACTS_NOTE, None, False, name)
    assert name in await conn.fetchval(_ACTS_READ, None, False, name)
    for whom, whole in ((name, False), (None, True)):
        assert ON_RECORD in await refusal(conn, _ACTS_READ, whom, whole, name)


async def test_a_clerk_reads_their_own_rows_and_no_list_of_the_staff(city: City, connect: Connect) -> None:
    conn, name, other = await connect("counter"), city.names["counter"], city.names["supervisor"]
    boss = await connect("supervisor")
    await boss.fetchval(_ACTS_NOTE, None, False, other)
    await conn.fetchval(_ACTS_NOTE, name, False, name)
    found = await conn.fetchval(_ACTS_READ, name, False, name)
    assert name in found
    assert other not in found
    assert other in await boss.fetchval(_ACTS_READ, None, False, other)
    for whom in (other, None):
        for call in (_ACTS_NOTE, _ACTS_READ):
            assert "for a supervisor" in await refusal(conn, call, whom, False, name)


async def test_a_filter_by_staff_names_an_account(city: City, connect: Connect) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    assert "a list has a filter" in await refusal(conn, _ACTS_NOTE, "川口 花子", False, name)
    await conn.fetchval(_ACTS_NOTE, city.names["counter"], False, name)
    assert [look["listed"]["staff_id"] for look in await city.town.looks()] == [city.names["counter"]]
