"""Where an item goes when the hold it was kept for ends: to the next in line, or back.

The title stays locked meanwhile (`Acts.perform`'s `title`): two items freed at once go to two different holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, literal_column, select, update

from services.acts.act_transaction import ActContext, Write
from services.database.json import JsonRow, json_array_of, json_object
from services.database.tables import hold
from services.lookup.snapshot import HoldRow
from services.rules.circulation import holds as rules
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


@dataclass(frozen=True, slots=True)
class Destination:
    """Which hold gets the item, if any, and the 取置期限日 if that makes it ready."""

    waiting: rules.Waiting | None = None
    shelf_until: date | None = None

    @property
    def goes(self) -> ItemRoute:
        """Say it for the clerk."""
        if self.waiting is None:
            return ItemRoute()
        return ItemRoute(self.waiting.branch_id, self.shelf_until, self._contact)

    @property
    def details(self) -> dict[str, int | str | date | None]:
        """Say it for the record."""
        if self.waiting is None:
            return {"next_hold": None, "next_branch": None, "shelf_until": None, "next_contact": None}
        return {
            "next_hold": self.waiting.id,
            "next_branch": self.waiting.branch_id,
            "shelf_until": self.shelf_until,
            "next_contact": None if self._contact is None else self._contact.value,
        }

    @property
    def _contact(self) -> ContactMethod | None:
        return None if self.waiting is None or self.shelf_until is None else self.waiting.contact


def goes_again(details: Mapping[str, Any]) -> ItemRoute:
    """Read from an act's record where the item went."""
    until, contact = details["shelf_until"], details["next_contact"]
    return ItemRoute(
        details["next_branch"],
        None if until is None else date.fromisoformat(until),
        None if contact is None else ContactMethod(contact),
    )


def queue_of(title: ScalarSelect[int]) -> ColumnElement[Any]:
    """Read the waiting holds of which one is next: the first without 予約待ち期限日, and all with one."""
    waiting = (hold.c.bib_record_id == title, hold.c.status == literal_column("'waiting'"))
    fields = {
        "id": hold.c.id,
        "version": hold.c.version,
        "placed_at": hold.c.placed_at,
        "branch_id": hold.c.branch_id,
        "contact": hold.c.contact,
        "wait_until": hold.c.wait_until,
    }
    first = (
        select(hold.c.id)
        .where(*waiting, hold.c.wait_until.is_(None))
        .order_by(hold.c.placed_at, hold.c.id)
        .limit(1)
        .scalar_subquery()
    )
    candidate = hold.c.wait_until.is_not(None) | (hold.c.id == first)
    return json_array_of(select(json_object(fields)).where(*waiting, candidate))


def next_destination(row: HoldRow, context: ActContext) -> Destination:
    """Choose where the item of a hold goes.

    It stands ready at once only if it is on the shelf of the very branch where the next in line wants it.
    """
    turn = rules.next_in_line((_waiting(each) for each in context.extra.rows("queue")), context.today)
    if turn is None:
        return Destination()
    if row.status is HoldStatus.READY and turn.branch_id == row.branch_id:
        calendar = context.masters.calendar(turn.branch_id)
        return Destination(turn, rules.shelf_until(context.today, calendar, context.policy))
    return Destination(turn)


def assign_item(to: Destination, row: HoldRow) -> tuple[Write, ...]:
    """Give the item of a hold that ends to the next in line; the hold's own row has to be gone before."""
    if to.waiting is None:
        return ()
    ready = to.shelf_until is not None
    given = (
        update(hold)
        .where(hold.c.id == to.waiting.id, hold.c.version == to.waiting.version)
        .values(
            status=HoldStatus.READY if ready else HoldStatus.IN_TRANSIT,
            item_id=row.item_id,
            shelf_until=to.shelf_until,
            shelf_place=row.shelf_place if ready else None,
            version=hold.c.version + 1,
        )
    )
    return (given,)


def _waiting(row: JsonRow) -> rules.Waiting:
    return rules.Waiting(
        id=row.number("id"),
        version=row.number("version"),
        placed_at=row.instant("placed_at"),
        branch_id=row.number("branch_id"),
        contact=ContactMethod(row.text("contact")),
        wait_until=row.maybe_day("wait_until"),
    )
