"""Libraries as an older program made them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.database.address import parse
from services.database.engine import Database
from services.schema import upgrade


@asynccontextmanager
async def library_of_before(url: str, revision: str) -> AsyncIterator[Database]:
    """Make the tables as they were at a revision, to be filled; at the end they are brought up to date."""
    path = parse(url).path
    if path is not None:
        path.touch()
    db = Database.open(url)

    async with db.transaction() as conn:
        await conn.run_sync(upgrade.migrate, revision)
    yield db
    await upgrade.upgrade(url)
    await db.dispose()
