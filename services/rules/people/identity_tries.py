"""Limits a caller's misses: each counts for a while, for the patron who was meant and for the login that asked.

domain.md, "Phone": three misses for a number, on whatever desk, close it to the phone for 15 minutes ◇. Who closes the
patron, looks the number up again or goes to another desk has no further try by that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MOST_MEANT: Final = 100
"""A name or number that more patrons share means nobody in particular: its misses count for the login alone."""


@dataclass(frozen=True, slots=True)
class Tries:
    """What may still be tried.

    Attributes:
        left: how many more tries may miss; 0 while it is closed.
        opens_at: from when the next try is possible; None while one is.
    """

    left: int
    opens_at: datetime | None = None


def tries(misses: Iterable[datetime], now: datetime, most: int, minutes: int) -> Tries:
    """Count the misses of one patron, or of one login.

    A miss counts for `minutes`. The one with which `most` count at once closes for `minutes` from then.

    Args:
        misses: when; of twice `minutes` at least, in any order.
        now: the server's time.
        most: how many misses close.
        minutes: how long a miss counts, and closes.
    """
    span = timedelta(minutes=minutes)
    made = sorted(misses)
    if not made or made[-1] + span <= now:
        return Tries(most)
    if sum(each > made[-1] - span for each in made) >= most:
        return Tries(0, made[-1] + span)
    return Tries(most - sum(each > now - span for each in made))


def counted_since(now: datetime, minutes: int) -> datetime:
    """Tell after which moment a miss can still say anything."""
    return now - 2 * timedelta(minutes=minutes)


def closed(each: Iterable[Tries]) -> datetime | None:
    """Tell when the last of several opens again; None when none of them is closed."""
    return max((it.opens_at for it in each if it.opens_at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Limits:
    """The library's values.

    Attributes:
        of_patron: how many misses close a patron.
        of_login: how many close a login.
        minutes: how long a miss counts, and closes.
    """

    of_patron: int
    of_login: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a try would meet.

    Attributes:
        left: how many more tries of this kind may miss, as far as it may be told.
        opens_at: from when the next try is possible; None while one is.
        of_login: it is the login alone that is closed.
    """

    left: int
    opens_at: datetime | None = None
    of_login: bool = False


@dataclass(frozen=True, slots=True)
class Misses:
    """The misses that a try is counted with, of `counted_since` on.

    Attributes:
        of_login: those of the login that asks, whoever was meant.
        of_patrons: those of each patron who is meant, whoever asked.
    """

    of_login: tuple[datetime, ...]
    of_patrons: tuple[tuple[datetime, ...], ...]

    def and_one(self, now: datetime) -> "Misses":
        """Count one more."""
        return Misses((*self.of_login, now), tuple((*each, now) for each in self.of_patrons))

    def standing(self, now: datetime, limits: Limits, *, by_number: bool) -> Standing:
        """Decide whether a try is possible.

        Without a number, how many are left is the login's count alone: what was told may be nobody's, and how close
        those it means are to the end would say that there are some.

        Args:
            now: the server's time.
            limits: the library's.
            by_number: a card number says who is meant.
        """
        login = tries(self.of_login, now, limits.of_login, limits.minutes)
        patrons = [tries(each, now, limits.of_patron, limits.minutes) for each in self.of_patrons]
        opens_at = closed((login, *patrons))
        if opens_at is not None:
            return Standing(0, opens_at, of_login=closed(patrons) is None)
        return Standing(min(it.left for it in ((login, *patrons) if by_number else (login,))))
