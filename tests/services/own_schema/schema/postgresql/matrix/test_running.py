"""What is sent to a function has to reach it: a call that is wrong in itself is found, and is no refusal."""

import asyncpg
import pytest

from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.matrix.cell import Cell
from tests.services.own_schema.schema.postgresql.matrix.running import Attacker, Findings
from tests.services.own_schema.schema.postgresql.matrix.scene import Scene


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT public.madoguchi_now(1)", "42883 function public.madoguchi_now(integer) does not exist"),
        ("SELECT FROM WHERE", '42601 syntax error at or near "WHERE"'),
        ("SELECT CAST('a' AS bigint)", '22P02 invalid input syntax for type bigint: "a"'),
        ("SELECT CAST('{' AS jsonb)", "22P02 invalid input syntax for type json"),
        ("SELECT CAST('31.31.31' AS date)", '22008 date/time field value out of range: "31.31.31"'),
        ("SELECT CASE WHEN true THEN 1 ELSE ARRAY[1] END", "42804 CASE types "),
        ("DO $$ BEGIN PERFORM public.madoguchi_now(1); END $$", "42883 function "),
        ("SELECT pg_sleep(0)", None),
        ("SELECT FROM public.patron", None),
        ("SELECT 1 / (SELECT 0)", None),
    ],
)
async def test_a_call_that_is_wrong_in_itself_is_found(city: City, statement: str, found: str | None) -> None:
    findings = Findings()
    async with connected(city, "counter") as conn:

        async def another() -> asyncpg.Connection:
            raise AssertionError

        attacker = Attacker(Scene(city, conn), "counter", conn, another, frozenset(), findings)
        await attacker.send(Cell("a=b", statement))
    if found is None:
        assert findings.found == []
    else:
        (said,) = findings.found
        assert said.startswith(f"counter a=b: the call itself is wrong: {found}")
