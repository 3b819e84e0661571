"""Turns what forbids to go on into the error that staff are shown."""

from services.contract.errors import ActRefused, IdentityCheckEnded
from services.contract.snapshot import LookUpAnswer, PhoneSummary
from services.rules.decision import Allowed, Decision, Refused


def require_allowed(decision: Decision) -> Allowed:
    """Give what a rule allowed, or raise its refusal.

    Raises:
        ActRefused: with every reason of the refusal.
    """
    if isinstance(decision, Refused):
        raise ActRefused(decision)
    return decision


def require_checkable(answer: LookUpAnswer) -> LookUpAnswer:
    """Give who was looked up, of whom whoever calls may be asked.

    Raises:
        IdentityCheckEnded: misses closed the number: what the caller tells wouldn't be compared.
    """
    if isinstance(answer, PhoneSummary) and answer.closed is not None:
        raise IdentityCheckEnded(answer.closed.until, answer.closed.of_login)
    return answer
