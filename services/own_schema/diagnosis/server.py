"""Checks a PostgreSQL server: its version, the encryption of the way there, logins, and the guards."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import ARRAY, String, bindparam, text

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import DatabaseTooOld
from services.own_schema.database.engine import Database
from services.own_schema.schema.postgresql import guards
from services.own_schema.schema.server_version import server_version

_GROUPS = (
    ("owner", CheckResult.LOGIN_OWNER),
    ("worker", CheckResult.LOGIN_WORKER),
    ("portal", CheckResult.LOGIN_PORTAL),
    ("circulation", CheckResult.LOGIN_CIRCULATION),
    ("supervisor", CheckResult.LOGIN_SUPERVISOR),
    ("counter", CheckResult.LOGIN_COUNTER),
    ("phone", CheckResult.LOGIN_PHONE),
)
_FUNCTION = re.compile(r"^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) (\w+)", re.MULTILINE)
_ON_ONE = re.compile(
    r"^CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER (\w+)\b[^;]*?\bON (?:madoguchi\.)?(\w+)",
    re.MULTILINE,
)
_ON_EACH = re.compile(r"ARRAY ARRAY\[(.*?)\] LOOP(.*?)END LOOP", re.DOTALL)
_MADE_THERE = re.compile(r"CREATE (?:OR REPLACE )?TRIGGER (\w+)")
_THERE = text("""
    SELECT 'FUNCTION ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION SELECT 'TRIGGER ' || tgname || ' ON ' || relname FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND tgenabled <> 'D'
""")

_MIXED = text("""
    SELECT rolname FROM pg_roles
    WHERE rolcanlogin AND NOT rolsuper AND has_database_privilege(oid, current_database(), 'CONNECT')
        AND (SELECT count(*) FROM unnest(CAST(:kinds AS text[])) AS kind
             WHERE pg_has_role(pg_roles.oid, 'madoguchi_' || kind, 'USAGE')) > 1
    ORDER BY rolname
""").bindparams(
    bindparam(
        "kinds", [name for name, _ in _GROUPS if name != "supervisor"], ARRAY(String)
    )  # also the counter's
)


_EVERYBODY = text("SELECT has_database_privilege('public', current_database(), 'CONNECT')")
_SHUT_OUT = text("""
    SELECT name FROM madoguchi_should_connect() AS name LEFT JOIN pg_roles ON rolname = name
    WHERE rolname IS NULL OR NOT rolcanlogin OR NOT has_database_privilege(oid, current_database(), 'CONNECT')
        OR madoguchi_kinds_of(rolname, 'USAGE') = 0
    ORDER BY name
""")
_FOREIGN = text("""
    SELECT relname FROM pg_class
    WHERE relnamespace IN (to_regnamespace('public'), to_regnamespace('madoguchi')) AND relkind IN ('r', 'p')
        AND relowner <> to_regrole('madoguchi_owner')
    ORDER BY relname
""")
_GROUPS_MISSING = text(
    "SELECT count(*) FROM unnest(CAST(:kinds AS text[])) AS kind WHERE to_regrole('madoguchi_' || kind) IS NULL"
).bindparams(bindparam("kinds", [name for name, _ in _GROUPS], ARRAY(String)))
_NAMED = 10
"""How many names are listed."""


async def check_version(db: Database) -> Diagnosis:
    """Tell the server's version."""
    try:
        async with db.autocommit() as conn:
            return Diagnosis(Subject.SERVER, CheckResult.SERVER_FITS, (await server_version(conn),))
    except DatabaseTooOld as error:
        return Diagnosis(Subject.SERVER, error)


async def check_encryption(db: Database) -> Diagnosis:
    """Tell whether the way to the server is encrypted; to one on this machine it needn't be."""
    wanted = "SELECT ssl, version, coalesce(inet_client_addr() = inet_server_addr(), true) AS here"
    of_mine = "FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    async with db.autocommit() as conn:
        row = (await conn.execute(text(f"{wanted} {of_mine}"))).one()
    if row.ssl:
        return Diagnosis(Subject.ENCRYPTION, CheckResult.TLS_ON, (row.version,))
    return Diagnosis(Subject.ENCRYPTION, CheckResult.TLS_NOT_NEEDED if row.here else CheckResult.TLS_OFF)


