"""Decides what a branch's single days become: what a supervisor wants of them, against what the calendar says.

A day that is set goes before the rules of each week, month and year. Dates that are set already stay; what is renewed
or put on the shelf from then on goes by the new days (domain.md, "Branches").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto

from services.rules.circulation.calendar import FIRST_DAY, LAST_DAY, BranchCalendar, DayOverride


class DayKind(StrEnum):
    """What a branch does on a day.

    Attributes:
        OPEN: it opens.
        CLOSED: it stays closed.
        SPECIAL: it stays closed for 特別整理, around which renewals stop when it takes several days.
    """

    OPEN = "open"
    CLOSED = "closed"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class DayChange:
    """What a supervisor wants of a day.

    Attributes:
        seen: what the day was when it was chosen.
        wanted: what it is to be.
    """

    day: date
    seen: DayKind
    wanted: DayKind


class DayStanding(Enum):
    """How far a change is, at the moment when it is to be made.

    Attributes:
        TO_DO: it can be made.
        DONE: the day is as it is wanted.
        CHANGED: it isn't as it was seen: somebody else changed it meanwhile.
        OVER: it has passed, or no calendar has it.
    """

    TO_DO = auto()
    DONE = auto()
    CHANGED = auto()
    OVER = auto()


def kind_on(calendar: BranchCalendar, day: date) -> DayKind:
    """Tell what a branch does on a day."""
    single = calendar.override_on(day)
    if single is not None and single.special and not single.open:
        return DayKind.SPECIAL
    return DayKind.OPEN if calendar.is_open(day) else DayKind.CLOSED


def can_be_set(day: date, today: date) -> bool:
    """Tell whether a day can still be set: no day that has passed."""
    return max(today, FIRST_DAY) <= day <= LAST_DAY


def standing(change: DayChange, calendar: BranchCalendar, today: date) -> DayStanding:
    """Tell how far a change is."""
    present = kind_on(calendar, change.day)
    if present is change.wanted:
        return DayStanding.DONE
    if not can_be_set(change.day, today):
        return DayStanding.OVER
    return DayStanding.TO_DO if present is change.seen else DayStanding.CHANGED


def standing_in(
    changes: Iterable[DayChange], calendar: BranchCalendar, today: date, wanted: DayStanding
) -> list[DayChange]:
    """Choose the changes that are so far."""
    return [it for it in changes if standing(it, calendar, today) is wanted]


def override_for(calendar: BranchCalendar, day: date, wanted: DayKind) -> DayOverride | None:
    """Give what makes a day what is wanted of it; None where the branch's rules do so by themselves."""
    if wanted is DayKind.SPECIAL:
        return DayOverride(open=False, special=True)
    is_open = wanted is DayKind.OPEN
    return None if calendar.opens_by_rules(day) is is_open else DayOverride(open=is_open)
