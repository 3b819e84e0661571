"""Suspends a patron for a reason (貸出禁止), and lifts one reason at a time (解除)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, insert, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, Write, row_as_seen
from services.acts.plan import ActResult
from services.database.tables import card, suspension
from services.errors import DoneAlready
from services.masters.masters import Masters
from services.require_allowed import require_allowed
from services.rules.people.suspension import (
    CheckItem,
    code_fits,
    facts_against,
    long_overdue_fits,
    may_lift,
    may_suspend,
)
from services.rules.permissions import Permission
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
    """

    suspension_id: int
    seen_version: int
    checked: frozenset[CheckItem]
    override: str | None = None


@dataclass(frozen=True, slots=True)
class _Suspension:
    request: Suspend
    verb: str = "suspension.set"
    power: Permission = Permission.SUPERVISE

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        request, actor = self.request, self.request.actor
        in_force = [row.reason for row in context.before.suspensions]
        may = may_suspend(
            request.reason, in_force, role=actor.staff.role, channel=actor.channel, consent=False
        )
        require_allowed(may)
        overdue = sum(loan.overdue_days > 0 for loan in context.before.loans)
        although = request.although_nothing_overdue
        require_allowed(long_overdue_fits(request.reason, overdue_items=overdue, although=although))
        require_allowed(code_fits(request.note, _codes(context.masters, NOTES)))
        row = insert(suspension).values(
            patron_id=request.patron_id,
            reason=request.reason,
            note_code=request.note,
            with_consent=False,
            started_at=context.now,
            started_by=actor.staff.id,
            version=1,
        )
        details = {"reason": request.reason.value, "note": request.note}
        return ActPlan(writes=(row,), result=None, subject="suspension", details=details)

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Lifting:
    request: Lift
    verb: str = "suspension.lift"
    power: Permission = Permission.SUPERVISE

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        request = self.request
        if any(row.id == request.suspension_id for row in context.before.past_suspensions):
            raise DoneAlready
        row = row_as_seen(context.before.suspensions, request.suspension_id, request.seen_version)
        require_allowed(code_fits(request.override, _codes(context.masters, OVERRIDES)))
        facts = replace(row.facts, checked=request.checked, override=request.override is not None)
        require_allowed(may_lift(facts, context.policy))
        override = request.override if facts_against(facts) else None
        lifted = (
            update(suspension)
            .where(suspension.c.id == row.id)
            .values(
                lifted_at=context.now,
                lifted_by=request.actor.staff.id,
                override_code=override,
                version=suspension.c.version + 1,
            )
        )
        return ActPlan(
            writes=(lifted, *_card_found(row.reason, context)),
            result=None,
            subject="suspension",
            subject_id=row.id,
            details={"reason": row.reason.value, "override": override},
        )

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


class SuspensionActs:
    """What supervisors do about a patron's suspensions."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def suspend(self, request: Suspend) -> ActResult[None]:
        """Stop a patron's borrowing for one more reason. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _Suspension(request))

    async def lift(self, request: Lift) -> ActResult[None]:
        """Lift one suspension; the others stay in force.

        Raises as `Acts.perform`, and:
            DoneAlready: somebody lifted it meanwhile.
        """
        return await self._acts.perform(request, _Lifting(request))


def _codes(masters: Masters, kind: str) -> Collection[str]:
    return [code for of_kind, code in masters.labels if of_kind == kind]


def _card_found(reason: SuspensionReason, context: ActContext) -> tuple[Write, ...]:
    """Let a card that was reported lost and found again count as one that isn't lost."""
    if reason is not SuspensionReason.CARD_LOST or context.before.patron.card_status is not CardStatus.LOST:
        return ()
    found = update(card).where(card.c.patron_id == context.before.patron.id, card.c.status == CardStatus.LOST)
    return (found.values(status=CardStatus.ACTIVE),)
