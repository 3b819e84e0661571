"""臨時休館: the days of a branch's month, and how many dates fall on each. It names nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from services.rules.circulation.open_days import DayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchDay:
    """One day of a branch.

    Attributes:
        kind: what the branch does.
        opens_by_rules: whether it would open if the day weren't set by itself.
        can_be_set: whether it can still be changed.
        due: of how many loans of the branch it is the 返却期限日.
        shelved: of how many ready holds at the branch it is the 取置期限日.
    """

    day: date
    kind: DayKind
    opens_by_rules: bool
    can_be_set: bool
    due: int = 0
    shelved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchMonth:
    """The days of a month.

    Attributes:
        now: the database server's time, shown in Tokyo.
        branch_id: whose days these are.
        days: each of the month's, in order.
    """

    now: datetime
    branch_id: int
    days: tuple[BranchDay, ...]
