"""Requests for a supervisor's approval of one act of a clerk's.

On PostgreSQL the functions that ask, decide and use are among the guards (desk/approvals.sql).
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
NAME = "approval"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("act_id", sa.String(length=36), nullable=False),
        sa.Column("verb", sa.String(length=48), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("wanted", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("refusal", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("widened_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "verb IN ('suspension.lift', 'suspension.set', 'card.replace')", name=op.f(f"ck_{NAME}_verb")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (approved IS NULL)",
            name=op.f(f"ck_{NAME}_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by", name=op.f(f"ck_{NAME}_decided_by_another")
        ),
        sa.CheckConstraint(
            "(refusal IS NULL) OR NOT approved", name=op.f(f"ck_{NAME}_refused_with_a_reason")
        ),
        sa.CheckConstraint("used_at IS NULL OR approved", name=op.f(f"ck_{NAME}_used_when_approved")),
        sa.CheckConstraint(
            "refusal IN ('not_ready', 'papers_wanted', 'supervisor_comes', 'other')",
            name=op.f(f"ck_{NAME}_refusal"),
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f(f"fk_{NAME}_patron_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f(f"fk_{NAME}_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("act_id", name=op.f(f"uq_{NAME}_act_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{NAME}_patron_id"), NAME, ["patron_id"])
    op.create_index(op.f(f"ix_{NAME}_asked_at"), NAME, ["asked_at"])
