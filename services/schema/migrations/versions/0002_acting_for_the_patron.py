"""What acting on the patron's behalf leaves behind: identity checks, reports, seals and proofs of clearing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("outgoing_mail", sa.Column("answer_code", sa.Integer(), nullable=True))
    op.create_table(
        "identity_check",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("outcome IN ('passed', 'failed')", name=op.f("ck_identity_check_outcome")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_identity_check_branch_id")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_identity_check_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_check")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_identity_check_patron_id_staff_id", "identity_check", ["patron_id", "staff_id"])
    op.create_table(
        "patron_report",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reported_at", INSTANT, nullable=False),
        sa.Column("reported_by", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('returned', 'address_changed', 'reached', 'card_found')",
            name=op.f("ck_patron_report_kind"),
        ),
        sa.CheckConstraint("channel IN ('counter', 'phone')", name=op.f("ck_patron_report_channel")),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_patron_report_settled_by_somebody")
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_patron_report_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patron_report")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_patron_report_patron_id"), "patron_report", ["patron_id"])
    op.create_table(
        "chain_seal",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_chain_seal_sha256")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_chain_seal")),
    )
    op.create_table(
        "clearing",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("due_before", INSTANT, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('hold_wait_over', 'hold_shelf_over', 'cancelled_hold', 'mail_content', 'access_log')",
            name=op.f("ck_clearing_kind"),
        ),
        sa.CheckConstraint("rows > 0", name=op.f("ck_clearing_something_cleared")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearing")),
        sqlite_autoincrement=True,
    )
