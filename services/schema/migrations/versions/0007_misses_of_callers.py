"""Misses of callers count for a while, for the patron and for the login: who was meant, and an index by login."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FAILED = sa.text("outcome = 'failed'")


def upgrade() -> None:
    op.create_table(
        "identity_miss",
        sa.Column("check_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("patron_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["identity_check.id"], name=op.f("fk_identity_miss_check_id")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_identity_miss_patron_id")),
        sa.PrimaryKeyConstraint("check_id", "patron_id", name=op.f("pk_identity_miss")),
    )
    op.create_index("ix_identity_miss_patron_id_at", "identity_miss", ["patron_id", "at"])
    op.create_index(
        "ix_identity_check_staff_id_at_failed",
        "identity_check",
        ["staff_id", "at"],
        sqlite_where=FAILED,
        postgresql_where=FAILED,
    )
