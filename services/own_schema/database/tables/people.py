"""Patrons, their cards, their passwords (kept apart), suspensions; and the staff."""

from typing import Final

from sqlalchemy import (
    DDL,
    BigInteger,
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
    event,
    text,
)

from services.own_schema.database.tables.base import BigId, id_column, metadata, version_column
from services.own_schema.database.tables.types import Instant, code
from services.rules.card_numbers import LONGEST
from services.rules.vocabulary import CardStatus, CredentialKind, Role, SuspensionReason

KEYS_MADE_OF = (
    "name || '|' || kana || '|' || coalesce(alias, '') || '|' || romaji || '|' || coalesce(phone, '')"
)
KEYS_ARE_STALE = f"(CASE WHEN search_key = '' THEN '' ELSE coalesce(keys_of, '') END) <> ({KEYS_MADE_OF})"
"""Rows whose keys don't fit name or number: another program wrote those without the keys."""

BARE = (
    "name = '' AND kana = '' AND alias IS NULL AND romaji = '' AND kana_key = '' AND birth_date IS NULL"
    " AND phone IS NULL AND phone_digits IS NULL AND postal_code = '' AND address = '' AND email IS NULL"
)
"""A row that tells nothing of a person."""

# A patron of another system is a row that has that system's key, and nothing of the person.
# What a patron is found by is made by `services.rules.people.registration.derived`, from `search_key` to `keys_of`.
patron = Table(
    "patron",
    metadata,
    id_column(),
    Column("name", String(120), nullable=False),
    Column("kana", String(120), nullable=False),
    Column("alias", String(120)),
    Column("romaji", String(120), nullable=False),
    Column("search_key", String(500), nullable=False),
    Column("kana_order", BigInteger, nullable=False, server_default="0", default=0),
    Column("kana_key", String(120), nullable=False),
    Column("birth_date", Date, index=True),
    Column("phone", String(20)),
    Column("phone_digits", String(20), index=True),
    Column("phone_end", String(4), index=True),
    Column("keys_of", Text),
    Column("postal_code", String(8), nullable=False),
    Column("address", String(200), nullable=False),
    Column("email", String(254)),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("registered_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False, index=True),
    Column("address_changed_on", Date),
    Column("phone_changed_on", Date),
    Column("system_key", String(64), unique=True),
    version_column(),
    CheckConstraint("expires_on >= registered_on", name="expiry_after_registration"),
    CheckConstraint("email <> ''", name="email_not_empty"),
    CheckConstraint(f"system_key IS NULL OR ({BARE})", name="another_systems_is_bare"),
    sqlite_autoincrement=True,
)

Index("ix_patron_kana_key_branch_id", patron.c.kana_key, patron.c.branch_id)
Index(
    "ix_patron_id_stale",
    patron.c.id,
    sqlite_where=text(KEYS_ARE_STALE),
    postgresql_where=text(KEYS_ARE_STALE),
)

# All pieces of two and three neighbouring characters of a patron's `search_key`; each piece's patrons are in the order
# of their names. Triggers on `patron` keep them; no program writes here.
patron_gram = Table(
    "patron_gram",
    metadata,
    Column("gram", String(3).with_variant(String(3, collation="C"), "postgresql"), primary_key=True),
    Column("kana_order", BigInteger, primary_key=True, autoincrement=False),
    Column("patron_id", BigId, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

LENGTHS_INDEX: Final = "ix_card_length"
"""The index of cards by their numbers' length. Of an expression, it can't be reflected on SQLite."""

# A patron has one card that isn't retired. A retired one names the card that replaced it.
card = Table(
    "card",
    metadata,
    id_column(),
    Column("number", String(LONGEST), nullable=False, unique=True),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False),
    Column("status", code(CardStatus, "status"), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("replaced_by_id", BigId, ForeignKey("card.id"), index=True),
    CheckConstraint("number <> '' AND number = upper(number)", name="capitals"),
    CheckConstraint("(status = 'retired') = (replaced_by_id IS NOT NULL)", name="retired_is_replaced"),
    sqlite_autoincrement=True,
)
Index("ix_card_patron_id", card.c.patron_id)
_by_length = DDL(f"CREATE INDEX {LENGTHS_INDEX} ON card (length(number))")  # type: ignore[no-untyped-call]
event.listen(card, "after_create", _by_length)
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
    sqlite_autoincrement=True,
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
