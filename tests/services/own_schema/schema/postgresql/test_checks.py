"""A caller's check is counted and committed before anything is compared, however a stolen login writes its SQL."""

import asyncio
import json
from datetime import date

import asyncpg
import pytest

from services.contract.errors import IdentityNotConfirmed
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.tables import identity_check, identity_miss
from services.rules.people.identity import CallerFacts
from services.rules.vocabulary import Channel, CheckOutcome
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal
from tests.services.own_schema.schema.postgresql.checks_scene import (
    MEANT,
    ONCE,
    OUTCOME,
    Desk,
    checks,
    desk,
    owner,
    patron,
    until_it_waits,
)

__all__ = ["desk", "owner", "patron"]

KANA, BORN, PHONE = "カワグチハナコ", date(1980, 4, 2), "0480000001"
WRONG = date(1980, 4, 3)
MASTERS = (
    "alembic_version, branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,"
    " circulation_rule, wording, masters_version, clock_offset, staff"
)


@pytest.mark.parametrize("who", ["phone", "counter", "supervisor"])
@pytest.mark.parametrize("way", ["by number", "without"])
async def test_a_right_caller_is_read_in_one_call(
    city: City, connect: Connect, patron: int, who: str, way: str
) -> None:
    here = Desk(city, await connect(who), who)
    row = await here.identifies(patron if way == "by number" else None, KANA, BORN, None)
    assert (row["identified"], row["opens_at"]) == (patron, None)
    assert json.loads(row["everything"])["patron"]["id"] == patron
    (check,) = await city.town.all_rows(identity_check)
    assert (check["outcome"], check["patron_id"], check["ended_at"]) == (CheckOutcome.PASSED, patron, None)
    assert await city.town.all_rows(identity_miss) == []
    *_, look = await city.town.looks()
    purpose = "identified" if way == "by number" else "found_by_facts"
    assert (look["purpose"], look["staff_id"]) == (purpose, here.name)


async def test_a_wrong_caller_is_not_read(city: City, desk: Desk, patron: int) -> None:
    row = await desk.identifies(patron, None, WRONG, None)
    assert (row["identified"], row["misses_left"], row["everything"], row["record"]) == (None, 2, None, None)
    row = await desk.identifies(None, KANA, WRONG, None)
    assert (row["identified"], row["misses_left"], row["everything"], row["record"]) == (None, 7, None, None)
    assert await checks(city) == [CheckOutcome.FAILED] * 2
    assert {look["purpose"] for look in await city.town.looks()} == {"look_up"}


async def test_whoever_is_found_ends_the_check_of_the_caller_before(
    city: City, desk: Desk, patron: int
) -> None:
    await city.town.patron("223456789", kana="ウラワ ジロウ")
    await desk.identifies(patron, None, BORN, None)
    found = await desk.identifies(None, "ウラワジロウ", BORN, None)
    checked = {row["patron_id"]: row["ended_at"] for row in await city.town.all_rows(identity_check)}
    assert set(checked) == {patron, found["identified"]}
    assert checked[patron] is not None
    assert checked[found["identified"]] is None


async def test_a_check_is_refused_within_a_transaction(city: City, desk: Desk, patron: int) -> None:
    for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN; SAVEPOINT a; RELEASE a"):
        await desk.conn.execute(before)
        with pytest.raises(asyncpg.InvalidTransactionTerminationError):
            await desk.identifies(patron, None, BORN, None)
        await desk.conn.execute("ROLLBACK")
    assert await checks(city) == []


async def test_an_older_snapshot_is_refused(desk: Desk, patron: int) -> None:
    await desk.conn.execute("SET default_transaction_isolation = 'repeatable read'")
    for statement, values in ((OUTCOME, (1,)), (MEANT, (1,))):
        assert "READ COMMITTED" in await refusal(desk.conn, statement, *values)
    assert "READ COMMITTED" in await desk.is_refused(patron, None, BORN, None)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="READ COMMITTED"):
        await desk.identifies(patron, None, BORN, None)


# Step by step


