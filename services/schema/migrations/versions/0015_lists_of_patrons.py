"""Lists of patrons are looks at nobody in particular, and say what was listed; when a telephone number was changed.

On PostgreSQL the functions that answer the lists are among the guards (desk/today.sql).
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    unsettled, listed = sa.text("settled_at IS NULL"), sa.text("listed IS NOT NULL")
    op.create_index(
        "ix_patron_report_reported_at_unsettled",
        "patron_report",
        ["reported_at"],
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )
    op.add_column("patron", sa.Column("phone_changed_on", sa.Date(), nullable=True))
    with op.batch_alter_table(
        "access_log", copy_from=_before(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.add_column(sa.Column("listed", sa.JSON(none_as_null=True), nullable=True))
        table.drop_constraint(op.f("ck_access_log_search_is_of_nobody"), type_="check")
        table.create_check_constraint(
            op.f("ck_access_log_search_is_of_nobody"),
            "(patron_id IS NULL) = (purpose IN ('search', 'list', 'list_file'))",
        )
        table.create_check_constraint(
            op.f("ck_access_log_list_says_what"), "(listed IS NOT NULL) = (purpose IN ('list', 'list_file', 'approval'))"
        )
    op.create_index(
        "ix_access_log_staff_id_at_listed",
        "access_log",
        ["staff_id", "at"],
        sqlite_where=listed,
        postgresql_where=listed,
    )


def _before() -> sa.Table:
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
        sa.Column("patron_id", BIG_ID, nullable=True),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("channel IN ('counter', 'phone')", name="ck_access_log_channel"),
        sa.CheckConstraint(
            "(patron_id IS NULL) = (purpose = 'search')", name="ck_access_log_search_is_of_nobody"
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name="fk_access_log_patron_id"),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
        sa.Index("ix_access_log_at", "at"),
        sa.Index("ix_access_log_patron_id", "patron_id"),
    )
