"""Errors of acts and changes of days: a rule, a role or another desk prevents one, or its outcome is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.contract.errors.base import ServiceError
from services.rules.vocabulary import HoldStatus

if TYPE_CHECKING:  # the rules take longer to load than a start can wait for
    from services.rules.circulation.open_days import DayKind
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


@dataclass(eq=False)
class DaysChanged(ServiceError):
    """Somebody else changed days meanwhile that the supervisor saw otherwise.

    Attributes:
        present: what these days are now.
    """

    present: "Mapping[date, DayKind]"


@dataclass(eq=False)
class DaysOver(ServiceError):
    """Days have passed since they were chosen, and can't be set any more.

    Attributes:
        days: which.
    """

    days: tuple[date, ...]


class DaysUnknown(ServiceError):
    """The connection broke while days were being set: setting them again tells whether they were."""
