"""Tables of what the library decides for itself: branches, stops, opening days, codes and rules.

`services.rules.table_of_bounds` bounds each cell, for imports and readers. The database itself holds keys, references
and the codes of closed vocabularies.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from services.own_schema.database.tables.base import BigId, id_column, metadata
from services.own_schema.database.tables.types import Json, code
from services.rules.vocabulary import LABEL_KINDS, BranchKind, LoanClass

branch = Table(
    "branch",
    metadata,
    id_column(),
    Column("code", String(16), nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("short_name", String(32), nullable=False),
    Column("kind", code(BranchKind, "kind"), nullable=False),
    Column("position", Integer, nullable=False),
    sqlite_autoincrement=True,
)

mobile_stop = Table(
    "mobile_stop",
    metadata,
    id_column(),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False, index=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# What a closing rule says is in its JSON `details`; services.contract.masters turns a row into a rule of
# services.rules.circulation.calendar, which is where each kind is explained.
closing_rule = Table(
    "closing_rule",
    metadata,
    id_column(),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("details", Json, nullable=False),
    Column("valid_from", Date, nullable=False),
    sqlite_autoincrement=True,
)

closed_day = Table(
    "closed_day",
    metadata,
    id_column(),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("special", Boolean, nullable=False),
    Column("note", String(64), nullable=False),
    UniqueConstraint("branch_id", "day"),
    sqlite_autoincrement=True,
)

public_holiday = Table(
    "public_holiday",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", String(64), nullable=False),
)

material_type = Table(
    "material_type",
    metadata,
    id_column(),
    Column("code", String(16), nullable=False, unique=True),
    Column("name", String(32), nullable=False),
    Column("loan_class", code(LoanClass, "loan_class"), nullable=False),
    Column("position", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# The open vocabularies: 取消区分, リクエスト状況, レファレンス状況, the notes of suspensions and the reasons for
# lifting one against the facts. `ends` marks the states after which a row is done.
code_label = Table(
    "code_label",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("code", String(32), primary_key=True),
    Column("label", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("ends", Boolean, nullable=False),
    CheckConstraint(f"kind IN {LABEL_KINDS}", name="kind"),
)

circulation_rule = Table(
    "circulation_rule",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("value", Json),
)

# What mails and slips say instead of the program's own texts; services.rules.wording has the names.
wording = Table(
    "wording",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("text", Text, nullable=False),
)

# One row. Each change of a master raises it, so that open desks read the masters again.
masters_version = Table(
    "masters_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    CheckConstraint("typeof(version) = 'integer'", name="version").ddl_if(dialect="sqlite"),
)

# Empty in production. The demo and tests move the server's time with it; `doctor` warns of any row.
clock_offset = Table(
    "clock_offset",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seconds", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
