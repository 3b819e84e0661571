"""Tables of records: acts (hash-chained per login), the access log, outgoing mail.

Neither acts nor the access log hold a title, a question, a password, an e-mail or a street address: their columns
have no room for one.
"""

from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from services.own_schema.database.tables.base import BigId, id_column, metadata
from services.own_schema.database.tables.types import Instant, Json, code
from services.rules.people import looks
from services.rules.vocabulary import Channel

# `details` holds codes and dates by name (never free text); `hash` chains the records of one login.
act = Table(
    "act",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("staff_id", String(64), nullable=False),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("workstation", String(64), nullable=False),
    Column("channel", code(Channel, "channel"), nullable=False),
    Column("patron_id", BigId, ForeignKey("patron.id"), index=True),
    Column("verb", String(48), nullable=False),
    Column("subject", String(32)),
    Column("subject_id", BigId),
    Column("outcome", String(32), nullable=False),
    Column("details", Json, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("length(hash) = 64", name="sha256"),
    implicit_returning=False,
)
Index("uq_act_staff_id_sequence", act.c.staff_id, act.c.sequence, unique=True)
Index(
    "ix_act_staff_id_at_issue",
    act.c.staff_id,
    act.c.at,
    sqlite_where=text("verb IN ('password.issue', 'password.reissue')"),
    postgresql_where=text("verb IN ('password.issue', 'password.reissue')"),
)
Index("ix_act_at", act.c.at)
Index(
    "ix_act_verb_branch_id_at",
    *(act.c[name] for name in ("verb", "branch_id", "at", "channel", "outcome")),
)
Index(
    "ix_act_at_lift",
    act.c.at,
    sqlite_where=text("verb = 'suspension.lift'"),
    postgresql_where=text("verb = 'suspension.lift'"),
)

# What another system was asked to do, from before that until what came of it is known: then the act's record takes its
# place, or, where nothing was done, nothing does. `wanted` is as `details`.
act_intent = Table(
    "act_intent",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("staff_id", String(64), nullable=False, index=True),
    Column("branch_id", BigId, ForeignKey("branch.id"), nullable=False),
    Column("workstation", String(64), nullable=False),
    Column("channel", code(Channel, "channel"), nullable=False),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("verb", String(48), nullable=False),
    Column("subject", String(32)),
    Column("subject_id", BigId),
    Column("wanted", Json, nullable=False),
)

# The desk that issued a password records that its slip was handed over; the act of the issue has patron and staff. Rows
# never change; the worker deletes them when no list needs them any more (`services.contract.today.own_work`).
slip_hand_over = Table(
    "slip_hand_over",
    metadata,
    Column("act_id", String(36), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)


def _listed(purposes: Iterable[str]) -> str:
    return ", ".join(f"'{purpose}'" for purpose in purposes)


# What a look opens, and for how long, stands in `services.rules.people.looks`. A search, a list of patrons and a number
# that opens no patron ('unknown', 'retired') have no patron; the typed text is never stored. `listed` names the list by
# codes and how many patrons it had (`services.own_schema.today.today_sqlite`); of a search how many it named, and
# whether by a part of a name (`services.own_schema.search.search`); or the request for an approval that was looked at.
# `made_by` is the
# transaction that wrote the record, on PostgreSQL: reading a patron needs a look of another one.
access_log = Table(
    "access_log",
    metadata,
    id_column(),
    Column("at", Instant, nullable=False),
    Column("staff_id", String(64), nullable=False),
    Column("branch_id", BigId, nullable=False),
    Column("workstation", String(64), nullable=False),
    Column("channel", code(Channel, "channel"), nullable=False),
    Column("patron_id", BigId, ForeignKey("patron.id"), index=True),
    Column("purpose", String(32), nullable=False),
    Column("made_by", BigInteger),
    Column("listed", Json),
    CheckConstraint(
        f"(patron_id IS NULL) = (purpose IN ({_listed(looks.OF_NOBODY)}))", name="search_is_of_nobody"
    ),
    CheckConstraint(
        f"(listed IS NOT NULL) = (purpose IN ({_listed(looks.SAYS_WHAT)}))", name="list_says_what"
    ),
    implicit_returning=False,
    sqlite_autoincrement=True,
)

Index("ix_access_log_at", access_log.c.at, access_log.c.branch_id, access_log.c.purpose)
Index(
    "ix_access_log_staff_id_at_listed",
    access_log.c.staff_id,
    access_log.c.at,
    sqlite_where=text("listed IS NOT NULL"),
    postgresql_where=text("listed IS NOT NULL"),
)

# While 'sending', `next_try_at` is when the worker that claimed the mail is given up. `answer_code` is the last code
# with which the mail server turned it away. A kind that the program doesn't know may stand in a settled row alone.
outgoing_mail = Table(
    "outgoing_mail",
    metadata,
    id_column(),
    Column("patron_id", BigId, ForeignKey("patron.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("recipient", String(254)),
    Column("body", Text),
    Column("status", String(16), nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("next_try_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0", default=0),
    Column("settled_at", Instant),
    Column("erased_at", Instant),
    Column("answer_code", Integer),
    CheckConstraint("status IN ('waiting', 'sending', 'sent', 'failed')", name="status"),
    CheckConstraint(
        "kind IN ('email_registered', 'question_received') OR status IN ('sent', 'failed')", name="kind"
    ),
    CheckConstraint("(status IN ('sent', 'failed')) = (settled_at IS NOT NULL)", name="settled_at_a_time"),
    CheckConstraint("erased_at IS NULL OR (recipient IS NULL AND body IS NULL)", name="erased_is_empty"),
    sqlite_autoincrement=True,
)
Index(
    "ix_outgoing_mail_next_try_at_waiting",
    outgoing_mail.c.next_try_at,
    sqlite_where=text("status = 'waiting'"),
    postgresql_where=text("status = 'waiting'"),
)
