"""Card numbers: what scanners and hands type, cleaned to nine digits (domain.md, "Counter facts")."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from services.errors import CardFault, CardNumberMalformed

CARD_DIGITS: Final = 9
_SHOWN_DIGITS: Final = 4
_DIGITS: Final = frozenset("0123456789")
_START_STOP: Final = frozenset("ABCDabcd")
# Dashes that Unicode doesn't call dashes: minus, the kana long vowel mark that an IME makes of the hyphen key, the
# soft hyphen, the hyphen bullet, the modifier minus, box drawing lines, the heavy minus.
_OTHER_DASHES: Final = frozenset("−ー\u00ad⁃˗─━➖")
# Blanks that Unicode doesn't call blanks: zero-width ones and the direction marks that copying brings along.
_OTHER_BLANKS: Final = frozenset("\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def parse_card_number(text: str) -> str:
    """Clean what was typed or scanned to nine digits.

    NFKC; every kind of dash and blank (Enter and Tab too) dropped; one leading and one trailing NW-7 start/stop letter
    A–D dropped; then nine ASCII digits are wanted. So nothing is ever guessed: the digits are those that were typed.

    Raises:
        CardNumberMalformed: nothing came, another count of digits, or a character that is in no card number (as typed,
            before NFKC).
    """
    number = clean_digits(text)
    if len(number) != CARD_DIGITS:
        raise CardNumberMalformed(CardFault.DIGIT_COUNT, len(number))
    return number


def clean_digits(text: str) -> str:
    """Clean what was typed or scanned to its digits, however many, as `parse_card_number` does.

    Raises:
        CardNumberMalformed: nothing came, or a character that is in no number.
    """
    kept = [
        (cleaned, typed)
        for typed in text
        for cleaned in unicodedata.normalize("NFKC", typed)
        if _counts(cleaned)
    ]
    if not kept:
        raise CardNumberMalformed(CardFault.EMPTY)
    if kept[0][0] in _START_STOP:
        del kept[0]
    if kept and kept[-1][0] in _START_STOP:
        del kept[-1]
    number = "".join(cleaned for cleaned, _ in kept if cleaned in _DIGITS)
    for cleaned, typed in kept:
        if cleaned not in _DIGITS:
            raise CardNumberMalformed(CardFault.CHARACTER, len(number), typed)
    return number


def is_card(text: str, number: str) -> bool:
    """Tell whether what was typed or scanned is this card's number."""
    try:
        return parse_card_number(text) == number
    except CardNumberMalformed:
        return False


def _counts(character: str) -> bool:
    if character in _DIGITS:
        return True
    is_blank = character.isspace() or character in _OTHER_BLANKS
    is_dash = unicodedata.category(character) == "Pd" or character in _OTHER_DASHES
    return not (is_blank or is_dash)


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
