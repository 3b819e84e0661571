"""The library's tables, as `services.database.tables` has them, and what the database itself keeps of them.

Until the first release a change of the schema changes the tables, and adds no revision. The first release writes them
out here, so that later changes of the tables, which come with revisions of their own, don't change this one.
"""

from alembic import op

from services.database.tables import metadata
from services.database.tables.checks_0010 import CELLS
from services.schema import sqlite_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The one clock. `statement_timestamp` is the start of the statement, not of the transaction: an act reads it after
# it has waited for its lock.
_NOW = """
CREATE FUNCTION madoguchi_now() RETURNS timestamp with time zone
LANGUAGE sql STABLE PARALLEL SAFE
RETURN statement_timestamp()
    + make_interval(secs => coalesce((SELECT sum(seconds) FROM clock_offset), 0)::double precision)
"""


def upgrade() -> None:
    """Make the tables, and SQLite's triggers; PostgreSQL's are among the guards."""
    bind = op.get_bind()
    metadata.create_all(bind)
    if bind.dialect.name == "postgresql":
        bind.exec_driver_sql(_NOW)
        return
    for trigger in (*sqlite_triggers.of_names(), *sqlite_triggers.of_cells(CELLS)):
        bind.exec_driver_sql(trigger)
