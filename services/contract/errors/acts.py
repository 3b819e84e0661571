"""Errors of acts: a rule, a role or a change by another desk prevents one, or its outcome is unknown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.contract.errors.base import ServiceError
from services.rules.vocabulary import HoldStatus

if TYPE_CHECKING:  # the rules take longer to load than a start can wait for
    from services.rules.decision import Refused


class PatronGone(ServiceError):
    """The patron that was open is no longer there."""


class NotPermitted(ServiceError):
    """The role or the channel may not do this."""


@dataclass(eq=False)
class ActRefused(ServiceError):
    """A rule refused the act, checked again inside its transaction.

    Attributes:
        refusal: every reason, in the rule's order.
    """

    refusal: "Refused"


class RowChanged(ServiceError):
    """Another desk changed what the clerk was looking at; the new state has been read."""


class DoneAlready(RowChanged):
    """Another desk did the same first: the suspension is lifted, the report settled."""


@dataclass(eq=False)
class HoldMoved(RowChanged):
    """The hold isn't waiting any more, and the act is only for waiting holds.

    Attributes:
        status: where it is now.
    """

    status: HoldStatus


class ActUnderWay(ServiceError):
    """An act of this desk isn't answered yet; until then no other is begun."""


@dataclass(eq=False)
class OutcomeUnknown(ServiceError):
    """The connection broke while committing: ask for the act by its id before doing it again."""

    act_id: str
