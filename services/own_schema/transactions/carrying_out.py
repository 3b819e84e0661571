"""The parts of carrying an act out that are the same on every database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.acts.plan import ActPlan, Recorded
from services.acts.register import RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Allowed
from services.rules.people.approvals import may_ask
from services.rules.permissions import may_act
from services.rules.policy import Policy
from services.rules.vocabulary import Role

type Entry = RegisteredAct[Any, Any]


def deciding(request: ActRequest[Any]) -> Actor:
    """Give the actor whose role the rules check: the approving supervisor's for an approved request.

    The database checks that it was approved (`services.own_schema.approvals`).
    """
    actor = request.actor
    if not request.approved or not isinstance(may_ask(actor.staff.role, actor.channel_that_counts), Allowed):
        return actor
    return replace(actor, staff=replace(actor.staff, role=Role.SUPERVISOR))


def as_decided[Q: ActRequest[Any]](request: Q) -> Q:
    """Give a request as its plan sees it: see `deciding`."""
    return replace(request, actor=deciding(request))


def check_permission(entry: Entry, request: ActRequest[Any], *, identified: bool, policy: Policy) -> None:
    """Go on when this role may do the act on this channel; ActRefused otherwise."""
    role, channel = deciding(request).staff.role, request.actor.channel_that_counts
    require_allowed(may_act(role, channel, entry.permission, identified=identified, policy=policy))


def recorded_of(
    found: Mapping[str, Any], at: datetime, before: PatronSnapshot, request: ActRequest[Any], entry: Entry
) -> Recorded:
    """Take the record that was found under a request's id.

    Args:
        found: its verb, patron_id, outcome and details.
        at: its time.
        before: the patron as they are now.
        request: the one that is sent again.
        entry: its act.

    Raises:
        ValueError: it is another request's.
    """
    if found["verb"] not in entry.verbs or found["patron_id"] != request.patron_id:
        msg = "an act id belongs to one request"
        raise ValueError(msg)
    return Recorded(
        verb=found["verb"], outcome=found["outcome"], details=found["details"], at=at, before=before
    )


def verb_of(plan: ActPlan[Any], entry: Entry) -> str:
    """Tell the verb of an act's record."""
    return plan.verb or entry.verbs[0]
