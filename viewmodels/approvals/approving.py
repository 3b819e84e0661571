"""How the commands of a desk get a supervisor's approval for an act that is a supervisor's (責任者の承認)."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from typing import Any, Final, Protocol

from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.rules.decision import Decision
from viewmodels.core.notes import StatusMessage
from viewmodels.desk.act_commands import ActCommands

type ResultMessage = Callable[[ActResult[Any]], StatusMessage | None]
"""Makes the message of the status bar from an act's result."""


class NotSent(Enum):
    """Why the command that asked for an approval doesn't send its request."""

    ABANDONED = auto()
    """The request is not sent at all."""
    DEFERRED = auto()
    """The request waits in the background, and is sent from there once it is approved."""


class Approving(Protocol):
    """Asks for approvals."""

    def once_approved(self, decision: Decision) -> Decision:
        """Give what a decision becomes with an approval; the same decision where this desk may not ask for one."""

    async def approved[R](self, request: ActRequest[R], note: ResultMessage) -> ActRequest[R] | NotSent:
        """Ask until it is approved, and give the request that is to be sent then.

        Args:
            request: as the clerk wants it, for the open patron.
            note: makes the message of the result if the request is sent later.
        """


class NoApprovals:
    """A desk without approvals."""

    def once_approved(self, decision: Decision) -> Decision:
        """Give the decision unchanged."""
        return decision

    async def approved[R](self, request: ActRequest[R], _note: ResultMessage) -> ActRequest[R] | NotSent:
        """Give the request as it is: the act itself refuses what this desk may not."""
        return request


NO_APPROVALS: Final = NoApprovals()


async def perform(
    acting: ActCommands,
    approving: Approving,
    request: ActRequest[Any],
    note: ResultMessage,
    *,
    decision: Decision,
) -> None:
    """Send a request and show its result, after a supervisor's approval where the decision lacks one.

    Args:
        acting: sends it.
        approving: asks for the approval.
        request: what is to be done.
        note: makes the message of the result.
        decision: the rules' answer on this act.

    Raises:
        Exception: see `ActCommands.send`.
    """
    wanted: ActRequest[Any] | NotSent = request
    if approving.once_approved(decision) != decision:
        wanted = await approving.approved(request, note)
    if not isinstance(wanted, NotSent):
        await acting.perform(wanted, note)


def as_approved[R](request: ActRequest[R]) -> ActRequest[R]:
    """Give the same request, marked as approved."""
    return replace(request, approved=True)
