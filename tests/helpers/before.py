"""Libraries as a version before made them."""

from sqlalchemy import text

from services.database.address import parse
from services.database.engine import Database
from services.database.tables import approval, contact_attempt, slip_hand_over
from services.database.tables.revision import REVISION
from services.schema import seed, upgrade
from services.schema.postgresql import guards
from tests.helpers.patrons import TODAY


async def make_tables(url: str, revision: str) -> None:
    """Make the tables as they were at a revision, in an empty database."""
    path = parse(url).path
    if path is not None:
        path.touch()
    db = Database.open(url)

    async with db.transaction() as conn:
        await conn.run_sync(upgrade.migrate, revision)
    await db.dispose()


async def make_library_without_checks(url: str) -> None:
    """Make a library of today's but for the CHECKs on masters, as after somebody dropped them."""
    await make_tables(url, "0008")
    db = Database.open(url)
    async with db.transaction() as conn:
        # What the guards of today write, and no CHECK.
        for added in (
            "access_log ADD COLUMN made_by bigint",
            "access_log ADD COLUMN listed json",
            "patron ADD COLUMN phone_changed_on date",
        ):
            await conn.execute(text(f"ALTER TABLE {added}"))
        for table in (contact_attempt, approval, slip_hand_over):
            await conn.run_sync(table.create)
        await seed.plant(conn, TODAY)
        await conn.execute(text(f"UPDATE alembic_version SET version_num = '{REVISION}'"))
        if db.dialect == "postgresql":
            await guards.apply(conn, tables_closed=True)
    await db.dispose()


async def open_to_before(url: str) -> None:
    """Open a library's tables to the version before, as they are after `db upgrade` of an older library."""
    db = Database.open(url)
    async with db.transaction() as conn:
        await guards.apply(conn, tables_closed=False)
    await db.dispose()
