"""Writes down what a patron reports (申し出の記録), as a code, and settles it (対応済)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, insert, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, row_as_seen
from services.acts.plan import ActResult
from services.database.tables import patron_report
from services.errors import DoneAlready
from services.require_allowed import require_allowed
from services.rules.people.reports import may_take
from services.rules.permissions import Permission
from services.rules.vocabulary import Channel, PatronReport, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeReport(ActRequest[None]):
    """Write down what the patron reports."""

    kind: PatronReport


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleReport(ActRequest[None]):
    """Settle a report (対応済).

    Attributes:
        seen_version: the report's version as the supervisor saw it.
    """

    report_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class _Taking:
    request: TakeReport
    verb: str = "report.take"
    power: Permission = Permission.TAKE_REPORT

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        request, actor = self.request, self.request.actor
        unsettled = [row.kind for row in context.before.reports if row.settled_on is None]
        require_allowed(may_take(request.kind, unsettled))
        row = insert(patron_report).values(
            patron_id=request.patron_id,
            kind=request.kind,
            reported_at=context.now,
            reported_by=actor.staff.id,
            channel=Channel.PHONE if actor.staff.role is Role.PHONE else actor.channel,
            version=1,
        )
        return ActPlan(writes=(row,), result=None, subject="report", details={"kind": request.kind.value})

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Settling:
    request: SettleReport
    verb: str = "report.settle"
    power: Permission = Permission.SUPERVISE

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        request = self.request
        if any(row.id == request.report_id and row.settled_on is not None for row in context.before.reports):
            raise DoneAlready
        row = row_as_seen(context.before.reports, request.report_id, request.seen_version)
        require_allowed(row.settle)
        settled = (
            update(patron_report)
            .where(patron_report.c.id == row.id)
            .values(
                settled_at=context.now,
                settled_by=request.actor.staff.id,
                version=patron_report.c.version + 1,
            )
        )
        return ActPlan(
            writes=(settled,),
            result=None,
            subject="report",
            subject_id=row.id,
            details={"kind": row.kind.value},
        )

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


class ReportActs:
    """What staff do about a patron's reports."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def take(self, request: TakeReport) -> ActResult[None]:
        """Write a report down. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _Taking(request))

    async def settle(self, request: SettleReport) -> ActResult[None]:
        """Settle a report.

        Raises as `Acts.perform`, and:
            DoneAlready: somebody settled it meanwhile.
        """
        return await self._acts.perform(request, _Settling(request))
