"""A search is on record and committed before it is answered, however a stolen login writes its SQL."""

import json
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text

from services.rules.people.search import MOST_SHOWN
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal

BRANCH = 1
NAMES = ([["カワ"]], [["^カワ"]], [[0]], [[2**60]], None, None, None)
OTHERS = ([["サト"]], [["^サト"]], [[0]], [[2**60]], None, None, None)
NOTE = "SELECT noted FROM madoguchi_note_search($1, $2, $3, $4, $5, $6, $7, $8, $9, '2番窓口')"
ANSWER = "SELECT hits FROM madoguchi_answer_search($8, $1, $2, $3, $4, $5, $6, $7)"
SEARCH = "CALL madoguchi_search($1, $2, $3, $4, $5, $6, $7, $8, $9, '2番窓口', NULL, NULL, NULL, NULL)"
ON_RECORD_FIRST = "what is searched is on record first"


@pytest.fixture(autouse=True)
async def patron(city: City) -> int:
    return await city.town.patron(CARD)


async def test_a_search_is_refused_within_a_transaction(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN; SAVEPOINT a; RELEASE a"):
        await conn.execute(before)
        with pytest.raises(asyncpg.InvalidTransactionTerminationError):
            await conn.fetch(SEARCH, *NAMES, name, BRANCH)
        await conn.execute("ROLLBACK")
    assert await city.town.looks() == []


async def test_who_notes_a_search_finds_nobody_before_it_is_committed(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for before, after in (("BEGIN", "SELECT 1"), ("BEGIN; SAVEPOINT a", "RELEASE a")):
        await conn.execute(before)
        noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
        await conn.execute(after)
        assert ON_RECORD_FIRST in await refusal(conn, ANSWER, *NAMES, noted)
        await conn.execute("ROLLBACK")
        assert ON_RECORD_FIRST in await refusal(conn, ANSWER, *NAMES, noted)
    assert await city.town.looks() == []


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
async def test_neither_half_runs_under_an_older_snapshot(city: City, connect: Connect, level: str) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    for statement, values in ((NOTE, (name, BRANCH)), (ANSWER, (noted,))):
        await conn.execute(f"BEGIN ISOLATION LEVEL {level}")
        assert "READ COMMITTED" in await refusal(conn, statement, *NAMES, *values)
        await conn.execute("ROLLBACK")


async def test_one_recorded_search_is_one_answered_search(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    assert ON_RECORD_FIRST in await refusal(conn, ANSWER, *OTHERS, noted)
    (found,) = await conn.fetch(ANSWER, *NAMES, noted)
    assert [hit["name"] for hit in json.loads(found["hits"])] == ["川口 花子"]
    assert ON_RECORD_FIRST in await refusal(conn, ANSWER, *NAMES, noted)
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"], look["purpose"]) == (name, None, "search")


async def test_an_answer_that_is_rolled_back_is_the_same_one_again(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    for _ in range(2):
        await conn.execute("BEGIN")
        assert await conn.fetchval(ANSWER, *NAMES, noted) != "[]"
        await conn.execute("ROLLBACK")
    assert ON_RECORD_FIRST in await refusal(conn, ANSWER, *OTHERS, noted)
    assert len(await city.town.looks()) == 1


async def test_a_day_written_otherwise_is_another_search(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    note = "SELECT noted FROM madoguchi_note_search('{}', '{}', '{}', '{}', '01/02/1980', NULL, NULL, $1, $2, 'w')"
    answer = "SELECT hits FROM madoguchi_answer_search($1, '{}', '{}', '{}', '{}', '01/02/1980', NULL, NULL)"
    await conn.execute("SET DateStyle = 'SQL, DMY'")
    noted = await conn.fetchval(note, name, BRANCH)
    await conn.execute("SET DateStyle = 'SQL, MDY'")
    assert ON_RECORD_FIRST in await refusal(conn, answer, noted)


async def test_a_search_is_answered_to_its_own_login_and_stands_in_its_name(
    city: City, connect: Connect
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    other, others = await connect("other"), city.names["other"]
    noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    assert ON_RECORD_FIRST in await refusal(other, ANSWER, *NAMES, noted)
    assert "in the name of" in await refusal(conn, NOTE, *NAMES, others, BRANCH)
    assert "in the name of" in await refusal(conn, NOTE, *NAMES, None, BRANCH)


@pytest.mark.parametrize("who", ["phone", "worker", "portal"])
async def test_nobody_but_the_counter_may_ask(city: City, connect: Connect, who: str) -> None:
    conn, name = await connect(who), city.names[who]
    for statement in (NOTE, SEARCH):
        assert "permission denied for" in await refusal(conn, statement, *NAMES, name, BRANCH)
    assert "permission denied for" in await refusal(conn, ANSWER, *NAMES, uuid4())
    assert await city.town.looks() == []


async def test_a_group_that_was_granted_the_function_is_still_not_let_in(
    city: City, connect: Connect
) -> None:
    admin, conn = await city.connect(), await connect("phone")
    granted = "FUNCTION madoguchi_note_search TO madoguchi_phone"
    try:
        await admin.execute(f"GRANT EXECUTE ON {granted}")
        said = await refusal(conn, NOTE, *NAMES, city.names["phone"], BRANCH)
    finally:
        await admin.execute(f"REVOKE EXECUTE ON {granted.replace(' TO ', ' FROM ')}")
        await admin.close()
    assert said == "madoguchi: nobody but the counter searches"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(([], [], [], [], None, None, None), id="nothing"),
        pytest.param((None, None, None, None, None, "0480000001", None), id="no-lists"),
        pytest.param(([["カ"]], [["^カ"]], [[0]], [[1]], None, None, None), id="too-short"),
        pytest.param(([[None]], [[None]], [[0]], [[1]], None, None, None), id="no-text"),
        pytest.param(([["カワ"]], [["^サト"]], [[0]], [[1]], None, None, None), id="another-beginning"),
        pytest.param(([["カワ"]], [["%カワ"]], [[0]], [[1]], None, None, None), id="no-beginning"),
        pytest.param(([["カワ"]], [["^カワ"]], [[0, 1]], [[1]], None, None, None), id="uneven"),
        pytest.param(([["カワ"]], [["^カワ"]], [[0]], [[None]], None, None, None), id="no-end"),
        pytest.param((["カワ"], ["^カワ"], [0], [1], None, None, None), id="one-row"),
    ],
)
async def test_what_is_no_search_leaves_no_record(
    city: City, connect: Connect, asked: tuple[Any, ...]
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    assert "a search asks for" in await refusal(conn, SEARCH, *asked, name, BRANCH)
    assert await city.town.looks() == []


async def test_signs_of_a_pattern_mean_themselves(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for typed in ("%%", "__", "カ%", "\\\\"):
        asked = ([[typed]], [[f"^{typed}"]], [[0]], [[2**60]], None, None, None)
        row = await conn.fetchrow(SEARCH, *asked, name, BRANCH)
        assert row is not None
        assert json.loads(row["hits"]) == []


async def test_no_more_are_answered_than_tell_that_there_are_more(city: City, connect: Connect) -> None:
    for place in range(MOST_SHOWN + 4):
        await city.town.patron(f"2000000{place:02}")
    conn, name = await connect("counter"), city.names["counter"]
    row = await conn.fetchrow(SEARCH, *NAMES, name, BRANCH)
    assert row is not None
    assert len(json.loads(row["hits"])) == MOST_SHOWN + 1


async def test_settings_of_the_client_change_nothing(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    for setting in (
        "search_path = pg_temp",
        "TimeZone = 'Pacific/Apia'",
        "DateStyle = 'German'",
        "synchronous_commit = off",
        "enable_indexonlyscan = off",
        "plan_cache_mode = force_custom_plan",
    ):
        await conn.execute(f"SET {setting}")
        row = await conn.fetchrow(
            SEARCH.replace("madoguchi_search", "public.madoguchi_search"), *NAMES, name, BRANCH
        )
        assert row is not None
        assert [hit["birth_date"] for hit in json.loads(row["hits"])] == ["1980-04-02"]


async def test_an_error_tells_nothing_of_a_row(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    with pytest.raises(asyncpg.InsufficientPrivilegeError) as caught:
        await conn.fetch(SEARCH, *NAMES, name, None)
    assert caught.value.message == "madoguchi: a record says at which branch"
    assert (caught.value.detail, caught.value.hint) == (None, None)


async def test_what_was_asked_is_kept_until_it_is_answered_or_a_minute_old(
    city: City, connect: Connect
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    admin = await city.connect()
    kept = "SELECT id FROM madoguchi.search_asked WHERE login = $1"
    try:
        await admin.execute("DELETE FROM madoguchi.search_asked")
        await conn.fetch(SEARCH, *NAMES, name, BRANCH)
        assert await admin.fetch(kept, name) == [], "answered"
        old, new = [await conn.fetchval(NOTE, *NAMES, name, BRANCH) for _ in range(2)]
        await admin.execute(
            "UPDATE madoguchi.search_asked SET at = at - interval '61 seconds' WHERE id = $1", old
        )
        noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
        assert {row["id"] for row in await admin.fetch(kept, name)} == {new, noted}
        assert "permission denied" in await refusal(conn, "SELECT * FROM madoguchi.search_asked")
    finally:
        await admin.close()


async def test_every_mark_of_like_that_is_typed_means_itself(city: City) -> None:
    async with city.town.db.transaction() as conn:
        (made,) = await conn.scalars(
            text("SELECT madoguchi_anywhere(:typed)"), {"typed": [["a_b_%%", "\\c\\"]]}
        )
    assert made == [["%a\\_b\\_\\%\\%%", "%\\\\c\\\\%"]]
