"""Writes card numbers as they are printed and masked, and checks their check digits."""

from collections.abc import Callable, Mapping
from typing import Final

CARD_DIGITS: Final = 9
_SHOWN_DIGITS: Final = 4


def format_card_number(number: str) -> str:
    """Write a card number as it is printed on the card: `12345678-9`."""
    return f"{number[:-1]}-{number[-1:]}"


def mask_card_number(number: str) -> str:
    """Write a card number with all but its last four digits hidden, as on the slip: `●●●●●678-9`."""
    hidden = len(number) - _SHOWN_DIGITS
    return format_card_number("●" * hidden + number[hidden:])


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
    return int("".join(map(str, digits))) % 7


CHECK_DIGIT_METHODS: Final[Mapping[str, Callable[[list[int]], int]]] = {
    "modulus10-weight3": _modulus_10_weight_3,
    "luhn": _luhn,
    "modulus11": _modulus_11,
    "modulus7": _modulus_7,
}


def check_digit_fits(number: str, method: str | None) -> bool:
    """Tell whether a card number's last digit is the check digit of the others.

    Kawaguchi's method isn't known, so ◇ `card_check_digit` is None by default and every number fits. A digit that
    doesn't fit is a reason to warn, never to refuse.

    Args:
        number: nine digits.
        method: a name of `CHECK_DIGIT_METHODS`, or None.

    Raises:
        ValueError: no method has this name.
    """
    if method is None:
        return True
    if method not in CHECK_DIGIT_METHODS:
        msg = f"no check digit method is called {method!r}"
        raise ValueError(msg)
    *digits, check = (int(character) for character in number)
    return CHECK_DIGIT_METHODS[method](digits) == check
