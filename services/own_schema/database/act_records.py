"""Records of acts and of looks.

Acts are chained per login: each record's hash covers its fields and the hash before it, so that a changed, missing or
slipped-in record shows (`services.own_schema.audit.verification`). The access log is not chained.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    String,
    bindparam,
    case,
    exists,
    insert,
    literal_column,
    null,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.own_schema.database.hash_encoding import digest, microseconds, netstrings
from services.own_schema.database.tables import access_log, act, card, patron
from services.own_schema.database.tables.types import server_now
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel

type StoredDetail = str | int | bool | None


@dataclass(frozen=True, slots=True)
class ActRecord:
    """One record in the chain of one login.

    Attributes:
        subject, subject_id: the patron's row that was acted on (`loan`, 17), if it was one row.
        outcome: what came of it, as a code.
        details: codes, numbers and dates by name; never a title, a question, a password or an address.
        sequence: 1 for the login's first record.
    """

    id: str
    at: datetime
    staff_id: str
    branch_id: int
    workstation: str
    channel: Channel
    patron_id: int | None
    verb: str
    subject: str | None
    subject_id: int | None
    outcome: str
    details: Mapping[str, StoredDetail]
    sequence: int

    def hash_after(self, previous: str | None) -> str:
        """Make the record's hash.

        Args:
            previous: the hash of the record before it; None for the first one.

        Raises:
            ValueError: a text holds NUL.
            TypeError: `details` holds something else than texts, whole numbers and booleans.
        """
        parts = (
            previous,
            str(self.sequence),
            self.id,
            microseconds(self.at),
            self.staff_id,
            str(self.branch_id),
            self.workstation,
            self.channel.value,
            _number(self.patron_id),
            self.verb,
            self.subject,
            _number(self.subject_id),
            self.outcome,
            _canonical(self.details),
        )
        return digest(parts)


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The end of a login's chain, read under its lock.

    Attributes:
        at: the server's time, for the next record.
        sequence, hash: the last record's; None before the first.
    """

    at: datetime
    sequence: int | None
    hash: str | None


class chain_lock(GenericFunction[None]):  # noqa: N801 - an SQL function
    """Locks the chain of a login until the transaction ends; in a file the transaction has locked all.

    An act selects it with its row locks, `chain_head` with its facts, and sends `act_insert` with its writes: the
    record's time is taken under the lock, so times follow the sequence.
    """

    name = "madoguchi_lock_chain"
    inherit_cache = True


@compiles(chain_lock, "sqlite")
def _chain_lock_sqlite(_element: chain_lock, _compiler: SQLCompiler, **_: Any) -> str:
    return "NULL"


def chain_head(staff_id: str) -> tuple[ColumnElement[Any], ...]:
    """Build the columns of a `ChainHead`, to be read in a statement after the lock."""
    return (
        server_now().label("head_at"),
        _head(act.c.sequence, staff_id).label("head_sequence"),
        _head(act.c.hash, staff_id).label("head_hash"),
    )


def act_record(
    request: ActRequest[Any],
    verb: str,
    head: ChainHead,
    *,
    outcome: str,
    subject: str | None = None,
    subject_id: int | None = None,
    details: Mapping[str, StoredDetail | date] | None = None,
) -> ActRecord:
    """Make the record that follows on a chain's head."""
    return ActRecord(
        id=request.act_id,
        at=head.at,
        staff_id=request.actor.staff.id,
        branch_id=request.actor.branch_id,
        workstation=request.actor.workstation,
        channel=request.actor.channel,
        patron_id=request.patron_id,
        verb=verb,
        subject=subject,
        subject_id=subject_id,
        outcome=outcome,
        details=plain_details(details or {}),
        sequence=(head.sequence or 0) + 1,
    )


def plain_details(details: Mapping[str, StoredDetail | date]) -> dict[str, StoredDetail]:
    """Give details as a record keeps them: a date as text."""
    return {name: _plain(value) for name, value in details.items()}


def act_insert(record: ActRecord, head: ChainHead) -> Insert:
    """Build the insert that chains a record to a head; raises as `ActRecord.hash_after`."""
    values = {item.name: getattr(record, item.name) for item in fields(ActRecord)}
    return insert(act).values(**values, hash=record.hash_after(head.hash))


