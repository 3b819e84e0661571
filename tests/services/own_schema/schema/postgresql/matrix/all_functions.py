"""Each function that somebody may call, in every hostile way, by everybody who may call it."""

import os

import pytest

from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.matrix.attacking import attacked
from tests.services.own_schema.schema.postgresql.matrix.pages import EXPECTED, page
from tests.services.own_schema.schema.postgresql.matrix.routines import routines
from tests.services.own_schema.schema.postgresql.matrix.row import Row
from tests.services.own_schema.schema.postgresql.matrix.rows import ROWS

WRITES = "MADOGUCHI_TEST_MATRIX"


@pytest.mark.parametrize("row", ROWS, ids=[row.name.removeprefix("madoguchi_") for row in ROWS])
async def test_what_each_login_is_told_is_what_was_reviewed(city: City, row: Row) -> None:
    told, findings = await attacked(city, row)
    kept = EXPECTED / f"{row.name}.txt"
    if os.environ.get(WRITES) == "write":
        kept.write_text(page(row, told), encoding="utf-8")
    assert findings == []
    assert page(row, told) == kept.read_text(encoding="utf-8")


async def test_a_function_that_somebody_may_call_stands_in_the_matrix(city: City) -> None:
    admin = await city.connect()
    granted = {it.signature: set(it.granted) for it in (await routines(admin)).values() if it.granted}
    await admin.close()
    assert granted == {row.signature: set(row.groups) for row in ROWS}


def test_what_is_expected_is_of_functions_that_there_are() -> None:
    assert sorted(it.name for it in EXPECTED.iterdir()) == sorted(f"{row.name}.txt" for row in ROWS)


async def test_a_function_is_called_with_its_own_types_alone(city: City) -> None:
    """With others, with fewer or more of them, there is no such function: that is PostgreSQL's to refuse.

    What a procedure gives back (INOUT) may be left out.
    """
    loose = """
        SELECT oid::regprocedure::text FROM pg_proc p
        WHERE pronamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace)
          AND EXISTS (SELECT FROM aclexplode(proacl) AS it WHERE it.grantee <> proowner)
          AND (provariadic <> 0 OR pronargdefaults > cardinality(array_positions(proargmodes, 'b'))
               OR (proargmodes IS NULL AND pronargdefaults > 0)
               OR EXISTS (SELECT FROM pg_type t WHERE t.oid = ANY (p.proargtypes) AND t.typtype = 'p'))
        UNION ALL SELECT format('%s to %s', castsource::regtype, casttarget::regtype) FROM pg_cast WHERE oid >= 16384
    """
    admin = await city.connect()
    found = [row[0] for row in await admin.fetch(loose)]
    await admin.close()
    assert found == []


async def test_what_is_granted_tells_an_error_without_its_row(city: City) -> None:
    """Each ends in the handler of guards.py but for three that write nothing, and one that writes its own call."""
    without = """
        SELECT proname FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND prosecdef AND prosrc NOT LIKE '%madoguchi_told_error(%'
          AND EXISTS (SELECT FROM aclexplode(proacl) AS it WHERE it.grantee <> proowner)
    """
    admin = await city.connect()
    found = {row["proname"] for row in await admin.fetch(without)}
    await admin.close()
    assert found == {"madoguchi_note_look", "madoguchi_read_look", "madoguchi_read_patron", "madoguchi_warm"}
