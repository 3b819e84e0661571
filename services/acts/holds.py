"""Changes, cancels, restores, extends and acknowledges holds.

A hold that is cancelled moves to `hold_cancellation` and back (`services.acts.restoring`). The item of a hold that had
left waiting goes to the next in line, or back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, delete, select, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, Write, row_as_seen
from services.acts.item_handover import (
    ItemRoute,
    assign_item,
    details_of,
    goes_again,
    next_destination,
    queue_of,
    route_of,
)
from services.acts.plan import ActResult
from services.acts.restoring import Restoring, moved_away
from services.database.tables import hold, hold_cancellation
from services.errors import HoldMoved
from services.lookup.snapshot import CancelledHoldRow, HoldRow
from services.require_allowed import require_allowed
from services.rules.circulation import holds as rules
from services.rules.permissions import Permission
from services.rules.vocabulary import BranchKind, ContactMethod, HoldStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest[R](ActRequest[R]):
    """An act on one hold of 予約一覧, as the clerk saw it."""

    hold_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeHold(HoldRequest[None]):
    """予約変更 (更新する): how and where the hold is handed over.

    Attributes:
        contact: 連絡方法.
        branch_id: 受取館.
        stop_id: 受取ポイント, only with the mobile library.
    """

    contact: ContactMethod
    branch_id: int
    stop_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelHold(HoldRequest[None]):
    """予約解除 of a waiting hold (解除する)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCancelHold(HoldRequest[ItemRoute]):
    """窓口取消 of a hold in transit or ready, after 「取置棚から外してください」.

    Attributes:
        reason: the 取消区分's code.
    """

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendShelf(HoldRequest[date]):
    """取置延長."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledHoldRequest[R](ActRequest[R]):
    """An act on one row of 予約取消一覧, as the clerk saw it."""

    cancellation_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCancel(CancelledHoldRequest[HoldStatus]):
    """予約に戻す.

    Attributes:
        comes_back: what the clerk was told that the hold comes back as.
    """

    comes_back: HoldStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge(CancelledHoldRequest[None]):
    """確認済: the row goes for good."""


class HoldActs:
    """What staff do to a patron's holds. Every act raises as `Acts.perform`."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def change(self, request: ChangeHold) -> ActResult[None]:
        """Change a hold; HoldMoved if it left waiting and its place was to change."""
        deed = _Simple(request, "hold.change", "hold", lambda context: _change(request, context))
        return await self._acts.perform(request, deed, title=_title_of(request))

    async def cancel(self, request: CancelHold) -> ActResult[None]:
        """Cancel a waiting hold; HoldMoved if it isn't any more."""
        deed = _Simple(request, "hold.cancel", "hold", lambda context: _cancel(request, context))
        return await self._acts.perform(request, deed, title=_title_of(request))

    async def staff_cancel(self, request: StaffCancelHold) -> ActResult[ItemRoute]:
        """Cancel a hold that left waiting; the result tells where its item goes."""
        return await self._acts.perform(request, _StaffCancel(request), title=_title_of(request))

    async def extend(self, request: ExtendShelf) -> ActResult[date]:
        """Keep a ready hold's item longer; the result is the new 取置期限日."""
        return await self._acts.perform(request, _Extension(request), title=_title_of(request))

    async def undo(self, request: UndoCancel) -> ActResult[HoldStatus]:
        """Bring a cancelled hold back; the result is what it is now.

        One that waits has the place in the queue that its 予約日 gives it. RowChanged if it doesn't come back as the
        clerk was told.
        """
        deed = Restoring(request.cancellation_id, request.seen_version, request.comes_back)
        gone = hold_cancellation
        title = select(gone.c.bib_record_id).where(gone.c.id == request.cancellation_id)
        return await self._acts.perform(request, deed, title=title.scalar_subquery())

    async def acknowledge(self, request: Acknowledge) -> ActResult[None]:
        """Delete a cancelled hold for good."""
        deed = _Simple(
            request, "hold.acknowledge", "hold_cancellation", lambda context: _acknowledge(request, context)
        )
        return await self._acts.perform(request, deed)


@dataclass(frozen=True, slots=True)
class _Done:
    """What a simple deed writes, on which row, and what is recorded of it."""

    row_id: int
    writes: tuple[Write, ...]
    details: Mapping[str, str | int | bool | date | None]


@dataclass(frozen=True, slots=True)
class _Simple:
    """A deed that needs nothing beside the snapshot and has no result of its own."""

    request: ActRequest[Any]
    verb: str
    subject: str
    do: Callable[[ActContext], _Done]
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        done = self.do(context)
        return ActPlan(
            writes=done.writes,
            result=None,
            subject=self.subject,
            subject_id=done.row_id,
            details=done.details,
        )

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


