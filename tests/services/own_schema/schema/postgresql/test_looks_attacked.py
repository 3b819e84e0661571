"""What a stolen login learns of a card's number without a record of it, and what a look doesn't open."""

import json
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import access_log
from services.rules.vocabulary import CardStatus, Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.own_schema.schema.postgresql.acting_scene import CARRY_OUT, Hostile
from tests.services.own_schema.schema.postgresql.calling import Connect, connected, refusal
from tests.services.own_schema.schema.postgresql.checks_scene import seen

RETIRED, UNKNOWN = "223456789", "323456789"
NUMBERS = (CARD, RETIRED, UNKNOWN)
LOOK = "CALL madoguchi_look($1, NULL, true, $2, $3, $4, $5, NULL, NULL, NULL)"
NOTE = "SELECT madoguchi_note_look($1, NULL, true, $2, 1, '2番窓口', 'look_up')"
LOOKED_UP = "has looked the"


@pytest.fixture
async def patron(city: City) -> int:
    """Have a number of each kind; answers whose the one in use is."""
    patron_id = await city.town.patron(RETIRED)
    await city.town.replace_card(patron_id, RETIRED, CARD)
    return patron_id


async def said(conn: asyncpg.Connection, statement: str, *values: object) -> str:
    """Run a statement; answers how it was refused, or what it told."""
    try:
        rows = await conn.fetch(statement, *values)
    except asyncpg.PostgresError as error:
        return f"{error.sqlstate} {error.message}"
    return str([tuple(row) for row in rows])


