"""The table of requests for a supervisor's approval: one act each, by the act's own id."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table

from services.own_schema.database.tables.base import BigId, id_column, metadata
from services.own_schema.database.tables.types import Instant, Json, code
from services.rules.people.approvals import ApprovalRefusal

# `wanted` holds what is asked for, as codes and numbers; `state` says what it is about, as it was then.
approval = Table(
    "approval",
    metadata,
    id_column(),
    Column("act_id", String(36), nullable=False, unique=True),
    Column("verb", String(48), nullable=False),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("wanted", Json, nullable=False),
    Column("state", String(64), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("workstation", String(64), nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", String(64)),
    Column("approved", Boolean),
    Column("refusal", code(ApprovalRefusal, "refusal")),
    Column("withdrawn_at", Instant),
    Column("used_at", Instant),
    Column("widened_at", Instant),
    CheckConstraint("verb IN ('suspension.lift', 'suspension.set', 'card.replace')", name="verb"),
    CheckConstraint(
        "(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (approved IS NULL)",
        name="decided_by_somebody",
    ),
    CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="decided_by_another"),
    CheckConstraint("(refusal IS NULL) OR NOT approved", name="refused_with_a_reason"),
    CheckConstraint("used_at IS NULL OR approved", name="used_when_approved"),
    sqlite_autoincrement=True,
)
Index("ix_approval_asked_at", approval.c.asked_at)
