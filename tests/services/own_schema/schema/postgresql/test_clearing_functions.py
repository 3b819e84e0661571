"""The worker's clearing by functions: a stolen login clears what has had its time, and nothing else."""

from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import insert

from services.own_schema.database.tables import (
    access_log,
    circulation_rule,
    clearing,
    hold,
    masters_version,
    outgoing_mail,
    patron,
    slip_hand_over,
)
from services.rules.clock import tokyo_midnight
from services.rules.vocabulary import Channel, Clearing, HoldStatus, SuspensionReason
from tests.helpers.city import City
from tests.helpers.patrons import NOW, TODAY, at, days_ago
from tests.services.acts.staging import all_rows, changed
from tests.services.own_schema.schema.postgresql.calling import SETTINGS, connected, not_granted, refused

CLEAR = "SELECT madoguchi_clear($1)"
SHELVES = "SELECT * FROM madoguchi_shelves_over()"
END = "SELECT madoguchi_end_shelves($1, $2, $3, $4, $5)"
STALE = "SELECT * FROM madoguchi_stale_names($1)"
KEYS = "SELECT madoguchi_write_keys($1, $2, $3, $4, $5, $6, $7)"
CALLS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    (CLEAR, ("access_log",)),
    (SHELVES, ()),
    (END, ([1], [1], [None], [None], [None])),
    ("SELECT madoguchi_silent_since()", ()),
    (STALE, (10,)),
    (KEYS, ([1], ["x"], [1], ["x"], ["1"], ["1"], ["x"])),
)
HELPERS = (
    "SELECT madoguchi_prove('access_log', now(), now(), 9)",
    "SELECT madoguchi_lock_holds('{1}')",
    "SELECT madoguchi_midnight('2026-11-24')",
    "SELECT madoguchi_for_worker()",
    "SELECT madoguchi_forget_tries()",
)
LEFT_BEHIND = """
INSERT INTO madoguchi.told (check_id, misses_left, of_login, at) SELECT 1, 1, false, clock_timestamp() - age
    FROM unnest($1::interval[]) AS age;
INSERT INTO madoguchi.tried (by_login, patron_id, version, was_counted, now_counted, at)
    SELECT 'x', 1, 1, 0, 1, clock_timestamp() - age FROM unnest($1::interval[]) AS age;
INSERT INTO madoguchi.search_asked (login, asked, look, at, made_by)
    SELECT 'x', '\\x00', 1, clock_timestamp() - age, '1' FROM unnest($1::interval[]) AS age;
INSERT INTO madoguchi.look_asked (staff_id, branch_id, workstation, channel, purpose, number, at)
    SELECT 'x', 1, 'w', 'phone', 'look_up', '999999999', clock_timestamp() - age FROM unnest($1::interval[]) AS age;
INSERT INTO madoguchi.portal_try (at, card_number, patron_id, password_version, locked)
    SELECT madoguchi_moment() - age, 'x', 1, 1, false FROM unnest($1::interval[]) AS age;
INSERT INTO madoguchi.portal_session (token_hash, patron_id, password_version, must_change, ends_at)
    SELECT sha256(age::text::bytea), 1, 1, false, madoguchi_moment() + interval '1 minute' - age
    FROM unnest($1::interval[]) AS age
"""


async def set_rule(city: City, name: str, value: int | None) -> None:
    async with city.town.db.transaction() as conn:
        rule = {"name": name, "valid_from": days_ago(1), "value": value}
        await conn.execute(insert(circulation_rule).values(rule))
    await city.town.change(masters_version, masters_version.c.id == 1, version=2)


async def a_look(city: City, moment: datetime) -> None:
    await city.town.row(
        access_log,
        at=moment,
        staff_id="s",
        branch_id=1,
        workstation="w",
        channel=Channel.COUNTER,
        patron_id=await city.town.patron(f"{400000000 + next(city.town.numbers)}"),
        purpose="look_up",
    )


async def a_mail(city: City, settled: datetime | None) -> None:
    await city.town.row(
        outgoing_mail,
        patron_id=await city.town.patron(f"{400000000 + next(city.town.numbers)}"),
        kind="email_registered",
        recipient="hanako@example.jp",
        body="x",
        status="waiting" if settled is None else "sent",
        queued_at=NOW - timedelta(days=99),
        settled_at=settled,
    )


async def a_patron(city: City) -> int:
    return await city.town.patron(f"{500000000 + next(city.town.numbers)}")


