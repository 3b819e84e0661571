"""Finding without a card: what patrons are found by, the pieces of it, and searches in the access log.

On SQLite the triggers that keep the pieces are made here; on PostgreSQL they are among the guards (finding.sql).
"""

import sqlalchemy as sa
from alembic import op
from services.schema import sqlite_triggers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STALE = (
    "(CASE WHEN search_key = '' THEN '' ELSE coalesce(keys_of, '') END) <> "
    "(name || '|' || kana || '|' || coalesce(alias, '') || '|' || romaji || '|' || coalesce(phone, ''))"
)


def upgrade() -> None:
    op.add_column("patron", sa.Column("kana_order", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("patron", sa.Column("phone_end", sa.String(length=4), nullable=True))
    op.add_column("patron", sa.Column("keys_of", sa.Text(), nullable=True))
    op.create_index(op.f("ix_patron_phone_end"), "patron", ["phone_end"])
    stale = sa.text(STALE)
    op.create_index("ix_patron_id_stale", "patron", ["id"], sqlite_where=stale, postgresql_where=stale)
    op.create_table(
        "patron_gram",
        sa.Column(
            "gram",
            sa.String(length=3).with_variant(sa.String(length=3, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kana_order", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patron_id", BIG_ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("gram", "kana_order", "patron_id", name=op.f("pk_patron_gram")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table(
        "access_log", copy_from=_access_log(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.alter_column("patron_id", existing_type=BIG_ID, nullable=True)
        table.create_check_constraint(
            op.f("ck_access_log_search_is_of_nobody"), "(patron_id IS NULL) = (purpose = 'search')"
        )
    if op.get_bind().dialect.name == "sqlite":
        for trigger in sqlite_triggers.of_names():
            op.execute(trigger)


def _access_log() -> sa.Table:
    """Name the table in full: SQLite makes it anew, and Alembic reads no checks back from it."""
    return sa.Table(
        "access_log",
        sa.MetaData(),
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.CheckConstraint("channel IN ('counter', 'phone')", name="ck_access_log_channel"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name="fk_access_log_patron_id"),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
        sa.Index("ix_access_log_at", "at"),
        sa.Index("ix_access_log_patron_id", "patron_id"),
    )
