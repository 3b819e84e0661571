"""The logins that have a library open on PostgreSQL; `db upgrade` lists them before it changes anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text

from services.contract.errors import NotPermitted
from services.own_schema.schema.upgrade import opened

_CONNECTED: Final = text("""\
    SELECT usename::text AS login, application_name::text AS program, count(*) AS connections,
           min(backend_start) AS since
    FROM pg_stat_activity
    WHERE datname = current_database() AND coalesce(backend_type, 'client backend') = 'client backend'
      AND NOT coalesce(pg_has_role(usesysid, to_regrole('madoguchi_owner'), 'MEMBER'), true)
      AND EXISTS (
          SELECT FROM unnest(ARRAY['counter', 'phone', 'worker', 'portal']) AS kind
          WHERE pg_has_role(usesysid, to_regrole('madoguchi_' || kind), 'MEMBER'))
    GROUP BY usename, application_name ORDER BY usename, application_name""")

_IS_ADMINISTRATOR: Final = text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user")


@dataclass(frozen=True, slots=True)
class ConnectedLogin:
    """A login of a desk, the worker or the patrons' page that is connected.

    Attributes:
        login: its name.
        program: what its connections call themselves, as the client says it.
        connections: how many are open.
        since: when the first of them began; None where the administrator may not see it (pg_read_all_stats).
    """

    login: str
    program: str
    connections: int
    since: datetime | None


async def connected(url: str) -> tuple[ConnectedLogin, ...]:
    """Tell which logins have a library open; none for a file, since SQLite doesn't know.

    Args:
        url: the library's, with an administrator's login.

    Raises:
        NotPermitted: the login is no administrator's.
        SystemBusy, SystemUnreachable: it can't be asked.
    """
    async with opened(url) as db:
        if db.dialect == "sqlite":
            return ()
        async with db.reading() as conn:
            if not (await conn.execute(_IS_ADMINISTRATOR)).scalar_one():
                raise NotPermitted
            found = (await conn.execute(_CONNECTED)).mappings().all()
    return tuple(ConnectedLogin(**row) for row in found)
