"""Reads card numbers that were scanned or typed (domain.md, "Counter facts")."""

import unicodedata
from typing import Final

from services.contract.errors import CardFault, CardNumberMalformed
from services.rules.card_numbers import DEFAULT_CARDS, CardNumbers

_DIGITS: Final = frozenset("0123456789")
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_START_STOP: Final = frozenset("ABCD")
_HYPHEN: Final = "-"
# Dashes that Unicode doesn't call dashes: minus, the kana long vowel mark that an IME makes of the hyphen key, the
# soft hyphen, the hyphen bullet, the modifier minus, box drawing lines, the heavy minus.
_OTHER_DASHES: Final = frozenset("−ー\u00ad⁃˗─━➖")
# Blanks that Unicode doesn't call blanks: zero-width ones and the direction marks that copying brings along.
_OTHER_BLANKS: Final = frozenset("\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def parse_card_number(text: str, cards: CardNumbers) -> str:
    """Clean what was typed or scanned to a card's number.

    NFKC; every kind of blank dropped (Enter and Tab too), and of dash where the library writes its numbers with hyphens
    (else a dash is a hyphen of the number's own). Where no number has letters, one leading and one trailing NW-7
    start/stop letter A–D dropped; where one has, small letters are capitals. Then the library's lengths are wanted. So
    nothing is ever guessed: the characters are those that were typed.

    Args:
        text: what was typed or scanned.
        cards: how the library's numbers look.

    Raises:
        CardNumberMalformed: nothing came, another count of characters, no digit, a character that is in no card
            number (as typed, before NFKC), or a hyphen of its own at an end.
    """
    number = clean_card_number(text, cards)
    if not cards.reads(len(number)):
        raise CardNumberMalformed(CardFault.DIGIT_COUNT, len(number))
    return number


def clean_card_number(text: str, cards: CardNumbers) -> str:
    """Clean what was typed or scanned as `parse_card_number` does, to whatever length.

    Raises:
        CardNumberMalformed: see there.
    """
    if text.isascii() and text.isdigit():  # as most are, of which nothing is left out
        return text
    kept = [
        (cleaned.upper() if cleaned.isascii() else cleaned, typed)
        for typed in text
        for cleaned in map(_plain, unicodedata.normalize("NFKC", typed))
        if cleaned and (cleaned != _HYPHEN or cards.keeps_hyphens)
    ]
    if not any(cleaned != _HYPHEN for cleaned, _ in kept):
        raise CardNumberMalformed(CardFault.EMPTY)
    if not cards.has_letters:
        if kept[0][0] in _START_STOP:
            del kept[0]
        if kept and kept[-1][0] in _START_STOP:
            del kept[-1]
    own = _DIGITS | (_LETTERS if cards.has_letters else frozenset())
    count = sum(cleaned in own for cleaned, _ in kept)
    last = len(kept) - 1
    for place, (cleaned, typed) in enumerate(kept):
        if cleaned not in own and (cleaned != _HYPHEN or place in {0, last}):
            fault = CardFault.HYPHEN_AT_END if cleaned == _HYPHEN else CardFault.CHARACTER
            raise CardNumberMalformed(fault, count, "" if cleaned == _HYPHEN else typed)
    number = "".join(cleaned for cleaned, _ in kept)
    if number and not _DIGITS.intersection(number):
        raise CardNumberMalformed(CardFault.NO_DIGIT)
    return number


def clean_digits(text: str) -> str:
    """Clean what was typed or scanned to its digits, as a card's number without letters and with hyphens is cleaned.

    Raises:
        CardNumberMalformed: nothing came, or a character that is in no number.
    """
    return clean_card_number(text, DEFAULT_CARDS)


def is_card(text: str, number: str, cards: CardNumbers) -> bool:
    """Tell whether what was typed or scanned is this card's number, whatever lengths new ones have."""
    try:
        return clean_card_number(text, cards) == number
    except CardNumberMalformed:
        return False


def _plain(character: str) -> str:
    """Give a hyphen for every dash, nothing for a blank, and any other character as it is."""
    if unicodedata.category(character) == "Pd" or character in _OTHER_DASHES:
        return _HYPHEN
    return "" if character.isspace() or character in _OTHER_BLANKS else character
