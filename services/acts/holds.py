"""Changes, cancels, restores, extends and acknowledges holds.

A hold that is cancelled moves to 予約取消一覧, with its status and its shelf, so that one that stood ready can come
back ready; its 予約日 gives it its place in the queue again. The item of a hold that had left waiting goes to the next
in line, or back.
"""

from dataclasses import dataclass
from datetime import date

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.item_handover import (
    ItemRoute,
    assignment_of,
    details_of,
    item_assigned,
    route_in,
    route_of,
)
from services.acts.plan import ActContext, ActPlan, Recorded, row_as_seen
from services.contract.act_requests import ActRequest
from services.contract.errors import HoldMoved, RowChanged
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import HoldRow
from services.rules.circulation import holds as rules
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
        contact: 連絡方法; None for one that isn't known, and stays.
        branch_id: 受取館; as above.
        stop_id: 受取ポイント, only with the mobile library.
    """

    contact: ContactMethod | None
    branch_id: int | None
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


def plan_change(request: ChangeHold, context: ActContext) -> ActPlan[None]:
    """Change how and where a hold is handed over.

    Raises:
        HoldMoved: it left waiting since the clerk saw it.
        RowChanged: it isn't as the clerk saw it.
        ActRefused: the rule refuses it.
    """
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
    changed = act_changes.SetHoldHandover(
        hold_id=row.id,
        version=row.version,
        contact=request.contact,
        branch_id=request.branch_id,
        stop_id=request.stop_id,
    )
    details = {
        "contact": request.contact and request.contact.value,
        "branch": request.branch_id,
        "stop": request.stop_id,
        "contact_before": row.contact and row.contact.value,
        "branch_before": row.branch_id,
        "stop_before": row.stop_id,
    }
    return ActPlan(changes=(changed,), result=None, subject="hold", subject_id=row.id, details=details)


def plan_cancel(request: CancelHold, context: ActContext) -> ActPlan[None]:
    """Cancel a waiting hold; raises as `plan_change`."""
    row = _hold_row(request, context)
    require_allowed(row.cancel.page)
    gone = act_changes.MoveHoldToCancelled(hold_id=row.id, version=row.version, reason=rules.BY_STAFF)
    return ActPlan(
        changes=(gone,), result=None, subject="hold", subject_id=row.id, details={"reason": rules.BY_STAFF}
    )


def plan_staff_cancel(request: StaffCancelHold, context: ActContext) -> ActPlan[ItemRoute]:
    """Cancel a hold that left waiting; answers where its item goes.

    Raises:
        RowChanged: it isn't as the clerk saw it.
        ActRefused: it waits still, or there is no such 取消区分.
    """
    row = row_as_seen(context.before.holds, request.hold_id, request.seen_version)
    codes = (code for kind, code in context.masters.labels if kind == "cancel_reason")
    require_allowed(rules.staff_cancel(row.status, request.reason, codes))
    to = None if row.item_id is None else assignment_of(row, context)
    gone: tuple[ActChange, ...] = (
        act_changes.MoveHoldToCancelled(hold_id=row.id, version=row.version, reason=request.reason),
    )
    if to is not None and row.item_id is not None:
        gone = (*gone, item_assigned(to, row.item_id, row.shelf_place))
    return ActPlan(
        changes=gone,
        result=route_of(to),
        subject="hold",
        subject_id=row.id,
        details={"reason": request.reason, "item": row.item_id, **details_of(to)},
    )


def went_before(_request: StaffCancelHold, recorded: Recorded) -> ItemRoute:
    """Read from the record where the item went."""
    return route_in(recorded.details)


def plan_extension(request: ExtendShelf, context: ActContext) -> ActPlan[date]:
    """Keep a ready hold's item longer; answers the new 取置期限日.

    Raises:
        RowChanged: the hold isn't as the clerk saw it.
        ActRefused: the row's decision refuses it.
    """
    row = row_as_seen(context.before.holds, request.hold_id, request.seen_version)
    until = require_allowed(row.extend).new_day
    assert until is not None
    return ActPlan(
        changes=(act_changes.SetShelfUntil(hold_id=row.id, version=row.version, shelf_until=until),),
        result=until,
        subject="hold",
        subject_id=row.id,
        details={"from": row.shelf_until, "to": until} if row.shelf_until else {"to": until},
    )


def extended_before(_request: ExtendShelf, recorded: Recorded) -> date:
    """Read from the record until when the item is kept."""
    return date.fromisoformat(recorded.details["to"])


def plan_undo(request: UndoCancel, context: ActContext) -> ActPlan[HoldStatus]:
    """Bring a cancelled hold back (予約に戻す); answers what it is now.

    Raises:
        RowChanged: the row isn't as the clerk saw it, or the hold doesn't come back as the clerk was told.
        ActRefused: the row's decision refuses it.
    """
    row = row_as_seen(context.before.cancelled_holds, request.cancellation_id, request.seen_version)
    require_allowed(row.undo)
    status = row.comes_back.status
    if status is not request.comes_back:  # its last day went by since
        raise RowChanged
    contact = row.contact
    if contact is ContactMethod.MAIL and context.before.patron.email is None:
        contact = ContactMethod.NONE
    back = act_changes.MoveHoldBack(cancellation_id=row.id, contact=contact, ready=status is HoldStatus.READY)
    return ActPlan(
        changes=(back,),
        result=status,
        subject="hold_cancellation",
        subject_id=row.id,
        details={"contact": contact and contact.value, "status": status.value},
    )


def restored_before(_request: UndoCancel, recorded: Recorded) -> HoldStatus:
    """Read from the record what the hold came back as; one of an older version says nothing: it waited."""
    return HoldStatus(recorded.details.get("status", HoldStatus.WAITING))


def plan_acknowledgement(request: Acknowledge, context: ActContext) -> ActPlan[None]:
    """Delete a cancelled hold for good; RowChanged if it isn't as the clerk saw it, ActRefused by its decision."""
    row = row_as_seen(context.before.cancelled_holds, request.cancellation_id, request.seen_version)
    require_allowed(row.acknowledge)
    return ActPlan(
        changes=(act_changes.DeleteCancellation(cancellation_id=row.id),),
        result=None,
        subject="hold_cancellation",
        subject_id=row.id,
        details={"cancelled_on": row.cancelled_on},
    )


