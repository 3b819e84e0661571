"""Builds the parts of a look-up's statements that answer rows: arrays of objects, in no particular order.

They correlate with a statement that names `patron`.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Table,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from services.own_schema.database.guarded_queries import item_taken
from services.own_schema.database.json import json_array_of, json_object
from services.own_schema.database.tables import bib_record, hold, hold_cancellation, item, loan, patron, staff

type RowFields = dict[str, ColumnElement[Any]]

_WAITING: ColumnElement[str] = literal_column("'waiting'")


def rows(fields: RowFields, source: FromClause, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Answer the matching rows as one array of objects."""
    return json_array_of(select(json_object(fields)).select_from(source).where(*where))


def count(source: FromClause, *where: ColumnElement[bool]) -> ScalarSelect[int]:
    """Count the matching rows."""
    return select(func.count()).select_from(source).where(*where).scalar_subquery()


def staff_name(staff_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Answer the staff member's name; the id itself where the account is gone."""
    name = select(staff.c.name).where(staff.c.id == staff_id).scalar_subquery()
    return func.coalesce(name, staff_id)


def named(table: Table, columns: Iterable[str]) -> RowFields:
    """Answer columns of a table, with names where they hold staff ids (`…_by`)."""
    return {name: staff_name(table.c[name]) if name.endswith("_by") else table.c[name] for name in columns}


def loans() -> ScalarSelect[Any]:
    """Answer what the patron has now, and how many others wait for each title."""
    # The index alone answers the count of all patrons; this patron's (one row at most) is subtracted.
    everybody, own = hold.alias("everybody"), hold.alias("own")
    waiting = count(
        everybody, everybody.c.bib_record_id == item.c.bib_record_id, everybody.c.status == _WAITING
    ) - count(
        own,
        own.c.patron_id == loan.c.patron_id,
        own.c.bib_record_id == item.c.bib_record_id,
        own.c.status == _WAITING,
    )
    return rows(
        {
            "id": loan.c.id,
            "version": loan.c.version,
            "title": bib_record.c.title,
            "material_type_id": bib_record.c.material_type_id,
            "item_number": item.c.number,
            "branch_id": loan.c.branch_id,
            "loaned_on": loan.c.loaned_on,
            "due_on": loan.c.due_on,
            "interlibrary": item.c.interlibrary,
            "renewals": loan.c.renewals,
            "renewed_on": loan.c.renewed_on,
            "waiting": waiting,
        },
        loan.join(item, item.c.id == loan.c.item_id).join(
            bib_record, bib_record.c.id == item.c.bib_record_id
        ),
        loan.c.patron_id == patron.c.id,
        loan.c.returned_on.is_(None),
    )


def holds() -> ScalarSelect[Any]:
    """Answer the patron's holds, each with its place among all who wait for the title."""
    queue = hold.alias("queue")
    in_queue = (queue.c.bib_record_id == hold.c.bib_record_id, queue.c.status == _WAITING)
    up_to_here = tuple_(queue.c.placed_at, queue.c.id) <= tuple_(hold.c.placed_at, hold.c.id)
    is_waiting = hold.c.status == _WAITING
    return rows(
        {
            "id": hold.c.id,
            "version": hold.c.version,
            "status": hold.c.status,
            "place": case((is_waiting, count(queue, *in_queue, up_to_here))),
            "queue": case((is_waiting, count(queue, *in_queue))),
            "bib_record_id": hold.c.bib_record_id,
            "title": bib_record.c.title,
            "material_type_id": bib_record.c.material_type_id,
            "item_id": hold.c.item_id,
            "item_number": item.c.number,
            "placed_at": hold.c.placed_at,
            "branch_id": hold.c.branch_id,
            "mobile_stop_id": hold.c.mobile_stop_id,
            "contact": hold.c.contact,
            "wait_until": hold.c.wait_until,
            "shelf_until": hold.c.shelf_until,
            "shelf_place": hold.c.shelf_place,
            "shelf_extensions": hold.c.shelf_extensions,
        },
        hold.join(bib_record, bib_record.c.id == hold.c.bib_record_id).outerjoin(
            item, item.c.id == hold.c.item_id
        ),
        hold.c.patron_id == patron.c.id,
    )


def cancelled() -> ScalarSelect[Any]:
    """Answer the cancelled holds, shown any more or not."""
    gone = hold_cancellation
    return rows(
        {
            "id": gone.c.id,
            "version": gone.c.version,
            "reason": gone.c.reason,
            "bib_record_id": gone.c.bib_record_id,
            "title": bib_record.c.title,
            "material_type_id": bib_record.c.material_type_id,
            "cancelled_at": gone.c.cancelled_at,
            "branch_id": gone.c.branch_id,
            "contact": gone.c.contact,
            "wait_until": gone.c.wait_until,
            "status": gone.c.status,
            "shelf_until": gone.c.shelf_until,
            "had_copy": gone.c.freed_item_id.is_not(None),
            "copy_gone": _copy_gone(),
        },
        gone.join(bib_record, bib_record.c.id == gone.c.bib_record_id),
        gone.c.patron_id == patron.c.id,
    )


def _copy_gone() -> ColumnElement[bool]:
    """Tell whether the title has no copy left, or the copy that was kept for the hold went to another patron."""
    gone = hold_cancellation
    copies = exists().where(item.c.bib_record_id == gone.c.bib_record_id)
    return or_(~copies, item_taken(gone.c.freed_item_id))