async def on_shelf(city: City, title: int, *, until: date | None = None, **changed: Any) -> int:
    ready: dict[str, Any] = {"status": HoldStatus.READY, "shelf_until": until or days_ago(1)}
    return await city.town.hold(await a_patron(city), bib=title, **(ready | changed))


async def an_attempt(city: City, days: int) -> None:
    """Write down an attempt to reach a patron whose suspension was lifted some days ago."""
    patron_id = await a_patron(city)
    lifted = {"lifted_at": at(days_ago(days)), "lifted_by": "supervisor"}
    key = await city.town.suspend(
        patron_id, SuspensionReason.CONTACT_WANTED, started_at=at(days_ago(200)), **lifted
    )
    await city.town.attempt(patron_id, suspension_id=key, tried_at=at(days_ago(150)))


async def a_slip(city: City, days: int) -> None:
    """Write down that a slip was handed over some days ago."""
    async with city.town.db.transaction() as conn:
        await conn.execute(insert(slip_hand_over).values(act_id=f"issued {days}", at=at(days_ago(days), 0)))


async def filled(city: City) -> None:
    """Fill the library with what is due tomorrow, or was never due."""
    town = city.town
    await set_rule(city, "access_log_kept_days", 90)
    await town.hold(await a_patron(city), "一", wait_until=TODAY)
    await town.hold(await a_patron(city), "二")
    await on_shelf(city, await town.title(), until=TODAY)
    await town.cancelled(await a_patron(city), cancelled_at=at(days_ago(6), 0))
    await a_mail(city, NOW - timedelta(days=29, hours=23, minutes=50))
    await a_mail(city, None)
    await a_look(city, tokyo_midnight(days_ago(90)))
    await an_attempt(city, 90)
    await a_slip(city, 14)


async def test_the_worker_clears_with_the_right_to_call_functions_alone(city: City) -> None:
    town = city.town
    await set_rule(city, "access_log_kept_days", 90)
    title = await town.title("こころ")
    first = await on_shelf(city, title, shelf_place="A3")
    copy = {row["id"]: row["item_id"] for row in await town.all_rows(hold)}[first]
    longest = await town.hold(await a_patron(city), bib=title)
    await town.hold(await a_patron(city), "別", wait_until=days_ago(1))
    await town.cancelled(await a_patron(city), cancelled_at=at(days_ago(7), 23, 59))
    await a_mail(city, NOW - timedelta(days=30, minutes=1))
    await a_look(city, tokyo_midnight(days_ago(90)) - timedelta(seconds=1))
    await a_look(city, tokyo_midnight(days_ago(90)))
    await a_look(city, at(days_ago(1)))
    for days in (90, 91):
        await an_attempt(city, days)
    for days in (14, 15):
        await a_slip(city, days)
    await town.change(patron, patron.c.id == 1, name="青木 花子", kana="アオキ ハナコ")
    async with city.open("worker") as library:
        keeping = library.housekeeping()
        assert await keeping.make_keys() == 1
        assert await keeping.run() == dict.fromkeys(Clearing, 1)
        assert await keeping.run() == {}
    (left,) = await town.all_rows(hold)
    assert (left["id"], left["item_id"], left["status"]) == (longest, copy, HoldStatus.READY)
    assert {row["kind"]: row["rows"] for row in await town.all_rows(clearing)} == dict.fromkeys(Clearing, 1)


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "portal"])
async def test_nobody_else_calls_them(city: City, who: str) -> None:
    async with connected(city, who) as conn:
        for call, values in CALLS:
            await not_granted(conn, call, *values)
        for call in HELPERS:
            await not_granted(conn, call)


async def test_the_worker_calls_none_of_the_helpers(city: City) -> None:
    async with connected(city, "worker") as conn:
        for call in HELPERS:
            await not_granted(conn, call)


async def test_a_call_of_who_is_no_worker_is_refused_by_the_function_too(city: City) -> None:
    admin = await city.connect()
    try:
        await admin.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO madoguchi_portal")
        async with connected(city, "portal") as conn:
            for call, values in CALLS:
                assert await refused(conn, call, *values) == "this is the worker's", call
    finally:
        await admin.close()


async def test_a_stolen_login_clears_nothing_before_its_time_whatever_it_sets(city: City) -> None:
    await filled(city)
    before = await all_rows(city.library.db)
    async with connected(city, "worker") as conn:
        for setting in SETTINGS:
            await conn.execute(setting)
        for kind in Clearing:
            if kind is not Clearing.HOLD_SHELF_OVER:
                assert await conn.fetchval(CLEAR, kind.value) == 0
        assert await conn.fetch(SHELVES) == []
    assert not changed(before, await all_rows(city.library.db))


