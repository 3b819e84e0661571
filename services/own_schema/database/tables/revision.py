"""Which revision a library is of."""

import sqlite3

from sqlalchemy import column, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import SchemaMismatch
from services.own_schema.revision import REVISION

_VERSION_TABLE = table("alembic_version", column("version_num"))


async def revision_of(conn: AsyncConnection) -> str | None:
    """Tell a library's revision; None where there is no library."""
    if not await conn.run_sync(lambda sync: inspect(sync).has_table(_VERSION_TABLE.name)):
        return None
    found: str | None = (await conn.execute(select(_VERSION_TABLE.c.version_num))).scalar_one_or_none()
    return found


def require_revision(conn: sqlite3.Connection) -> None:
    """Make sure that an open library in a file is still of this program's revision; any thread may ask.

    Raises:
        SchemaMismatch: it isn't.
    """
    found = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    if found != (REVISION,):
        raise SchemaMismatch(found and found[0], REVISION)
