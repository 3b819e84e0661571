"""The library's own values as texts in a cell: `20`, `true`, `book=20 av=5 language=3`, or nothing for none."""

from collections.abc import Callable, Mapping
from typing import Any

from services.rules.card_numbers import CHECK_DIGIT_METHODS
from services.rules.characters import is_seen
from services.rules.contact_stages import are_stages
from services.rules.policy import hint_of, names
from services.rules.policy_values import LONGEST, MOST, is_item_prefix, number_bounds
from services.rules.vocabulary import AgeGroup, LoanClass
from services.transfer.cell_types import Flag, Member, Number, shown
from services.transfer.faults import Cause, UnfitError


def rule_names() -> frozenset[str]:
    """Name every rule that this program knows."""
    return names()


def rule_text(value: Any) -> str:
    """Write a rule's value, as `circulation_rule` keeps it."""
    match value:
        case None:
            return ""
        case bool():
            return Flag().write(value)
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
    special = _SPECIAL.get(name)
    if special is not None:
        return special(text)
    hint = hint_of(name)
    if hint is str:
        return _short(text)
    bare = text.strip()
    if hint == int | None and not bare:
        return None
    if hint in {int, int | None}:
        return Number(*number_bounds(name)).read(bare)
    kinds: dict[Any, Callable[[str], Any]] = {bool: Flag().read, AgeGroup: Member(AgeGroup).read}
    return kinds.get(hint, _limits)(bare)


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise UnfitError(Cause.TOO_LONG, str(LONGEST))
    if not is_seen(text):
        raise UnfitError(Cause.CONTROL_CHARACTER)
    return text


def _limits(text: str) -> dict[str, int]:
    """Read a number for each class that limits are counted in."""
    found: dict[str, int] = {}
    for part in text.split():
        key, _, number = part.partition("=")
        if key in found or key not in {it.value for it in LoanClass}:
            raise UnfitError(Cause.RULE_VALUE, shown(text))
        found[key] = Number(0, MOST).read(number)
    if len(found) != len(LoanClass):
        raise UnfitError(Cause.RULE_VALUE, shown(text))
    return found


def _check_digit(text: str) -> str | None:
    bare = text.strip()
    if bare and bare not in CHECK_DIGIT_METHODS:
        raise UnfitError(Cause.RULE_VALUE, shown(bare))
    return bare or None


def _item_prefix(text: str) -> str:
    bare = text.strip()
    if not is_item_prefix(bare):
        raise UnfitError(Cause.RULE_VALUE, shown(bare))
    return bare


def _name(text: str) -> str:
    if not text.strip():
        raise UnfitError(Cause.EMPTY)
    return _short(text)


def _stages(text: str) -> str:
    bare = text.strip()
    if not are_stages(bare):
        raise UnfitError(Cause.RULE_VALUE, shown(bare))
    return _short(bare)


_SPECIAL: Mapping[str, Callable[[str], Any]] = {
    "card_check_digit": _check_digit,
    "item_number_prefix": _item_prefix,
    "library_name": _name,
    "portal_name": _name,
    "overdue_stages": _stages,
}