@pytest.mark.parametrize(
    "place",
    [
        (None, "2番窓口", "look_up"),
        (4711, "2番窓口", "look_up"),
        (1, None, "look_up"),
        (1, "", "look_up"),
        (1, "x" * 65, "look_up"),
        (1, "2番窓口", None),
        (1, "2番窓口", "approval"),
    ],
)
async def test_a_look_that_is_not_recorded_tells_no_number_from_another(
    city: City, connect: Connect, patron: int, place: tuple[int | None, str | None, str | None]
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    told = {await said(conn, LOOK, number, name, *place) for number in NUMBERS}
    assert len(told) == 1
    assert told.pop().startswith("42501 madoguchi: ")
    assert await city.town.looks() == []


async def test_a_number_that_opens_nobody_leaves_its_record(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    for number in NUMBERS:
        await conn.fetch(LOOK, number, name, 1, "2番窓口", "look_up")
    looks = [(it["purpose"], it["patron_id"], it["channel"]) for it in await city.town.looks()]
    assert looks == [
        ("look_up", patron, Channel.PHONE),
        ("retired", None, Channel.PHONE),
        ("unknown", None, Channel.PHONE),
    ]


async def test_a_cursor_behind_a_commit_tells_nothing_that_is_not_on_record(city: City, patron: int) -> None:
    """A cursor WITH HOLD runs at the COMMIT behind the block; another one tells figures, and takes it back by that."""
    name, told = city.names["phone"], set()
    for number in NUMBERS:
        note = f"SELECT madoguchi_note_look('{number}', NULL, true, '{name}', 1, '2番窓口', 'look_up')::text"
        figures = """SELECT string_agg(concat_ws(' ', relname, idx_scan, idx_tup_fetch), ', ' ORDER BY relname)::integer
            FROM pg_stat_xact_user_tables WHERE relname IN ('card', 'patron', 'branch')"""
        block = f"""DO $$ BEGIN
            COMMIT;
            EXECUTE $a$DECLARE b CURSOR WITH HOLD FOR {note}$a$;
            EXECUTE $b$DECLARE a CURSOR WITH HOLD FOR {figures}$b$;
        END $$"""
        async with connected(city, "phone") as conn:  # each of them new
            told.add(await said(conn, block))
    assert len(told) == 1, told
    assert "invalid input syntax" in told.pop()


async def test_a_look_that_is_rolled_back_tells_no_number_from_another(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    await seen(conn, NOTE, CARD, name)  # the first time its statements are planned
    told = [await seen(conn, NOTE, number, name) for number in NUMBERS]
    assert told[0] == told[1] == told[2]
    assert not {"card", "patron"} & {it[0] for it in told[0][:-1] if any(it[1])}


async def test_who_breaks_off_a_look_has_it_on_record_all_the_same(
    city: City, connect: Connect, patron: int
) -> None:
    """A step that finds whose a number is can be measured and rolled back; the look was asked for before."""
    conn, name = await connect("phone"), city.names["phone"]
    admin = await connect("worker")
    for number in NUMBERS:
        asked = await conn.fetchval(NOTE, number, name)
        await conn.execute("BEGIN")
        assert await conn.fetchval("SELECT madoguchi_find_look($1)", asked)
        await conn.execute("ROLLBACK")
    assert await city.town.looks() == []
    await aged(city)
    await admin.fetch("SELECT madoguchi_clear('contact')")
    looks = {(it["staff_id"], it["purpose"], it["patron_id"]) for it in await city.town.looks()}
    assert looks == {(name, "look_up", patron), (name, "retired", None), (name, "unknown", None)}


async def test_the_next_look_has_those_on_record_that_were_broken_off(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    asked = await conn.fetchval(NOTE, CARD, name)
    await aged(city)
    await conn.fetch(LOOK, UNKNOWN, name, 1, "2番窓口", "look_up")
    assert [(it["purpose"], it["patron_id"]) for it in await city.town.looks()] == [
        ("look_up", patron),
        ("unknown", None),
    ]
    assert "on record" in await refusal(conn, "SELECT madoguchi_find_look($1)", asked)


async def test_a_look_that_was_broken_off_at_night_is_no_look_of_the_morning(
    city: City, connect: Connect, patron: int
) -> None:
    """Before, it stood at the minute of the next look: the clerk was there, and whoever had their login wasn't."""
    conn, name = await connect("phone"), city.names["phone"]
    await conn.fetchval(NOTE, CARD, name)
    await aged(city, "10 hours")
    await conn.fetch(LOOK, UNKNOWN, name, 1, "2番窓口", "look_up")
    night, morning = await city.town.looks()
    assert (night["patron_id"], morning["patron_id"]) == (patron, None)
    assert timedelta(hours=10) <= morning["at"] - night["at"] < timedelta(hours=10, minutes=1)


async def test_thousands_of_looks_broken_off_stop_neither_their_desk_nor_the_worker(
    city: City, connect: Connect, patron: int
) -> None:
    """Before, 200,000 took a call half a minute: longer than it waits, so that none was ever put on record."""
    name, other = city.names["phone"], city.names["counter"]
    admin, worker, conn = await city.connect(), await connect("worker"), await connect("phone")
    await admin.execute(
        f"""INSERT INTO madoguchi.look_asked (staff_id, branch_id, workstation, channel, purpose, number)
            SELECT login, 1, 'w', 'phone', 'look_up', '{CARD}'
            FROM (VALUES ('{name}', 50), ('{other}', 2500)) AS it (login, many), generate_series(1, many)"""
    )
    await aged(city)
    left = "SELECT count(*) FROM madoguchi.look_asked WHERE staff_id = $1"
    await conn.fetch(LOOK, UNKNOWN, name, 1, "2番窓口", "look_up")
    assert (await admin.fetchval(left, name), await admin.fetchval(left, other)) == (30, 2500)
    for expected in (530, 0):
        await worker.fetch("SELECT madoguchi_clear('contact')")
        assert await admin.fetchval(left, other) == expected
    assert await admin.fetchval("SELECT count(*) FROM access_log WHERE patron_id = $1", patron) == 2550
    await admin.close()


async def aged(city: City, by: str = "61 seconds") -> None:
    """Let time pass for what was asked and not found."""
    admin = await city.connect()
    await admin.execute("UPDATE madoguchi.look_asked SET at = at - $1::text::interval", by)
    await admin.close()


async def test_a_look_is_found_and_read_by_who_asked_for_it_and_once_it_is_committed(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    other = await connect("counter")
    await conn.execute("BEGIN")
    asked = await conn.fetchval(NOTE, CARD, name)
    assert "on record" in await refusal(conn, "SELECT madoguchi_find_look($1)", asked)
    await conn.execute("ROLLBACK")
    asked = await conn.fetchval(NOTE, CARD, name)
    assert "on record" in await refusal(other, "SELECT madoguchi_find_look($1)", asked)
    await conn.execute("BEGIN")
    look = await conn.fetchval("SELECT madoguchi_find_look($1)", asked)
    assert LOOKED_UP in await refusal(conn, "SELECT madoguchi_read_look($1)", look)
    await conn.execute("ROLLBACK")
    look = await conn.fetchval("SELECT madoguchi_find_look($1)", asked)
    assert LOOKED_UP in await refusal(other, "SELECT madoguchi_read_look($1)", look)
    row = await conn.fetchrow("SELECT * FROM madoguchi_read_look($1)", look)
    assert row is not None
    assert row["status"] == CardStatus.ACTIVE


# What a look opens, and for how long


@pytest.mark.parametrize("purpose", ["approval", "search", "look_up"])
async def test_no_look_of_another_purpose_or_age_tries_a_password(
    city: City, connect: Connect, patron: int, purpose: str
) -> None:
    await city.town.password(patron, "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aWNoaWJhbm5vIGhhc2g")
    conn, name = await connect("supervisor"), city.names["supervisor"]
    old = purpose == "look_up"
    values = {"purpose": purpose, "listed": None if old else {"kind": purpose, "number": 1}}
    await city.town.row(
        access_log,
        at=NOW - timedelta(days=2 * 365 if old else 0, minutes=1),
        staff_id=name,
        branch_id=1,
        workstation="2番窓口",
        channel=Channel.COUNTER,
        patron_id=None if purpose == "search" else patron,
        **values,
    )
    for step in (
        "SELECT * FROM madoguchi_password_in_force($1, NULL)",
        "SELECT * FROM madoguchi_note_password_try($1, 1, 'x')",
        "CALL madoguchi_try_password($1, 1, 'x', NULL, NULL, NULL, NULL, NULL)",
    ):
        assert LOOKED_UP in await refusal(conn, step, patron)


# A caller's check counts at the desk where it was made


async def test_a_callers_check_opens_acts_at_its_own_desk_alone(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    await city.town.identified(patron, city.actor("phone", Channel.PHONE))
    await conn.fetch(LOOK, UNKNOWN, name, 1, "3番窓口", "look_up")
    await conn.fetch(
        "CALL madoguchi_look(NULL, $1, true, $2, 1, '2番窓口', 'read_again', NULL, NULL, NULL)", patron, name
    )
    asked = "SELECT madoguchi_facts($1, $2, $3, 'x', '{}', NULL, NULL, NULL)"
    told = {
        desk: json.loads(await conn.fetchval(asked, patron, name, desk)) for desk in ("2番窓口", "3番窓口")
    }
    assert told["2番窓口"]["identified"]
    assert told["3番窓口"] == {"patron": None, "identified": False}
    at_another = Hostile(conn, name, patron, {"workstation": "3番窓口", "channel": "phone", "by_phone": True})
    change = {"change": "SetEmail", "address": None}
    mark = told["2番窓口"]["mark"]
    role = "madoguchi: this role may not do this act on this channel"
    assert await at_another.refused("email.change", change, mark=mark) == role
    record = json.dumps(at_another.record("email.change", workstation=None))
    made: tuple[Any, ...] = (patron, name, record, json.dumps([change]), mark, [])
    assert "within its bounds" in await refusal(conn, CARRY_OUT, *made)
