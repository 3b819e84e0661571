"""Bounds each of the library's own values."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from services.rules.bounds import Bound, Code, Fields, Maybe, Text, Truth, Whole
from services.rules.card_numbers import LENGTHS_TEXT, WRITTEN_TEXT, CardLetters
from services.rules.check_digits import CHECK_DIGIT_METHODS
from services.rules.contact_stages import STAGES
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
    "people_named_an_hour": 100,  # a search names up to 21
    "bare_searches_an_hour": 1,
    "looks_at_nobody_an_hour": 1,
    "lifts_an_hour": 1,
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
    "people_named_an_hour": 100_000,
}


class UnfitValueError(ValueError):
    """No such value of the library's policy can be."""


def number_bounds(name: str) -> tuple[int, int]:
    """Tell the least and the most of a number."""
    return _LEAST.get(name, 0), _MOST.get(name, MOST)


@cache
def bound_of(name: str, hint: Any) -> Bound:
    """Give the bound of a value as `circulation_rule` keeps it.

    Args:
        name: the rule's.
        hint: the type of the `Policy`'s field.
    """
    special = _SPECIAL.get(name)
    if special is not None:
        return special
    if hint in {int, int | None}:
        number = Whole(*number_bounds(name))
        return number if hint is int else Maybe(number)
    kinds: dict[Any, Bound] = {
        bool: Truth(),
        str: Text(longest=LONGEST, seen=True, blank=True),
        AgeGroup: Code(tuple(it.value for it in AgeGroup)),
    }
    return kinds.get(hint, _LIMITS)


def read_value(name: str, hint: Any, kept: Any) -> Any:
    """Read a value as `circulation_rule` keeps it.

    Args:
        name: the rule's.
        hint: the type of the `Policy`'s field.
        kept: what JSON says; any other value is unfit.

    Raises:
        UnfitValueError: it is no value of this rule.
    """
    if not bound_of(name, hint).fits(kept):
        raise UnfitValueError
    if hint is AgeGroup:
        return AgeGroup(kept)
    return {it: kept[it.value] for it in LoanClass} if type(kept) is dict else kept


_LIMITS: Final = Fields({it.value: Whole(0, MOST) for it in LoanClass}, closed=True)
_NAME: Final = Text(longest=LONGEST, seen=True)
_SPECIAL: Final[Mapping[str, Bound]] = MappingProxyType(
    {
        "card_lengths": Text(longest=LONGEST, seen=True, pattern=LENGTHS_TEXT),
        "card_letters": Code(tuple(it.value for it in CardLetters)),
        "card_written": Text(longest=LONGEST, seen=True, blank=True, pattern=WRITTEN_TEXT),
        "card_check_digit": Maybe(Code(tuple(CHECK_DIGIT_METHODS))),
        "item_number_prefix": Text(
            longest=LONGEST, seen=True, blank=True, pattern=f"[0-9]{{0,{ITEM_NUMBER_DIGITS - 1}}}"
        ),
        "library_name": _NAME,
        "portal_name": _NAME,
        "overdue_stages": Text(longest=LONGEST, seen=True, blank=True, pattern=STAGES),
    }
)
