"""A look is recorded and committed before it is answered: its record says which transaction wrote it.

On PostgreSQL alone, where a function answers whom a committed record names; SQLite has one process at a file.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE access_log ADD COLUMN made_by xid8 DEFAULT pg_current_xact_id()")
