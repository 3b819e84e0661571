"""What wrong tries at a workstation's sign-in lead to, where nobody else counts them (design.md: PostgreSQL doesn't).

The same values and the same order as for accounts on SQLite (`services.staff.staff_accounts`): the count
starts anew after a right password or after a lock, and while locked no password is looked at.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class TryLimits:
    """◇ `Policy.staff_wrong_tries_to_lock` and `staff_lock_minutes`, as they were last known."""

    tries: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Tries:
    """What is known of one staff id at this workstation.

    Attributes:
        wrong: how many wrong tries there were since the last right one or the last lock.
        locked_until: when a lock ends, by the workstation's clock; None if there never was one.
    """

    wrong: int = 0
    locked_until: datetime | None = None


def lock_end(tries: Tries, now: datetime, limits: TryLimits) -> datetime | None:
    """Tell until when nobody may try; None if they may.

    A lock that ends later than any lock can was made by a clock that has been put right since: it is counted from now.
    """
    until = tries.locked_until
    if until is None or until <= now:
        return None
    return min(until, now + timedelta(minutes=limits.minutes))


def after_try(tries: Tries, now: datetime, limits: TryLimits) -> Tries:
    """Count one more try as wrong: ◇ the fifth locks for ◇ 15 minutes."""
    wrong = tries.wrong + 1
    if wrong < limits.tries:
        return Tries(wrong)
    return Tries(0, now + timedelta(minutes=limits.minutes))
