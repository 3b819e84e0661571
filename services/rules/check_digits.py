"""Checks the check digit of a card number."""

from collections.abc import Callable, Mapping
from typing import Final


def _luhn(digits: list[int]) -> int:
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(reversed(digits))]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def _modulus_10_weight_3(digits: list[int]) -> int:
    return -sum(digit * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))) % 10


def _modulus_11(digits: list[int]) -> int:
    first_weight, weights = 2, 6
    total = sum(digit * (first_weight + place % weights) for place, digit in enumerate(reversed(digits)))
    # A remainder of 0 or 1 would want a check digit of 11 or 10; 0 stands for both.
    return -total % 11 % 10


def _modulus_7(digits: list[int]) -> int:
    return int("".join(map(str, digits)) or "0") % 7


CHECK_DIGIT_METHODS: Final[Mapping[str, Callable[[list[int]], int]]] = {
    "modulus10-weight3": _modulus_10_weight_3,
    "luhn": _luhn,
    "modulus11": _modulus_11,
    "modulus7": _modulus_7,
}


def check_digit_fits(number: str, method: str | None) -> bool:
    """Tell whether a card number's last digit is the check digit of the others.

    Kawaguchi's method isn't known, so ◇ `card_check_digit` is None by default and every number fits. A digit that
    doesn't fit is a reason to warn, never to refuse. No method counts letters: a number with one fits, and masters with
    both are refused (`services.rules.card_numbers.clashes`).

    Args:
        number: as a card has it; its hyphens don't count.
        method: a name of `CHECK_DIGIT_METHODS`, or None.

    Raises:
        ValueError: no method has this name.
    """
    if method is None:
        return True
    if method not in CHECK_DIGIT_METHODS:
        msg = f"no check digit method is called {method!r}"
        raise ValueError(msg)
    counted = number.replace("-", "")
    if not counted.isdecimal():
        return True
    *digits, check = map(int, counted)
    return CHECK_DIGIT_METHODS[method](digits) == check