@pytest.mark.parametrize("kind", ["hold_shelf_over", "act", "", "ACCESS_LOG", None])
async def test_nothing_else_is_cleared(city: City, kind: str | None) -> None:
    async with connected(city, "worker") as conn:
        assert await refused(conn, CLEAR, kind) == "nothing else is cleared"


async def test_no_days_set_for_looks_is_no_term(city: City) -> None:
    await a_look(city, NOW - timedelta(days=5000))
    async with connected(city, "worker") as conn:
        assert await conn.fetchval(CLEAR, "access_log") == 0
        await set_rule(city, "access_log_kept_days", None)
        assert await conn.fetchval(CLEAR, "access_log") == 0
    assert len(await city.town.looks()) == 1


async def test_an_older_snapshot_is_refused_and_a_rollback_leaves_all(city: City) -> None:
    await city.town.hold(await a_patron(city), wait_until=days_ago(1))
    before = await all_rows(city.library.db)
    async with connected(city, "worker") as conn:
        for begin in ("BEGIN", "BEGIN; SAVEPOINT a"):
            await conn.execute(begin)
            assert await conn.fetchval(CLEAR, "hold_wait_over") == 1
            await conn.execute("ROLLBACK")
        for level in ("REPEATABLE READ", "SERIALIZABLE"):
            for call, values in CALLS:
                if "silent" in call:
                    continue
                await conn.execute(f"BEGIN ISOLATION LEVEL {level}")
                assert await refused(conn, call, *values) == "a call wants READ COMMITTED"
                await conn.execute("ROLLBACK")
    assert not changed(before, await all_rows(city.library.db))


async def test_more_waits_than_one_call_takes(city: City) -> None:
    town = city.town
    await town.hold(await a_patron(city), wait_until=days_ago(2))
    admin = await city.connect()
    try:
        titles = await admin.fetch(
            "INSERT INTO bib_record (title, author, publisher, material_type_id)"
            " SELECT title, author, publisher, material_type_id FROM bib_record, generate_series(1, 205) RETURNING id"
        )
        await admin.execute(
            "INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact, wait_until, version)"
            " SELECT h.patron_id, it, 'waiting', h.placed_at, h.branch_id, 'none', h.wait_until, 1"
            " FROM hold h, unnest($1::bigint[]) AS it",
            [row["id"] for row in titles],
        )
    finally:
        await admin.close()
    async with connected(city, "worker") as conn:
        assert [await conn.fetchval(CLEAR, "hold_wait_over") for _ in range(3)] == [200, 6, 0]


# Keys of names


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_keys_that_cannot_be_tell_nothing_of_the_patron(city: City, place: int) -> None:
    patron_id = await city.town.patron("123456789")
    await city.town.change(patron, patron.c.id == patron_id, name="青木 花子", kana="アオキ ハナコ")
    values: list[list[Any]] = [["x"], [1], ["x"], ["1"], ["1"], ["x"]]
    values[place] = [None]
    async with connected(city, "worker") as conn:
        with pytest.raises(asyncpg.NotNullViolationError) as caught:
            await conn.execute(KEYS, [patron_id], *values)
    told = caught.value
    assert (told.message, told.detail) == ("madoguchi: the call could not be carried out", None)
    assert "青木" not in str(vars(told))


@pytest.mark.parametrize("kind", [it for it in Clearing if it is not Clearing.HOLD_SHELF_OVER])
async def test_what_a_broken_call_left_behind_goes_with_the_next_clearing(city: City, kind: Clearing) -> None:
    """And nothing that a call under way still wants."""
    ages = [timedelta(seconds=70), timedelta(seconds=20)]
    kept = ("told", "tried", "search_asked", "look_asked", "portal_try", "portal_session")
    count = " UNION ALL ".join(f"SELECT '{it}' AS name, count(*) AS rows FROM madoguchi.{it}" for it in kept)
    admin = await city.connect()
    for statement in LEFT_BEHIND.split(";"):
        await admin.execute(statement, ages)
    assert {row["rows"] for row in await admin.fetch(count)} == {2}
    async with connected(city, "worker") as conn:
        await conn.fetch(CLEAR, kind.value)
    assert {row["name"]: row["rows"] for row in await admin.fetch(count)} == dict.fromkeys(kept, 1)
    await admin.close()