async def may_enter(db: Database) -> bool:
    """Tell whether the login may see any table at all, without which a library looks like an empty database."""
    async with db.autocommit() as conn:
        allowed = text("SELECT has_schema_privilege('public', 'USAGE')")
        return bool((await conn.execute(allowed)).scalar_one())


async def check_groups(db: Database) -> Diagnosis | None:
    """Tell how many groups the server hasn't, without which no guard works: a library came here, and no roles did."""
    async with db.autocommit() as conn:
        missing = (await conn.execute(_GROUPS_MISSING)).scalar_one()
    return Diagnosis(Subject.GUARDS, CheckResult.GUARDS_MISSING, (missing,)) if missing else None


async def check_login(db: Database) -> Diagnosis:
    """Tell what the login may do, by its group; its name isn't reported."""
    async with db.autocommit() as conn:
        may_ask = text("SELECT to_regprocedure('madoguchi_has_group(text)') IS NOT NULL")
        if not (await conn.execute(may_ask)).scalar_one():
            return Diagnosis(Subject.LOGIN, CheckResult.NOT_TOLD)
    asked = ", ".join(f"madoguchi_has_group('{name}')" for name, _ in _GROUPS)
    async with db.autocommit() as conn:
        member = (await conn.execute(text(f"SELECT {asked}"))).one()
    found = next((result for (_, result), has in zip(_GROUPS, member, strict=True) if has), None)
    return Diagnosis(Subject.LOGIN, found or CheckResult.LOGIN_NOBODY)


async def check_logins(db: Database, *, of_owner: bool) -> list[Diagnosis]:
    """Name the logins that can't work: those of two kinds, and those that should connect and can't.

    Args:
        db: the database.
        of_owner: whether this login may read who should connect.
    """
    found = []
    async with db.autocommit() as conn:
        mixed = (await conn.execute(_MIXED)).scalars().all()
        everybody = (await conn.execute(_EVERYBODY)).scalar_one()
        shut_out = (await conn.execute(_SHUT_OUT)).scalars().all() if of_owner else ()
    if mixed:
        found.append(Diagnosis(Subject.LOGINS, CheckResult.LOGINS_MIXED, named(mixed)))
    if shut_out:
        found.append(Diagnosis(Subject.LOGINS, CheckResult.LOGINS_SHUT_OUT, named(shut_out)))
    if everybody:
        found.append(Diagnosis(Subject.LOGINS, CheckResult.LOGINS_EVERYBODY))
    return found or [Diagnosis(Subject.LOGINS, CheckResult.LOGINS_APART)]


def named(names: Sequence[str]) -> tuple[int, str]:
    """Count names, and list the first of them."""
    return len(names), "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


async def check_guards(db: Database) -> Diagnosis:
    """See that the functions and triggers that hold the rules are there and in force."""
    async with db.autocommit() as conn:
        there = set((await conn.execute(_THERE)).scalars())
    wanted = wanted_guards()
    missing = wanted - there
    if missing:
        return Diagnosis(Subject.GUARDS, CheckResult.GUARDS_MISSING, (len(missing),))
    return Diagnosis(Subject.GUARDS, CheckResult.GUARDS_IN_FORCE, (len(wanted),))


async def check_tables(db: Database) -> Diagnosis:
    """Check the tables' owner."""
    async with db.autocommit() as conn:
        foreign = (await conn.execute(_FOREIGN)).scalars().all()
    if foreign:
        return Diagnosis(Subject.TABLES, CheckResult.TABLES_FOREIGN, named(foreign))
    return Diagnosis(Subject.TABLES, CheckResult.TABLES_OWNED)


@cache
def wanted_guards() -> frozenset[str]:
    """Name what the guards' scripts make."""
    return frozenset(_made())


def _made() -> Iterator[str]:
    for script in guards.scripts():
        for name in _FUNCTION.findall(script):
            yield f"FUNCTION {name}"
        for name, table in _ON_ONE.findall(script):
            yield f"TRIGGER {name} ON {table}"
        for tables, made in _ON_EACH.findall(script):
            for name in _MADE_THERE.findall(made):
                yield from (f"TRIGGER {name} ON {table}" for table in re.findall(r"\w+", tables))
