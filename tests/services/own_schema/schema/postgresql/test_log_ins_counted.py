"""Which log-ins count, how long they lock, and what of a patron's card and state doesn't matter."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import insert, update

from services.own_schema.database.tables import circulation_rule, masters_version, password_credential
from services.rules.secret import Secret
from services.rules.vocabulary import CardStatus, CredentialKind, SuspensionReason
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, TODAY, days_ago
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.portal_scene import LOG_IN

STORED = CHEAP_HASHER.hash_now(Secret("Kingyo2026"))
WRONG = f"{STORED[:-1]}{'A' if STORED[-1] != 'A' else 'E'}"
LOCK = timedelta(minutes=15)


@pytest.fixture
async def conn(city: City) -> AsyncIterator[asyncpg.Connection]:
    async with connected(city, "portal") as conn:
        yield conn


async def log_in(conn: asyncpg.Connection, made: str = STORED, number: str = CARD) -> asyncpg.Record:
    row = await conn.fetchrow(LOG_IN, number, made)
    assert row is not None
    return row


async def with_password(city: City, **changed: Any) -> int:
    patron_id = await city.town.patron()
    await city.town.password(patron_id, STORED, **changed)
    return patron_id


async def credential(city: City, *names: str) -> tuple[Any, ...]:
    (row,) = await city.town.all_rows(password_credential)
    return tuple(row[name] for name in names)


async def test_the_fifth_wrong_one_locks_for_fifteen_minutes(city: City, conn: asyncpg.Connection) -> None:
    await with_password(city)
    *others, fifth = [await log_in(conn, WRONG) for _ in range(5)]
    assert {(it["outcome"], it["closed_until"]) for it in others} == {("wrong", None)}
    assert fifth["outcome"] == "wrong"
    assert LOCK <= fifth["closed_until"] - NOW < LOCK + timedelta(minutes=1)
    locked = await log_in(conn)
    assert (locked["outcome"], locked["token"], locked["patron"]) == ("locked", None, None)
    assert locked["closed_until"] == fifth["closed_until"]


async def test_tries_while_locked_do_not_lengthen_the_lock(city: City, conn: asyncpg.Connection) -> None:
    until = NOW + timedelta(minutes=9)
    await with_password(city, wrong_logins=5, locked_until=until)
    assert (await log_in(conn, WRONG))["outcome"] == "locked"
    assert await credential(city, "wrong_logins", "locked_until") == (5, until)


async def test_after_the_lock_a_right_one_ends_the_count(city: City, conn: asyncpg.Connection) -> None:
    await with_password(city, wrong_logins=5, locked_until=NOW + LOCK)
    await city.town.set_time(NOW + LOCK)
    assert (await log_in(conn))["outcome"] == "ok"
    assert await credential(city, "wrong_logins", "locked_until") == (0, None)


async def test_after_the_lock_the_count_begins_anew(city: City, conn: asyncpg.Connection) -> None:
    await with_password(city, wrong_logins=5, locked_until=NOW)
    assert (await log_in(conn, WRONG))["closed_until"] is None
    assert await credential(city, "wrong_logins", "locked_until") == (1, None)


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "ok"),
        ({"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": TODAY}, "must_change"),
        ({"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": days_ago(1)}, "expired"),
    ],
)
async def test_a_right_one_ends_the_count(
    city: City, conn: asyncpg.Connection, changed: dict[str, Any], outcome: str
) -> None:
    await with_password(city, version=3, **changed)
    for _ in range(4):
        await log_in(conn, WRONG)
    assert await credential(city, "wrong_logins", "version") == (4, 3)
    assert (await log_in(conn))["outcome"] == outcome
    assert await credential(city, "wrong_logins", "version") == (0, 3)


async def test_the_library_sets_count_and_minutes(city: City, conn: asyncpg.Connection) -> None:
    await with_password(city)
    async with city.town.db.transaction() as owner:
        for name, value in (("wrong_logins_to_lock", 2), ("lock_minutes", 60)):
            rule = {"name": name, "valid_from": days_ago(1), "value": value}
            await owner.execute(insert(circulation_rule).values(rule))
        await owner.execute(update(masters_version).values(version=masters_version.c.version + 1))
    first, second = [await log_in(conn, WRONG) for _ in range(2)]
    assert first["closed_until"] is None
    assert second["closed_until"] - NOW >= timedelta(minutes=60)


async def test_tries_at_the_same_time_are_all_counted(city: City) -> None:
    await with_password(city)

    async def from_elsewhere() -> str:
        async with connected(city, "portal") as conn:
            return str((await log_in(conn, WRONG))["outcome"])

    outcomes = await asyncio.gather(*(from_elsewhere() for _ in range(7)))
    assert sorted(outcomes) == ["locked"] * 2 + ["wrong"] * 5


async def test_an_initial_password_expires_as_the_day_ends(city: City, conn: asyncpg.Connection) -> None:
    await with_password(city, kind=CredentialKind.INITIAL, expires_on=TODAY)
    assert (await log_in(conn))["outcome"] == "ok"
    await city.town.set_time(NOW.replace(hour=0, minute=0) + timedelta(days=1))
    assert (await log_in(conn))["outcome"] == "expired"


async def test_a_lost_card_and_suspensions_stop_no_log_in(city: City, conn: asyncpg.Connection) -> None:
    patron_id = await city.town.patron(status=CardStatus.LOST, expires_on=days_ago(1))
    await city.town.suspend(patron_id, SuspensionReason.CARD_LOST)
    await city.town.password(patron_id, STORED)
    assert (await log_in(conn))["outcome"] == "ok"


async def test_the_new_card_keeps_the_password(city: City, conn: asyncpg.Connection) -> None:
    patron_id = await with_password(city)
    await city.town.replace_card(patron_id, CARD, "234567890")
    assert (await log_in(conn, number="234567890"))["outcome"] == "ok"
    assert (await log_in(conn))["outcome"] == "retired"
