"""The guards look at what a function wrote: each refuses what one with a hole would let through.

The hole runs any script as the tables' owner, under a desk's login. `attacks/through_a_hole_…` has a script a line,
and what the guard says that refuses it. `{record:VERB ROW}` in it becomes a record of an act in the login's own name,
about that row.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from tests.helpers.city import City
from tests.services.schema.postgresql.attacks_scene import DENIED, said_by_a_guard, staged

HOLE = """
    CREATE FUNCTION madoguchi_hole(script text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN EXECUTE script; END $$;
    ALTER FUNCTION madoguchi_hole(text) OWNER TO madoguchi_owner;
    GRANT EXECUTE ON FUNCTION madoguchi_hole(text) TO madoguchi_counter
"""
_RECORD = (
    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject_id, outcome,"
    " details, sequence, hash) VALUES (gen_random_uuid()::text, madoguchi_now(), '{me}', {branch}, 'w', 'counter',"
    " {patron}, '%s', %s, 'done', '{{}}', 0, repeat('0', 64)); "
)
_WANTED = re.compile(r"\{record(?::([\w.]+))?(?: (\w+))?\}")
_LINES = {
    who: (Path(__file__).parent / "attacks" / f"through_a_hole_{who}.sql")
    .read_text(encoding="utf-8")
    .splitlines()
    for who in ("counter", "supervisor")
}


def with_record(script: str) -> str:
    """Put the statement that writes the wanted record into a script."""
    return _WANTED.sub(
        lambda it: _RECORD % (it[1] or "hold.change", f"{{{it[2]}}}" if it[2] else "NULL"), script
    )


@pytest.fixture
async def hole(city: City) -> AsyncIterator[None]:
    """A function that does whatever it is told."""
    admin = await city.connect()
    await admin.execute(HOLE)
    yield
    await admin.execute("DROP FUNCTION madoguchi_hole(text)")
    await admin.close()


@pytest.mark.usefixtures("hole")
@pytest.mark.parametrize("who", _LINES)
async def test_a_guard_refuses_what_no_act_does(city: City, who: str) -> None:
    names = await staged(city, who)
    conn = await city.connect(who)
    told = []
    for line in _LINES[who]:
        script, _, guard = line.partition(" -- ")
        try:
            async with conn.transaction():
                await conn.fetch("SELECT madoguchi_hole($1)", with_record(script).format(**names))
        except asyncpg.PostgresError as error:
            said = said_by_a_guard(error) if error.sqlstate == DENIED else f"{error.sqlstate} {error}"
            if said != guard:
                told.append(f"{said}, not {guard}: {script}")
        else:
            told.append(f"was carried out: {script}")
    await conn.close()
    assert not told, "\n".join(told)
