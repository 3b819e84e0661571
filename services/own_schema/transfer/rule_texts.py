"""The library's own values as texts in a cell: `20`, `true`, `book=20 av=5 language=3`, or nothing for none."""

from collections.abc import Mapping
from typing import Any

from services.contract.file_faults import Cause, UnfitError
from services.own_schema.transfer.cell_types import FlagFormat, format_within, shown
from services.rules.bounds import Fields, Maybe, Text
from services.rules.characters import is_seen
from services.rules.policy import bounds, names
from services.rules.vocabulary import LoanClass


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
        raise UnfitError(Cause.RULE_VALUE, shown(text))
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
