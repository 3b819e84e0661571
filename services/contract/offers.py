"""What a library system offers: it says once, when it is opened, which acts it can carry out."""

from dataclasses import dataclass
from typing import Any, Final

from services.contract.act_requests import ActRequest
from services.rules.decision import Allowed, Decision, Reason, Refused

type Request = type[ActRequest[Any]]

NOT_OFFERED: Final = Refused((Reason.NOT_OFFERED,))
"""「このシステムではできません」."""


def is_never_offered(decision: Decision) -> bool:
    """Tell whether a decision is refused as the library's system has no such act, whatever else speaks against it."""
    return isinstance(decision, Refused) and Reason.NOT_OFFERED in decision.reasons


@dataclass(frozen=True, slots=True)
class Offers:
    """What a library system can do.

    Attributes:
        acts: the requests that it carries out.
    """

    acts: frozenset[Request]

    def of(self, request: Request) -> Decision:
        """Decide whether an act is offered at all."""
        return Allowed() if request in self.acts else NOT_OFFERED
