"""Libraries as a version before made them."""

from services.database.engine import Database
from services.schema.postgresql import guards


async def open_to_before(url: str) -> None:
    """Open a library's tables to the version before, as they are after `db upgrade` of an older library."""
    db = Database.open(url)
    async with db.transaction() as conn:
        await guards.apply(conn, tables_closed=False)
    await db.dispose()
