"""Says where an item goes when the hold it was kept for ends: to the next in line, or back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.acts.act_changes import AssignItem
from services.acts.plan import ActContext
from services.contract.snapshot import HoldRow
from services.rules.circulation.freed_copy import Assignment, assign
from services.rules.vocabulary import ContactMethod, HoldStatus


@dataclass(frozen=True, slots=True)
class ItemRoute:
    """What staff do with the item in their hand.

    Attributes:
        branch_id: 受取館 of the next in line; None when no hold waits and the item goes back.
        shelf_until: 取置期限日 when it stays on this branch's shelf for the next; None when it has to travel.
        contact: 連絡方法 of the next when it stays, since that hold is ready now; the library's system tells them.
    """

    branch_id: int | None = None
    shelf_until: date | None = None
    contact: ContactMethod | None = None


def assignment_of(row: HoldRow, context: ActContext) -> Assignment | None:
    """Choose where the item of a hold goes; None when no hold waits."""
    return assign(
        context.extra.next_in_line,
        row.branch_id if row.status is HoldStatus.READY else None,
        context.today,
        context.masters.calendar,
        context.policy,
    )


def item_assigned(to: Assignment, item_id: int, shelf_place: str | None) -> AssignItem:
    """Give an item to the next in line; where it stood is kept only where it stays.

    Args:
        to: the next in line.
        item_id: the item that is free.
        shelf_place: where it stood for the hold before.
    """
    return AssignItem(
        item_id=item_id,
        expected=to.turn.key,
        version=to.turn.version,
        status=to.status,
        shelf_until=to.shelf_until,
        shelf_place=shelf_place if to.status is HoldStatus.READY else None,
    )


def route_of(to: Assignment | None) -> ItemRoute:
    """Say for the clerk where the item goes."""
    return ItemRoute() if to is None else ItemRoute(to.turn.branch_id, to.shelf_until, _contact_of(to))


def details_of(to: Assignment | None) -> dict[str, int | str | date | None]:
    """Say for the record where the item goes."""
    if to is None:
        return {"next_hold": None, "next_branch": None, "shelf_until": None, "next_contact": None}
    contact = _contact_of(to)
    return {
        "next_hold": to.turn.key,
        "next_branch": to.turn.branch_id,
        "shelf_until": to.shelf_until,
        "next_contact": None if contact is None else contact.value,
    }


def route_in(details: Mapping[str, Any]) -> ItemRoute:
    """Read from an act's record where the item went."""
    until, contact = details["shelf_until"], details["next_contact"]
    return ItemRoute(
        details["next_branch"],
        None if until is None else date.fromisoformat(until),
        None if contact is None else ContactMethod(contact),
    )


def _contact_of(to: Assignment) -> ContactMethod | None:
    return None if to.shelf_until is None else to.turn.contact