@pytest.mark.parametrize("before", ["BEGIN", "BEGIN; SAVEPOINT a"])
@pytest.mark.parametrize("way", ["by number", "without"])
async def test_nothing_is_compared_in_the_transaction_that_counts(
    city: City, desk: Desk, patron: int, before: str, way: str
) -> None:
    facts = (patron, None, BORN, None) if way == "by number" else (None, KANA, BORN, None)
    for step in (OUTCOME, MEANT):
        await desk.conn.execute(before)
        this_try = await desk.notes(*facts)
        if "SAVEPOINT" in before:
            await desk.conn.execute("RELEASE a")
        assert ONCE in await refusal(desk.conn, step, this_try)
        await desk.conn.execute("ROLLBACK")
        assert ONCE in await refusal(desk.conn, step, this_try)
    assert await checks(city) == []


async def test_whom_it_meant_is_committed_before_it_is_compared(
    city: City, desk: Desk, owner: asyncpg.Connection, patron: int
) -> None:
    this_try = await desk.notes(None, KANA, BORN, None)
    assert ONCE in await refusal(desk.conn, OUTCOME, this_try)
    for before in ("BEGIN", "BEGIN; SAVEPOINT a"):
        await owner.execute(before)
        await owner.fetch(MEANT, this_try)
        if "SAVEPOINT" in before:
            await owner.execute("RELEASE a")
        assert ONCE in await refusal(owner, OUTCOME, this_try)
        await owner.execute("ROLLBACK")
    assert ONCE in await refusal(desk.conn, OUTCOME, this_try)
    assert await city.town.all_rows(identity_miss) == []
    await owner.fetch(MEANT, this_try)
    assert [row["patron_id"] for row in await city.town.all_rows(identity_miss)] == [patron]
    assert ONCE in await refusal(desk.conn, MEANT, this_try)
    assert await desk.conn.fetchval(OUTCOME, this_try) == patron


async def test_who_takes_back_whom_a_try_meant_has_them_counted_a_minute_later(
    city: City, desk: Desk, patron: int
) -> None:
    """Meanwhile they saw how many are of a name, and nothing of them is compared."""
    this_try = await desk.notes(None, KANA, BORN, None)
    await desk.conn.execute("BEGIN")
    await desk.conn.fetch(MEANT, this_try)
    await desk.conn.execute("ROLLBACK")
    assert ONCE in await refusal(desk.conn, OUTCOME, this_try)
    assert await city.town.all_rows(identity_miss) == []
    admin = await city.connect()
    await admin.execute("UPDATE madoguchi.told SET at = at - interval '61 seconds'")
    await admin.close()
    await desk.notes(None, "ダレモイナ", BORN, None)
    (miss,) = await city.town.all_rows(identity_miss)
    (check, _) = await city.town.all_rows(identity_check)
    assert (miss["patron_id"], miss["check_id"], miss["at"]) == (patron, check["id"], check["at"])


async def test_a_block_of_ones_own_counts_as_the_procedure_does(city: City, desk: Desk, patron: int) -> None:
    facts = f"NULL, '{KANA}', '{WRONG}', NULL, '{desk.name}', {city.town.branch_id}, 'w'"
    outs = "DECLARE a bigint; b integer; c timestamptz; d boolean; e text; f json; g json;"
    await desk.conn.execute(
        f"DO $$ {outs} BEGIN CALL madoguchi_identify({facts}, a, b, c, d, e, f, g); END $$"
    )
    assert [row["patron_id"] for row in await city.town.all_rows(identity_miss)] == [patron]


async def test_a_try_is_compared_once(desk: Desk, patron: int) -> None:
    this_try = await desk.notes(patron, None, WRONG, None)
    assert await desk.conn.fetchval(OUTCOME, this_try) is None
    assert ONCE in await refusal(desk.conn, OUTCOME, this_try)
    assert ONCE in await refusal(desk.conn, MEANT, this_try)


async def test_a_try_is_its_logins_alone(city: City, connect: Connect, desk: Desk, patron: int) -> None:
    other = await connect("other")
    by_number = await desk.notes(patron, None, BORN, None)
    without = await desk.notes(None, KANA, BORN, None)
    assert ONCE in await refusal(other, OUTCOME, by_number)
    assert ONCE in await refusal(other, MEANT, without)
    again = await connect("phone")
    assert await again.fetchval(OUTCOME, by_number) == patron


