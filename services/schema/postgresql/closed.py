"""Whether a library's tables are closed: its privileges alone say so."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_OPEN: Final = text(
    "SELECT has_any_column_privilege(to_regrole('madoguchi_counter'), to_regclass('public.patron'), 'SELECT')"
)


async def are_closed(conn: AsyncConnection) -> bool:
    """Tell whether the tables of a library on PostgreSQL are closed; any login may ask."""
    return not (await conn.execute(_OPEN)).scalar_one()
