"""The library's own values as texts in a cell: `20`, `true`, `book=20 av=5 language=3`, or nothing for none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from services.contract.file_faults import Cause, UnfitError
from services.own_schema.transfer.cell_types import FlagFormat, format_within, shown
from services.rules.bounds import Fields, Maybe, Text
from services.rules.card_numbers import Clash, clashes
from services.rules.characters import is_seen
from services.rules.policy import bounds, from_values, names
from services.rules.vocabulary import LoanClass

_NUMBERS: Final = ("card_lengths", "card_letters", "item_number_digits", "item_number_prefix")
_CLASHES: Final[Mapping[Clash, tuple[Cause, tuple[str, ...]]]] = {
    Clash.CARDS_AND_ITEMS: (Cause.CARDS_AND_ITEMS, _NUMBERS),
    Clash.CARDS_THERE_AND_ITEMS: (Cause.CARDS_THERE_AND_ITEMS, _NUMBERS),
    Clash.CHECK_DIGIT_OF_LETTERS: (Cause.CHECK_DIGIT_OF_LETTERS, ("card_letters", "card_check_digit")),
}
"""What is told of rules that don't go together, and which rules those are."""
_DATE: Final = re.compile(
    r"(\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|(\d{4}[-/])?\d{1,2}/\d{1,2}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{5}",
    re.ASCII,
)
"""What a spreadsheet makes of `7-10`: a date in its country's form, or the count of its days."""


def rule_names() -> frozenset[str]:
    """Name every rule that this program knows."""
    return names()


def rule_text(value: Any) -> str:
    """Write a rule's value, as `circulation_rule` keeps it."""
    match value:
        case None:
            return ""
        case bool():
            return FlagFormat().write(value)
        case Mapping():
            return " ".join(f"{it.value}={value[it.value]}" for it in LoanClass if it.value in value)
        case _:
            return str(value)


def rule_value(name: str, text: str) -> Any:
    """Read a rule's value, as `circulation_rule` keeps it.

    Raises:
        UnfitError: there is no such rule, or it has no such value.
    """
    if name not in rule_names():
        raise UnfitError(Cause.RULE_UNKNOWN, name, "name")
    bound, bare = bounds()[name], text.strip()
    if isinstance(bound, Maybe):
        if not bare:
            return None
        bound = bound.of
    match bound:
        case Text(pattern=None):
            return _words(bound, text)
        case Text():
            return _words(bound, bare)
        case Fields():
            return _limits(bound, bare)
        case _:
            return format_within(bound).read(bare)


def _words(bound: Text, text: str) -> str:
    if len(text) > bound.longest:
        raise UnfitError(Cause.TOO_LONG, str(bound.longest))
    if not is_seen(text):
        raise UnfitError(Cause.CONTROL_CHARACTER)
    if not bound.blank and not text.strip():
        raise UnfitError(Cause.EMPTY)
    if not bound.fits(text):
        raise UnfitError(Cause.MADE_A_DATE if _DATE.fullmatch(text) else Cause.RULE_VALUE, shown(text))
    return text


def _limits(bound: Fields, text: str) -> dict[str, int]:
    """Read a number for each class that limits are counted in."""
    found: dict[str, int] = {}
    for part in text.split():
        key, _, number = part.partition("=")
        if key in found or key not in bound.wanted:
            raise UnfitError(Cause.RULE_VALUE, shown(text))
        found[key] = format_within(bound.wanted[key]).read(number)
    if len(found) != len(bound.wanted):
        raise UnfitError(Cause.RULE_VALUE, shown(text))
    return found


def clashing(
    rows: Sequence[tuple[int, Mapping[str, Any]]], there: frozenset[int], today: date
) -> Iterator[tuple[int, UnfitError]]:
    """Tell which of a file's rules don't go together on a day, each at the line that comes into force last.

    Args:
        rows: the file's good rows by their lines, their values as texts.
        there: the lengths of cards that the library has already; they came later than rules that are over.
        today: from which day on rules are asked about those.
    """
    rules = [(it["name"], it["valid_from"], rule_value(it["name"], it["value"])) for _, it in rows]
    told: set[tuple[int, Clash]] = set()
    days = sorted({valid_from for _, valid_from, _ in rules})
    for day, end in pairwise((*days, date.max)):
        for clash, example in clashes(from_values(rules, day), there if end > today else frozenset()):
            cause, concerned = _CLASHES[clash]
            line = _last_of(concerned, rows, day)
            if line is not None and (line, clash) not in told:
                told.add((line, clash))
                yield line, UnfitError(cause, example, "value")


def _last_of(
    concerned: Sequence[str], rows: Sequence[tuple[int, Mapping[str, Any]]], day: date
) -> int | None:
    """Find the line of some rules that came into force last by a day."""
    of_them = [
        (it["valid_from"], line) for line, it in rows if it["name"] in concerned and it["valid_from"] <= day
    ]
    return max(of_them)[1] if of_them else None
