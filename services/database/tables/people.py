"""Patrons, their cards, their passwords (kept apart), suspensions; and the staff."""

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
    text,
)

from services.database.tables.base import BigId, id_column, metadata, version_column
from services.database.types import Instant, code
from services.rules.vocabulary import CardStatus, CredentialKind, Role, SuspensionReason

patron = Table(
    "patron",
    metadata,
    id_column(),
    Column("name", String(120), nullable=False),
    Column("kana", String(120), nullable=False),
    Column("alias", String(120)),
    Column("romaji", String(120), nullable=False),
    Column("search_key", String(500), nullable=False),
    Column("kana_key", String(120), nullable=False, index=True),
    Column("birth_date", Date, nullable=False, index=True),
    Column("phone", String(20)),
    Column("phone_digits", String(20), index=True),
    Column("postal_code", String(8), nullable=False),
    Column("address", String(200), nullable=False),
    Column("email", String(254)),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("registered_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False, index=True),
    Column("address_changed_on", Date),
    version_column(),
    CheckConstraint("expires_on >= registered_on", name="expiry_after_registration"),
    CheckConstraint("email <> ''", name="email_not_empty"),
)

# A patron has one card that isn't retired. A retired one names the card that replaced it.
card = Table(
    "card",
    metadata,
    id_column(),
    Column("number", String(9), nullable=False, unique=True),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False),
    Column("status", code(CardStatus, "status"), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("replaced_by_id", BigId, ForeignKey("card.id"), index=True),
    CheckConstraint("length(number) = 9", name="nine_digits"),
    CheckConstraint("(status = 'retired') = (replaced_by_id IS NOT NULL)", name="retired_is_replaced"),
)
Index("ix_card_patron_id", card.c.patron_id)
Index(
    "uq_card_patron_id_in_use",
    card.c.patron_id,
    unique=True,
    sqlite_where=text("status <> 'retired'"),
    postgresql_where=text("status <> 'retired'"),
)

password_credential = Table(
    "password_credential",
    metadata,
    Column("patron_id", BigId, ForeignKey("patron.id"), primary_key=True, autoincrement=False),
    Column("hash", String(255), nullable=False),
    Column("kind", code(CredentialKind, "kind"), nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_on", Date),
    Column("wrong_logins", Integer, nullable=False, server_default="0", default=0),
    Column("locked_until", Instant),
    Column("disabled_at", Instant),
    version_column(),
    CheckConstraint("hash LIKE '$argon2id$%'", name="argon2id"),
    CheckConstraint("wrong_logins >= 0", name="wrong_logins_counted"),
)

# The history stays: a lifted suspension keeps its row.
suspension = Table(
    "suspension",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("reason", code(SuspensionReason, "reason"), nullable=False),
    Column("note_code", String(32)),
    Column("with_consent", Boolean, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", String(64), nullable=False),
    Column("lifted_at", Instant),
    Column("lifted_by", String(64)),
    Column("override_code", String(32)),
    version_column(),
    CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"),
    CheckConstraint("reason <> 'card_lost' OR with_consent", name="lost_with_consent"),
)
Index(
    "uq_suspension_patron_id_reason_in_force",
    suspension.c.patron_id,
    suspension.c.reason,
    unique=True,
    sqlite_where=text("lifted_at IS NULL"),
    postgresql_where=text("lifted_at IS NULL"),
)

# On PostgreSQL a staff member is a login role and `hash` stays null; on SQLite it is an argon2id hash.
staff = Table(
    "staff",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("role", code(Role, "role"), nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("hash", String(255)),
    Column("wrong_tries", Integer, nullable=False, server_default="0", default=0),
    Column("locked_until", Instant),
    Column("disabled_at", Instant),
    CheckConstraint("hash LIKE '$argon2id$%'", name="argon2id"),
)
