"""Errors of a supervisor's change of a branch's days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.contract.errors.base import ServiceError

if TYPE_CHECKING:  # the rules take longer to load than a start can wait for
    from services.rules.circulation.open_days import DayKind


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
