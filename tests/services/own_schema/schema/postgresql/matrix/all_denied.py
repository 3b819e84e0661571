"""Whatever isn't granted by name: each function and each relation, named directly by each login."""

from collections.abc import Sequence

import asyncpg
import pytest

from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.matrix.routines import call, routines
from tests.services.own_schema.schema.postgresql.matrix.rows import ROWS

LOGINS = ("counter", "phone", "supervisor", "worker", "portal")
CALLERS = (*LOGINS, "circulation")
"""Those that call functions: the circulation system's login writes tables besides (test_privileges.py)."""
_RELATIONS = """
    SELECT n.nspname || '.' || c.relname AS name, c.relkind = 'S' AS counts,
           (SELECT quote_ident(attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND attnum = 1) AS first
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'madoguchi') AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1
"""
_COLUMNS = """
    SELECT n.nspname || '.' || c.relname AS name, quote_ident(attname) AS column,
           has_column_privilege($1, c.oid, attnum, 'SELECT') AS reads,
           has_column_privilege($1, c.oid, attnum, 'INSERT') AS inserts,
           has_column_privilege($1, c.oid, attnum, 'UPDATE') AS changes
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'madoguchi') AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT attisdropped
      AND attnum > 0
    ORDER BY 1, attnum
"""
_OF_COLUMNS = {
    "reads": "SELECT {column} FROM {name}",
    "inserts": "INSERT INTO {name} ({column}) VALUES (DEFAULT)",
    "changes": "UPDATE {name} SET {column} = DEFAULT",
}
_OF_TABLES = (
    "SELECT FROM {name}",
    "SELECT {first} FROM {name} FOR UPDATE",
    "SELECT {name}.ctid, xmin FROM {name}",
    "INSERT INTO {name} DEFAULT VALUES",
    "UPDATE {name} SET {first} = DEFAULT",
    "DELETE FROM {name}",
    "MERGE INTO {name} USING (VALUES (1)) AS other ON false WHEN NOT MATCHED THEN INSERT DEFAULT VALUES",
    "TRUNCATE {name}",
    "LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE {name} IN ROW SHARE MODE",
    "CREATE TRIGGER hostile BEFORE INSERT ON {name} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE hostile AS ON INSERT TO {name} DO INSTEAD NOTHING",
    "CREATE INDEX ON {name} ({first})",
    "CREATE POLICY hostile ON {name}",
    "CREATE STATISTICS hostile ON ({first} IS NULL) FROM {name}",
    "ALTER TABLE {name} DISABLE TRIGGER ALL",
    "ALTER TABLE {name} OWNER TO CURRENT_USER",
    "GRANT SELECT ON {name} TO CURRENT_USER",
    "COMMENT ON TABLE {name} IS ''",
    "DROP TABLE {name}",
    "EXPLAIN SELECT FROM {name}",
    "COPY {name} TO '/tmp/hostile'",
    "TABLE {name}",
    "CREATE TEMP TABLE hostile AS TABLE {name}",
    "DO $$ BEGIN PERFORM FROM {name}; END $$",
)
_COPIES = ("COPY {name} TO STDOUT", "COPY {name} FROM STDIN")
_OF_SEQUENCES = (
    "SELECT nextval('{name}')",
    "SELECT setval('{name}', 1)",
    "SELECT currval('{name}')",
    "SELECT FROM {name}",
    "ALTER SEQUENCE {name} RESTART",
    "DROP SEQUENCE {name}",
)
_OF_SERVER = (
    "CREATE TEMP TABLE patron (id bigint)",
    "CREATE TABLE public.hostile (id bigint)",
    "CREATE SCHEMA hostile",
    "CREATE FUNCTION public.hostile() RETURNS void LANGUAGE sql RETURN NULL",
    "CREATE FUNCTION pg_temp.madoguchi_refuse(why text) RETURNS void LANGUAGE sql RETURN NULL",
    "CREATE FUNCTION madoguchi.hostile() RETURNS void LANGUAGE sql RETURN NULL",
    "CREATE ROLE hostile",
    "CREATE PUBLICATION hostile",
    "CREATE EVENT TRIGGER hostile ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/hostile'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_create(0)",
    "SELECT pg_stat_reset()",
    "SET session_replication_role = replica",
    "SET plpgsql.variable_conflict = use_column",
    "SET log_statement = 'all'",
    "SET track_functions = 'all'",
    "SET ROLE madoguchi_owner",
    "SET SESSION AUTHORIZATION madoguchi_owner",
    "ALTER FUNCTION madoguchi_refuse(text) RESET ALL",
    "DROP FUNCTION madoguchi_refuse(text)",
    "GRANT EXECUTE ON FUNCTION madoguchi_refuse(text) TO PUBLIC",
    "GRANT madoguchi_owner TO CURRENT_USER",
)


