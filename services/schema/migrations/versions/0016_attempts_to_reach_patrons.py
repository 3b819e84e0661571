"""Attempts to reach a patron: what was tried, and what is done next; how long they are kept, and the library's stages.

Their clearing is proven as one more kind, and the library's values for them are held by a wider CHECK.
"""

import sqlalchemy as sa
from alembic import op
from services.database.tables import checks_0010, checks_0016
from services.schema.migrations.holding import Check, make_sure

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
KINDS = "'hold_wait_over', 'hold_shelf_over', 'cancelled_hold', 'mail_content', 'access_log'"
STEPS = "'mail', 'mail_no_renewal', 'call', 'postcard', 'letter', 'propose_suspension'"
RESULTS = "'told', 'reached', 'message_left', 'no_answer', 'number_unused', 'refused', 'sent', 'came_back'"
FITTING = (
    "means = 'phone' AND result IN"
    " ('told', 'reached', 'message_left', 'no_answer', 'number_unused', 'refused')"
    " OR means = 'letter' AND result IN ('sent', 'came_back')"
    " OR means = 'postcard' AND result IN ('sent', 'came_back')"
    " OR means = 'mail' AND result IN ('sent', 'came_back')"
    " OR means = 'at_counter' AND result IN ('told', 'reached', 'refused')"
)
VALUE = Check("circulation_rule", "value", ("name", "valid_from"), checks_0016.RULE_VALUE)


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    make_sure(op.get_bind(), [VALUE])
    _make_attempts()
    with op.batch_alter_table(
        "clearing", copy_from=_clearing_before(), table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.drop_constraint(op.f("ck_clearing_kind"), type_="check")
        table.create_check_constraint(op.f("ck_clearing_kind"), f"kind IN ({KINDS}, 'contact')")
    with op.batch_alter_table("circulation_rule", copy_from=_rules_before(dialect)) as table:
        table.drop_constraint(op.f(VALUE.constraint), type_="check")
        table.create_check_constraint(op.f(VALUE.constraint), VALUE.said[dialect])


def _make_attempts() -> None:
    name = "contact_attempt"
    op.create_table(
        name,
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("patron_id", BIG_ID, nullable=False),
        sa.Column("suspension_id", BIG_ID, nullable=True),
        sa.Column("hold_id", BIG_ID, nullable=True),
        sa.Column("means", sa.String(length=32), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("tried_at", INSTANT, nullable=False),
        sa.Column("tried_by", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("next_step", sa.String(length=32), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "means IN ('phone', 'letter', 'postcard', 'mail', 'at_counter')", name=op.f(f"ck_{name}_means")
        ),
        sa.CheckConstraint(f"result IN ({RESULTS})", name=op.f(f"ck_{name}_result")),
        sa.CheckConstraint("channel IN ('counter', 'phone')", name=op.f(f"ck_{name}_channel")),
        sa.CheckConstraint(f"next_step IN ({STEPS})", name=op.f(f"ck_{name}_next_step")),
        sa.CheckConstraint("(suspension_id IS NULL) <> (hold_id IS NULL)", name=op.f(f"ck_{name}_about_one")),
        sa.CheckConstraint("(next_step IS NULL) = (next_on IS NULL)", name=op.f(f"ck_{name}_next_on_a_day")),
        sa.CheckConstraint(FITTING, name=op.f(f"ck_{name}_result_of_means")),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], name=op.f(f"fk_{name}_patron_id")),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f(f"fk_{name}_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    for column in ("patron_id", "suspension_id", "tried_at"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _clearing_before() -> sa.Table:
    """Name the table in full: SQLite makes it anew, and Alembic reads no checks back from it."""
    name = "clearing"
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("due_before", INSTANT, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=f"ck_{name}_kind"),
        sa.CheckConstraint("rows > 0", name=f"ck_{name}_something_cleared"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _rules_before(dialect: str) -> sa.Table:
    name = "circulation_rule"
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(checks_0010.RULE_VALUE[dialect], name=f"ck_{name}_value"),
        sa.CheckConstraint(checks_0010.RULE_FROM[dialect], name=f"ck_{name}_valid_from"),
        sa.PrimaryKeyConstraint("name", "valid_from", name=f"pk_{name}"),
    )
