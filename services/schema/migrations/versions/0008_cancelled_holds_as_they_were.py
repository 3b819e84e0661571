"""Cancelled holds keep what they were, so that one that stood ready comes back ready.

Rows of before, and those of programs that don't know of it, keep nothing: they come back waiting.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table(
        "hold_cancellation", copy_from=_before(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.add_column(sa.Column("status", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("shelf_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("shelf_place", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("shelf_extensions", sa.Integer(), server_default="0", nullable=False))
        table.create_check_constraint(
            op.f("ck_hold_cancellation_status"), "status IN ('waiting', 'in_transit', 'ready')"
        )
        table.create_check_constraint(
            op.f("ck_hold_cancellation_shelf_until_when_ready"),
            "(coalesce(status, '') = 'ready') = (shelf_until IS NOT NULL)",
        )


def _before() -> sa.Table:
    """Name the table in full: SQLite makes it anew, and Alembic reads no checks back from it."""
    name = "hold_cancellation"
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("bib_record_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=False),
        sa.Column("placed_at", INSTANT, nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("mobile_stop_id", BIG_ID, nullable=True),
        sa.Column("contact", sa.String(length=32), nullable=False),
        sa.Column("wait_until", sa.Date(), nullable=True),
        sa.Column("freed_item_id", BIG_ID, nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("contact IN ('mail', 'none', 'phone')", name=f"ck_{name}_contact"),
        sa.ForeignKeyConstraint(["bib_record_id"], ["bib_record.id"], name=f"fk_{name}_bib_record_id"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=f"fk_{name}_branch_id"),
        sa.ForeignKeyConstraint(["freed_item_id"], ["item.id"], name=f"fk_{name}_freed_item_id"),
        sa.ForeignKeyConstraint(["mobile_stop_id"], ["mobile_stop.id"], name=f"fk_{name}_mobile_stop_id"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=f"fk_{name}_patron_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.Index(f"ix_{name}_cancelled_at", "cancelled_at"),
        sa.Index(f"ix_{name}_patron_id", "patron_id"),
    )
