"""Bounds of a single value: which numbers, texts, codes, days and JSON it can be.

A bound says it twice from the same fields: `fits` asks a value of Python's, and
`services.schema.postgresql.desk.master_bounds` writes the question for PostgreSQL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from services.rules.characters import ODD, is_seen

_ODD: Final = re.compile(f"[{ODD}]")
_LEAP_YEAR: Final = 2000


class Bound(Protocol):
    """What a value can be."""

    def fits(self, value: Any) -> bool:
        """Tell whether it is such a value; anything may be asked."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` through `most`."""

    least: int
    most: int

    def fits(self, value: Any) -> bool:
        """Tell whether it is one; true and false are none."""
        return type(value) is int and self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    def fits(self, value: Any) -> bool:
        """Tell whether it is one of them; 1 and 0 aren't."""
        return type(value) is bool


@dataclass(frozen=True, slots=True)
class Code:
    """One of some texts."""

    codes: tuple[str, ...]

    def fits(self, value: Any) -> bool:
        """Tell whether it is one of them."""
        return isinstance(value, str) and value in self.codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text without odd characters.

    Attributes:
        longest: the most characters.
        seen: each character is seen, and seen alike everywhere (`is_seen`).
        blank: it may have nothing but blanks, or nothing at all.
        pattern: a regular expression of the whole, in words that Python and PostgreSQL read alike; any when left out.
    """

    longest: int
    seen: bool = False
    blank: bool = False
    pattern: str | None = None

    def fits(self, value: Any) -> bool:
        """Tell whether it is such a text."""
        return (
            type(value) is str
            and len(value) <= self.longest
            and (is_seen(value) if self.seen else _ODD.search(value) is None)
            and (self.blank or bool(value.strip()))
            and (self.pattern is None or re.fullmatch(self.pattern, value) is not None)
        )


@dataclass(frozen=True, slots=True)
class Day:
    """A date from `first` through `last`."""

    first: date = date.min
    last: date = date.max

    def fits(self, value: Any) -> bool:
        """Tell whether it is one of them."""
        return type(value) is date and self.first <= value <= self.last


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every year, as a list of its month and day; the 29th of February is one."""

    def fits(self, value: Any) -> bool:
        """Tell whether it is one."""
        if type(value) is not list or [type(it) for it in value] != [int, int]:
            return False
        try:
            date(_LEAP_YEAR, *value)
        except (ValueError, OverflowError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Maybe:
    """A value, or none."""

    of: Bound

    def fits(self, value: Any) -> bool:
        """Tell whether it is one of both."""
        return value is None or self.of.fits(value)


@dataclass(frozen=True, slots=True)
class Several:
    """A list of values that isn't empty."""

    of: Bound

    def fits(self, value: Any) -> bool:
        """Tell whether it is one."""
        return type(value) is list and bool(value) and all(map(self.of.fits, value))


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object.

    Attributes:
        wanted: the fields that it has.
        maybe: those that it may have.
        closed: it has no others.
        unless: a flag that it may have; where that is true, `wanted` and `maybe` say nothing.
    """

    wanted: Mapping[str, Bound]
    maybe: Mapping[str, Bound] = field(default_factory=dict)
    closed: bool = False
    unless: str | None = None

    def fits(self, value: Any) -> bool:
        """Tell whether it is such an object."""
        if type(value) is not dict:
            return False
        if self.unless is not None and value.get(self.unless, False) is not False:
            return value[self.unless] is True
        return (
            all(name in value and bound.fits(value[name]) for name, bound in self.wanted.items())
            and all(bound.fits(value[name]) for name, bound in self.maybe.items() if name in value)
            and (not self.closed or value.keys() <= {*self.wanted, *self.maybe})
        )
