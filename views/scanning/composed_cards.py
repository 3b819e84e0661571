"""What becomes of a card's characters when a Japanese input method composes them (domain.md, "Counter facts")."""

import unicodedata

# The characters that Romaji input makes of a reader's keys, beside the full-width ones that NFKC knows.
_ROMAJI = {"ー": "-", "−": "-", "あ": "a", "ア": "a"}
# The characters that stand on the same keys of a JIS keyboard, for those who write kana directly.
_KANA = dict(zip("ぬふあうえおやゆよわほーちこそし", "1234567890--abcd", strict=True))
_KATAKANA_TO_HIRAGANA = ord("ア") - ord("あ")
_LETTERS = frozenset("abcdABCD")


def read_composed(text: str) -> str | None:
    """Read composed text back as a reader's characters.

    Returns:
        None if it can't be a card: something in it that no reader's key makes, or no digit.
    """
    plain = [unicodedata.normalize("NFKC", character) for character in text]
    has_digits = any(_is_digit(character) for character in plain)
    read = [_by_romaji(character) if has_digits else _by_kana(character) for character in plain]
    whole = "".join(character or "?" for character in read)
    return whole if "?" not in whole and any(map(_is_digit, whole)) else None


def may_belong_to_card(text: str) -> bool:
    """Tell whether each character, and there is one, can come from a reader's key."""
    plain = [unicodedata.normalize("NFKC", character) for character in text]
    return bool(plain) and all(_by_romaji(character) or _by_kana(character) for character in plain)


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _by_romaji(character: str) -> str | None:
    if _is_digit(character) or character in _LETTERS:
        return character
    if len(character) == 1 and unicodedata.category(character) == "Pd":
        return "-"
    return _ROMAJI.get(character)


def _by_kana(character: str) -> str | None:
    if "ァ" <= character <= "ヶ":
        character = chr(ord(character) - _KATAKANA_TO_HIRAGANA)
    return _KANA.get(character)
