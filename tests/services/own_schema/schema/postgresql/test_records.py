"""A record of an act has the database's own time, place and hash, whoever writes it."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from services.own_schema.audit.verification import verify
from tests.helpers.city import City

_RECORD = (
    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence,"
    " hash) VALUES ($1, $2, $3, $4, 'w', 'counter', $5, 'hold.change', 'done', '{}', 99, repeat('0', 64))"
)


async def test_a_record_has_the_databases_time_place_and_hash_whatever_is_said(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    conn = await city.connect()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    await conn.execute(_RECORD, "mine", long_ago, city.names["counter"], city.town.branch_id, patron_id)
    now = await conn.fetchval("SELECT madoguchi_now()")
    await conn.close()
    (kept,) = await city.town.acts()
    assert (kept["id"], kept["sequence"]) == ("mine", 1)
    assert abs(kept["at"] - now) < timedelta(minutes=1)
    assert (await verify(city.library.db)).findings == ()


@pytest.mark.parametrize(
    ("said", "open_for", "previous", "kept"),
    [
        ("11:59:58", "5 seconds", None, "11:59:58"),
        ("11:59:58", "5 seconds", "11:59:58", "11:59:58"),
        ("11:59:50", "5 seconds", None, "12:00:00"),
        ("12:00:01", "5 seconds", None, "12:00:00"),
        ("11:00:00", "8 hours", None, "12:00:00"),
        ("11:59:58", "8 hours", "11:59:59", "12:00:00"),
    ],
)
async def test_a_transaction_that_is_kept_open_makes_no_older_record(
    city: City, said: str, open_for: str, previous: str | None, kept: str
) -> None:
    times = [at and f"'2026-11-24 {at}'::timestamptz" for at in (said, "12:00:00", previous, kept)]
    said_at, moment, previous_at, kept_at = (at or "NULL" for at in times)
    conn = await city.connect()
    question = f"SELECT madoguchi_act_time({said_at}, {moment}, '{open_for}', {previous_at}) = {kept_at}"
    assert await conn.fetchval(question)
    await conn.close()


async def test_a_record_is_never_older_than_the_one_before_it(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    held_open, other = await city.connect(), await city.connect()
    async with held_open.transaction():
        early = await held_open.fetchval("SELECT madoguchi_now()")
        await other.execute(_RECORD, "first", early, city.names["counter"], city.town.branch_id, patron_id)
        await held_open.execute(
            _RECORD, "second", early, city.names["counter"], city.town.branch_id, patron_id
        )
    for conn in (held_open, other):
        await conn.close()
    first, second = sorted(await city.town.acts(), key=lambda made: int(made["sequence"]))
    assert (first["id"], second["id"]) == ("first", "second")
    assert early < first["at"] < second["at"]


@pytest.mark.parametrize("details", ['{"a": ["x"]}', '{"a": {"x": 1}}', '{"a": 1.5}', '{"a": 1, "a": 2}'])
async def test_a_record_keeps_what_its_hash_can_be_made_of(city: City, details: str) -> None:
    """A desk's acts have bounds that say so first; an import has none."""
    patron_id = await city.town.patron("123456789")
    conn = await city.connect()
    values = "mine", datetime(2020, 1, 1, tzinfo=UTC), city.names["counter"], city.town.branch_id, patron_id
    with pytest.raises(
        asyncpg.InsufficientPrivilegeError, match="a record keeps texts, whole numbers and boo"
    ):
        await conn.execute(_RECORD.replace("'{}'", f"'{details}'"), *values)
    await conn.close()
    assert await city.town.acts() == []