_EACH = """
DO $each$
DECLARE
    statements CONSTANT text[] := {statements};
    passed text := '';
    it text;
BEGIN
    FOREACH it IN ARRAY statements LOOP
        BEGIN
            EXECUTE it;
            passed := passed || it || E': passed\\n';
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE <> '42501' OR SQLERRM !~ '^(permission denied|must be owner of|must have admin option on) ' THEN
                passed := passed || it || ': ' || SQLSTATE || ' ' || SQLERRM || E'\\n';
            END IF;
        END;
    END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = passed;
END $each$
"""


async def _passed(conn: asyncpg.Connection, statements: Sequence[str]) -> str:
    """Send what has to be denied; answers what wasn't. Nothing that passes stays."""
    listed = ", ".join("'" + it.replace("'", "''") + "'" for it in statements)
    with pytest.raises(asyncpg.PostgresError) as caught:
        await conn.execute(_EACH.format(statements=f"ARRAY[{listed}]"))
    assert caught.value.sqlstate == "ZZ001", caught.value
    return str(caught.value.message)


def _groups(who: str) -> set[str]:
    """Name the groups that a login is in: a supervisor is one of the counter."""
    return {who, "PUBLIC"} | ({"counter"} if who == "supervisor" else set())


@pytest.mark.parametrize("who", CALLERS)
async def test_a_function_that_is_not_granted_is_denied(city: City, who: str) -> None:
    """Helpers and the functions of triggers, too: none of them does anything for a login."""
    admin = await city.connect()
    there = [it for it in (await routines(admin)).values() if not it.granted & _groups(who)]
    await admin.close()
    assert len(there) > 50
    async with connected(city, who) as conn:
        for it in there:
            asked = call(it, (f"NULL::{each.type}" for each in it.given))
            if it.is_trigger:
                asked = f"SELECT public.{it.name}()"
            with pytest.raises(
                asyncpg.InsufficientPrivilegeError,
                match=rf"permission denied for (function|procedure) {it.name}$",
            ):
                await conn.execute(asked)


@pytest.mark.parametrize("who", LOGINS)
async def test_a_relation_is_denied_by_whatever_statement(city: City, who: str) -> None:
    admin = await city.connect()
    there = await admin.fetch(_RELATIONS)
    await admin.close()
    assert len(there) > 60
    async with connected(city, who) as conn:
        said = await _passed(
            conn,
            [
                statement.format(**row)
                for row in there
                for statement in (_OF_SEQUENCES if row["counts"] else _OF_TABLES)
                if row["name"] != "public.alembic_version"
            ],
        )
        assert said == ""
        for row in there:
            for statement in _COPIES:
                if row["name"] != "public.alembic_version" and not row["counts"]:
                    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=r"^permission denied for "):
                        await conn.execute(statement.format(**row))


@pytest.mark.parametrize("who", CALLERS)
async def test_a_column_is_denied_that_is_not_the_logins(city: City, who: str) -> None:
    """The circulation system's are what the contract says (test_privileges.py), and nobody else has any."""
    admin = await city.connect()
    there = await admin.fetch(_COLUMNS, city.names[who])
    await admin.close()
    assert len(there) > 300
    if who != "circulation":
        its = {(row["name"], kind) for row in there for kind in _OF_COLUMNS if row[kind]}
        assert its == {("public.alembic_version", "reads")}
    async with connected(city, who) as conn:
        denied = [
            statement.format(**row)
            for row in there
            for kind, statement in _OF_COLUMNS.items()
            if not row[kind]
        ]
        assert await _passed(conn, denied) == ""


@pytest.mark.parametrize("who", CALLERS)
async def test_of_the_revision_a_login_reads_the_number_alone(city: City, who: str) -> None:
    reads = (
        "SELECT",
        "TABLE",
        "EXPLAIN",
        "DO ",
        "GRANT",
    )  # of the last one the server says that it gave nothing
    row = {"name": "public.alembic_version", "first": "version_num"}
    writes = [it.format(**row) for it in _OF_TABLES if not it.startswith(reads) or "FOR UPDATE" in it]
    async with connected(city, who) as conn:
        assert await _passed(conn, writes) == ""


@pytest.mark.parametrize("who", CALLERS)
async def test_nothing_of_the_server_is_taken_or_made(city: City, who: str) -> None:
    async with connected(city, who) as conn:
        assert await _passed(conn, _OF_SERVER) == ""


async def test_a_group_that_may_call_has_a_login_here(city: City) -> None:
    assert {group for row in ROWS for group in row.groups} <= set(CALLERS)
