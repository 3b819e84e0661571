"""The statements that clear, written once: SQLite runs them, and PostgreSQL's functions are made of them."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    Update,
    delete,
    exists,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)

from services.own_schema.database.next_in_line import next_in_line_facts
from services.own_schema.database.tables import (
    access_log,
    clearing,
    contact_attempt,
    hold,
    hold_cancellation,
    outgoing_mail,
    slip_hand_over,
    suspension,
)
from services.rules.vocabulary import HoldStatus

AT_ONCE: Final = 200
"""The most holds that end in one transaction."""

type SqlMoment = ColumnElement[datetime]
type Conditions = tuple[ColumnElement[bool], ...]


def wait_is_over(today: ColumnElement[date]) -> Conditions:
    """Tell holds whose 予約待ち期限日 is over."""
    return hold.c.status == HoldStatus.WAITING, hold.c.wait_until < today


def due_holds(is_over: Conditions, most: int) -> Select[Any]:
    """Choose holds that are over; their patrons and titles are locked before they are read again."""
    return select(hold.c.id).where(*is_over).order_by(hold.c.id).limit(most)


def locked(among: ColumnElement[bool], is_over: Conditions) -> Select[Any]:
    """Read holds that are still over, and lock them."""
    return select(hold).where(among, *is_over).order_by(hold.c.id).with_for_update()


def shelves_over(today: ColumnElement[date], most: int) -> Select[Any]:
    """Choose holds whose time on the shelf is over, one a title, with the next in line for each copy.

    The next in line for a title's second copy is known once the first is given.
    """
    freed, other = hold.alias("freed"), hold.alias("other")
    of_title: ColumnElement[int] = literal_column("freed.bib_record_id")  # from as deep as it is asked for

    def is_over(it: Any) -> Conditions:
        return it.c.status == HoldStatus.READY, it.c.shelf_until < today

    earlier = exists().where(
        other.c.bib_record_id == freed.c.bib_record_id, *is_over(other), other.c.id < freed.c.id
    )
    wanted = select(
        freed.c.id, freed.c.version, freed.c.branch_id, next_in_line_facts(of_title).label("next_in_line")
    )
    return wanted.where(*is_over(freed), ~earlier).order_by(freed.c.id).limit(most)


def cancelled_before(due: SqlMoment) -> Delete:
    """Delete what was cancelled before a moment."""
    return delete(hold_cancellation).where(hold_cancellation.c.cancelled_at < due)


def mails_before(due: SqlMoment, now: SqlMoment) -> Update:
    """Erase address and text of mails that were sent or given up before a moment; the row stays."""
    old = (outgoing_mail.c.settled_at < due, outgoing_mail.c.erased_at.is_(None))
    return update(outgoing_mail).where(*old).values(recipient=null(), body=null(), erased_at=now)


def looks_before(due: SqlMoment) -> Delete:
    """Delete records of looks that were made before a moment."""
    return delete(access_log).where(access_log.c.at < due)


def contacts_before(due: SqlMoment) -> Delete:
    """Delete attempts to reach patrons whose suspension was lifted before a moment.

    It isn't stored when a hold ended: of an ended hold, attempts made before the moment are deleted.
    """
    c = contact_attempt.c
    lifted = exists().where(suspension.c.id == c.suspension_id, suspension.c.lifted_at < due)
    gone = c.hold_id.is_not(None) & ~exists().where(hold.c.id == c.hold_id)
    return delete(contact_attempt).where(c.tried_at < due, or_(lifted, gone))


def slips_before(due: SqlMoment) -> Delete:
    """Delete records of slips that were handed over before a moment."""
    return delete(slip_hand_over).where(slip_hand_over.c.at < due)


def proof(kind: ColumnElement[Any], now: SqlMoment, due: SqlMoment, rows: ColumnElement[int]) -> Insert:
    """Write down how many of a kind were cleared."""
    return insert(clearing).values(kind=kind, at=now, due_before=due, rows=rows).inline()