def _change(request: ChangeHold, context: ActContext) -> _Done:
    row = _hold_row(request, context)
    now = _pick_up(row.contact, row.branch_id, row.stop_id, context)
    wanted = _pick_up(request.contact, request.branch_id, request.stop_id, context, kept_stop=row.stop_id)
    decision = rules.change(
        row.status,
        now,
        wanted,
        has_mail=context.before.patron.email is not None,
        policy=context.policy,
    )
    require_allowed(decision.counter)
    changed = _next_version(row).values(
        contact=request.contact, branch_id=request.branch_id, mobile_stop_id=request.stop_id
    )
    details = {
        "contact": request.contact.value,
        "branch": request.branch_id,
        "stop": request.stop_id,
        "contact_before": row.contact.value,
        "branch_before": row.branch_id,
        "stop_before": row.stop_id,
    }
    return _Done(row.id, (changed,), details)


def _pick_up(
    contact: ContactMethod,
    branch_id: int,
    stop_id: int | None,
    context: ActContext,
    *,
    kept_stop: int | None = None,
) -> rules.PickUp:
    branch = context.masters.branches[branch_id]
    mobile = branch.kind is BranchKind.MOBILE
    stop = None if stop_id is None else context.masters.stops.get(stop_id)
    served = stop is not None and stop.branch_id == branch_id and (stop.active or stop.id == kept_stop)
    # A stop that the mobile library doesn't serve is as good as none; elsewhere any stop is one too many.
    known = stop_id if served or not mobile else None
    return rules.PickUp(contact=contact, branch_id=branch_id, mobile=mobile, stop_id=known)


def _cancel(request: CancelHold, context: ActContext) -> _Done:
    row = _hold_row(request, context)
    require_allowed(row.cancel.page)
    return _Done(row.id, moved_away(row, rules.BY_STAFF, context.now), {"reason": rules.BY_STAFF})


def _acknowledge(request: Acknowledge, context: ActContext) -> _Done:
    row = _cancelled_row(request, context)
    gone = delete(hold_cancellation).where(hold_cancellation.c.id == row.id)
    return _Done(row.id, (gone,), {"cancelled_on": row.cancelled_on})


@dataclass(frozen=True, slots=True)
class _Extension:
    """取置延長; answers the new 取置期限日."""

    request: ExtendShelf
    verb: str = "hold.extend_shelf"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[date]:
        row = row_as_seen(context.before.holds, self.request.hold_id, self.request.seen_version)
        until = require_allowed(row.extend).new_day
        assert until is not None
        longer = _next_version(row).values(shelf_until=until, shelf_extensions=hold.c.shelf_extensions + 1)
        return ActPlan(
            writes=(longer,),
            result=until,
            subject="hold",
            subject_id=row.id,
            details={"from": row.shelf_until, "to": until} if row.shelf_until else {"to": until},
        )

    def again(self, _outcome: str, details: Mapping[str, Any]) -> date:
        return date.fromisoformat(details["to"])


@dataclass(frozen=True, slots=True)
class _StaffCancel:
    """窓口取消; answers where the item goes."""

    request: StaffCancelHold
    verb: str = "hold.staff_cancel"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {"queue": queue_of(_title_of(self.request))}

    def plan(self, context: ActContext) -> ActPlan[ItemRoute]:
        request = self.request
        row = row_as_seen(context.before.holds, request.hold_id, request.seen_version)
        codes = (code for kind, code in context.masters.labels if kind == "cancel_reason")
        require_allowed(rules.staff_cancel(row.status, request.reason, codes))
        assert row.item_id is not None
        to = next_destination(row, context)
        given = () if to is None else (assign_item(to, row.item_id, row.shelf_place),)
        return ActPlan(
            writes=(*moved_away(row, request.reason, context.now), *given),
            result=route_of(to),
            subject="hold",
            subject_id=row.id,
            details={"reason": request.reason, "item": row.item_id, **details_of(to)},
        )

    def again(self, _outcome: str, details: Mapping[str, Any]) -> ItemRoute:
        return goes_again(details)


def _title_of(request: HoldRequest[Any]) -> ScalarSelect[int]:
    return select(hold.c.bib_record_id).where(hold.c.id == request.hold_id).scalar_subquery()


def _hold_row(request: HoldRequest[Any], context: ActContext) -> HoldRow:
    """Find the hold the clerk saw; one that left waiting since is told as such."""
    found = next((row for row in context.before.holds if row.id == request.hold_id), None)
    if found is not None and found.version != request.seen_version and found.status is not HoldStatus.WAITING:
        raise HoldMoved(found.status)
    return row_as_seen(context.before.holds, request.hold_id, request.seen_version)


def _cancelled_row(request: CancelledHoldRequest[Any], context: ActContext) -> CancelledHoldRow:
    return row_as_seen(context.before.cancelled_holds, request.cancellation_id, request.seen_version)


def _as_seen(row: HoldRow) -> tuple[ColumnElement[bool], ...]:
    return hold.c.id == row.id, hold.c.version == row.version


def _next_version(row: HoldRow) -> Any:
    return update(hold).where(*_as_seen(row)).values(version=hold.c.version + 1)
