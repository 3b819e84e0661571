"""What a stolen login may not do about passwords, and what absurd values come to."""

import json

import asyncpg
import pytest
from sqlalchemy import true

from services.contract.act_requests import new_act_id
from services.own_schema.database.tables import access_log, password_credential
from services.rules.passwords.password_recipes import LONGEST
from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal
from tests.services.own_schema.schema.postgresql.checks_scene import ONCE
from tests.services.own_schema.schema.postgresql.trying_passwords_scene import (
    IN_FORCE,
    LOCKED_AT,
    LOOKED_UP,
    NOTE,
    OUTCOME,
    TRY,
    WRONG,
    Counter,
    counter,
)

__all__ = ["counter"]


# Who may not, and what isn't recorded


async def test_who_tries_a_password_has_looked_the_patron_up(
    city: City, connect: Connect, counter: Counter
) -> None:
    other = await connect("other")
    for statement, values in ((NOTE, (counter.patron, 1, WRONG)), (IN_FORCE, (counter.patron, None))):
        assert LOOKED_UP in await refusal(other, statement, *values)
    assert {look["staff_id"] for look in await city.town.all_rows(access_log)} == {city.names["counter"]}
    assert await counter.count() == (0, None)


@pytest.mark.parametrize("who", ["phone", "worker", "portal"])
async def test_nobody_else_tries_one(connect: Connect, counter: Counter, who: str) -> None:
    conn = await connect(who)
    for statement, values in (
        (TRY, (counter.patron, 1, WRONG)),
        (NOTE, (counter.patron, 1, WRONG)),
        (OUTCOME, (1,)),
        (IN_FORCE, (counter.patron, None)),
    ):
        assert "permission denied for" in await refusal(conn, statement, *values)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM madoguchi.tried",
        "UPDATE madoguchi.tried SET compared = false",
        "SELECT madoguchi_must_have_looked_up(1)",
    ],
)
async def test_what_helps_a_try_is_nobodys(counter: Counter, statement: str) -> None:
    assert "permission denied for" in await refusal(counter.conn, statement)


@pytest.mark.parametrize("this_try", [None, 0, -1, 2**63 - 1])
async def test_a_try_that_is_none_is_refused(counter: Counter, this_try: int | None) -> None:
    assert ONCE in await refusal(counter.conn, OUTCOME, this_try)


@pytest.mark.parametrize("made", [None, "", "x" * LONGEST])
async def test_whatever_is_made_is_no_password(counter: Counter, made: str | None) -> None:
    assert (await counter.tries(made))["fits"] is False
    assert await counter.count() == (1, None)


@pytest.mark.parametrize("version", [None, 0, -1, 2**31 - 1])
async def test_another_version_is_nobodys(counter: Counter, version: int | None) -> None:
    row = await counter.conn.fetchrow(TRY, counter.patron, version, counter.right)
    assert row is not None
    assert set(row.values()) == {None}


@pytest.mark.parametrize(
    "setting",
    [
        "TimeZone = 'America/New_York'",
        "DateStyle = 'German'",
        "search_path = pg_temp",
        "synchronous_commit = off",
    ],
)
async def test_a_clients_settings_change_nothing(counter: Counter, setting: str) -> None:
    await counter.conn.execute(f"SET {setting}")
    called = TRY.replace("CALL ", "CALL public.")
    for _ in range(LOCKED_AT - 1):
        await counter.conn.fetchrow(called, counter.patron, 1, WRONG)
    row = await counter.conn.fetchrow(called, counter.patron, 1, counter.right)
    assert row is not None
    assert (row["fits"], row["now_locked"] is not None) == (True, True)
    assert await counter.count() == (0, None)


# What an act gives back

FACTS = "SELECT madoguchi_facts($1, $2, '2番窓口', 'x', '{CHECKS_OF_VISIT}', NULL, NULL, NULL) ->> 'mark'"
CARRY_OUT = "SELECT came FROM madoguchi_carry_out($1, $2, $3, $4, $5, '{CHECKS_OF_VISIT}', NULL, NULL, NULL)"


async def gives_back(counter: Counter, counted: int, wrong: int, locked: str | None = None) -> str:
    """Call an act that changes the count, as a free check does; answers what came of it."""
    name = await counter.conn.fetchval("SELECT session_user::text")
    mark = await counter.conn.fetchval(FACTS, counter.patron, name)
    change = {
        "change": "SetWrongLogins",
        "version": 1,
        "counted": counted,
        "wrong_logins": wrong,
        "locked_until": locked,
    }
    record = {
        "id": new_act_id(),
        "branch": counter.city.town.branch_id,
        "workstation": "2番窓口",
        "channel": "counter",
        "by_phone": False,
        "verb": "password.check",
        "outcome": "wrong",
        "details": {},
    }
    values = (counter.patron, name, json.dumps(record), json.dumps([change]), mark)
    return str(await counter.conn.fetchval(CARRY_OUT, *values))


async def test_a_count_that_others_made_is_not_given_back(counter: Counter) -> None:
    await counter.city.town.change(password_credential, true(), wrong_logins=4)
    for wrong in (0, 3):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays counted"):
            await gives_back(counter, 4, wrong)
    assert await counter.count() == (4, None)


async def test_a_wrong_try_is_given_back_once_and_no_more_than_it(counter: Counter) -> None:
    await counter.city.town.change(password_credential, true(), wrong_logins=2)
    await counter.tries(WRONG)
    for wrong in (0, 1, 4):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays counted"):
            await gives_back(counter, 3, wrong)
    assert await gives_back(counter, 3, 2) == "done"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays counted"):
        await gives_back(counter, 2, 1)
    assert await counter.count() == (2, None)


async def test_a_try_is_not_given_back_before_it_is_compared(counter: Counter) -> None:
    this_try = await counter.notes(WRONG)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays counted"):
        await gives_back(counter, 1, 0)
    await counter.conn.fetchval(OUTCOME, this_try)
    assert await gives_back(counter, 1, 0) == "done"
