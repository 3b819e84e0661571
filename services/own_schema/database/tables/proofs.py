"""Tables that prove that something was checked, reported, tried, sealed or cleared away; never what it held."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

from services.own_schema.database.tables.base import BigId, id_column, metadata, version_column
from services.own_schema.database.tables.types import Instant, Json, code
from services.rules.people.contacts import RESULTS
from services.rules.vocabulary import (
    Channel,
    CheckOutcome,
    Clearing,
    ContactMeans,
    ContactResult,
    ContactStep,
    PatronReport,
)

# A caller asked for facts: which kinds of facts matched, never their values. Open until the patron is closed, or until
# `open_until` if the desk never reported it. Null patron: none was found.
identity_check = Table(
    "identity_check",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id")),
    Column("staff_id", String(64), nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("workstation", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", code(CheckOutcome, "outcome"), nullable=False),
    Column("ended_at", Instant),
    Column("facts", Json, nullable=False),
    Column("open_until", Instant, nullable=False),
    CheckConstraint("patron_id IS NOT NULL OR outcome = 'failed'", name="passed_is_somebody"),
    sqlite_autoincrement=True,
)
Index("ix_identity_check_patron_id_staff_id", identity_check.c.patron_id, identity_check.c.staff_id)
Index(
    "ix_identity_check_staff_id_workstation_open",
    identity_check.c.staff_id,
    identity_check.c.workstation,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)

Index(
    "ix_identity_check_staff_id_at_failed",
    identity_check.c.staff_id,
    identity_check.c.at,
    sqlite_where=text("outcome = 'failed'"),
    postgresql_where=text("outcome = 'failed'"),
)

Index(
    "ix_identity_check_at_failed",
    identity_check.c.at,
    sqlite_where=text("outcome = 'failed'"),
    postgresql_where=text("outcome = 'failed'"),
)

# The patrons a miss without a number may have meant: all with the name or telephone number that was told. The next such
# miss, of any patron, deletes rows that no longer count.
identity_miss = Table(
    "identity_miss",
    metadata,
    Column("check_id", BigId, ForeignKey("identity_check.id"), primary_key=True, autoincrement=False),
    Column("patron_id", BigId, ForeignKey("patron.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
Index("ix_identity_miss_patron_id_at", identity_miss.c.patron_id, identity_miss.c.at)

patron_report = Table(
    "patron_report",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("kind", code(PatronReport, "kind"), nullable=False),
    Column("reported_at", Instant, nullable=False),
    Column("reported_by", String(64), nullable=False),
    Column("channel", code(Channel, "channel"), nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", String(64)),
    version_column(),
    CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_by_somebody"),
    sqlite_autoincrement=True,
)

Index(
    "ix_patron_report_reported_at_unsettled",
    patron_report.c.reported_at,
    sqlite_where=text("settled_at IS NULL"),
    postgresql_where=text("settled_at IS NULL"),
)

# Staff tried to reach a patron, for a suspension or for a hold that is ready: by which means, with which result, and
# what they decided to do next. A hold's row goes when it is collected, and either may be another system's, so that no
# key leads there.
contact_attempt = Table(
    "contact_attempt",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("suspension_id", BigId, index=True),
    Column("hold_id", BigId),
    Column("means", code(ContactMeans, "means"), nullable=False),
    Column("result", code(ContactResult, "result"), nullable=False),
    Column("tried_at", Instant, nullable=False, index=True),
    Column("tried_by", String(64), nullable=False),
    Column("channel", code(Channel, "channel"), nullable=False),
    Column("next_step", code(ContactStep, "next_step")),
    Column("next_on", Date),
    version_column(),
    CheckConstraint("(suspension_id IS NULL) <> (hold_id IS NULL)", name="about_one"),
    CheckConstraint("(next_step IS NULL) = (next_on IS NULL)", name="next_on_a_day"),
    CheckConstraint(
        " OR ".join(
            f"means = '{means}' AND result IN ({', '.join(f"'{result}'" for result in results)})"
            for means, results in RESULTS.items()
        ),
        name="result_of_means",
    ),
    sqlite_autoincrement=True,
)

# The heads of every login's chain at one moment, chained themselves: records cut off a chain's end show against it.
chain_seal = Table(
    "chain_seal",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("heads", Json, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("length(hash) = 64", name="sha256"),
)

# One run of the worker cleared so many rows of a kind, all of them due before a moment.
clearing = Table(
    "clearing",
    metadata,
    id_column(),
    Column("at", Instant, nullable=False),
    Column("kind", code(Clearing, "kind"), nullable=False),
    Column("due_before", Instant, nullable=False),
    Column("rows", Integer, nullable=False),
    CheckConstraint("rows > 0", name="something_cleared"),
    sqlite_autoincrement=True,
)
