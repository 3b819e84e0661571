"""A try of a password is counted and committed before it is compared, however a stolen login writes its SQL."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import password_credential
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal
from tests.services.own_schema.schema.postgresql.checks_scene import ONCE, seen, until_it_waits
from tests.services.own_schema.schema.postgresql.trying_passwords_scene import (
    IN_FORCE,
    LOCKED_AT,
    LOOK,
    NOTE,
    OUTCOME,
    TRY,
    WRONG,
    Counter,
    at_counter,
    counter,
)

__all__ = ["counter"]


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_a_wrong_one_is_counted_and_a_right_one_ends_the_count(
    city: City, connect: Connect, who: str
) -> None:
    desk = await at_counter(city, await connect(who), who)
    for before in (0, 1):
        assert tuple(await desk.tries(WRONG)) == (False, before, None, before + 1, None)
    assert await desk.count() == (2, None)
    assert tuple(await desk.tries(desk.right)) == (True, 2, None, 3, None)
    assert await desk.count() == (0, None)


async def test_the_last_wrong_one_locks_and_then_nothing_is_compared(counter: Counter) -> None:
    for _ in range(LOCKED_AT):
        last = await counter.tries(WRONG)
    count, locked = await counter.count()
    assert (last["fits"], last["now_counted"], last["now_locked"]) == (False, count, locked)
    assert (count, locked is not None) == (LOCKED_AT, True)
    assert set((await counter.tries(counter.right)).values()) == {None}
    assert await counter.count() == (count, locked)


@pytest.mark.parametrize(
    "kept", [{"disabled_at": NOW}, {"locked_until": NOW + timedelta(minutes=9)}, {"version": 2}]
)
async def test_what_is_not_looked_at_is_not_counted(
    city: City, connect: Connect, kept: dict[str, Any]
) -> None:
    desk = await at_counter(city, await connect("counter"), "counter", wrong_logins=3, **kept)
    before = await desk.count()
    for made in (desk.right, WRONG):
        assert set((await desk.tries(made)).values()) == {None}
    assert await desk.count() == before


async def test_nobodys_password_is_tried(city: City, connect: Connect) -> None:
    patron, conn = await city.town.patron(CARD), await connect("counter")
    await conn.fetch(LOOK, CARD, city.names["counter"], city.town.branch_id)
    row = await conn.fetchrow(TRY, patron, 1, WRONG)
    assert row is not None
    assert set(row.values()) == {None}
    assert await conn.fetch(IN_FORCE, patron, None) == []


async def test_how_a_hash_was_made_is_told_without_it(counter: Counter) -> None:
    (row,) = await counter.conn.fetch(IN_FORCE, counter.patron, "no such act")
    *salted, last = counter.right.split("$")
    assert row["recipe"] == "$".join([*salted, str(len(last))])
    assert (row["version"], row["wrong_logins"], row["done"]) == (1, 0, False)


# In transactions, by others, at once


async def test_a_try_is_refused_within_a_transaction(counter: Counter) -> None:
    for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN; SAVEPOINT a; RELEASE a"):
        await counter.conn.execute(before)
        with pytest.raises(asyncpg.InvalidTransactionTerminationError):
            await counter.tries(counter.right)
        await counter.conn.execute("ROLLBACK")
    assert await counter.count() == (0, None)


async def test_an_older_snapshot_is_refused(counter: Counter) -> None:
    await counter.conn.execute("SET default_transaction_isolation = 'repeatable read'")
    for statement, values in ((NOTE, (counter.patron, 1, WRONG)), (OUTCOME, (1,))):
        assert "READ COMMITTED" in await refusal(counter.conn, statement, *values)


@pytest.mark.parametrize("before", ["BEGIN", "BEGIN; SAVEPOINT a"])
@pytest.mark.parametrize(
    "asked", [OUTCOME, "EXPLAIN (ANALYZE, WAL, BUFFERS) SELECT madoguchi_password_outcome({})"]
)
async def test_nothing_is_compared_in_the_transaction_that_counts(
    counter: Counter, before: str, asked: str
) -> None:
    await counter.conn.execute(before)
    this_try = await counter.notes(counter.right)
    if "SAVEPOINT" in before:
        await counter.conn.execute("RELEASE a")
    values = (this_try,) if asked == OUTCOME else ()
    assert ONCE in await refusal(counter.conn, asked.format(this_try), *values)
    await counter.conn.execute("ROLLBACK")
    assert ONCE in await refusal(counter.conn, OUTCOME, this_try)
    assert await counter.count() == (0, None)


async def test_hundreds_of_tries_rolled_back_teach_nothing(counter: Counter) -> None:
    for _ in range(200):
        await counter.conn.execute("BEGIN")
        this_try = await counter.notes(counter.right)
        await counter.conn.execute("ROLLBACK")
        assert ONCE in await refusal(counter.conn, OUTCOME, this_try)
    assert await counter.count() == (0, None)


async def test_a_right_one_and_a_wrong_one_look_alike_until_they_are_counted(counter: Counter) -> None:
    made = (WRONG, counter.right, WRONG)  # the first time its statements are planned
    _, right, wrong = [await seen(counter.conn, NOTE, counter.patron, 1, each) for each in made]
    assert right == wrong


async def test_a_try_is_compared_once(counter: Counter) -> None:
    this_try = await counter.notes(WRONG)
    assert await counter.conn.fetchval(OUTCOME, this_try) is False
    assert ONCE in await refusal(counter.conn, OUTCOME, this_try)
    assert await counter.count() == (1, None)


async def test_a_try_is_its_logins_alone(connect: Connect, counter: Counter) -> None:
    this_try = await counter.notes(counter.right)
    other, again = await connect("other"), await connect("counter")
    assert ONCE in await refusal(other, OUTCOME, this_try)
    assert await again.fetchval(OUTCOME, this_try) is True


async def test_a_try_that_waited_for_more_than_a_minute_is_forgotten(city: City, counter: Counter) -> None:
    admin = await city.connect()
    try:
        await admin.execute("DELETE FROM madoguchi.tried")
        late = await counter.notes(counter.right)
        await admin.execute("UPDATE madoguchi.tried SET at = at - interval '2 minutes'")
        assert ONCE in await refusal(counter.conn, OUTCOME, late)
        newer = await counter.notes(WRONG)
        assert [row["id"] for row in await admin.fetch("SELECT id FROM madoguchi.tried")] == [newer]
    finally:
        await admin.close()


async def test_what_a_desk_made_is_forgotten_when_it_is_compared(city: City, counter: Counter) -> None:
    admin = await city.connect()
    try:
        await admin.execute("DELETE FROM madoguchi.tried")
        for made in (WRONG, counter.right, None):
            await counter.tries(made)
        left = await admin.fetch(
            "SELECT made FROM madoguchi.tried"
        )  # the wrong ones, which may be given back
        assert [row["made"] for row in left] == [None] * 2
    finally:
        await admin.close()


@pytest.mark.parametrize("ending", ["COMMIT", "ROLLBACK"])
async def test_a_try_waits_for_the_one_before_and_counts_behind_it(
    city: City, connect: Connect, counter: Counter, ending: str
) -> None:
    other, admin = await connect("other"), await city.connect()
    await other.fetch(LOOK, CARD, city.names["other"], city.town.branch_id)
    await counter.conn.execute("BEGIN")
    await counter.notes(WRONG)
    waiting = asyncio.ensure_future(other.fetchrow(TRY, counter.patron, 1, WRONG))
    await until_it_waits(admin)
    await counter.conn.execute(ending)
    row = await waiting
    assert row is not None
    assert row["now_counted"] == (2 if ending == "COMMIT" else 1)
    await admin.close()


async def test_a_lock_by_somebody_elses_try_stays_whatever_is_right(city: City, counter: Counter) -> None:
    this_try = await counter.notes(counter.right)
    until = NOW + timedelta(minutes=9)
    whose = password_credential.c.patron_id == counter.patron
    await city.town.change(password_credential, whose, wrong_logins=LOCKED_AT, locked_until=until)
    assert await counter.conn.fetchval(OUTCOME, this_try) is True
    assert await counter.count() == (LOCKED_AT, until)


async def test_the_counters_tries_need_no_right_on_any_table(city: City, counter: Counter) -> None:
    admin = await city.connect()
    try:
        await admin.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM madoguchi_counter")
    finally:
        await admin.close()
    assert len(await counter.conn.fetch(IN_FORCE, counter.patron, "x")) == 1
    assert (await counter.tries(WRONG))["fits"] is False
    assert (await counter.tries(counter.right))["fits"] is True
