"""A look is on record and committed before it is answered, however a stolen login writes its SQL."""

import json
from datetime import timedelta

import asyncpg
import pytest

from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.schema.postgresql.calling import STEP, Connect, refusal

NOT_WITHIN = "2D000"  # invalid_transaction_termination
BRANCH = 1
NOTE = "SELECT * FROM madoguchi_note_look($1, NULL, false, $2, $3, '2番窓口', 'look_up')"
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
    for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN ISOLATION LEVEL REPEATABLE READ"):
        await conn.execute(before)
        assert STEP in await refusal(conn, NOTE, CARD, name, BRANCH)
        await conn.execute("ROLLBACK")
    assert STEP in await refusal(conn, NOTE, CARD, name, BRANCH)
    assert await city.town.looks() == []


@pytest.mark.parametrize("end", ["COMMIT", "ROLLBACK"])
@pytest.mark.parametrize(
    "step",
    [
        "PERFORM madoguchi_note_look('{card}', NULL, false, '{name}', 1, 'w', 'look_up')",
        "CALL madoguchi_look('{card}', NULL, false, '{name}', 1, 'w', 'look_up', a, b, c)",
    ],
)
async def test_a_block_of_ones_own_looks_at_nobody(
    city: City, connect: Connect, patron: int, step: str, end: str
) -> None:
    """A block may commit and roll back as the procedure does."""
    conn, name = await connect("counter"), city.names["counter"]
    said = step.format(card=CARD, name=name)
    block = f"DO $$ DECLARE a text; b json; c json; BEGIN COMMIT; PERFORM 1; {said}; {end}; END $$"
    assert STEP in await refusal(conn, block)
    assert await city.town.looks() == []


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


async def test_a_number_that_nobody_has_leaves_nothing(city: City, connect: Connect, patron: int) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    row = await conn.fetchrow(LOOK, "999999999", False, name, BRANCH)
    assert row is not None
    assert set(row.values()) == {None}
    assert await city.town.looks() == []


@pytest.mark.parametrize(("branch", "place"), [(None, "w"), (BRANCH, None)])
async def test_a_look_that_can_not_be_recorded_tells_no_row(
    city: City, connect: Connect, patron: int, branch: int | None, place: str | None
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    look = "CALL madoguchi_look($1, NULL, false, $2, $3, $4, 'look_up', NULL, NULL, NULL)"
    with pytest.raises(asyncpg.PostgresError) as caught:
        await conn.fetch(look, CARD, name, branch, place)
    assert caught.value.detail is None
    assert caught.value.message == "madoguchi: the call could not be carried out"
    assert await city.town.looks() == []


async def test_a_look_is_of_its_day(city: City, connect: Connect, patron: int) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    await conn.fetch(LOOK, CARD, False, name, BRANCH)
    await city.town.set_time(NOW + timedelta(hours=23))
    assert await conn.fetch(READ, patron, False, name)
    await city.town.set_time(NOW + timedelta(hours=25))
    assert "has looked them up" in await refusal(conn, READ, patron, False, name)
    facts = "SELECT madoguchi_facts($1, $2, 'w', 'x', '{}', NULL, NULL, NULL)"
    assert "has looked them up" in await refusal(conn, facts, patron, name)
