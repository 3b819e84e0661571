"""Tells which characters a card can have, as a key sends them and as a Japanese input method composes them.

The source is domain.md, "Counter facts": digits, a hyphen, and NW-7's start and stop letters A to D, or every letter
where the library's numbers have some.
"""

import unicodedata
from typing import Final

from services.rules.card_numbers import SHORTEST, CardNumbers

FEWEST_CHARACTERS: Final = SHORTEST
"""Fewer fast characters than this are typing."""

_START_STOP = frozenset("abcdABCD")
# The characters that Romaji input makes of a reader's keys, beside the full-width ones that NFKC knows. A consonant and
# a vowel become one kana, of which nobody can tell which keys they were.
_ROMAJI = {"ー": "-", "−": "-", **dict(zip("あいうえおんアイウエオン", "aiueonaiueon", strict=True))}
# The characters that stand on the same keys of a JIS keyboard, for those who write kana directly.
_KANA = dict(zip("ぬふあうえおやゆよわほーちこそし", "1234567890--abcd", strict=True))
_KANA |= dict(zip("いはきくにまのりもみらせたすとかなひてさんつ", "efghijklmnopqrstuvwxyz", strict=True))
_KATAKANA_TO_HIRAGANA = ord("ア") - ord("あ")


def card_character(text: str, cards: CardNumbers) -> bool:
    """Tell whether one key's text is a character that a reader sends for a card.

    Digits, any dash, and letters in either case (Caps Lock turns them), each also full-width as an input method passes
    it on: all letters where numbers have some, else NW-7's start and stop letters A–D.
    """
    plain = unicodedata.normalize("NFKC", text)
    return begins_number(text) or (len(plain) == 1 and _is_letter(plain, cards))


def begins_number(text: str) -> bool:
    """Tell whether one key's text is a digit or a dash, which are typed for a number wherever the keyboard is."""
    plain = unicodedata.normalize("NFKC", text)
    return len(plain) == 1 and (_is_digit(plain) or _is_dash(plain))


def count_of_number(text: str, cards: CardNumbers) -> int:
    """Count the characters that are a number's own, as the library counts its lengths."""
    plain = unicodedata.normalize("NFKC", text)
    return sum(
        _is_digit(it)
        or (cards.has_letters and _is_letter(it, cards))
        or (cards.keeps_hyphens and _is_dash(it))
        for it in plain
    )


def read_composed(text: str, cards: CardNumbers) -> str | None:
    """Read composed text back as a reader's characters.

    Returns:
        None if it can't be a card: a character that no reader's key makes, or no digit.
    """
    plain = [unicodedata.normalize("NFKC", character) for character in text]
    has_digits = any(_is_digit(character) for character in plain)
    by = _by_romaji if has_digits else _by_kana
    read = [by(character, cards) for character in plain]
    whole = "".join(character or "?" for character in read)
    return whole if "?" not in whole and any(map(_is_digit, whole)) else None


def may_belong_to_card(text: str, cards: CardNumbers) -> bool:
    """Tell whether a reader's keys can have made every character of a composed text; False without any."""
    plain = [unicodedata.normalize("NFKC", character) for character in text]
    return bool(plain) and all(_by_romaji(it, cards) or _by_kana(it, cards) for it in plain)


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd"


def _is_letter(character: str, cards: CardNumbers) -> bool:
    if cards.has_letters:
        return character.isascii() and character.isalpha()
    return character in _START_STOP


def _by_romaji(character: str, cards: CardNumbers) -> str | None:
    if _is_digit(character) or _is_letter(character, cards):
        return character
    if len(character) == 1 and _is_dash(character):
        return "-"
    return _known(_ROMAJI.get(character), cards)


def _by_kana(character: str, cards: CardNumbers) -> str | None:
    if "ァ" <= character <= "ヶ":
        character = chr(ord(character) - _KATAKANA_TO_HIRAGANA)
    return _known(_KANA.get(character), cards)


def _known(read: str | None, cards: CardNumbers) -> str | None:
    """Leave out letters that no card has."""
    is_card = read is not None and (not read.isalpha() or _is_letter(read, cards))
    return read if is_card else None
