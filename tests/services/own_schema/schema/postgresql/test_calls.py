"""What a login learns of an error within a function: its code and the constraint, never the row."""

import asyncpg
import pytest
from sqlalchemy import text

from services.own_schema.database.engine import Database
from services.own_schema.schema.postgresql import guards
from services.own_schema.schema.postgresql.guards import with_places_filled
from tests.helpers.city import City
from tests.helpers.postgres import Server

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


async def test_an_upgrade_takes_back_what_was_granted_before(postgres: Server) -> None:
    granted = (
        "SELECT has_function_privilege('madoguchi_phone', p.oid, 'EXECUTE') FROM pg_proc p"
        " WHERE proname = 'madoguchi_planned_on'"
    )
    with postgres.library_to_break() as url:
        db = Database.open(url)
        async with db.transaction() as conn:
            for group in ("PUBLIC", "madoguchi_phone"):
                await conn.execute(text(f"GRANT EXECUTE ON FUNCTION madoguchi_planned_on TO {group}"))
            assert (await conn.execute(text(granted))).scalar_one() is True
            await guards.apply(conn, guards.scripts())
            assert (await conn.execute(text(granted))).scalar_one() is False
        await db.dispose()


async def test_what_is_granted_prints_nothing_and_finds_nothing_of_its_callers(city: City) -> None:
    loose = """
        SELECT p.oid::regprocedure::text AS name FROM pg_proc p
        WHERE pronamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace) AND prosecdef
          AND EXISTS (SELECT FROM aclexplode(proacl) AS it WHERE it.grantee <> proowner)
          AND NOT coalesce(proconfig, '{}')
              @> '{"search_path=public, pg_catalog, pg_temp", client_min_messages=warning}'
    """
    anybodys = """
        SELECT oid::regprocedure::text AS name FROM pg_proc
        WHERE pronamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace)
          AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) AS it WHERE it.grantee = 0))
    """
    admin = await city.connect()
    assert [row["name"] for row in await admin.fetch(loose)] == []
    assert [row["name"] for row in await admin.fetch(anybodys)] == []
    await admin.close()
