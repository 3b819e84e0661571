"""What a login learns of an error within a function: its code and the constraint, never the row."""

import asyncpg
import pytest

from services.schema.postgresql.guards import with_places_filled
from tests.helpers.city import City

PROBE = """
CREATE FUNCTION madoguchi_probe(made integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF made = 1 THEN
        UPDATE patron SET expires_on = registered_on - 1;
    ELSIF made = 2 THEN
        UPDATE card SET number = '000000000';
    ELSIF made = 3 THEN
        PERFORM name::integer FROM patron;
    END IF;
{errors_without_detail}END $$;
GRANT EXECUTE ON FUNCTION madoguchi_probe TO madoguchi_counter;
"""
FAILED = "madoguchi: the call could not be carried out"


@pytest.mark.parametrize(
    ("made", "code", "constraint"),
    [
        pytest.param(1, "23514", "ck_patron_expiry_after_registration", id="a-check"),
        pytest.param(2, "23505", "uq_card_number", id="two-alike"),
        pytest.param(3, "22P02", "", id="a-value-that-is-no-number"),
    ],
)
async def test_an_error_tells_its_code_and_constraint_alone(
    city: City, made: int, code: str, constraint: str
) -> None:
    for number in ("123456789", "223456789"):
        await city.town.patron(number)
    admin, login = await city.connect(), await city.connect("counter")
    try:
        await admin.execute(with_places_filled(PROBE))
        with pytest.raises(asyncpg.PostgresError) as caught:
            await login.fetch("SELECT madoguchi_probe($1)", made)
    finally:
        await admin.execute("DROP FUNCTION IF EXISTS madoguchi_probe")
        await admin.close()
        await login.close()
    error = caught.value
    assert (error.sqlstate, error.message) == (code, FAILED)
    assert (error.constraint_name, error.detail, error.hint) == (constraint, None, None)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
async def test_a_call_is_refused_under_an_older_snapshot(city: City, level: str) -> None:
    admin, login = await city.connect(), await city.connect("counter")
    try:
        await admin.execute(with_places_filled(PROBE))
        await login.execute(f"BEGIN ISOLATION LEVEL {level}")
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="READ COMMITTED"):
            await login.fetch("SELECT madoguchi_probe(0)")
    finally:
        await admin.execute("DROP FUNCTION IF EXISTS madoguchi_probe")
        await admin.close()
        await login.close()
