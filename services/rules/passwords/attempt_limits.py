"""Counts wrong tries and locks after too many: one rule for staff accounts and workstations.

The count begins anew after a right password and after a lock. While locked no password is checked, so that only waiting
helps. PostgreSQL counts no wrong logins of staff (design.md), so each workstation counts its own there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from services.rules.policy import Policy

ENDLESS: Final = datetime.max.replace(tzinfo=UTC)
"""Until when something is locked that no time unlocks: what `infinity` is read as."""


@dataclass(frozen=True, slots=True)
class TryLimits:
    """How many wrong tries lock, and for how long.

    Attributes:
        tries: which wrong try in a row locks; at least 1.
        minutes: how long a lock lasts.
    """

    tries: int
    minutes: int

    @classmethod
    def of_staff(cls, policy: Policy) -> Self:
        """Take the values for staff sign-ins: ◇ the fifth wrong one locks for ◇ 15 minutes."""
        return cls(policy.staff_wrong_tries_to_lock, policy.staff_lock_minutes)


@dataclass(frozen=True, slots=True)
class Tries:
    """Counts one person's wrong tries.

    Attributes:
        wrong: how many wrong tries there were since the last right one or the last lock.
        locked_until: when a lock ends; None if there never was one.
    """

    wrong: int = 0
    locked_until: datetime | None = None


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Tell whether too many wrong tries still lock."""
    return locked_until is not None and now < locked_until


def ends_at(locked_until: datetime | None, now: datetime) -> datetime | None:
    """Tell when a lock ends; None while nothing is locked, and for one that no time ends (`ENDLESS`)."""
    return locked_until if is_locked(locked_until, now) and locked_until != ENDLESS else None


def lock_end(tries: Tries, now: datetime, limits: TryLimits) -> datetime | None:
    """Tell until when no try is allowed; None if one is.

    A lock that ends later than any lock can comes from a clock that was wrong and is corrected: it counts from now.
    """
    until = tries.locked_until
    if until is None or not is_locked(until, now):
        return None
    return min(until, now + timedelta(minutes=limits.minutes))


def after_try(tries: Tries, now: datetime, limits: TryLimits) -> Tries:
    """Count one more try as wrong, and lock if that is the last one allowed."""
    wrong = tries.wrong + 1
    if wrong < limits.tries:
        return Tries(wrong)
    return Tries(0, now + timedelta(minutes=limits.minutes))
