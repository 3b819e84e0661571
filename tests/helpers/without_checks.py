"""Libraries whose masters nothing holds, as after somebody dropped the CHECKs."""

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, inspect, text

from services.database.engine import Database
from services.schema import upgrade

_TABLES = ("circulation_rule", "wording", "closing_rule", "closed_day", "public_holiday")


async def make_library_without_checks(url: str) -> None:
    """Make a library but for the CHECKs and triggers that hold its masters."""
    await upgrade.init(url)
    db = Database.open(url)
    async with db.transaction() as conn:
        await conn.run_sync(_drop)
    await db.dispose()


def _drop(conn: Connection) -> None:
    operations = Operations(MigrationContext.configure(conn))
    for name in _TABLES:
        checks = inspect(conn).get_check_constraints(name)
        with operations.batch_alter_table(name, table_kwargs={"sqlite_autoincrement": True}) as table:
            for check in checks:
                table.drop_constraint(operations.f(str(check["name"])), type_="check")
    if conn.dialect.name == "sqlite":
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ck!_%' ESCAPE '!'"
        for (trigger,) in conn.execute(text(triggers)).all():
            conn.execute(text(f"DROP TRIGGER {trigger}"))
