"""Writes down what a patron reports (申し出の記録), as a code, and settles it (対応済)."""

from dataclasses import dataclass

from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, row_as_seen
from services.contract.act_requests import ActRequest
from services.contract.errors import DoneAlready
from services.contract.require_allowed import require_allowed
from services.rules.people.reports import may_take
from services.rules.vocabulary import PatronReport


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


def plan_taking(request: TakeReport, context: ActContext) -> ActPlan[None]:
    """Write a report down; ActRefused while one of its kind isn't settled."""
    actor = request.actor
    unsettled = [row.kind for row in context.before.reports if row.settled_on is None]
    require_allowed(may_take(request.kind, unsettled))
    channel = actor.channel_that_counts
    return ActPlan(
        changes=(act_changes.InsertReport(kind=request.kind, channel=channel),),
        result=None,
        subject="report",
        details={"kind": request.kind.value},
    )


def plan_settling(request: SettleReport, context: ActContext) -> ActPlan[None]:
    """Settle a report.

    Raises:
        DoneAlready: it was settled since the supervisor saw it.
        RowChanged: it isn't as the supervisor saw it.
        ActRefused: the row's decision refuses it.
    """
    if any(row.id == request.report_id and row.settled_on is not None for row in context.before.reports):
        raise DoneAlready
    row = row_as_seen(context.before.reports, request.report_id, request.seen_version)
    require_allowed(row.settle)
    return ActPlan(
        changes=(act_changes.SetReportSettled(report_id=row.id),),
        result=None,
        subject="report",
        subject_id=row.id,
        details={"kind": row.kind.value},
    )
