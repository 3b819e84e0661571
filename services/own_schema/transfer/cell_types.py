"""Reads a cell's text into a value and writes it back: texts, numbers, days, codes.

An empty cell is no value. Days are read as spreadsheets write them too (`2026-11-24`, `2026/11/24`, `2026/1/4`); a
moment without a zone is Tokyo's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from sqlalchemy.types import Boolean, Date, String, Text, TypeEngine

from services.contract.cards import clean_card_number
from services.contract.errors import CardNumberMalformed
from services.contract.file_faults import Cause, UnfitError
from services.own_schema.database.tables.base import BigId
from services.own_schema.database.tables.types import Instant
from services.rules import bounds
from services.rules.bounds import Bound
from services.rules.card_numbers import LONGEST, CardLetters, CardNumbers
from services.rules.characters import CONTROLS
from services.rules.clock import TOKYO
from services.rules.table_of_bounds import CARD_NUMBER

_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,19}", re.ASCII)
_LONGEST_SHOWN = 40
_FLAGS = {"true": True, "false": False, "1": True, "0": False}
_LARGEST = 2**63 - 1


class CellFormat(Protocol):
    """One kind of cell; `read` and `write` never see an empty one."""

    @property
    def type(self) -> TypeEngine[Any]:
        """What keeps the value while it is on its way into its table."""

    def read(self, text: str) -> Any:
        """Read a text.

        Raises:
            UnfitError: it is no such value.
        """

    def write(self, value: Any) -> str:
        """Write a value."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A text.

    Attributes:
        longest: how many characters it may have; None for as many as there are.
        odd: characters that it may not have, as a class of a regular expression.
        blank: a text of which nothing is seen is one, too; else it is as good as none.
    """

    longest: int | None
    odd: str = CONTROLS
    blank: bool = True

    @property
    def type(self) -> TypeEngine[Any]:
        """A text of any length: it was measured when it was read."""
        return Text()

    def read(self, text: str) -> str:
        """Measure it."""
        if self.longest is not None and len(text) > self.longest:
            raise UnfitError(Cause.TOO_LONG, str(self.longest))
        return text

    def write(self, value: str) -> str:
        """Write it as it is."""
        return value


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A whole number, within bounds."""

    least: int = 1
    most: int = _LARGEST

    @property
    def type(self) -> TypeEngine[Any]:
        """A whole number."""
        return BigId

    def read(self, text: str) -> int:
        """Read decimal digits."""
        if _NUMBER.fullmatch(text) is None:
            raise UnfitError(Cause.NOT_A_NUMBER, shown(text))
        number = int(text)
        if not self.least <= number <= self.most:
            raise UnfitError(Cause.OUT_OF_RANGE, shown(text))
        return number

    def write(self, value: int) -> str:
        """Write decimal digits."""
        return str(value)


@dataclass(frozen=True, slots=True)
class FlagFormat:
    """True or false; a spreadsheet writes them in capitals."""

    @property
    def type(self) -> TypeEngine[Any]:
        """A boolean."""
        return Boolean()

    def read(self, text: str) -> bool:
        """Read `true`, `false`, `1` or `0`."""
        found = _FLAGS.get(text.lower())
        if found is None:
            raise UnfitError(Cause.NOT_A_FLAG, shown(text))
        return found

    def write(self, value: bool) -> str:
        """Write `true` or `false`."""
        return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class DayFormat:
    """A date, from one through another."""

    first: date = date.min
    last: date = date.max

    @property
    def type(self) -> TypeEngine[Any]:
        """A date."""
        return Date()

    def read(self, text: str) -> date:
        """Read year, month and day."""
        found = _DAY.fullmatch(text)
        if found is None:
            raise UnfitError(Cause.NOT_A_DAY, shown(text))
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            raise UnfitError(Cause.NOT_A_DAY, shown(text)) from None
        if not self.first <= day <= self.last:
            raise UnfitError(Cause.DAY_TOO_FAR, shown(text))
        return day

    def write(self, value: date) -> str:
        """Write it as ISO 8601 does."""
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class MomentFormat:
    """An instant, within bounds."""

    within: bounds.Moment = bounds.Moment()  # noqa: RUF009 - it is frozen

    @property
    def type(self) -> TypeEngine[Any]:
        """An instant in UTC."""
        return Instant()

    def read(self, text: str) -> datetime:
        """Read ISO 8601, or a day and a time as a spreadsheet writes them."""
        day, _, time = text.replace("T", " ").partition(" ")
        try:
            hour = f"0{time}" if time[1:2] == ":" else time or "00:00"
            moment = datetime.fromisoformat(f"{DayFormat().read(day).isoformat()} {hour}")
        except (ValueError, UnfitError):
            raise UnfitError(Cause.NOT_A_MOMENT, shown(text)) from None
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=TOKYO)
        if not self.within.fits(moment):
            raise UnfitError(Cause.NOT_A_MOMENT, shown(text))
        return moment

    def write(self, value: datetime) -> str:
        """Write it with Tokyo's wall clock and zone."""
        return value.astimezone(TOKYO).isoformat()


