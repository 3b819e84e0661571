"""Reads the facts of a caller; how few are too few, services/own_schema/schema/postgresql/desk/checks.sql says, too.

domain.md, "Phone". Only the writing form is folded: kana in half or full width, hiragana or katakana, blanks; dates by
the calendar or by era; phone numbers with or without hyphens. What was typed is in no representation, so that no log
can hold it. `services.own_schema.lookup.caller_check_statements` compares.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final

from services.rules.people.names import kana_key, katakana
from services.rules.people.registration import LONGEST_NAME, LONGEST_PHONE, from_japan


class FactKind(StrEnum):
    """What a caller can tell; the values are what an identity check's record says was OK or NG."""

    CARD_NUMBER = "card_number"
    KANA = "kana"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"


class FactsNeeded(StrEnum):
    """What a caller has to tell beside the number that opened the record.

    ANY: one more fact, which ◇ doesn't stand on the card. KANA_AND_PHONE: both, for want of a birth date. NONE_ENOUGH:
    one of these two isn't registered either, so that the patron comes to the counter.
    """

    ANY = "any"
    KANA_AND_PHONE = "kana_and_phone"
    NONE_ENOUGH = "none_enough"


class FactFault(Enum):
    """Why what was typed can't be compared; such a form is no try. Enum order is the order of telling."""

    KANA_UNREADABLE = "kana_unreadable"
    BIRTH_DATE_UNREADABLE = "birth_date_unreadable"
    PHONE_UNREADABLE = "phone_unreadable"
    TOO_FEW = "too_few"
    ON_THE_CARD = "on_the_card"
    KANA_AND_PHONE = "kana_and_phone"
    NONE_ENOUGH = "none_enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFacts:
    """What the clerk typed; nothing but blanks is no fact."""

    kana: str = field(default="", repr=False)
    birth_date: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What was typed, folded for comparing; None where nothing was, or nothing that can be read."""

    kana: str | None = field(repr=False)
    birth_date: date | None = field(repr=False)
    phone: str | None = field(repr=False)


NEEDED: Final = 2
"""How many facts it takes (domain.md); the number that opened the record counts as one."""


def facts_needed(*, kana: str | None, has_birth_date: bool, phone: str | None) -> FactsNeeded:
    """Tell what a caller has to tell beside the number, by what is registered of the patron.

    No birth date identifies nobody: a number alone, which a public telephone may have, isn't enough without it. What
    no caller's words are equal to, as 「なし」 for a number, counts as not registered.
    """
    if has_birth_date:
        return FactsNeeded.ANY
    known, needed = CallerFacts(kana=kana or "", phone=phone or ""), FactsNeeded.KANA_AND_PHONE
    return FactsNeeded.NONE_ENOUGH if check_facts(known, opened_by_number=True, needed=needed) else needed


def check_facts(
    facts: CallerFacts,
    *,
    opened_by_number: bool,
    more_than_the_card: bool = True,
    needed: FactsNeeded = FactsNeeded.ANY,
) -> tuple[FactFault, ...]:
    """Tell why what was typed can't be compared, as what is longer than anything registered; nothing when it can.

    Args:
        facts: what was typed.
        opened_by_number: the card number opened the record, which counts as a fact.
        more_than_the_card: ◇ number and kana name, which stand together on a lost card, aren't enough.
        needed: what is wanted of the patron whom the number opened.
    """
    if needed is FactsNeeded.NONE_ENOUGH:
        return (FactFault.NONE_ENOUGH,)
    read = read_facts(facts)
    faults = []
    if _NO_KANA.search(katakana(facts.kana)) or len(read.kana or "") > LONGEST_NAME:
        faults.append(FactFault.KANA_UNREADABLE)
    if _is_typed(facts.birth_date) and read.birth_date is None:
        faults.append(FactFault.BIRTH_DATE_UNREADABLE)
    if _is_typed(facts.phone) and (read.phone is None or len(read.phone) > LONGEST_PHONE):
        faults.append(FactFault.PHONE_UNREADABLE)
    if faults:
        return tuple(faults)
    if needed is FactsNeeded.KANA_AND_PHONE and None in {read.kana, read.phone}:
        return (FactFault.KANA_AND_PHONE,)
    told = sum(fact is not None for fact in (read.kana, read.birth_date, read.phone))
    if told + opened_by_number < NEEDED:
        return (FactFault.TOO_FEW,)
    only_kana = read.birth_date is None and read.phone is None
    return (FactFault.ON_THE_CARD,) if only_kana and more_than_the_card else ()


def placed(facts: CallerFacts) -> CallerFacts:
    """Put a birth date that was typed as a telephone number or as a name where it belongs, and a number likewise.

    Nothing is moved to where something else of its kind stands, and nothing that could be either.
    """
    texts = {"kana": facts.kana, "birth_date": facts.birth_date, "phone": facts.phone}
    reads = {"birth_date": _is_birth_date, "phone": _is_whole_phone}
    found = {kind: [at for at, text in texts.items() if reads_as(text)] for kind, reads_as in reads.items()}
    moves = {at: kind for kind, places in found.items() for at in places if len(places) == 1 and at != kind}
    kept = {at: "" if at in moves else text for at, text in texts.items()}
    if any(_is_typed(kept[kind]) for kind in moves.values()):
        return facts
    return CallerFacts(**kept | {kind: texts[at] for at, kind in moves.items()})


def _is_birth_date(text: str) -> bool:
    """Tell a day from a telephone number, which begins with 0."""
    day = read_birth_date(text)
    return day is not None and day >= _ERAS["明治"][0]


def _is_whole_phone(text: str) -> bool:
    """Tell a number with its area code, or from abroad, from a date."""
    digits = read_phone(text) or ""
    return digits.startswith("0") and len(digits) >= _SHORTEST_PHONE


def read_facts(facts: CallerFacts) -> ReadFacts:
    """Fold the writing form away."""
    return ReadFacts(kana_key(facts.kana) or None, read_birth_date(facts.birth_date), read_phone(facts.phone))


# An era's last day is the next one's first, but for 昭和: 平成 began the day after.
_ERAS: Final = MappingProxyType(
    {
        "明治": (date(1868, 1, 25), date(1912, 7, 30)),
        "大正": (date(1912, 7, 30), date(1926, 12, 25)),
        "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
        "平成": (date(1989, 1, 8), date(2019, 4, 30)),
        "令和": (date(2019, 5, 1), date.max),
    }
)
_ERA_NAMES: Final = MappingProxyType(
    {
        short: era
        for era, letter in zip(_ERAS, "MTSHR", strict=True)
        for short in (era, era[0], letter, letter.lower())
    }
)
NO_KANA: Final = "[0-9\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Matches what no kana name has: digits and kanji."""
_NO_KANA: Final = re.compile(NO_KANA)
_BLANKS: Final = re.compile(r"\s+")
_DASHES: Final = re.compile("[-‐‑‒–—―−ーｰ─]")  # what an IME makes of the hyphen key, too
_PARTED: Final = re.compile(r"(\D*?)(\d+|元)[年/.-](\d{1,2})[月/.-](\d{1,2})日?")
_RUN: Final = re.compile(r"(\D*)(\d{2}|\d{4})(\d{2})(\d{2})")
_DIGITS: Final = re.compile("[0-9]+")
_YEAR_DIGITS: Final = 4
_SHORTEST_PHONE: Final = 9
"""Digits: 0, an area code and a number."""


def _is_typed(text: str) -> bool:
    return bool(plain_fact(text))


def plain_fact(text: str) -> str:
    """Fold the writing form of a date or a number: NFKC, no blanks, one kind of dash."""
    return _DASHES.sub("-", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))


def read_phone(text: str) -> str | None:
    """Read a telephone number as its digits, from Japan; None if that is no number."""
    digits = re.sub("[-().]", "", from_japan(plain_fact(text)))
    return digits if _DIGITS.fullmatch(digits) else None


def read_birth_date(text: str) -> date | None:
    """Read a day, by the calendar or by era, in digits or in words; None if that is no day."""
    found = _PARTED.fullmatch(plain_fact(text)) or _RUN.fullmatch(plain_fact(text))
    if found is None:
        return None
    era, year, month, day = found.groups()
    if not era:
        return _day(int(year), int(month), int(day)) if len(year) == _YEAR_DIGITS else None
    name = _ERA_NAMES.get(era)
    if name is None or len(year) >= _YEAR_DIGITS or year in {"0", "00"}:
        return None
    first, last = _ERAS[name]
    born = _day(first.year + (1 if year == "元" else int(year)) - 1, int(month), int(day))
    return born if born is not None and first <= born <= last else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
