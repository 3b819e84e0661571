"""Bounds of a single value: which numbers, texts, codes, days and JSON it can be.

A bound says it twice from the same fields: `fits` asks a value of Python's, and
`services.own_schema.schema.postgresql.bounds` writes the question for PostgreSQL. `services.rules.table_of_bounds` says
which value has which.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, Protocol

from services.rules.characters import ODD, is_blank, is_seen

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
        odd: the characters that it hasn't, as a class of a regular expression; empty for none.
        seen: each character is seen, and seen alike everywhere (`is_seen`).
        blank: it may have nothing but blanks, or nothing at all.
        pattern: a regular expression of the whole, in words that Python and PostgreSQL read alike; any when left out.
    """

    longest: int
    odd: str = ODD
    seen: bool = False
    blank: bool = False
    pattern: str | None = None

    def fits(self, value: Any) -> bool:
        """Tell whether it is such a text."""
        return (
            type(value) is str
            and len(value) <= self.longest
            and (not self.odd or re.search(f"[{self.odd}]", value) is None)
            and (not self.seen or is_seen(value))
            and (self.blank or not is_blank(value))
            and (self.pattern is None or re.fullmatch(self.pattern, value) is not None)
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A code that the library has words for (`code_label`), which the database alone knows.

    Attributes:
        kind: of which open vocabulary.
        own: codes that the program itself writes, whether or not there are words for them.
    """

    kind: str
    own: tuple[str, ...] = ()

    def fits(self, value: Any) -> bool:
        """Tell whether it is a text; which of them there are, acts ask when they are planned."""
        return type(value) is str


@dataclass(frozen=True, slots=True)
class Judged:
    """A text that a rule of its own judges.

    Attributes:
        judge: does so.
        function: does the same in PostgreSQL.
    """

    judge: Callable[[str], bool]
    function: str

    def fits(self, value: Any) -> bool:
        """Tell whether it is one."""
        return type(value) is str and self.judge(value)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant that every desk can read, whatever the zone."""

    first: datetime = datetime(1, 1, 2, tzinfo=UTC)
    last: datetime = datetime(9999, 12, 30, tzinfo=UTC)

    def fits(self, value: Any) -> bool:
        """Tell whether it is one."""
        return type(value) is datetime and self.first <= value <= self.last


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
    """A list of values.

    Attributes:
        of: what each is.
        least: how many there are at least.
    """

    of: Bound
    least: int = 1

    def fits(self, value: Any) -> bool:
        """Tell whether it is one."""
        return type(value) is list and len(value) >= self.least and all(map(self.of.fits, value))


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
