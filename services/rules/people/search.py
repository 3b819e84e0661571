"""Reads what the clerk typed to find a patron: names, a birth date, a telephone number.

Every word of a name is folded as the patrons' keys are (`services.rules.people.search_keys`), in each reading
it may have.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from services.rules.people.identity import plain_fact, read_birth_date, read_phone
from services.rules.people.names import katakana, name_key
from services.rules.people.romaji import kana_of, latin_key
from services.rules.people.search_keys import (
    BEGINNING,
    GRAMS,
    PHONE_END,
    SPOKEN,
    VOWELS,
    fold,
    same_sound,
    shortened,
    spelt,
)

FEWEST: Final = GRAMS[0]
"""The fewest characters that are searched for."""
MOST_SHOWN: Final = 20
"""How many hits are listed; a search that has more says so."""

_FULL_PHONE: Final = (10, 11)
_KANA: Final = re.compile("[ァ-ヺー]+")
_LATIN: Final = re.compile("[a-z]+")
_FIRST_YEAR: Final = "元年"
_DIGIT: Final = re.compile("[0-9]")
_DIGITS: Final = re.compile("[0-9]+")
_WRITTEN_PHONE: Final = re.compile(r"(\+81|\(?0)[-.()0-9]+")
_WRITTEN_END: Final = re.compile("-[0-9]{4}")


class SearchFault(Enum):
    """Why nothing is searched."""

    TOO_SHORT = "too_short"
    BIRTH_DATE_UNREADABLE = "birth_date_unreadable"
    NUMBER_UNREADABLE = "number_unreadable"


class Fact(Enum):
    """What a text without a name can say of a patron."""

    BIRTH_DATE = "birth_date"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """What the clerk typed; all may stand in the first field. It is in no representation, and so in no log."""

    words: str = field(default="", repr=False)
    birth_date: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is typed."""
        return not (self.words + self.birth_date + self.phone).strip()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of it at once.

    Attributes:
        terms: parts of names, each in every reading it may have, folded.
        birth_date: the day.
        phone: all digits of a telephone number.
        phone_end: its last four.
    """

    terms: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    birth_date: date | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    phone_end: str | None = field(default=None, repr=False)

    @property
    def is_bare(self) -> bool:
        """Tell whether it is a birth date or a telephone number alone, without any part of a name."""
        return not self.terms


def read_search(text: SearchText) -> Query | SearchFault:
    """Read what was typed, in its fields or all in one."""
    query = _Reading()
    try:
        for word in unicodedata.normalize("NFKC", text.words).split():
            query.take(word)
        if text.birth_date.strip():
            query.take_birth_date(text.birth_date)
        if text.phone.strip():
            query.take_phone(text.phone)
    except _UnreadableError as error:
        return error.fault
    return query.finished()


def written_fact(text: str) -> Fact | None:
    """Tell which fact a text is by its writing alone: a date with its signs or era, a telephone number with its signs.

    A whole telephone number begins with 0 or +81; the last four digits of one have a dash before them. Digits alone
    are neither.
    """
    plain = plain_fact(text)
    if _DIGITS.fullmatch(plain):
        return None
    if read_birth_date(plain) is not None:
        return Fact.BIRTH_DATE
    if _WRITTEN_END.fullmatch(plain):
        return Fact.PHONE
    digits = read_phone(plain) if _WRITTEN_PHONE.fullmatch(plain) else None
    return Fact.PHONE if digits is not None and len(digits) in _FULL_PHONE else None


def fact_in(text: str) -> Fact | None:
    """Tell which fact can be read in a text, if it were one; never both, for their counts of digits differ."""
    if read_birth_date(text) is not None:
        return Fact.BIRTH_DATE
    digits = read_phone(text)
    return Fact.PHONE if digits is not None and len(digits) in (PHONE_END, *_FULL_PHONE) else None


def beginnings(term: tuple[str, ...]) -> tuple[str, ...]:
    """Give each reading's text in the key of a name that begins with the term."""
    is_romaji = _LATIN.fullmatch(term[-1]) is not None
    return tuple(
        (SPOKEN if is_romaji and _LATIN.fullmatch(reading) is None else BEGINNING) + reading
        for reading in term
    )


class _UnreadableError(Exception):
    def __init__(self, fault: SearchFault) -> None:
        super().__init__()
        self.fault = fault


class _Reading:
    def __init__(self) -> None:
        self._names: list[str] = []
        self._birth_date: date | None = None
        self._phone: str | None = None

    def take(self, word: str) -> None:
        """Take one word of the field for everything."""
        if _DIGIT.search(word) is None and _FIRST_YEAR not in word:
            self._names.append(word)
        elif read_birth_date(word) is not None:
            self.take_birth_date(word)
        elif read_phone(word) is not None:
            self.take_phone(word)
        else:
            raise _UnreadableError(SearchFault.BIRTH_DATE_UNREADABLE)

    def take_birth_date(self, text: str) -> None:
        self._birth_date = read_birth_date(text)
        if self._birth_date is None:
            raise _UnreadableError(SearchFault.BIRTH_DATE_UNREADABLE)

    def take_phone(self, text: str) -> None:
        digits = read_phone(text)
        if digits is None or len(digits) not in (PHONE_END, *_FULL_PHONE):
            raise _UnreadableError(SearchFault.NUMBER_UNREADABLE)
        self._phone = digits

    def finished(self) -> Query | SearchFault:
        terms = tuple(readings for name in self._names if (readings := _readings(name)))
        if self._birth_date is None and self._phone is None:
            terms = _findable(terms) or _findable((_readings("".join(self._names)),))
            if not terms:
                return SearchFault.TOO_SHORT
        end = self._phone if self._phone is not None and len(self._phone) == PHONE_END else None
        return Query(terms, self._birth_date, None if end else self._phone, end)


def _findable(terms: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Leave out readings that are too short; nothing, where a whole term is: 「林 一」 is then read as one."""
    long = tuple(tuple(reading for reading in term if len(reading) >= FEWEST) for term in terms)
    return long if all(long) else ()


def _readings(word: str) -> tuple[str, ...]:
    """Give every text by which a key may hold a typed name; the likeliest first."""
    kana = katakana(word)
    found = [fold(name_key(kana))]
    if _KANA.fullmatch(kana):
        found = [fold(kana), fold(same_sound(kana))]
        if kana[0] in VOWELS:  # it may begin within a long vowel, as ウエ in イノウエ
            found.append(spelt(kana))
    elif _LATIN.fullmatch(found[0]):
        latin = latin_key(word)
        spoken = kana_of(latin, whole=False)
        found = [*([shortened(fold(spoken))] if spoken else []), latin]
    return tuple(dict.fromkeys(filter(None, found)))
