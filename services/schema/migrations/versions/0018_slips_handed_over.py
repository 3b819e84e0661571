"""That the slip of an issued password was handed over, and its clearing as one more kind that is proven.

What was issued before, and by desks of the version before, says nothing of its slip and is never asked for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
KINDS = "'hold_wait_over', 'hold_shelf_over', 'cancelled_hold', 'mail_content', 'access_log', 'contact'"
NAME = "slip_hand_over"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("act_id", sa.String(length=36), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("act_id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(op.f(f"ix_{NAME}_at"), NAME, ["at"])
    issued = sa.text("verb IN ('password.issue', 'password.reissue')")
    op.create_index(
        "ix_act_staff_id_at_issue", "act", ["staff_id", "at"], sqlite_where=issued, postgresql_where=issued
    )
    with op.batch_alter_table(
        "clearing", copy_from=_clearing_before(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.drop_constraint(op.f("ck_clearing_kind"), type_="check")
        table.create_check_constraint(op.f("ck_clearing_kind"), f"kind IN ({KINDS}, 'slip_hand_over')")


def _clearing_before() -> sa.Table:
    """Name the table in full: SQLite makes it anew, and Alembic reads no checks back from it."""
    name = "clearing"
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("due_before", INSTANT, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=f"ck_{name}_kind"),
        sa.CheckConstraint("rows > 0", name=f"ck_{name}_something_cleared"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
