"""Takes from desks, worker and portal every privilege but to call functions: `madoguchi db close-tables`.

A library is open to the version before, which reads and writes tables, from `db upgrade` until then. Its privileges
alone say whether it is, so that nothing else can say otherwise. New libraries are made closed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text

from services.database.engine import Database
from services.database.tables.revision import FUNCTIONS_ALONE_FROM
from services.errors import NotPermitted
from services.schema.postgresql import guards
from services.schema.postgresql.closed import are_closed
from services.schema.upgrade import check_revision, opened

_PROGRAM: Final = re.compile(r"madoguchi (\d{4})")

_OWNS: Final = text("SELECT madoguchi_is_owner()")
_CONNECTED: Final = text("""\
    SELECT usename::text AS login, application_name::text AS program, count(*) AS connections,
           min(backend_start) AS since
    FROM pg_stat_activity
    WHERE datname = current_database() AND coalesce(backend_type, 'client backend') = 'client backend'
      AND NOT pg_has_role(usesysid, 'madoguchi_owner', 'MEMBER')
      AND EXISTS (
          SELECT FROM unnest(ARRAY['counter', 'phone', 'worker', 'portal']) AS kind
          WHERE pg_has_role(usesysid, 'madoguchi_' || kind, 'MEMBER'))
    GROUP BY usename, application_name ORDER BY usename, application_name""")


@dataclass(frozen=True, slots=True)
class OtherProgram:
    """A login whose program isn't known to do with functions alone.

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


@dataclass(frozen=True, slots=True)
class Closing:
    """What `close_tables` found and did.

    Attributes:
        were_closed: whether nothing was left to close.
        are_closed: whether the tables are closed now.
        others: who is connected with another program than this version's, or a later one's.
    """

    were_closed: bool
    are_closed: bool
    others: Sequence[OtherProgram]


async def close_tables(url: str, *, now: bool) -> Closing:
    """Close a library's tables, in one transaction; or only tell who would be shut out.

    Args:
        url: the library's, on PostgreSQL, with an administrator's login.
        now: whether to close them.

    Raises:
        SchemaMismatch: the library isn't at this program's revision.
        NotPermitted, DatabaseBusy, DatabaseUnreachable: it can't be done.
    """
    async with opened(url) as db:
        await check_revision(db)
        others = await _others(db)
        async with db.transaction() as conn:
            if not (await conn.execute(_OWNS)).scalar_one():
                raise NotPermitted
            were_closed = await are_closed(conn)
            if now and not were_closed:
                await guards.apply(conn, tables_closed=True)
        return Closing(were_closed, were_closed or now, others)


async def _others(db: Database) -> tuple[OtherProgram, ...]:
    async with db.reading() as conn:
        found = (await conn.execute(_CONNECTED)).mappings().all()
    return tuple(OtherProgram(**row) for row in found if not _does_with_functions(row["program"]))


def _does_with_functions(program: str) -> bool:
    version = _PROGRAM.fullmatch(program)
    return version is not None and version[1] >= FUNCTIONS_ALONE_FROM
