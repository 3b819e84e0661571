"""Identity checks: which facts were OK, until when a check is open, and tries that found nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
OPEN = "ix_identity_check_staff_id_workstation_open"


def upgrade() -> None:
    op.add_column("identity_check", sa.Column("facts", sa.JSON(), nullable=True))
    op.add_column("identity_check", sa.Column("open_until", INSTANT, nullable=True))
    op.execute("UPDATE identity_check SET facts = '{}', open_until = at")
    with op.batch_alter_table(
        "identity_check", copy_from=_with_new_columns(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.alter_column("patron_id", existing_type=BIG_ID, nullable=True)
        table.alter_column("facts", existing_type=sa.JSON(), nullable=False)
        table.alter_column("open_until", existing_type=INSTANT, nullable=False)
        table.create_check_constraint(
            op.f("ck_identity_check_passed_is_somebody"), "patron_id IS NOT NULL OR outcome = 'failed'"
        )
    op.create_index(
        OPEN,
        "identity_check",
        ["staff_id", "workstation"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _with_new_columns() -> sa.Table:
    """Name the table in full: SQLite makes it anew, and Alembic reads no checks back from it."""
    return sa.Table(
        "identity_check",
        sa.MetaData(),
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("open_until", INSTANT, nullable=True),
        sa.CheckConstraint("outcome IN ('passed', 'failed')", name="ck_identity_check_outcome"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name="fk_identity_check_branch_id"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name="fk_identity_check_patron_id"),
        sa.PrimaryKeyConstraint("id", name="pk_identity_check"),
        sa.Index("ix_identity_check_patron_id_staff_id", "patron_id", "staff_id"),
    )
