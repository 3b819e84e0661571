"""Tells which characters a card can have, as a key sends them and as a Japanese input method composes them.

The source is domain.md, "Counter facts": digits, a hyphen, and NW-7's start and stop letters A to D.
"""

import unicodedata
from typing import Final

FEWEST_CHARACTERS: Final = 6
"""Fewer fast characters than this are typing."""

_LETTERS = frozenset("abcdABCD")
# The characters that Romaji input makes of a reader's keys, beside the full-width ones that NFKC knows.
_ROMAJI = {"ー": "-", "−": "-", "あ": "a", "ア": "a"}
# The characters that stand on the same keys of a JIS keyboard, for those who write kana directly.
_KANA = dict(zip("ぬふあうえおやゆよわほーちこそし", "1234567890--abcd", strict=True))
_KATAKANA_TO_HIRAGANA = ord("ア") - ord("あ")


def card_character(text: str) -> bool:
    """Tell whether one key's text is a character that a reader sends for a card.

    Digits, any dash, and NW-7's start and stop letters A–D in either case (Caps Lock turns them), each also
    full-width as an input method passes it on.
    """
    plain = unicodedata.normalize("NFKC", text)
    return len(plain) == 1 and (_is_digit(plain) or plain in _LETTERS or _is_dash(plain))


def read_composed(text: str) -> str | None:
    """Read composed text back as a reader's characters.

    Returns:
        None if it can't be a card: a character that no reader's key makes, or no digit.
    """
    plain = [unicodedata.normalize("NFKC", character) for character in text]
    has_digits = any(_is_digit(character) for character in plain)
    read = [_by_romaji(character) if has_digits else _by_kana(character) for character in plain]
    whole = "".join(character or "?" for character in read)
    return whole if "?" not in whole and any(map(_is_digit, whole)) else None


def may_belong_to_card(text: str) -> bool:
    """Tell whether a reader's keys can have made every character of a composed text; False without any."""
    plain = [unicodedata.normalize("NFKC", character) for character in text]
    return bool(plain) and all(_by_romaji(character) or _by_kana(character) for character in plain)


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd"


def _by_romaji(character: str) -> str | None:
    if _is_digit(character) or character in _LETTERS:
        return character
    if len(character) == 1 and _is_dash(character):
        return "-"
    return _ROMAJI.get(character)


def _by_kana(character: str) -> str | None:
    if "ァ" <= character <= "ヶ":
        character = chr(ord(character) - _KATAKANA_TO_HIRAGANA)
    return _KANA.get(character)
