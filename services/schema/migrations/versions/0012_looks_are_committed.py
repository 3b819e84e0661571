"""A look is recorded and committed before it is answered: its record says which transaction wrote it.

Only PostgreSQL writes it, where a function answers whom a committed record names; SQLite has one process at a file.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("access_log", sa.Column("made_by", sa.BigInteger()))
