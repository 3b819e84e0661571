"""The statements of changes to loans and holds.

A hold that is cancelled moves to `hold_cancellation`, with its status and shelf, and back from there.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, case, delete, literal_column, select, update

from services.own_schema.database.next_in_line import next_in_line
from services.own_schema.database.tables import hold, hold_cancellation, loan
from services.own_schema.transactions.binds import Binds, Statements, insert_where, own
from services.rules.vocabulary import ContactMethod, HoldStatus

_ALWAYS: Final = (
    "patron_id",
    "bib_record_id",
    "placed_at",
    "branch_id",
    "mobile_stop_id",
    "contact",
    "wait_until",
)
_STANDING: Final = ("status", "shelf_until", "shelf_place", "shelf_extensions")


def set_loan_due_date(binds: Binds) -> Statements:
    """Set the new 返却期限日 and count the renewal."""
    renewed = (
        update(loan)
        .where(*own(loan, binds, "loan_id"), loan.c.returned_on.is_(None))
        .values(
            due_on=binds.value("due_on", loan.c.due_on),
            renewals=loan.c.renewals + 1,
            renewed_on=binds.today,
            version=loan.c.version + 1,
        )
    )
    return Statements((renewed,))


def set_hold_handover(binds: Binds) -> Statements:
    """Set how and where a hold is handed over."""
    changed = _next_version(binds).values(
        contact=binds.value("contact", hold.c.contact),
        branch_id=binds.value("branch_id", hold.c.branch_id),
        mobile_stop_id=binds.value("stop_id", hold.c.mobile_stop_id),
    )
    return Statements((changed,))


def set_shelf_until(binds: Binds) -> Statements:
    """Set the new 取置期限日 and count the extension."""
    longer = _next_version(binds).values(
        shelf_until=binds.value("shelf_until", hold.c.shelf_until),
        shelf_extensions=hold.c.shelf_extensions + 1,
    )
    return Statements((longer,))


def move_hold_to_cancelled(binds: Binds) -> Statements:
    """Move a hold to 予約取消一覧, with the item it leaves behind: at the counter, and when its time is over."""
    gone = hold_cancellation
    columns: dict[str, ColumnElement[Any]] = {name: hold.c[name] for name in (*_ALWAYS, *_STANDING)}
    columns["freed_item_id"] = hold.c.item_id
    columns["reason"] = binds.value("reason", gone.c.reason)
    columns["cancelled_at"] = binds.now
    seen = _as_seen(binds)
    return Statements((insert_where(gone, columns, *seen), delete(hold).where(*seen)))


def assign_item(binds: Binds) -> Statements:
    """Give the item that a hold of the patron leaves behind now to the next in line for its title."""
    item_id = binds.value("item_id", hold.c.item_id)
    left = hold_cancellation.c
    title = (
        select(left.bib_record_id)
        .where(
            left.patron_id == binds.patron_id,
            left.freed_item_id == item_id,
            left.cancelled_at == binds.now,
        )
        .scalar_subquery()
    )
    given = (
        update(hold)
        .where(
            hold.c.id == binds.value("expected", hold.c.id),
            hold.c.version == binds.value("version", hold.c.version),
            hold.c.id == next_in_line(title),
        )
        .values(
            status=binds.value("status", hold.c.status),
            item_id=item_id,
            shelf_until=binds.value("shelf_until", hold.c.shelf_until),
            shelf_place=binds.value("shelf_place", hold.c.shelf_place),
            version=hold.c.version + 1,
        )
    )
    return Statements((given,))


def move_hold_back(binds: Binds) -> Statements:
    """Move a cancelled hold back to 予約一覧: as it stood on the shelf, or as one that waits."""
    gone = hold_cancellation
    columns: dict[str, ColumnElement[Any]] = {name: gone.c[name] for name in _ALWAYS}
    columns["contact"] = binds.value("contact", hold.c.contact)
    stood = {name: gone.c[name] for name in _STANDING} | {"item_id": gone.c.freed_item_id}
    waits = {
        "status": literal_column(f"'{HoldStatus.WAITING.value}'", hold.c.status.type),
        "shelf_extensions": literal_column("0"),
    }
    columns |= {name: case((binds.boolean("ready"), it), else_=waits.get(name)) for name, it in stood.items()}
    cancelled = own(gone, binds, "cancellation_id")
    return Statements((insert_where(hold, columns, *cancelled), delete(gone).where(*cancelled)))


def delete_cancellation(binds: Binds) -> Statements:
    """Delete a row of 予約取消一覧."""
    return Statements((delete(hold_cancellation).where(*own(hold_cancellation, binds, "cancellation_id")),))


def set_mailed_holds_to_none(binds: Binds) -> Statements:
    """Set every hold of the patron that wants mail to 不要."""
    to_none = (
        update(hold)
        .where(hold.c.patron_id == binds.patron_id, hold.c.contact == ContactMethod.MAIL)
        .values(contact=ContactMethod.NONE, version=hold.c.version + 1)
    )
    return Statements((to_none,))


def _as_seen(binds: Binds) -> tuple[ColumnElement[bool], ...]:
    return *own(hold, binds, "hold_id"), hold.c.version == binds.value("version", hold.c.version)


def _next_version(binds: Binds) -> Any:
    return update(hold).where(*_as_seen(binds)).values(version=hold.c.version + 1)
