"""A look is on record and committed before it is answered, however a stolen login writes its SQL."""

import json
from datetime import timedelta

import asyncpg
import pytest

from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal

NOT_WITHIN = "2D000"  # invalid_transaction_termination
BRANCH = 1
NOTE = "SELECT madoguchi_note_look($1, NULL, false, $2, $3, '2番窓口', 'look_up')"
FIND = "SELECT madoguchi_find_look($1)"
READ = "SELECT record, everything FROM madoguchi_read_patron($1, $2, $3, '2番窓口')"
LOOK = "CALL madoguchi_look($1, NULL, $2, $3, $4, '2番窓口', 'look_up', NULL, NULL, NULL)"


@pytest.fixture
async def patron(city: City) -> int:
    return await city.town.patron(CARD)


async def test_a_look_is_refused_within_a_transaction(city: City, connect: Connect, patron: int) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN; SAVEPOINT a; RELEASE a"):
        await conn.execute(before)
        with pytest.raises(asyncpg.InvalidTransactionTerminationError) as caught:
            await conn.fetch(LOOK, CARD, False, name, BRANCH)
        assert caught.value.sqlstate == NOT_WITHIN
        await conn.execute("ROLLBACK")
    assert await city.town.looks() == []


async def test_who_notes_a_look_reads_nobody_before_it_is_committed(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN; SAVEPOINT a; RELEASE a"):
        await conn.execute(before)
        asked = await conn.fetchval(NOTE, CARD, name, BRANCH)
        assert "once the look is on record" in await refusal(conn, FIND, asked)
        await conn.execute("ROLLBACK")
    await conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    assert "READ COMMITTED" in await refusal(conn, NOTE, CARD, name, BRANCH)
    await conn.execute("ROLLBACK")
    assert await city.town.looks() == []


@pytest.mark.parametrize("end", ["COMMIT", "ROLLBACK"])
async def test_a_look_in_a_block_of_ones_own_is_on_record(
    city: City, connect: Connect, patron: int, end: str
) -> None:
    """A block may commit and roll back as the procedure does."""
    conn, name = await connect("counter"), city.names["counter"]
    said = f"CALL madoguchi_look('{CARD}', NULL, false, '{name}', 1, 'w', 'look_up', a, b, c)"
    await conn.execute(f"DO $$ DECLARE a text; b json; c json; BEGIN {said}; {end}; END $$")
    assert [look["patron_id"] for look in await city.town.looks()] == [patron]


async def test_a_look_stays_on_record_whatever_comes_after(city: City, connect: Connect, patron: int) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    row = await conn.fetchrow(LOOK, CARD, False, name, BRANCH)
    assert row is not None
    assert json.loads(row["record"])["patron"]["id"] == patron
    await conn.close()
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"], look["purpose"]) == (name, patron, "look_up")


async def test_a_patron_is_read_by_who_looked_them_up_alone(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    other, others = await connect("other"), city.names["other"]
    assert "has looked them up" in await refusal(conn, READ, patron, False, name)
    await other.fetchrow(LOOK, CARD, False, others, BRANCH)
    assert "has looked them up" in await refusal(conn, READ, patron, False, name)
    assert "in the name of" in await refusal(conn, READ, patron, False, others)
    assert "in the name of" in await refusal(conn, LOOK, CARD, False, others, BRANCH)
    await conn.fetchrow(LOOK, CARD, False, name, BRANCH)
    (row,) = await conn.fetch(READ, patron, False, name)
    assert json.loads(row["record"])["patron"]["id"] == patron


async def test_the_telephone_reads_counts_alone_whatever_it_says_of_its_channel(
    city: City, connect: Connect, patron: int
) -> None:
    conn, name = await connect("phone"), city.names["phone"]
    for says_phone in (False, True):
        row = await conn.fetchrow(LOOK, CARD, says_phone, name, BRANCH)
        assert row is not None
        assert row["everything"] is None
        assert "patron" not in json.loads(row["record"])
        (again,) = await conn.fetch(READ, patron, says_phone, name)
        assert again["everything"] is None
        assert "patron" not in json.loads(again["record"])
    assert {look["channel"] for look in await city.town.looks()} == {Channel.PHONE}


async def test_a_number_that_nobody_has_tells_nothing(city: City, connect: Connect, patron: int) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    row = await conn.fetchrow(LOOK, "999999999", False, name, BRANCH)
    assert row is not None
    assert set(row.values()) == {None}
    assert [(look["purpose"], look["patron_id"]) for look in await city.town.looks()] == [("unknown", None)]


async def test_a_look_is_of_its_day(city: City, connect: Connect, patron: int) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    await conn.fetch(LOOK, CARD, False, name, BRANCH)
    await city.town.set_time(NOW + timedelta(hours=23))
    assert await conn.fetch(READ, patron, False, name)
    await city.town.set_time(NOW + timedelta(hours=25))
    assert "has looked them up" in await refusal(conn, READ, patron, False, name)
    facts = "SELECT madoguchi_facts($1, $2, 'w', 'x', '{}', NULL, NULL, NULL)"
    assert "has looked them up" in await refusal(conn, facts, patron, name)
