"""Decides on approvals (責任者の承認): a supervisor lets a clerk do one act that is a supervisor's.

Issue 18, "Approval at the clerk's desk". An approval is for one request, by its id; it is asked for at the counter, is
open for a few minutes, and counts no more when what it is about has changed.
"""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from services.rules.decision import Allowed, Decision, Reason, Refused, decide
from services.rules.vocabulary import Channel, Role

OPEN_FOR: Final = timedelta(minutes=5)
"""How long a request waits, and how long what was approved may be done after that."""
MOST_OPEN: Final = 3
"""How many requests of one login wait at once."""
APPROVABLE: Final = ("suspension.lift", "suspension.set", "card.replace")
"""The acts, by their verbs, that a supervisor can approve at a clerk's desk."""


class ApprovalRefusal(StrEnum):
    """Why a supervisor refuses: a closed vocabulary, so that no words about a person travel."""

    NOT_READY = "not_ready"
    PAPERS_WANTED = "papers_wanted"
    SUPERVISOR_COMES = "supervisor_comes"
    OTHER = "other"


class ApprovalState(StrEnum):
    """The state of a request for an approval.

    WAITING for a supervisor; APPROVED and not done yet; REFUSED; WITHDRAWN by the clerk who asked; OVER: not decided,
    or the act not done, in time; CHANGED: what it is about isn't as it was; USED: the act was done.
    """

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OVER = "over"
    CHANGED = "changed"
    USED = "used"


def may_ask(role: Role, channel: Channel) -> Decision:
    """Decide on asking for an approval: 窓口担当 at the counter; a supervisor needs none."""
    reasons: set[Reason] = set()
    if role is not Role.COUNTER:
        reasons.add(Reason.ROLE_MAY_NOT)
    if channel is Channel.PHONE:
        reasons.add(Reason.NEEDS_VISIT)
    return decide(reasons)


def once_approved(decision: Decision, role: Role, channel: Channel) -> Decision:
    """Give what a decision becomes with a supervisor's approval; unchanged where none can be asked for."""
    if not isinstance(decision, Refused) or isinstance(may_ask(role, channel), Refused):
        return decision
    if Reason.ROLE_MAY_NOT not in decision.reasons:
        return decision
    left = tuple(reason for reason in decision.reasons if reason is not Reason.ROLE_MAY_NOT)
    return replace(decision, reasons=left) if left else Allowed(origin=decision.origin)


def may_decide(role: Role) -> Decision:
    """Decide on approving or refusing: a supervisor. Their own requests aren't found for them.

    The patron open at the supervisor's desk, and its channel, don't matter: the request's patron is at the clerk's
    counter.
    """
    return decide({Reason.ROLE_MAY_NOT} if role is not Role.SUPERVISOR else set())
