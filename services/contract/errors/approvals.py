"""Errors of approvals: a request is closed or unknown, too many wait, or the approver isn't allowed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.contract.errors.base import ServiceError

if TYPE_CHECKING:  # the rules take longer to load than a start can wait for
    from services.rules.people.approvals import ApprovalState


@dataclass(eq=False)
class ApprovalClosed(ServiceError):
    """A request for an approval isn't in the expected state any more.

    Attributes:
        state: its state now.
    """

    state: "ApprovalState"


@dataclass(eq=False)
class ApprovalsTooMany(ServiceError):
    """As many requests of this login wait as may at once."""

    most: int


class ApprovalUnknown(ServiceError):
    """There is no such request, or it is another desk's."""


@dataclass(eq=False)
class ApproverUnfit(ServiceError):
    """The account, whose id and password were right, can't approve this.

    Attributes:
        own: it is the account that asks; else it is no supervisor.
    """

    own: bool
