"""Bounds each of the library's own values, for imports, the desks and the database."""

import string
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from services.rules.card_numbers import CHECK_DIGIT_METHODS
from services.rules.characters import is_seen
from services.rules.contact_stages import are_stages
from services.rules.vocabulary import AgeGroup, LoanClass

MOST: Final = 10_000
"""A number's most, where nothing else is said."""
LONGEST: Final = 300
"""A text's most characters."""
MINIMUM_PASSWORD_LENGTH: Final = 8
ITEM_NUMBER_DIGITS: Final = 12
"""As many as `item.number` can hold."""

_LEAST: Final[Mapping[str, int]] = {
    "loan_days": 1,
    "renewal_days": 1,
    "closure_min_days": 1,
    "cancelled_kept_days": 1,
    "initial_password_length": MINIMUM_PASSWORD_LENGTH,
    "initial_password_days": 1,
    "wrong_logins_to_lock": 1,
    "lock_minutes": 1,
    "registration_years": 1,
    "access_log_kept_days": 1,
    "identity_misses": 1,
    "identity_misses_of_login": 1,
    "identity_misses_minutes": 1,
    "identity_check_minutes": 1,
    "staff_wrong_tries_to_lock": 1,
    "staff_lock_minutes": 1,
    "staff_password_min_length": 1,
    "contact_again_days": 1,
    "contact_calls": 1,
    "contacts_kept_days": 1,
}
_MOST: Final[Mapping[str, int]] = {
    "initial_password_length": 32,
    "registration_years": 100,
    "expiry_notice_months": 12,
    "item_number_digits": ITEM_NUMBER_DIGITS,
    "identity_misses_minutes": 12 * 60,  # the sentence names the time of day
}


class UnfitValueError(ValueError):
    """No such value of the library's policy can be."""


def number_bounds(name: str) -> tuple[int, int]:
    """Tell the least and the most of a number."""
    return _LEAST.get(name, 0), _MOST.get(name, MOST)


def read_value(name: str, hint: Any, kept: Any) -> Any:
    """Read a value as `circulation_rule` keeps it.

    Args:
        name: the rule's.
        hint: the type of the `Policy`'s field.
        kept: what JSON says; anything else than such a value is unfit, whatever it is.

    Raises:
        UnfitValueError: it is no value of this rule.
    """
    if kept is None and hint in {int | None, str | None}:
        return None
    if hint in {str, str | None}:
        return _text(name, kept)
    if hint in {int, int | None}:
        return _number(kept, *number_bounds(name))
    if hint is bool:
        return _wanted(type(kept) is bool, kept)
    if hint is AgeGroup:
        return AgeGroup(_wanted(type(kept) is str and kept in {it.value for it in AgeGroup}, kept))
    _wanted(type(kept) is dict and set(kept) == {it.value for it in LoanClass}, kept)
    return {it: _number(kept[it.value], 0, MOST) for it in LoanClass}


def _number(kept: Any, least: int, most: int) -> int:
    found: int = _wanted(type(kept) is int and least <= kept <= most, kept)
    return found


def _text(name: str, kept: Any) -> str:
    _wanted(type(kept) is str and len(kept) <= LONGEST, kept)
    _wanted(is_seen(kept), kept)
    text: str = _wanted(_SPECIAL.get(name, _is_any)(kept), kept)
    return text


def _wanted(fits: bool, kept: Any) -> Any:
    if not fits:
        raise UnfitValueError
    return kept


def is_item_prefix(text: str) -> bool:
    """Tell whether item numbers can begin with it: ASCII digits, fewer than a number has."""
    return set(text) <= set(string.digits) and len(text) < ITEM_NUMBER_DIGITS


def _is_any(_text: str) -> bool:
    return True


def _is_name(text: str) -> bool:
    return bool(text.strip())


_SPECIAL: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "card_check_digit": CHECK_DIGIT_METHODS.__contains__,
        "item_number_prefix": is_item_prefix,
        "library_name": _is_name,
        "portal_name": _is_name,
        "overdue_stages": are_stages,
    }
)
