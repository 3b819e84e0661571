"""Reads card numbers that were scanned or typed (domain.md, "Counter facts")."""

import unicodedata
from typing import Final

from services.contract.errors import CardFault, CardNumberMalformed
from services.rules.card_numbers import CARD_DIGITS

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
