"""Checks what lets one login stop a PostgreSQL server, or spoil its own later connections. For administrators."""

from typing import Final

from sqlalchemy import text

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.server import named
from services.own_schema.schema.everybodys import open_to_everybody

_OTHER_DATABASES: Final = text("""
    SELECT datname FROM pg_database
    WHERE datallowconn AND datname <> current_database() AND has_database_privilege('public', oid, 'CONNECT')
    ORDER BY datname
""")
_WITHOUT_LIMIT: Final = text("""
    SELECT rolname FROM pg_roles JOIN madoguchi_should_connect() AS it ON it = rolname
    WHERE rolcanlogin AND NOT rolsuper AND rolconnlimit = -1
    ORDER BY rolname
""")
# Settings that only a superuser can set are the superuser's own choice.
_SET_IN_ROLES: Final = text("""
    SELECT r.rolname || ' ' || split_part(said, '=', 1)
    FROM pg_db_role_setting AS s CROSS JOIN unnest(s.setconfig) AS said
    JOIN pg_roles AS r ON r.oid = s.setrole JOIN madoguchi_should_connect() AS it ON it = r.rolname
    LEFT JOIN pg_settings AS known ON lower(known.name) = lower(split_part(said, '=', 1))
    WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND coalesce(known.context, 'user') IN ('user', 'backend')
    ORDER BY 1
""")


async def check_stopping(db: Database) -> list[Diagnosis]:
    """Name what is left open: the server's functions, other databases, connections without a limit, roles' settings.

    Args:
        db: the library, with an administrator's login.
    """
    functions = await open_to_everybody(db)
    async with db.autocommit() as conn:
        databases = (await conn.execute(_OTHER_DATABASES)).scalars().all()
        without_limit = (await conn.execute(_WITHOUT_LIMIT)).scalars().all()
        settings = (await conn.execute(_SET_IN_ROLES)).scalars().all()
    named_of = (
        (CheckResult.STOPPING_DATABASES, databases),
        (CheckResult.STOPPING_WITHOUT_LIMIT, without_limit),
        (CheckResult.STOPPING_SETTINGS, settings),
    )
    found = [Diagnosis(Subject.STOPPING, result, named(names)) for result, names in named_of if names]
    if functions:
        found.insert(0, Diagnosis(Subject.STOPPING, CheckResult.STOPPING_FUNCTIONS, (functions,)))
    return found or [Diagnosis(Subject.STOPPING, CheckResult.STOPPING_NONE)]
