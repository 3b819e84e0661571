"""Hands an item over when the hold it was kept for ends: to the next in line, or back.

`services.rules.circulation.freed_copy` decides; here are the statements, for acts and for the worker. The title stays
locked meanwhile (`Acts.perform`'s `title`), so that two items freed at once go to two different holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Update, literal_column, select, update

from services.acts.act_transaction import ActContext
from services.database.json import JsonRow, json_array_of, json_object
from services.database.tables import hold
from services.lookup.snapshot import HoldRow
from services.rules.circulation.freed_copy import Assignment, Waiting, assign
from services.rules.vocabulary import ContactMethod, HoldStatus


@dataclass(frozen=True, slots=True)
class ItemRoute:
    """What staff do with the item in their hand.

    Attributes:
        branch_id: 受取館 of the next in line; None when nobody waits and the item goes back.
        shelf_until: 取置期限日 when it stays on this branch's shelf for the next; None when it has to travel.
        contact: 連絡方法 of the next when it stays, since that hold is ready now; the library's system tells them.
    """

    branch_id: int | None = None
    shelf_until: date | None = None
    contact: ContactMethod | None = None


def route_of(to: Assignment | None) -> ItemRoute:
    """Say for the clerk where the item goes."""
    return ItemRoute() if to is None else ItemRoute(to.waiting.branch_id, to.shelf_until, _contact_of(to))


def details_of(to: Assignment | None) -> dict[str, int | str | date | None]:
    """Say for the record where the item goes."""
    if to is None:
        return {"next_hold": None, "next_branch": None, "shelf_until": None, "next_contact": None}
    contact = _contact_of(to)
    return {
        "next_hold": to.waiting.id,
        "next_branch": to.waiting.branch_id,
        "shelf_until": to.shelf_until,
        "next_contact": None if contact is None else contact.value,
    }


def _contact_of(to: Assignment) -> ContactMethod | None:
    return None if to.shelf_until is None else to.waiting.contact


def goes_again(details: Mapping[str, Any]) -> ItemRoute:
    """Read from an act's record where the item went."""
    until, contact = details["shelf_until"], details["next_contact"]
    return ItemRoute(
        details["next_branch"],
        None if until is None else date.fromisoformat(until),
        None if contact is None else ContactMethod(contact),
    )


def candidates(title: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    """Find the waiting holds of which one is next: the first without 予約待ち期限日, and all with one."""
    waiting = (hold.c.bib_record_id == title, hold.c.status == literal_column("'waiting'"))
    first = (
        select(hold.c.id)
        .where(*waiting, hold.c.wait_until.is_(None))
        .order_by(hold.c.placed_at, hold.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return (*waiting, hold.c.wait_until.is_not(None) | (hold.c.id == first))


def queue_of(title: ScalarSelect[int]) -> ColumnElement[Any]:
    """Read the `candidates` as a JSON array."""
    fields = {
        name: hold.c[name] for name in ("id", "version", "placed_at", "branch_id", "contact", "wait_until")
    }
    return json_array_of(select(json_object(fields)).where(*candidates(title)))


def next_destination(row: HoldRow, context: ActContext) -> Assignment | None:
    """Choose where the item of a hold goes."""
    return assign(
        (_waiting(each) for each in context.extra.rows("queue")),
        row.branch_id if row.status is HoldStatus.READY else None,
        context.today,
        context.masters.calendar,
        context.policy,
    )


def assign_item(to: Assignment, item_id: int, shelf_place: str | None) -> Update:
    """Give an item to the next in line; the row of the hold that it was kept for has to be gone before.

    Args:
        to: the next in line.
        item_id: the item.
        shelf_place: where it stands; forgotten when it travels.
    """
    return (
        update(hold)
        .where(hold.c.id == to.waiting.id, hold.c.version == to.waiting.version)
        .values(
            status=to.status,
            item_id=item_id,
            shelf_until=to.shelf_until,
            shelf_place=shelf_place if to.status is HoldStatus.READY else None,
            version=hold.c.version + 1,
        )
    )


def _waiting(row: JsonRow) -> Waiting:
    return Waiting(
        id=row.number("id"),
        version=row.number("version"),
        placed_at=row.instant("placed_at"),
        branch_id=row.number("branch_id"),
        contact=ContactMethod(row.text("contact")),
        wait_until=row.maybe_day("wait_until"),
    )
