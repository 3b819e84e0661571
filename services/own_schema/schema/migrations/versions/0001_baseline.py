"""The library's tables, as `services.own_schema.database.tables` has them, and what the database itself keeps of them.

Until the first release a change of the schema changes the tables, and adds no revision. The first release writes them
out here, so that later changes of the tables, which come with revisions of their own, don't change this one.
"""

from alembic import op

from services.own_schema.database.tables import metadata
from services.own_schema.schema import triggers_sqlite

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and SQLite's triggers; PostgreSQL's are among the guards."""
    bind = op.get_bind()
    metadata.create_all(bind)
    if bind.dialect.name == "sqlite":
        for trigger in (*triggers_sqlite.of_names(), *triggers_sqlite.of_cards()):
            bind.exec_driver_sql(trigger)
