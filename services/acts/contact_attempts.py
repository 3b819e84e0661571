"""Records that staff tried to reach a patron (連絡の記録): codes, and no words."""

from dataclasses import dataclass

from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, row_as_seen
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import HoldRow, SuspensionRow
from services.rules.decision import Reason, Refused
from services.rules.people.contacts import NextStep, may_say
from services.rules.vocabulary import ContactMeans, ContactResult


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact(ActRequest[None]):
    """Record one attempt to reach the patron, about a suspension or about a hold that is ready.

    Attributes:
        suspension_id, hold_id: what it is about; one of them is None.
        seen_version: that row's version as the clerk saw it.
        after: what is done next, as the clerk decided; None for nothing more.
    """

    suspension_id: int | None = None
    hold_id: int | None = None
    seen_version: int
    means: ContactMeans
    result: ContactResult
    after: NextStep | None = None


def plan_recording(request: RecordContact, context: ActContext) -> ActPlan[None]:
    """Record the attempt; the row that it is about stays as it is.

    Raises:
        RowChanged: the row isn't there any more, or not as the clerk saw it.
        ActRefused: a rule refuses it.
    """
    row: SuspensionRow | HoldRow
    if request.suspension_id is not None:
        row = row_as_seen(context.before.suspensions, request.suspension_id, request.seen_version)
    else:
        row = row_as_seen(context.before.holds, request.hold_id or 0, request.seen_version)
    if row.contacts is None:
        raise ActRefused(Refused((Reason.NOT_FOR_CONTACTS,)))
    require_allowed(row.contacts.record)
    after = request.after
    require_allowed(may_say(request.means, request.result, after, context.today))
    about_suspension = isinstance(row, SuspensionRow)
    kept = act_changes.InsertContactAttempt(
        about_suspension=row.id if about_suspension else None,
        about_hold=None if about_suspension else row.id,
        means=request.means,
        result=request.result,
        channel=request.actor.channel_that_counts,
        next_step=None if after is None else after.step,
        next_on=None if after is None else after.on,
    )
    return ActPlan(
        changes=(kept,),
        result=None,
        subject="suspension" if about_suspension else "hold",
        subject_id=row.id,
        details={
            "means": request.means.value,
            "result": request.result.value,
            "next_step": None if after is None else after.step.value,
            "next_on": None if after is None else after.on,
        },
    )