async def test_a_try_that_waited_for_more_than_a_minute_is_forgotten(
    city: City, desk: Desk, patron: int
) -> None:
    admin = await city.connect()
    try:
        late = await desk.notes(patron, None, BORN, None)
        await admin.execute("UPDATE madoguchi.told SET at = at - interval '2 minutes'")
        assert ONCE in await refusal(desk.conn, OUTCOME, late)
        newer = await desk.notes(patron, None, BORN, None)
        assert [row["id"] for row in await admin.fetch("SELECT id FROM madoguchi.told")] == [newer]
    finally:
        await admin.close()


async def test_nothing_that_was_told_stays(city: City, desk: Desk, patron: int) -> None:
    admin = await city.connect()
    try:
        await admin.execute("DELETE FROM madoguchi.told")  # what another test left in these tables
        await desk.identifies(patron, None, BORN, None)
        await desk.identifies(None, KANA, WRONG, None)
        for _ in range(3):
            await desk.identifies(patron, None, WRONG, PHONE)
        await desk.identifies(None, KANA, WRONG, None)  # is closed
        assert await admin.fetchval("SELECT count(*) FROM madoguchi.told") == 0
    finally:
        await admin.close()


@pytest.mark.parametrize("ending", ["COMMIT", "ROLLBACK"])
async def test_of_two_that_ask_for_an_outcome_at_once_one_is_answered(
    city: City, connect: Connect, desk: Desk, patron: int, ending: str
) -> None:
    second, admin = await connect("phone"), await city.connect()
    this_try = await desk.notes(patron, None, BORN, None)
    await desk.conn.execute("BEGIN")
    assert await desk.conn.fetchval(OUTCOME, this_try) == patron
    waiting = asyncio.ensure_future(second.fetchval(OUTCOME, this_try))
    await until_it_waits(admin)
    await desk.conn.execute(ending)
    if ending == "ROLLBACK":
        assert await waiting == patron
    else:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match=ONCE):
            await waiting
    await admin.close()


async def test_a_check_whose_answer_is_lost_may_stay_a_miss(city: City, patron: int) -> None:
    admin, actor = await city.connect(), city.actor("phone", Channel.PHONE)
    told = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.2")
    async with city.open("phone") as library:
        await admin.execute("BEGIN")
        await admin.fetch(
            "SELECT madoguchi_lock_tries(NULL, ARRAY[$1::bigint])",
            patron,
        )
        finding = asyncio.ensure_future(library.backend.identity.find(told, actor))
        await until_it_waits(admin)
        finding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await finding
        await admin.execute("ROLLBACK")
        (check,) = await city.town.all_rows(identity_check)
        assert (check["outcome"], check["patron_id"], check["facts"]) == (CheckOutcome.FAILED, None, {})
        assert (await library.backend.identity.find(told, actor)).patron.id == patron
    await admin.close()


async def test_the_phones_work_needs_no_right_on_any_table_of_people(city: City, patron: int) -> None:
    admin = await city.connect()
    try:
        await admin.execute(
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM madoguchi_phone, madoguchi_counter"
        )
        await admin.execute(f"GRANT SELECT ON {MASTERS} TO madoguchi_phone, madoguchi_counter")
    finally:
        await admin.close()
    for who in ("phone", "counter"):
        actor = city.actor(who, Channel.PHONE)
        async with city.open(who) as library:
            identity, looks = library.backend.identity, library.backend.look_ups
            assert isinstance(await looks.by_card(CARD, actor), PhoneSummary)
            with pytest.raises(IdentityNotConfirmed):
                await identity.check(patron, CallerFacts(birth_date="S55.4.3"), actor)
            assert (
                await identity.check(patron, CallerFacts(birth_date="S55.4.2"), actor)
            ).patron.id == patron
            await identity.end(patron, actor)
            assert isinstance(await looks.again(patron, actor), PhoneSummary)
            told = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.2")
            assert (await identity.find(told, actor)).patron.id == patron
            assert isinstance(await looks.refresh(patron, actor), PatronSnapshot)