def _pick_up(
    contact: ContactMethod | None,
    branch_id: int | None,
    stop_id: int | None,
    context: ActContext,
    *,
    kept_stop: int | None = None,
) -> rules.PickUp:
    branch = None if branch_id is None else context.masters.branches.get(branch_id)
    if branch is None:  # as the library system has it, whose branch it is
        return rules.PickUp(contact=contact, branch_id=branch_id, mobile=stop_id is not None, stop_id=stop_id)
    mobile = branch.kind is BranchKind.MOBILE
    stop = None if stop_id is None else context.masters.stops.get(stop_id)
    served = stop is not None and stop.branch_id == branch_id and (stop.active or stop.id == kept_stop)
    # A stop that the mobile library doesn't serve is as good as none; elsewhere any stop is one too many.
    known = stop_id if served or not mobile else None
    return rules.PickUp(contact=contact, branch_id=branch_id, mobile=mobile, stop_id=known)


def _hold_row(request: HoldRequest[None], context: ActContext) -> HoldRow:
    """Find the hold the clerk saw; one that left waiting since raises HoldMoved."""
    found = next((row for row in context.before.holds if row.id == request.hold_id), None)
    if found is not None and found.version != request.seen_version and found.status is not HoldStatus.WAITING:
        raise HoldMoved(found.status)
    return row_as_seen(context.before.holds, request.hold_id, request.seen_version)
