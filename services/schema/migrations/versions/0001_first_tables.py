"""The library's tables, as the desk opens for the first time."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite's own row number is an INTEGER.
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# The one clock. `statement_timestamp` is the start of the statement, not of the transaction: an act reads it after
# it has waited for its lock.
MADOGUCHI_NOW = """
CREATE FUNCTION madoguchi_now() RETURNS timestamp with time zone
LANGUAGE sql STABLE PARALLEL SAFE
RETURN statement_timestamp()
    + make_interval(secs => coalesce((SELECT sum(seconds) FROM clock_offset), 0)::double precision)
"""


def upgrade() -> None:
    op.create_table(
        "branch",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("short_name", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('library', 'mobile')", name=op.f("ck_branch_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("code", name=op.f("uq_branch_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "circulation_rule",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("name", "valid_from", name=op.f("pk_circulation_rule")),
    )
    op.create_table(
        "clock_offset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_offset_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_offset")),
    )
    op.create_table(
        "code_label",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('cancel_reason', 'request_status', 'reference_status')", name=op.f("ck_code_label_kind")
        ),
        sa.PrimaryKeyConstraint("kind", "code", name=op.f("pk_code_label")),
    )
    op.create_table(
        "masters_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_masters_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_masters_version")),
    )
    op.create_table(
        "material_type",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("loan_class", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "loan_class IN ('book', 'av', 'language')", name=op.f("ck_material_type_loan_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_type")),
        sa.UniqueConstraint("code", name=op.f("uq_material_type_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "public_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_public_holiday")),
    )
    op.create_table(
        "bib_record",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("publisher", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("material_type_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["material_type_id"], ["material_type.id"], name=op.f("fk_bib_record_material_type_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bib_record")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "closed_day",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("special", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_closed_day_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        sa.UniqueConstraint("branch_id", "day", name=op.f("uq_closed_day_branch_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "closing_rule",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_closing_rule_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_rule")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_closing_rule_branch_id"), "closing_rule", ["branch_id"], unique=False)
    op.create_table(
        "mobile_stop",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_mobile_stop_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mobile_stop")),
        sa.UniqueConstraint("code", name=op.f("uq_mobile_stop_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mobile_stop_branch_id"), "mobile_stop", ["branch_id"], unique=False)
    op.create_table(
        "patron",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kana", sa.String(length=120), nullable=False),
        sa.Column("alias", sa.String(length=120), nullable=True),
        sa.Column("romaji", sa.String(length=120), nullable=False),
        sa.Column("search_key", sa.String(length=500), nullable=False),
        sa.Column("kana_key", sa.String(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_digits", sa.String(length=20), nullable=True),
        sa.Column("postal_code", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("address_changed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("email <> ''", name=op.f("ck_patron_email_not_empty")),
        sa.CheckConstraint("expires_on >= registered_on", name=op.f("ck_patron_expiry_after_registration")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_patron_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patron")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_patron_birth_date"), "patron", ["birth_date"], unique=False)
    op.create_index(op.f("ix_patron_expires_on"), "patron", ["expires_on"], unique=False)
    op.create_index(op.f("ix_patron_kana_key"), "patron", ["kana_key"], unique=False)
    op.create_index(op.f("ix_patron_phone_digits"), "patron", ["phone_digits"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("hash", sa.String(length=255), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("hash LIKE '$argon2id$%'", name=op.f("ck_staff_argon2id")),
        sa.CheckConstraint("role IN ('counter', 'phone', 'supervisor')", name=op.f("ck_staff_role")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_staff_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "access_log",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.CheckConstraint("channel IN ('counter', 'phone')", name=op.f("ck_access_log_channel")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_access_log_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_access_log_at"), "access_log", ["at"], unique=False)
    op.create_index(op.f("ix_access_log_patron_id"), "access_log", ["patron_id"], unique=False)
    op.create_table(
        "act",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=True),
        sa.Column("verb", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=True),
        sa.Column("subject_id", BIG_ID, nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_act_sha256")),
        sa.CheckConstraint("channel IN ('counter', 'phone')", name=op.f("ck_act_channel")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_act_branch_id")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_act_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_patron_id"), "act", ["patron_id"], unique=False)
    op.create_index("uq_act_staff_id_sequence", "act", ["staff_id", "sequence"], unique=True)
    op.create_table(
        "card",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("replaced_by_id", BIG_ID, nullable=True),
        sa.CheckConstraint(
            "(status = 'retired') = (replaced_by_id IS NOT NULL)", name=op.f("ck_card_retired_is_replaced")
        ),
        sa.CheckConstraint("length(number) = 9", name=op.f("ck_card_nine_digits")),
        sa.CheckConstraint("status IN ('active', 'lost', 'retired')", name=op.f("ck_card_status")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_card_patron_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["card.id"], name=op.f("fk_card_replaced_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("number", name=op.f("uq_card_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_card_patron_id", "card", ["patron_id"], unique=False)
    op.create_index(op.f("ix_card_replaced_by_id"), "card", ["replaced_by_id"], unique=False)
    op.create_index(
        "uq_card_patron_id_in_use",
        "card",
        ["patron_id"],
        unique=True,
        sqlite_where=sa.text("status <> 'retired'"),
        postgresql_where=sa.text("status <> 'retired'"),
    )
    op.create_table(
        "item",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("bib_record_id", BIG_ID, nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("interlibrary", sa.Boolean(), nullable=False),
        sa.Column("shelf_mark", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["bib_record_id"], ["bib_record.id"], name=op.f("fk_item_bib_record_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_item_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("number", name=op.f("uq_item_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_item_bib_record_id"), "item", ["bib_record_id"], unique=False)
    op.create_table(
        "outgoing_mail",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status IN ('sent', 'failed')) = (settled_at IS NOT NULL)",
            name=op.f("ck_outgoing_mail_settled_at_a_time"),
        ),
        sa.CheckConstraint(
            "status IN ('waiting', 'sending', 'sent', 'failed')", name=op.f("ck_outgoing_mail_status")
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR (recipient IS NULL AND body IS NULL)",
            name=op.f("ck_outgoing_mail_erased_is_empty"),
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_outgoing_mail_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outgoing_mail_next_try_at_waiting",
        "outgoing_mail",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index(op.f("ix_outgoing_mail_patron_id"), "outgoing_mail", ["patron_id"], unique=False)
    op.create_table(
        "password_credential",
        sa.Column("patron_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("wrong_logins", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("hash LIKE '$argon2id$%'", name=op.f("ck_password_credential_argon2id")),
        sa.CheckConstraint("wrong_logins >= 0", name=op.f("ck_password_credential_wrong_logins_counted")),
        sa.CheckConstraint("kind IN ('initial', 'patron')", name=op.f("ck_password_credential_kind")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_password_credential_patron_id")),
        sa.PrimaryKeyConstraint("patron_id", name=op.f("pk_password_credential")),
    )
    op.create_table(
        "purchase_request",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_purchase_request_branch_id")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_purchase_request_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_purchase_request_patron_id"), "purchase_request", ["patron_id"], unique=False)
    op.create_table(
        "reference_question",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(status = 'told') = (told_at IS NOT NULL)", name=op.f("ck_reference_question_told_at_a_time")
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_reference_question_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_reference_question_patron_id"), "reference_question", ["patron_id"], unique=False
    )
    op.create_table(
        "suspension",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("note_code", sa.String(length=32), nullable=True),
        sa.Column("with_consent", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=64), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=64), nullable=True),
        sa.Column("override_code", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "reason <> 'card_lost' OR with_consent", name=op.f("ck_suspension_lost_with_consent")
        ),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_suspension_lifted_by_somebody")
        ),
        sa.CheckConstraint(
            "reason IN ('card_lost', 'unreachable', 'long_overdue', 'address_change', 'contact_wanted')",
            name=op.f("ck_suspension_reason"),
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_suspension_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_suspension_patron_id"), "suspension", ["patron_id"], unique=False)
    op.create_index(
        "uq_suspension_patron_id_reason_in_force",
        "suspension",
        ["patron_id", "reason"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "hold",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("bib_record_id", BIG_ID, nullable=False),
        sa.Column("item_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("mobile_stop_id", BIG_ID, nullable=True),
        sa.Column("contact", sa.String(length=32), nullable=False),
        sa.Column("wait_until", sa.Date(), nullable=True),
        sa.Column("shelf_until", sa.Date(), nullable=True),
        sa.Column("shelf_place", sa.String(length=32), nullable=True),
        sa.Column("shelf_extensions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(status = 'ready') = (shelf_until IS NOT NULL)", name=op.f("ck_hold_shelf_until_when_ready")
        ),
        sa.CheckConstraint("(status = 'waiting') = (item_id IS NULL)", name=op.f("ck_hold_item_once_found")),
        sa.CheckConstraint("status IN ('waiting', 'in_transit', 'ready')", name=op.f("ck_hold_status")),
        sa.CheckConstraint("contact IN ('mail', 'none', 'phone')", name=op.f("ck_hold_contact")),
        sa.ForeignKeyConstraint(["bib_record_id"], ["bib_record.id"], name=op.f("fk_hold_bib_record_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_hold_branch_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_hold_item_id")),
        sa.ForeignKeyConstraint(["mobile_stop_id"], ["mobile_stop.id"], name=op.f("fk_hold_mobile_stop_id")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_hold_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("item_id", name=op.f("uq_hold_item_id")),
        sa.UniqueConstraint("patron_id", "bib_record_id", name=op.f("uq_hold_patron_id_bib_record_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_hold_bib_record_id_waiting",
        "hold",
        ["bib_record_id", "placed_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "hold_cancellation",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("bib_record_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("mobile_stop_id", BIG_ID, nullable=True),
        sa.Column("contact", sa.String(length=32), nullable=False),
        sa.Column("wait_until", sa.Date(), nullable=True),
        sa.Column("freed_item_id", BIG_ID, nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("contact IN ('mail', 'none', 'phone')", name=op.f("ck_hold_cancellation_contact")),
        sa.ForeignKeyConstraint(
            ["bib_record_id"], ["bib_record.id"], name=op.f("fk_hold_cancellation_bib_record_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_hold_cancellation_branch_id")),
        sa.ForeignKeyConstraint(
            ["freed_item_id"], ["item.id"], name=op.f("fk_hold_cancellation_freed_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["mobile_stop_id"], ["mobile_stop.id"], name=op.f("fk_hold_cancellation_mobile_stop_id")
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_hold_cancellation_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_cancellation")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_hold_cancellation_cancelled_at"), "hold_cancellation", ["cancelled_at"], unique=False
    )
    op.create_index(op.f("ix_hold_cancellation_patron_id"), "hold_cancellation", ["patron_id"], unique=False)
    op.create_table(
        "loan",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("item_id", BIG_ID, nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("branch_id", BIG_ID, nullable=False),
        sa.Column("loaned_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("renewals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("renewed_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("(renewals = 0) = (renewed_on IS NULL)", name=op.f("ck_loan_renewed_on_a_day")),
        sa.CheckConstraint("due_on >= loaned_on", name=op.f("ck_loan_due_after_loan")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_loan_branch_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_loan_item_id")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f("fk_loan_patron_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_loan_patron_id_out",
        "loan",
        ["patron_id"],
        unique=False,
        sqlite_where=sa.text("returned_on IS NULL"),
        postgresql_where=sa.text("returned_on IS NULL"),
    )
    op.create_index(
        "uq_loan_item_id_out",
        "loan",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("returned_on IS NULL"),
        postgresql_where=sa.text("returned_on IS NULL"),
    )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(MADOGUCHI_NOW)
