"""Moves a hold to 予約取消一覧 and back (予約に戻す).

Its status and shelf move along, so that one that stood ready can come back ready. Its 予約日 moves along and gives it
its place in the queue again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, insert, literal, select

from services.acts.act_transaction import ActContext, ActPlan, Versioned, Write, row_as_seen
from services.database.tables import hold, hold_cancellation
from services.errors import RowChanged
from services.require_allowed import require_allowed
from services.rules.permissions import Permission
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


def moved_away(row: Versioned, reason: str, now: datetime) -> tuple[Write, Write]:
    """Move a hold to 予約取消一覧, with the item it leaves behind: at the counter, and when its time is over.

    Args:
        row: the hold, of which id and version are read.
        reason: the 取消区分.
        now: the database server's time.
    """
    gone = hold_cancellation
    columns: dict[str, ColumnElement[Any]] = {name: hold.c[name] for name in (*_ALWAYS, *_STANDING)}
    columns["freed_item_id"] = hold.c.item_id
    columns["reason"] = literal(reason, gone.c.reason.type)
    columns["cancelled_at"] = literal(now, gone.c.cancelled_at.type)
    moved = insert(gone).from_select(
        [*columns], select(*columns.values()).where(hold.c.id == row.id), include_defaults=False
    )
    as_seen = (hold.c.id == row.id, hold.c.version == row.version)
    return moved, delete(hold).where(*as_seen)


@dataclass(frozen=True, slots=True)
class Restoring:
    """予約に戻す; answers what the hold is now.

    Attributes:
        cancellation_id, seen_version: the row of 予約取消一覧, as the clerk saw it.
        comes_back: what the clerk was told that it comes back as.
    """

    cancellation_id: int
    seen_version: int
    comes_back: HoldStatus
    verb: str = "hold.undo_cancel"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        """Read nothing beside the snapshot."""
        return {}

    def plan(self, context: ActContext) -> ActPlan[HoldStatus]:
        """Ask whether it comes back, and as what; RowChanged if that isn't what the clerk was told."""
        row = row_as_seen(context.before.cancelled_holds, self.cancellation_id, self.seen_version)
        require_allowed(row.undo)
        status = row.comes_back.status
        if status is not self.comes_back:  # its last day went by since
            raise RowChanged
        contact = row.contact
        if contact is ContactMethod.MAIL and context.before.patron.email is None:
            contact = ContactMethod.NONE
        gone = hold_cancellation
        columns: dict[str, ColumnElement[Any]] = {name: gone.c[name] for name in _ALWAYS}
        columns["contact"] = literal(contact, gone.c.contact.type)
        columns["status"] = literal(status, hold.c.status.type)
        if status is HoldStatus.READY:
            columns |= {name: gone.c[name] for name in _STANDING} | {"item_id": gone.c.freed_item_id}
        back = insert(hold).from_select(
            [*columns], select(*columns.values()).where(gone.c.id == row.id), include_defaults=False
        )
        return ActPlan(
            writes=(back, delete(gone).where(gone.c.id == row.id)),
            result=status,
            subject="hold_cancellation",
            subject_id=row.id,
            details={"contact": contact.value, "status": status.value},
        )

    def again(self, _outcome: str, details: Mapping[str, Any]) -> HoldStatus:
        """Read from the record what it came back as."""
        return HoldStatus(
            details.get("status", HoldStatus.WAITING)
        )  # a record of before says nothing: it waited
