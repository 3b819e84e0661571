"""Turns a rule's refusal into the error that staff are shown."""

from services.contract.errors import ActRefused
from services.rules.decision import Allowed, Decision, Refused


def require_allowed(decision: Decision) -> Allowed:
    """Give what a rule allowed, or raise its refusal.

    Raises:
        ActRefused: with every reason of the refusal.
    """
    if isinstance(decision, Refused):
        raise ActRefused(decision)
    return decision
