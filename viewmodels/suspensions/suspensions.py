"""貸出禁止 and 解除: asks a supervisor for the reason, or for what has to be true before lifting, and performs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from services.acts.suspensions import NOTES, OVERRIDES, Lift, Suspend
from services.contract.act_result import ActResult
from services.contract.errors import ActRefused
from services.contract.masters import CodeLabel, Masters
from services.contract.offers import NOT_OFFERED
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import LoanRow, PatronSnapshot, ReportRow, SuspensionRow
from services.rules.decision import Decision, Reason, Refused
from services.rules.people.reports import LED_BY
from services.rules.people.suspension import CheckItem, LiftFacts, facts_against, is_suspended, still_to_set
from services.rules.vocabulary import SuspensionReason
from viewmodels.approvals.approving import NO_APPROVALS, Approving, perform
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands


@dataclass(frozen=True, slots=True)
class SuspensionChoice:
    """Why a patron's borrowing is to be stopped, as the supervisor chose it.

    Attributes:
        note: a code of the library's notes, or None.
        although_nothing_overdue: ticked where ③ is wanted although nothing is overdue.
    """

    reason: SuspensionReason
    note: str | None
    although_nothing_overdue: bool = False


@dataclass(frozen=True, slots=True)
class LiftCase:
    """What a supervisor has to know before lifting.

    Attributes:
        facts: the row's.
        overdue: the items that are overdue now, where that is the suspension's reason.
        against: what the database knows against lifting; empty when nothing is.
        overrides: the reasons for which it may be lifted all the same; empty where nothing is against it, or where
            the library doesn't allow it.
        report: the newest report that tells of what the suspension waits for, if one may be settled with the lift.
    """

    row: SuspensionRow
    facts: LiftFacts
    overdue: tuple[LoanRow, ...]
    against: tuple[Reason, ...]
    overrides: tuple[CodeLabel, ...]
    report: ReportRow | None = None


@dataclass(frozen=True, slots=True)
class LiftChoice:
    """What the supervisor ticked off, the code of an override, or None, and whether the report is settled with it."""

    checked: frozenset[CheckItem]
    override: str | None
    settles: bool = False


class AskSuspensions(Protocol):
    """Questions about suspensions."""

    async def suspend(
        self, reasons: tuple[SuspensionReason, ...], notes: tuple[CodeLabel, ...], *, overdue: bool
    ) -> SuspensionChoice | None:
        """Ask for the reason of 貸出禁止, with a note or none; None leaves the patron as they are.

        Args:
            reasons: those that aren't in force.
            notes: the library's.
            overdue: something is overdue, so that ③ needs no further tick.
        """

    async def lift(self, case: LiftCase) -> LiftChoice | None:
        """Show what is known, ask for the checklist and, where one is wanted, the override; None for 解除しない."""


class SuspensionViewModel:
    """The commands behind 貸出禁止 and 解除.

    An act that the desk may not do is refused with its reasons at once, before any question. An act that needs a
    supervisor's approval is asked about as usual, and done once it is approved.
    """

    def __init__(
        self,
        acting: ActCommands,
        ask: AskSuspensions,
        masters: Callable[[], Masters],
        approving: Approving = NO_APPROVALS,
    ) -> None:
        self._approving = approving
        self._acting = acting
        self._ask = ask
        self._masters = masters
        self.suspend = acting.command(self._suspend, sends=Suspend)
        self.lift = acting.command(self._lift, sends=Lift)

    async def _suspend(self) -> None:
        patron = self._acting.patron
        require_allowed(self._approving.once_approved(patron.suspend))
        reasons = still_to_set(patron.suspended_for)
        overdue = any(loan.overdue_days for loan in patron.loans)
        chosen = await self._ask.suspend(reasons, self._labels(NOTES), overdue=overdue)
        if chosen is None:
            return
        request = Suspend(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            reason=chosen.reason,
            note=chosen.note,
            although_nothing_overdue=chosen.although_nothing_overdue,
        )
        note = Result(Done.SUSPENDED, about=chosen.reason)
        await perform(self._acting, self._approving, request, lambda _: note, decision=patron.suspend)

    async def _lift(self, row: SuspensionRow) -> None:
        patron, lift = self._acting.patron, row.lift
        if row.facts is None or lift is None:
            raise ActRefused(NOT_OFFERED)
        case = self._case(row, row.facts, lift, patron)
        chosen = await self._ask.lift(case)
        if chosen is None:
            return
        report = case.report if chosen.settles else None
        request = Lift(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            suspension_id=row.id,
            seen_version=row.version,
            checked=chosen.checked,
            override=chosen.override,
            settles=None if report is None else (report.id, report.version),
        )
        await perform(
            self._acting,
            self._approving,
            request,
            lambda done: Result(_lifted(done), about=row.reason),
            decision=lift,
        )

    def _case(self, row: SuspensionRow, facts: LiftFacts, lift: Decision, patron: PatronSnapshot) -> LiftCase:
        """Put together what is known; what no checklist and no override can change is told at once."""
        against = facts_against(facts)
        decision = self._approving.once_approved(lift)
        reasons = decision.reasons if isinstance(decision, Refused) else ()
        never = tuple(reason for reason in reasons if reason not in against)
        if isinstance(decision, Refused) and never:
            raise ActRefused(replace(decision, reasons=never))
        may_override = against and self._masters().policy.lifting_against_facts_with_override
        overdue = facts.reason is SuspensionReason.LONG_OVERDUE
        return LiftCase(
            row=row,
            facts=facts,
            overdue=tuple(loan for loan in patron.loans if loan.overdue_days) if overdue else (),
            against=reasons,
            overrides=self._labels(OVERRIDES) if may_override else (),
            report=self._report(facts.reason, patron),
        )

    def _report(self, reason: SuspensionReason, patron: PatronSnapshot) -> ReportRow | None:
        led = [
            report
            for report in patron.reports
            if report.kind in LED_BY[reason]
            and report.settled_on is None
            and not isinstance(self._approving.once_approved(report.settle), Refused)
        ]
        return max(led, key=lambda it: (it.reported_on, it.id), default=None)

    def _labels(self, kind: str) -> tuple[CodeLabel, ...]:
        labels = self._masters().labels
        return tuple(label for (of_kind, _), label in labels.items() if of_kind == kind)


def _lifted(done: ActResult[None]) -> Done:
    rows = done.answer.suspensions if isinstance(done.answer, PatronSnapshot) else ()
    others = is_suspended(row.stops for row in rows)
    return Done.SUSPENSION_LIFTED_OTHERS_STAY if others else Done.SUSPENSION_LIFTED