def access_insert(key: str) -> Insert:
    """Build the record of one look: one row for the patron who has the card, none without such a patron.

    SQLite's look-up is this statement, returning what is read: neither happens without the other. It is written with
    `synchronous=NORMAL`, so that a power cut may lose the last looks' records. It binds `access_values` beside the key.

    Args:
        key: what the look is by, and the bind parameter's name: `card_number` or `patron_id`.
    """
    wanted = card.c.number if key == "card_number" else card.c.patron_id
    purpose = bindparam("for_purpose", type_=access_log.c.purpose.type)
    source = _look(card.c.patron_id, purpose).where(
        wanted == bindparam(key), card.c.status != literal_column("'retired'")
    )
    return insert(access_log).from_select(_OF_LOOK, source)


def access_insert_of_bare() -> Insert:
    """Build the record of a look at another system's patron; it binds what `access_insert` does, by `patron_id`."""
    purpose = bindparam("for_purpose", type_=access_log.c.purpose.type)
    source = _look(patron.c.id, purpose).where(
        patron.c.id == bindparam("patron_id"), patron.c.system_key.is_not(None)
    )
    return insert(access_log).from_select(_OF_LOOK, source)


def nobody_insert(key: str) -> Insert:
    """Build the record of a look that opens nobody; it answers the purpose, 'retired' or 'unknown'.

    It binds what `access_insert` does, but for the purpose.
    """
    retired = exists().where(card.c.number == bindparam(key), card.c.status == literal_column("'retired'"))
    unknown = literal_column(f"'{Purpose.UNKNOWN}'", String())
    purpose = case((retired, Purpose.RETIRED.value), else_=unknown) if key == "card_number" else unknown
    return insert(access_log).from_select(_OF_LOOK, _look(null(), purpose)).returning(access_log.c.purpose)


_OF_LOOK: Final = ("at", "staff_id", "branch_id", "workstation", "channel", "patron_id", "purpose")


def _look(patron_id: ColumnElement[Any], purpose: ColumnElement[str]) -> Select[Any]:
    return select(
        server_now(),
        bindparam("by_staff", type_=access_log.c.staff_id.type),
        bindparam("at_branch", type_=access_log.c.branch_id.type),
        bindparam("at_workstation", type_=access_log.c.workstation.type),
        bindparam("on_channel", type_=access_log.c.channel.type),
        patron_id,
        purpose,
    )


def access_record(
    actor: Actor,
    purpose: Purpose,
    channel: Channel,
    *,
    listed: Mapping[str, Any],
    patron_id: int | None = None,
) -> Insert:
    """Build the record of a look on SQLite of other data than a whole patron.

    Args:
        actor: who looks, and from where.
        purpose: what for.
        channel: on which that counts.
        listed: what is looked at, by codes and numbers alone.
        patron_id: whose record it is; None when the look is at no one patron.
    """
    return insert(access_log).values(
        at=server_now(),
        staff_id=actor.staff.id,
        branch_id=actor.branch_id,
        workstation=actor.workstation,
        channel=channel,
        patron_id=patron_id,
        purpose=purpose,
        listed=listed,
    )


def access_values(actor: Actor, purpose: Purpose) -> dict[str, Any]:
    """Give what `access_insert` binds: who looks, from where and what for."""
    return {**desk_of_look(actor), "for_purpose": purpose}


def desk_of_look(actor: Actor) -> dict[str, Any]:
    """Give what `nobody_insert` binds: who looks, and from where."""
    return {
        "by_staff": actor.staff.id,
        "at_branch": actor.branch_id,
        "at_workstation": actor.workstation,
        "on_channel": actor.channel,
    }


def _head(column: ColumnElement[Any], staff_id: str) -> ColumnElement[Any]:
    return (
        select(column)
        .where(act.c.staff_id == staff_id)
        .order_by(act.c.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )


def _plain(value: StoredDetail | date) -> StoredDetail:
    return value.isoformat() if isinstance(value, date) else value


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _canonical(details: Mapping[str, StoredDetail]) -> str:
    # Names in the order of their bytes; each value behind its JSON type, so that 1 and "1" differ.
    parts: list[str | None] = []
    for name in sorted(details):
        parts += (name, *_typed(details[name]))
    return netstrings(parts)


def _typed(value: object) -> tuple[str, str | None]:
    match value:
        case None:
            return "null", None
        case bool():
            return "boolean", "true" if value else "false"
        case int():
            return "number", str(value)
        case str():
            return "string", value
        case _:
            msg = f"a record keeps no {type(value).__name__}"
            raise TypeError(msg)
