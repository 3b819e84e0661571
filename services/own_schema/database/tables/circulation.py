"""Titles, items, loans, holds, cancelled holds, requests and reference questions."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from services.own_schema.database.tables.base import BigId, id_column, metadata, version_column
from services.own_schema.database.tables.types import Instant, code
from services.rules.vocabulary import ContactMethod, HoldStatus

bib_record = Table(
    "bib_record",
    metadata,
    id_column(),
    Column("title", String(300), nullable=False),
    Column("author", String(200), nullable=False),
    Column("publisher", String(120), nullable=False),
    Column("year", Integer),
    Column("material_type_id", BigId, ForeignKey("material_type.id"), nullable=False),
    sqlite_autoincrement=True,
)

# An inter-library item (相互貸借) is lent to us by another city; its bibliographic record is ours all the same.
item = Table(
    "item",
    metadata,
    id_column(),
    Column("number", String(12), nullable=False, unique=True),
    Column("bib_record_id", BigId, ForeignKey("bib_record.id"), nullable=False, index=True),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("interlibrary", Boolean, nullable=False),
    Column("shelf_mark", String(32), nullable=False),
    sqlite_autoincrement=True,
)

loan = Table(
    "loan",
    metadata,
    id_column(),
    Column("item_id", BigId, ForeignKey("item.id"), nullable=False),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("loaned_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("renewals", Integer, nullable=False, server_default="0", default=0),
    Column("renewed_on", Date),
    Column("returned_on", Date),
    version_column(),
    CheckConstraint("due_on >= loaned_on", name="due_after_loan"),
    CheckConstraint("(renewals = 0) = (renewed_on IS NULL)", name="renewed_on_a_day"),
    sqlite_autoincrement=True,
)
Index(
    "uq_loan_item_id_out",
    loan.c.item_id,
    unique=True,
    sqlite_where=text("returned_on IS NULL"),
    postgresql_where=text("returned_on IS NULL"),
)
Index(
    "ix_loan_patron_id_out",
    loan.c.patron_id,
    sqlite_where=text("returned_on IS NULL"),
    postgresql_where=text("returned_on IS NULL"),
)

# Only holds that are in force: a cancelled one moves to hold_cancellation, a collected one becomes a loan.
hold = Table(
    "hold",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False),
    Column("bib_record_id", BigId, ForeignKey("bib_record.id"), nullable=False),
    Column("item_id", BigId, ForeignKey("item.id"), unique=True),
    Column("status", code(HoldStatus, "status"), nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("mobile_stop_id", BigId, ForeignKey("mobile_stop.id")),
    Column("contact", code(ContactMethod, "contact"), nullable=False),
    Column("wait_until", Date),
    Column("shelf_until", Date),
    Column("shelf_place", String(32)),
    Column("shelf_extensions", Integer, nullable=False, server_default="0", default=0),
    version_column(),
    UniqueConstraint("patron_id", "bib_record_id"),
    CheckConstraint("(status = 'waiting') = (item_id IS NULL)", name="item_once_found"),
    CheckConstraint("(status = 'ready') = (shelf_until IS NOT NULL)", name="shelf_until_when_ready"),
    sqlite_autoincrement=True,
)
Index(
    "ix_hold_bib_record_id_waiting",
    hold.c.bib_record_id,
    hold.c.placed_at,
    hold.c.id,
    sqlite_where=text("status = 'waiting'"),
    postgresql_where=text("status = 'waiting'"),
)
Index(
    "ix_hold_branch_id_shelf_until",
    hold.c.branch_id,
    hold.c.shelf_until,
    sqlite_where=text(
        "shelf_until IS NOT NULL"
    ),  # as a ready one: SQLite can't tell that of a status given to it
    postgresql_where=text("shelf_until IS NOT NULL"),
)

# From `status` on: the hold as it was when it was cancelled, for 予約に戻す; null where it wasn't kept.
hold_cancellation = Table(
    "hold_cancellation",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("bib_record_id", BigId, ForeignKey("bib_record.id"), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("cancelled_at", Instant, nullable=False, index=True),
    Column("placed_at", Instant, nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("mobile_stop_id", BigId, ForeignKey("mobile_stop.id")),
    Column("contact", code(ContactMethod, "contact"), nullable=False),
    Column("wait_until", Date),
    Column("freed_item_id", BigId, ForeignKey("item.id")),
    Column("status", code(HoldStatus, "status")),
    Column("shelf_until", Date),
    Column("shelf_place", String(32)),
    Column("shelf_extensions", Integer, nullable=False, server_default="0", default=0),
    version_column(),
    CheckConstraint(
        "(coalesce(status, '') = 'ready') = (shelf_until IS NOT NULL)", name="shelf_until_when_ready"
    ),
    sqlite_autoincrement=True,
)

purchase_request = Table(
    "purchase_request",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("title", String(300), nullable=False),
    Column("status", String(32), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    version_column(),
    sqlite_autoincrement=True,
)

reference_question = Table(
    "reference_question",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("email", String(254), nullable=False),
    Column("phone", String(20)),
    Column("question", Text, nullable=False),
    Column("status", String(32), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("told_at", Instant),
    version_column(),
    CheckConstraint("(status = 'told') = (told_at IS NOT NULL)", name="told_at_a_time"),
    sqlite_autoincrement=True,
)