@dataclass(frozen=True, slots=True)
class VocabularyFormat:
    """A code of a closed vocabulary."""

    vocabulary: type[Enum]

    @property
    def type(self) -> TypeEngine[Any]:
        """A code."""
        return String(32)

    def read(self, text: str) -> str:
        """Take a code that is one of the vocabulary's values."""
        if text not in {member.value for member in self.vocabulary}:
            raise UnfitError(Cause.NOT_A_CODE, shown(text))
        return text

    def write(self, value: Enum | str) -> str:
        """Write the code."""
        return str(value.value) if isinstance(value, Enum) else value


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """A code of an open vocabulary, which the library words itself (`code_label`).

    Attributes:
        codes: those there are.
    """

    codes: frozenset[str]

    @property
    def type(self) -> TypeEngine[Any]:
        """A code."""
        return String(32)

    def read(self, text: str) -> str:
        """Take a code that has a label."""
        if text not in self.codes:
            raise UnfitError(Cause.NOT_A_CODE, shown(text))
        return text

    def write(self, value: str) -> str:
        """Write the code."""
        return value


class MasterCodeFormat:
    """The code of a branch, a stop or a material type, which stands for its id in the database."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = ids
        self._codes = {id_: code for code, id_ in ids.items()}

    @property
    def type(self) -> TypeEngine[Any]:
        """An id."""
        return BigId

    def read(self, text: str) -> int:
        """Find the id."""
        found = self._ids.get(text)
        if found is None:
            raise UnfitError(Cause.UNKNOWN, shown(text))
        return found

    def write(self, value: int) -> str:
        """Find the code."""
        return self._codes[value]


@dataclass(frozen=True, slots=True)
class CardNumberFormat:
    """A card's number, as it is kept or as it is printed on the card.

    Any length is read: the library's lengths are asked of cards that are new
    (`services.own_schema.transfer.file_layout.TableFormat.of_new`).

    Attributes:
        cards: how the library's numbers look.
    """

    cards: CardNumbers

    @property
    def type(self) -> TypeEngine[Any]:
        """A number without hyphens of its writing."""
        return String(LONGEST)

    def read(self, text: str) -> str:
        """Clean it as a scan is cleaned."""
        try:
            number = clean_card_number(text, self.cards)
        except CardNumberMalformed:
            raise UnfitError(Cause.NOT_A_CARD_NUMBER, shown(text)) from None
        is_small = self.cards.letters is CardLetters.CAPITALS and text.upper() != text
        if is_small or not CARD_NUMBER.fits(number):
            raise UnfitError(Cause.NOT_A_CARD_NUMBER, shown(text))
        return number

    def write(self, value: str) -> str:
        """Write it as it is kept."""
        return value


def format_within(bound: Bound) -> CellFormat:
    """Give the kind of the cells that hold what a bound says."""
    match bound:
        case bounds.Whole(least=least, most=most):
            return NumberFormat(least, most)
        case bounds.Truth():
            return FlagFormat()
        case bounds.Code(codes=codes):
            return LabelFormat(frozenset(codes))
        case bounds.Day(first=first, last=last):
            return DayFormat(first, last)
        case bounds.Moment():
            return MomentFormat(bound)
        case bounds.Text(longest=longest, odd=odd, blank=blank):
            return TextFormat(longest, odd, blank)
    raise TypeError(bound)


def shown(text: str) -> str:
    """Cut a cell's text for a message."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
