"""The portal's log-in by functions: nobody tries a password without being counted, whatever a stolen login sends."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import password_credential
from services.rules.policy import DEFAULT_POLICY
from services.rules.secret import Secret
from services.rules.vocabulary import CredentialKind
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, days_ago
from tests.services.own_schema.schema.postgresql.calling import SETTINGS, connected, not_granted, refused

OWN = "Kingyo2026"
RECIPE = "SELECT madoguchi_log_in_recipe($1)"
NOTE = "SELECT * FROM madoguchi_note_log_in($1, $2)"
COMPARE = "SELECT * FROM madoguchi_log_in_outcome($1)"
LOG_IN = "CALL madoguchi_log_in($1, $2, NULL, NULL, NULL, NULL)"
LOG_OUT = "SELECT madoguchi_log_out($1)"
COMMITTED = "a try is committed before it is compared"
CALLS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    (RECIPE, (CARD,)),
    (NOTE, (CARD, None)),
    (COMPARE, (1,)),
    ("SELECT madoguchi_logged_in($1)", ("x",)),
    (LOG_OUT, ("x",)),
)


@pytest.fixture
def stored() -> str:
    return CHEAP_HASHER.hash_now(Secret(OWN))


@pytest.fixture
async def patron_id(city: City, stored: str) -> int:
    patron_id = await city.town.patron(CARD)
    await city.town.password(patron_id, stored)
    return patron_id


async def wrong_logins(city: City) -> int:
    (row,) = await city.town.all_rows(password_credential)
    return int(row["wrong_logins"])


async def wrong(conn: asyncpg.Connection) -> str:
    """Make a hash of another password, in the way of the one in force."""
    recipe = await conn.fetchval(RECIPE, CARD)
    return await CHEAP_HASHER.hash_again(recipe, Secret("Tombo1234"))


async def test_a_patron_logs_in_with_the_right_to_call_functions_alone(
    city: City, patron_id: int, stored: str
) -> None:
    async with connected(city, "portal") as conn:
        rows = [await conn.fetchrow(LOG_IN, CARD, made) for made in (await wrong(conn), stored, stored)]
    found = [(row["outcome"], row["patron"]) for row in rows if row is not None]
    assert found == [("wrong", None), ("ok", patron_id), ("ok", patron_id)]
    first, second = (row["token"] for row in rows[1:] if row is not None)
    assert None is not first != second is not None
    assert await wrong_logins(city) == 0


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker"])
async def test_nobody_else_calls_them(city: City, who: str) -> None:
    async with connected(city, who) as conn:
        for call, values in CALLS:
            await not_granted(conn, call, *values)
        await not_granted(conn, LOG_IN, CARD, None)


async def test_a_call_of_who_is_no_portal_is_refused_by_the_function_too(city: City) -> None:
    admin = await city.connect()
    try:
        await admin.execute("GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO madoguchi_worker")
        async with connected(city, "worker") as conn:
            for call, values in (*CALLS, (LOG_IN, (CARD, None)), ("SELECT madoguchi_session_of('x')", ())):
                assert await refused(conn, call, *values) == "this is the portal's"
    finally:
        await admin.close()


async def test_the_portal_reaches_none_of_the_helpers_and_neither_table(city: City) -> None:
    async with connected(city, "portal") as conn:
        await not_granted(conn, "SELECT madoguchi_session_of('x')")
        await not_granted(conn, "SELECT madoguchi_hash_recipe('x')")
        for table in ("portal_try", "portal_session"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="schema madoguchi"):
                await conn.fetch(f"SELECT * FROM madoguchi.{table}")


async def test_a_log_in_is_refused_within_a_transaction(city: City, patron_id: int, stored: str) -> None:
    async with connected(city, "portal") as conn:
        for before in ("BEGIN", "BEGIN; SAVEPOINT a", "BEGIN; SAVEPOINT a; RELEASE a"):
            await conn.execute(before)
            with pytest.raises(asyncpg.InvalidTransactionTerminationError):
                await conn.fetch(LOG_IN, CARD, stored)
            await conn.execute("ROLLBACK")
        for level in ("REPEATABLE READ", "SERIALIZABLE"):
            await conn.execute(f"BEGIN ISOLATION LEVEL {level}")
            assert await refused(conn, NOTE, CARD, stored) == "a call wants READ COMMITTED"
            await conn.execute("ROLLBACK")
    assert await wrong_logins(city) == 0


async def test_no_try_is_compared_before_it_is_committed(city: City, patron_id: int, stored: str) -> None:
    async with connected(city, "portal") as conn, connected(city, "portal") as other:
        for before in ("BEGIN", "BEGIN; SAVEPOINT a"):
            await conn.execute(before)
            noted = await conn.fetchrow(NOTE, CARD, stored)
            assert noted is not None
            assert noted["outcome"] == "noted"
            if "SAVEPOINT" in before:
                await conn.execute("RELEASE a")
            assert await refused(other, COMPARE, noted["which_try"]) == COMMITTED
            assert await refused(conn, COMPARE, noted["which_try"]) == COMMITTED
            await conn.execute("ROLLBACK")
            assert await refused(conn, COMPARE, noted["which_try"]) == COMMITTED
        for try_ in (None, 0, -1, 2**62):
            assert await refused(conn, COMPARE, try_) == COMMITTED


async def test_hundreds_of_tries_whose_answers_are_rolled_back_are_counted(
    city: City, patron_id: int, stored: str
) -> None:
    async with connected(city, "portal") as conn:
        guess, told = await wrong(conn), []
        for _ in range(200):
            noted = await conn.fetchrow(NOTE, CARD, guess)
            assert noted is not None
            told.append(noted["outcome"])
            if noted["outcome"] == "noted":
                await conn.execute("BEGIN")
                row = await conn.fetchrow(COMPARE, noted["which_try"])
                assert row is not None
                assert (row["outcome"], row["token"]) == ("wrong", None)
                await conn.execute("ROLLBACK")
        assert told == ["noted"] * 5 + ["locked"] * 195
        right = await conn.fetchrow(LOG_IN, CARD, stored)
        assert right is not None
        assert (right["outcome"], right["token"]) == ("locked", None)
        assert await conn.fetchval(RECIPE, CARD) is None
    assert await wrong_logins(city) == 5


async def test_a_right_try_whose_answer_was_lost_is_a_wrong_one(
    city: City, patron_id: int, stored: str
) -> None:
    async with connected(city, "portal") as conn:
        noted = await conn.fetchrow(NOTE, CARD, stored)
        assert noted is not None
        await conn.execute("BEGIN")
        row = await conn.fetchrow(COMPARE, noted["which_try"])
        assert row is not None
        assert row["outcome"] == "ok"
        await conn.execute("ROLLBACK")
        assert await wrong_logins(city) == 1
        row = await conn.fetchrow(COMPARE, noted["which_try"])
        assert row is not None
        assert row["outcome"] == "ok"
        assert await refused(conn, COMPARE, noted["which_try"]) == COMMITTED
    assert await wrong_logins(city) == 0


async def test_a_try_is_its_logins_and_waits_for_no_other_day(
    city: City, patron_id: int, stored: str
) -> None:
    admin = await city.connect()
    try:
        mine = await admin.fetchval("SELECT which_try FROM madoguchi_note_log_in($1, $2)", CARD, stored)
        async with connected(city, "portal") as conn:
            assert await refused(conn, COMPARE, mine) == COMMITTED
            noted = await conn.fetchval("SELECT which_try FROM madoguchi_note_log_in($1, $2)", CARD, stored)
            await city.town.set_time(NOW + timedelta(minutes=2))
            assert await refused(conn, COMPARE, noted) == COMMITTED
    finally:
        await admin.close()


async def test_another_way_to_hash_counts_nothing_and_tells_nothing(
    city: City, patron_id: int, stored: str
) -> None:
    async with connected(city, "portal") as conn:
        for told in ("", "x", "$", stored.rpartition("$")[2], CHEAP_HASHER.hash_now(Secret(OWN))):
            row = await conn.fetchrow(LOG_IN, CARD, told)
            assert row is not None
            assert (row["outcome"], row["patron"], row["token"]) == ("changed", None, None), told
        assert await wrong_logins(city) == 0
        row = await conn.fetchrow(LOG_IN, CARD, None)
        assert row is not None
        assert row["outcome"] == "wrong"
        row = await conn.fetchrow(LOG_IN, None, stored)
        assert row is not None
        assert row["outcome"] == "unknown"
    assert await wrong_logins(city) == 1


async def test_no_function_gives_the_hash_away(city: City, patron_id: int, stored: str) -> None:
    async with connected(city, "portal") as conn:
        recipe = await conn.fetchval(RECIPE, CARD)
        secret = stored.rpartition("$")[2]
        assert secret not in recipe
        assert recipe == f"{stored.removesuffix(secret)}{len(secret)}"
        assert await conn.fetchval(RECIPE, "999999999") is None
        assert await conn.fetchval(RECIPE, None) is None


@pytest.mark.parametrize(
    ("changed", "outcome", "is_in"),
    [
        ({}, "ok", True),
        (
            {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": NOW.date()},
            "must_change",
            True,
        ),
        ({"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": days_ago(1)}, "expired", False),
        ({"kind": CredentialKind.PATRON, "expires_on": days_ago(1)}, "ok", True),
        ({"disabled_at": NOW}, "disabled", False),
        ({"locked_until": NOW + timedelta(minutes=5)}, "locked", False),
    ],
)
async def test_what_the_client_sets_changes_no_outcome(
    city: City, stored: str, changed: dict[str, Any], outcome: str, is_in: bool
) -> None:
    await city.town.password(await city.town.patron(CARD), stored, **changed)
    async with connected(city, "portal") as conn:
        for setting in SETTINGS:
            await conn.execute(setting)
        row = await conn.fetchrow(LOG_IN, CARD, stored)
    assert row is not None
    assert (row["outcome"], row["token"] is not None) == (outcome, is_in)


async def test_a_password_that_changed_between_the_two_steps_fits_no_more(
    city: City, patron_id: int, stored: str
) -> None:
    async with connected(city, "portal") as conn:
        noted = await conn.fetchval("SELECT which_try FROM madoguchi_note_log_in($1, $2)", CARD, stored)
        other = CHEAP_HASHER.hash_now(Secret("Fune0815"))
        await city.town.change(password_credential, password_credential.c.patron_id == patron_id, hash=other)
        row = await conn.fetchrow(COMPARE, noted)
    assert row is not None
    assert (row["outcome"], row["token"]) == ("wrong", None)


async def test_a_lock_made_between_the_two_steps_stays_whatever_is_right(
    city: City, patron_id: int, stored: str
) -> None:
    until = NOW + timedelta(minutes=9)
    locked = {"wrong_logins": DEFAULT_POLICY.wrong_logins_to_lock, "locked_until": until}
    async with connected(city, "portal") as conn:
        noted = await conn.fetchval("SELECT which_try FROM madoguchi_note_log_in($1, $2)", CARD, stored)
        await city.town.change(password_credential, password_credential.c.patron_id == patron_id, **locked)
        row = await conn.fetchrow(COMPARE, noted)
    assert row is not None
    assert (row["outcome"], row["closed_until"], row["token"]) == ("locked", until, None)
    (kept,) = await city.town.all_rows(password_credential)
    assert {name: kept[name] for name in locked} == locked
