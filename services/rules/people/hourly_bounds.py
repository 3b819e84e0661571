"""Bounds how much of people one login reads in an hour, whoever has it.

Who takes a login could go through every birth date, telephone number or name. What a counter does in its busiest hour
stays far below (docs/decisions/hourly-bounds.md); a card opens its patron whatever was searched. PostgreSQL's functions
hold the same (`services/own_schema/schema/postgresql/desk/searches.sql`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.rules.people.search import MOST_SHOWN
from services.rules.policy import Policy

SPAN: Final = timedelta(hours=1)
TOLD_FOR: Final = timedelta(days=1)
"""So long it is told what a login read in one of its hours: who comes in the morning hears of the night."""
MOST_NAMED: Final = MOST_SHOWN + 1
"""How many people one search names at most: those that are shown, and who tells that there are more."""


class HourlyCount(StrEnum):
    """What is counted of a login.

    Attributes:
        NAMED: people whom its searches named, each as often as one did.
        BARE: searches by a birth date or a telephone number, without any part of a name.
        NOBODYS: looks at card numbers that are nobody's, or retired.
        LIFTS: lifts of suspensions.
    """

    NAMED = "named"
    BARE = "bare"
    NOBODYS = "nobodys"
    LIFTS = "lifts"


FIFTHS: Final[Mapping[HourlyCount, int]] = MappingProxyType(
    {HourlyCount.NAMED: 4, HourlyCount.BARE: 4, HourlyCount.NOBODYS: 5, HourlyCount.LIFTS: 5}
)
"""From how many fifths of its bound a login is told: before the bound where that stops searches, else at it."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that a login made.

    Attributes:
        named: how many people it named.
        bare: as of `HourlyCount.BARE`.
    """

    at: datetime
    named: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """Searches that a login can't make now; cards open their patrons all the same.

    Attributes:
        until: when they go on.
        bare_alone: a search by a part of a name goes on now.
    """

    until: datetime
    bare_alone: bool


def bounds(policy: Policy) -> Mapping[HourlyCount, int]:
    """Give how much a login may do in an hour, or from how much on it is told."""
    return {
        HourlyCount.NAMED: policy.people_named_an_hour,
        HourlyCount.BARE: policy.bare_searches_an_hour,
        HourlyCount.NOBODYS: policy.looks_at_nobody_an_hour,
        HourlyCount.LIFTS: policy.lifts_an_hour,
    }


def pause(searches: Iterable[Searched], *, bare: bool, policy: Policy) -> Pause | None:
    """Tell whether a login has to wait with a search: until the search that is one too many is an hour old.

    Args:
        searches: those that it made within `SPAN`.
        bare: the search that is wanted is one by a birth date or a telephone number alone.
        policy: the library's.
    """
    newest_first = sorted(searches, key=lambda it: it.at, reverse=True)
    of_names = _too_many(
        newest_first, [it.named for it in newest_first], policy.people_named_an_hour - MOST_NAMED + 1
    )
    of_bare = None
    if bare:
        of_bare = _too_many(newest_first, [it.bare for it in newest_first], policy.bare_searches_an_hour)
    since = max((at for at in (of_names, of_bare) if at is not None), default=None)
    return None if since is None else Pause(since + SPAN, bare_alone=of_names is None)


def lists_go_on(opened: Iterable[datetime], policy: Policy) -> datetime | None:
    """Tell from when on a login may list other logins' looks again, None for now: as many as searches without a name.

    Args:
        opened: when it opened such a list within `SPAN`.
        policy: the library's.
    """
    newest_first = sorted(
        (Searched(at, named=0, bare=True) for at in opened), key=lambda it: it.at, reverse=True
    )
    since = _too_many(newest_first, (it.bare for it in newest_first), policy.bare_searches_an_hour)
    return None if since is None else since + SPAN


def _too_many(newest_first: list[Searched], counted: Iterable[int], most: int) -> datetime | None:
    """Give when the search was made with which, and all after it, there are so many; None where there aren't."""
    total = 0
    for searched, count in zip(newest_first, counted, strict=True):
        total += count
        if total >= most:
            return searched.at
    return None
