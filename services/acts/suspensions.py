"""Suspends a patron for a reason (貸出禁止), and lifts one reason at a time (解除)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.plan import ActContext, ActPlan, row_as_seen
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused, DoneAlready
from services.contract.masters import Masters
from services.contract.offers import NOT_OFFERED
from services.contract.require_allowed import require_allowed
from services.rules.people.suspension import (
    CheckItem,
    code_fits,
    facts_against,
    long_overdue_fits,
    may_lift,
    may_suspend,
)
from services.rules.vocabulary import CardStatus, SuspensionReason

NOTES = "suspension_note"
OVERRIDES = "override_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(ActRequest[None]):
    """Stop a patron's borrowing (貸出禁止) for one of the reasons ② to ⑤.

    Attributes:
        note: a code of the library's notes, or None.
        although_nothing_overdue: ③ is wanted although nothing is overdue.
    """

    reason: SuspensionReason
    note: str | None = None
    although_nothing_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift(ActRequest[None]):
    """Lift one suspension (解除).

    Attributes:
        seen_version: the suspension's version as the supervisor saw it.
        checked: what was ticked off.
        override: the code of why it is lifted although the facts speak against it, or None.
        settles: the key and the version seen of the report that led to it, which is settled with it; or None.
    """

    suspension_id: int
    seen_version: int
    checked: frozenset[CheckItem]
    override: str | None = None
    settles: tuple[int, int] | None = None


def plan_suspension(request: Suspend, context: ActContext) -> ActPlan[None]:
    """Stop a patron's borrowing for one more reason; ActRefused if a rule refuses it."""
    actor = request.actor
    in_force = context.before.suspended_for
    may = may_suspend(request.reason, in_force, role=actor.staff.role, channel=actor.channel, consent=False)
    require_allowed(may)
    overdue = sum(bool(loan.overdue_days) for loan in context.before.loans)
    although = request.although_nothing_overdue
    require_allowed(long_overdue_fits(request.reason, overdue_items=overdue, although=although))
    require_allowed(code_fits(request.note, _codes(context.masters, NOTES)))
    stopped = act_changes.InsertSuspension(reason=request.reason, note=request.note, with_consent=False)
    details = {"reason": request.reason.value, "note": request.note}
    return ActPlan(changes=(stopped,), result=None, subject="suspension", details=details)


def plan_lifting(request: Lift, context: ActContext) -> ActPlan[None]:
    """Lift one suspension; the others stay in force.

    Raises:
        DoneAlready: it was lifted since the supervisor saw it.
        RowChanged: it isn't as the supervisor saw it.
        ActRefused: a rule refuses it.
    """
    if any(row.id == request.suspension_id for row in context.before.past_suspensions):
        raise DoneAlready
    row = row_as_seen(context.before.suspensions, request.suspension_id, request.seen_version)
    if row.facts is None:
        raise ActRefused(NOT_OFFERED)
    require_allowed(code_fits(request.override, _codes(context.masters, OVERRIDES)))
    facts = replace(row.facts, checked=request.checked, override=request.override is not None)
    require_allowed(may_lift(facts, context.policy))
    override = request.override if facts_against(facts) else None
    lifted = act_changes.SetSuspensionLifted(suspension_id=row.id, override=override)
    settled, told = _settled(request, context)
    return ActPlan(
        changes=(lifted, *_card_found(facts.reason, context), *settled),
        result=None,
        subject="suspension",
        subject_id=row.id,
        details={"reason": facts.reason.value, "override": override, **told},
    )


def _settled(request: Lift, context: ActContext) -> tuple[tuple[ActChange, ...], Mapping[str, str]]:
    """Settle the report that led to the lift, unless it is settled already; the record names the report's kind.

    Raises:
        RowChanged: the report isn't as the supervisor saw it.
        ActRefused: the row's decision refuses it.
    """
    if request.settles is None:
        return (), {}
    report_id, seen_version = request.settles
    if any(row.id == report_id and row.settled_on is not None for row in context.before.reports):
        return (), {}
    row = row_as_seen(context.before.reports, report_id, seen_version)
    require_allowed(row.settle)
    return (act_changes.SetReportSettled(report_id=row.id),), {"settled": row.kind.value}


def _codes(masters: Masters, kind: str) -> Collection[str]:
    return [code for of_kind, code in masters.labels if of_kind == kind]


def _card_found(reason: SuspensionReason, context: ActContext) -> tuple[ActChange, ...]:
    """Let a card that was reported lost and found again count as one that isn't lost."""
    lost = reason is SuspensionReason.CARD_LOST and context.before.patron.card_status is CardStatus.LOST
    return (act_changes.SetCardActive(),) if lost else ()
