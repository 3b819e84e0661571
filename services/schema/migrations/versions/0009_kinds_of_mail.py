"""No mail of a kind that the program doesn't know waits to be sent.

Such mails of before could never be sent, and stopped the worker each time it took one. They are settled as failed, and keep
their kind.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WAITING = sa.text("status = 'waiting'")
KNOWN = "kind IN ('email_registered', 'question_received')"
NOW = {
    "postgresql": "madoguchi_now()",
    "sqlite": "(SELECT strftime('%Y-%m-%d %H:%M:%f', 'now', coalesce(sum(seconds), 0) || ' seconds') || '000'"
    " FROM clock_offset)",
}


def upgrade() -> None:
    bind = op.get_bind()
    bind.exec_driver_sql(
        f"UPDATE outgoing_mail SET status = 'failed', settled_at = {NOW[bind.dialect.name]}, next_try_at = NULL "
        f"WHERE status IN ('waiting', 'sending') AND NOT ({KNOWN})"
    )
    with op.batch_alter_table(
        "outgoing_mail", copy_from=_before(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.create_check_constraint(
            op.f("ck_outgoing_mail_kind"), f"{KNOWN} OR status IN ('sent', 'failed')"
        )


def _before() -> sa.Table:
    """Name the table in full: SQLite makes it anew, and Alembic reads no checks back from it."""
    name = "outgoing_mail"
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("queued_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.Column("answer_code", sa.Integer(), nullable=True),
        sa.CheckConstraint("status IN ('waiting', 'sending', 'sent', 'failed')", name=f"ck_{name}_status"),
        sa.CheckConstraint(
            "(status IN ('sent', 'failed')) = (settled_at IS NOT NULL)", name=f"ck_{name}_settled_at_a_time"
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR (recipient IS NULL AND body IS NULL)", name=f"ck_{name}_erased_is_empty"
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=f"fk_{name}_patron_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.Index(f"ix_{name}_patron_id", "patron_id"),
        sa.Index(f"ix_{name}_next_try_at_waiting", "next_try_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )
