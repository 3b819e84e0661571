"""A request of an act that was given out to be sent: was it answered, and may the same wish send it again?

An answer can be lost while the system commits. The act was then carried out, or it wasn't. Sending the same request
again is safe: it has the same act id, and the system carries an act id out once.
"""

from dataclasses import replace
from typing import Any

from services.contract.act_requests import ActRequest, CardActRequest
from services.contract.errors import (
    ActRefused,
    ApprovalClosed,
    CardInUse,
    NotPermitted,
    OutcomeUnknown,
    PatronGone,
    RowChanged,
)
from viewmodels.desk.unanswered_acts import UnansweredActs

_ANSWERS = (ActRefused, ApprovalClosed, CardInUse, NotPermitted, PatronGone, RowChanged)
"""What an act itself answers, from within its transaction.

The transaction first looks for the record of the act id, under the lock behind which a lost commit ends. Its refusal
therefore tells that nothing was carried out under this id. No other error tells that: a system that takes no writes
may have taken the first one, and a bug can happen before anything was looked at.
"""
_PROOF = ("proof", "shown_card", "shown_at")


class PendingRequest[R: ActRequest[Any]]:
    """One request, from when it is given out until it is known what came of it.

    It is sent, then answered or lost. A lost one stays lost until an answer tells what came of it; no other
    error ends that.

    Attributes:
        request: what is sent.
        lost: its answer was lost, so that it may have been carried out.
    """

    def __init__(self, request: R, unanswered: UnansweredActs) -> None:
        self.request = request
        self.lost = False
        self._unanswered = unanswered

    def is_same_wish(self, wanted: ActRequest[Any]) -> bool:
        """Tell whether a new request wants the very same thing; the card may be shown anew for it."""
        if type(wanted) is not type(self.request):
            return False
        own: tuple[str, ...] = ("act_id", *(_PROOF if isinstance(wanted, CardActRequest) else ()))
        kept: dict[str, Any] = {name: getattr(self.request, name) for name in own}
        return bool(replace(wanted, **kept) == self.request)

    def end(self, error: Exception | None) -> None:
        """Note how sending it ended.

        Args:
            error: what was raised; None for an act that was carried out.
        """
        if isinstance(error, OutcomeUnknown):
            self.lost = True
        elif error is None or isinstance(error, _ANSWERS):
            self.lost = False
            self._unanswered.settle(self.request.act_id)
        if self.lost:
            self._unanswered.add(self.request.act_id)


def pending[R: ActRequest[Any]](
    wanted: R, lost: PendingRequest[Any] | None, unanswered: UnansweredActs
) -> PendingRequest[R]:
    """Give what is sent for a wish: the lost request if it is the same wish, else the new one."""
    if lost is not None and lost.is_same_wish(wanted):
        return lost
    return PendingRequest(wanted, unanswered)
