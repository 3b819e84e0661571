"""The library's own values as texts in a cell: `20`, `true`, `book=20 av=5 language=3`, or nothing for none."""

import string
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from services.cards import CHECK_DIGIT_METHODS
from services.rules.passwords import MINIMUM_LENGTH
from services.rules.policy import Policy
from services.rules.vocabulary import AgeGroup, LoanClass
from services.transfer.cells import Flag, Member, Number
from services.transfer.faults import Cause, UnfitError

MOST = 10_000
_LONGEST = 300
ITEM_NUMBER_DIGITS = 12
"""As many as `item.number` can hold."""
_LEAST: Mapping[str, int] = {
    "loan_days": 1,
    "renewal_days": 1,
    "closure_min_days": 1,
    "cancelled_kept_days": 1,
    "initial_password_length": MINIMUM_LENGTH,
    "initial_password_days": 1,
    "wrong_logins_to_lock": 1,
    "lock_minutes": 1,
    "registration_years": 1,
    "mail_tries": 1,
    "mail_first_retry_minutes": 1,
    "access_log_kept_days": 1,
    "identity_misses": 1,
    "identity_misses_of_login": 1,
    "identity_misses_minutes": 1,
    "identity_check_minutes": 1,
    "seal_hours": 1,
    "records_shown": 1,
    "reports_shown": 1,
    "clock_drift_seconds": 1,
    "mail_waiting_hours": 1,
    "staff_wrong_tries_to_lock": 1,
    "staff_lock_minutes": 1,
    "staff_password_min_length": 1,
}
_MOST: Mapping[str, int] = {
    "initial_password_length": 32,
    "registration_years": 100,
    "expiry_notice_months": 12,
    "item_number_digits": ITEM_NUMBER_DIGITS,
    "identity_misses_minutes": 12 * 60,  # the sentence names the time of day
}


def rule_names() -> frozenset[str]:
    """Name every rule that this program knows."""
    return frozenset(item.name for item in fields(Policy))


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
    hint = _hints()[name]
    if hint is str:
        return _short(text)
    bare = text.strip()
    if hint == int | None and not bare:
        return None
    if hint in {int, int | None}:
        return Number(_LEAST.get(name, 0), _MOST.get(name, MOST)).read(bare)
    kinds: dict[Any, Callable[[str], Any]] = {bool: Flag().read, AgeGroup: Member(AgeGroup).read}
    return kinds.get(hint, _limits)(bare)


@cache
def _hints() -> dict[str, Any]:
    return get_type_hints(Policy)


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise UnfitError(Cause.TOO_LONG, str(_LONGEST))
    return text


def _limits(text: str) -> dict[str, int]:
    """Read a number for each class that limits are counted in."""
    found: dict[str, int] = {}
    for part in text.split():
        key, _, number = part.partition("=")
        if key in found or key not in {it.value for it in LoanClass}:
            raise UnfitError(Cause.RULE_VALUE, text)
        found[key] = Number(0, MOST).read(number)
    if len(found) != len(LoanClass):
        raise UnfitError(Cause.RULE_VALUE, text)
    return found


def _alphabet(text: str) -> str:
    """Read an alphabet that initial passwords can be made of: ASCII letters and digits, both kinds."""
    used = set(text)
    kinds = [used & set(string.ascii_letters), used & set(string.digits)]
    if not all(kinds) or not used <= kinds[0] | kinds[1]:
        raise UnfitError(Cause.RULE_VALUE, text)
    return _short(text)


def _check_digit(text: str) -> str | None:
    bare = text.strip()
    if bare and bare not in CHECK_DIGIT_METHODS:
        raise UnfitError(Cause.RULE_VALUE, bare)
    return bare or None


def _item_prefix(text: str) -> str:
    bare = text.strip()
    if not set(bare) <= set(string.digits) or len(bare) >= ITEM_NUMBER_DIGITS:
        raise UnfitError(Cause.RULE_VALUE, bare)
    return bare


def _name(text: str) -> str:
    if not text.strip():
        raise UnfitError(Cause.EMPTY)
    return _short(text)


_SPECIAL: Mapping[str, Callable[[str], Any]] = {
    "initial_password_alphabet": _alphabet,
    "card_check_digit": _check_digit,
    "item_number_prefix": _item_prefix,
    "library_name": _name,
    "portal_name": _name,
}
