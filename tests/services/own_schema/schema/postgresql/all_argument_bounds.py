"""No login stores megabytes, or has them compared: each argument of each function is measured before all else.

The list comes from the catalog, so that it has whatever function is new.
"""

import json
from typing import Any

import asyncpg
import pytest

from services.rules.argument_bounds import ARGUMENTS, Elements, Json, bound_of_argument
from services.rules.bounds import Code, Day, Fields, Judged, Text
from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.matrix.routines import Argument, Routine, routines

TWO_MEGABYTES = 2_000_000
LOGINS = {"counter": 15, "phone": 15, "supervisor": 15, "worker": 10, "portal": 9}
"""How many arguments there are at least that a login's own group is granted."""
NAMES_A_ROLE = {("madoguchi_has_group", "wanted")}
"""An expression that the server puts into rows' conditions; it asks for a role of that name, which there is none of."""
MADE = '{"branch": 1, "workstation": "w"}'
OF_OWN_ROWS = {("madoguchi_import_masters", "changes")}
"""An import may be larger; it is measured by its rows (masters.sql)."""
SIZE = """
    SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'madoguchi') AND c.relkind = 'r'
"""


def large(argument: Argument, size: int = TWO_MEGABYTES) -> str | None:
    """Write a value of so many characters as SQL of an argument's type; None for a type that has no such value."""
    if argument.is_text:
        return f"repeat('x', {size})"
    if argument.is_json:
        return f"jsonb_build_array(repeat('x', {size}))::{argument.type}"
    if argument.is_array:
        kind = argument.type.removesuffix("[]")
        one = {"text": "'x'::text", "date": "'2026-12-01'::date"}.get(kind, f"1::{kind}")
        return f"array_fill({one}, ARRAY[{size // 8}])"
    return None


def sql(routine: Routine, argument: Argument, value: str) -> str:
    given = ", ".join(value if it is argument else f"CAST(NULL AS {it.type})" for it in routine.arguments)
    return f"{'CALL' if routine.is_procedure else 'SELECT'} public.{routine.name}({given})"


async def granted(city: City) -> list[Routine]:
    admin = await city.connect()
    found = [it for it in (await routines(admin)).values() if it.granted]
    await admin.close()
    return found


async def refused(conn: asyncpg.Connection, statement: str) -> str:
    with pytest.raises(asyncpg.PostgresError) as caught:
        await conn.execute(statement)
    assert caught.value.detail is None
    return f"{caught.value.sqlstate} {caught.value.message}"


@pytest.mark.parametrize("group", LOGINS)
async def test_two_megabytes_are_refused_before_anything_is_stored(city: City, group: str) -> None:
    admin, asked = await city.connect(), 0
    before = await admin.fetchval(SIZE)
    async with connected(city, group) as conn:
        for routine in await granted(city):
            if group not in routine.granted:
                continue
            for argument in routine.given:
                value = large(argument)
                named = (routine.name, argument.name)
                if value is None or named in NAMES_A_ROLE | OF_OWN_ROWS:
                    continue
                said = await refused(conn, sql(routine, argument, value))
                assert said == f"42501 {WITHIN}", named
                asked += 1
    assert await admin.fetchval(SIZE) == before
    await admin.close()
    assert asked >= LOGINS[group]


async def test_a_list_is_measured_by_its_elements_too(city: City) -> None:
    async with connected(city, "worker") as conn:
        for argument in ("search_keys", "kana_keys", "digits", "ends", "made_of"):
            (routine,) = [it for it in await granted(city) if it.name == "madoguchi_write_keys"]
            (own,) = [it for it in routine.given if it.name == argument]
            said = await refused(conn, sql(routine, own, f"ARRAY[repeat('x', {TWO_MEGABYTES})]"))
            assert said == f"42501 {WITHIN}"


async def test_the_one_that_asks_for_a_role_stores_and_compares_nothing(city: City) -> None:
    async with connected(city, "counter") as conn:
        said = await refused(conn, f"SELECT madoguchi_has_group(repeat('x', {TWO_MEGABYTES}))")
        assert said.startswith("42704 ")


async def test_an_import_is_measured_by_its_rows(city: City) -> None:
    row = f"jsonb_build_object('change', 'wording_removed', 'x', repeat('x', {TWO_MEGABYTES}))"
    changes = f"jsonb_build_array({row})"
    made = '{"id": "x", "branch": 1, "workstation": "w"}'
    call = f"SELECT madoguchi_import_masters(session_user::text, '{made}', {changes}, NULL)"
    async with connected(city, "supervisor") as conn:
        said = await refused(conn, call)
        assert said == "42501 madoguchi: an import changes rows, and no more than masters have"
        scalar = f"to_jsonb(repeat('x', {TWO_MEGABYTES}))"
        said = await refused(conn, call.replace(changes, scalar))
        assert said == "42501 madoguchi: an import changes rows, and no more than masters have"
        beyond = "jsonb_build_array(repeat('x', 70000000))"
        assert await refused(conn, call.replace(changes, beyond)) == f"42501 {WITHIN}"


@pytest.mark.parametrize("more", [0, 1])
async def test_the_bounds_in_force_are_those_of_the_table(city: City, more: int) -> None:
    """What is as large as it may be is refused for what it is, or does nothing; one more is too large."""
    async with connected(city, None) as conn:
        for routine, argument in await asked_for(city):
            bound = bound_of_argument(routine.name, argument.name)
            said = await came(conn, sql(routine, argument, exactly(argument, bound, more)))
            assert (said == WITHIN) is bool(more), (routine.name, argument.name)


async def asked_for(city: City) -> list[tuple[Routine, Argument]]:
    return [
        (routine, argument)
        for routine in await granted(city)
        if not routine.is_procedure
        for argument in routine.given
        if (large(argument) or argument.type == "date") and (routine.name, argument.name) not in NAMES_A_ROLE
    ]


def exactly(argument: Argument, bound: Any, more: int) -> str:
    """Write a value that is just as large as it may be, or larger by one."""
    match bound:
        case Text(longest=longest, pattern=pattern):
            return f"repeat('{'窓' if pattern is None else '1'}', {longest + more})"
        case Code() | Judged():
            fit, longer = (
                ("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$", 86) if isinstance(bound, Judged) else ("done", 0)
            )
            return f"'{fit}' || repeat('A', {longer + more})"
        case Day():
            return f"'9999-12-31'::date + {more}"
        case Json(of=Fields()):
            made = {
                "id": "x",
                "branch": 1,
                "workstation": "窓" * (64 + more),
                "channel": "counter",
                "outcome": "done",
            }
            return f"'{json.dumps(made)}'::jsonb"
        case Json(most=most):
            head = 12  # bytes that a list with one text has besides
            return f"jsonb_build_array(repeat('x', {most - head + more}))"
        case Elements(most=most):
            kind = argument.type.removesuffix("[]")
            return f"array_fill(NULL::{kind}, ARRAY[{most + more}])"
    raise TypeError(bound)


async def came(conn: asyncpg.Connection, statement: str) -> str:
    transaction = conn.transaction()
    await transaction.start()
    try:
        await conn.execute(statement)
    except asyncpg.PostgresError as error:
        return str(error.message)
    finally:
        await transaction.rollback()
    return ""


async def test_no_bound_is_of_an_argument_that_there_is_not(city: City) -> None:
    there = {
        name
        for routine in await granted(city)
        for argument in routine.given
        for name in (argument.name, f"{routine.name}.{argument.name}")
    }
    assert set(ARGUMENTS) - there == set()
