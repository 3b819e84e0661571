"""Makes the keys by which a patron is found by name: what sounds or means the same has the same key.

A name is folded once when it is written and once when it is typed, so that finding compares texts and nothing else:
voiced, small and old kana, long vowels, variants of kanji, marks on Latin letters (domain.md, "Fonts and names").
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from services.rules.people.names import katakana, name_key
from services.rules.people.romaji import kana_of, latin_key

LONGEST_KEY: Final = 500
NOTHING: Final = "-"
"""The key of a name without a letter; an empty key is one that was never made."""
BEGINNING: Final = "^"
"""Stands before each text of a key, so that the pieces of a key tell how its names begin; no folded text holds it."""
SPOKEN: Final = "~"
"""The same before kana without long vowels, for romaji: "ono" finds オオノ, オノ doesn't."""
GRAMS: Final = (2, 3)
"""Characters in a piece of a key: two are the fewest that can be found, three are far rarer among kana."""
PHONE_END: Final = 4
"""How many last digits of a telephone number find it."""

VOWELS: Final = frozenset("アイウエオ")

_SMALL: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_OLD: Final = str.maketrans("ヰヱヲ", "イエオ")
_SAME_SOUND: Final = str.maketrans("ヂヅ", "ジズ")
_LONG: Final = "ー"
_VOWEL_OF: Final = {
    kana: vowel
    for vowel, row in (
        ("ア", "アカサタナハマヤラワ"),
        ("イ", "イキシチニヒミリ"),
        ("ウ", "ウクスツヌフムユル"),
        ("エ", "エケセテネヘメレ"),
        ("オ", "オコソトノホモヨロ"),
    )
    for kana in row
}
_LENGTHENED_BY: Final = {"エ": "イ", "オ": "ウ"}
"""How the long form of a vowel is mostly written: エイ for エエ, オウ for オオ."""
_ALSO_WRITTEN: Final = {"エ": "イ", "オ": "ウ", "シ": "チ", "ス": "ツ"}
"""How a kana of a folded name may stand in the name: by `_LENGTHENED_BY`, and ジ and ズ as ヂ and ヅ."""
_HEARD_ONCE: Final = frozenset({"ア", "イ", "ウ", "オ"})
_LATIN: Final = re.compile("[a-z]+")
_JOINS: Final = re.compile(r"[\W_]+")

_SYLLABLES: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
)
_ORDER: Final = {kana: place for place, kana in enumerate(_SYLLABLES, 2)}
_ORDERED: Final = 10
"""How many kana names are sorted by: 6 bits each fit the databases' largest whole numbers."""
_BITS: Final = 6
_BEFORE_ALL: Final = 1
_AFTER_ALL: Final = 63
LAST_ORDER: Final = (1 << _BITS * _ORDERED) - 1
"""The last number that names are sorted by."""


def find_key(*, name: str, kana: str, alias: str | None, romaji: str) -> str:
    """Make the text that names are found in: kana, name and 通称, each without blanks and after `BEGINNING`.

    The kana without long vowels, as romaji has it, follow after `SPOKEN`. Further readings follow where they differ:
    the kana with its long vowels as they are written, for a part that begins in one (ウチ in オオウチ, ウメ in サノ
    ウメコ); ヂ and ヅ as ジ and ズ; and romaji that isn't the kana's (most foreign names). What would be too long to be
    kept is left out. One blank stands between the texts.
    """
    read, heard = fold(katakana(kana)), fold(same_sound(katakana(kana)))
    written = list(dict.fromkeys(filter(None, (read, _name(name), _name(alias or "")))))
    parts = [BEGINNING + text for text in written]
    latin = latin_key(romaji)
    spoken = kana_of(latin, whole=True)
    is_the_kana = spoken is not None and shortened(fold(spoken)) in {shortened(read), shortened(heard)}
    further = (
        *(SPOKEN + text for text in (shortened(read), shortened(heard)) if text),
        *(BEGINNING + text for text in (spelt(kana), heard, "" if is_the_kana else latin) if text),
    )
    for more in further:
        if not any(part.startswith(more) for part in parts) and len(" ".join((*parts, more))) <= LONGEST_KEY:
            parts.append(more)
    return " ".join(parts)[:LONGEST_KEY].strip() or NOTHING


def ends(part: str) -> tuple[str, ...]:
    """Give the pieces that a part of a name is looked up by: its first and its last, as long as pieces are kept."""
    size = min(len(part), GRAMS[-1])
    return tuple(dict.fromkeys((part[:size], part[-size:])))


def kana_order(kana: str) -> int:
    """Give the number that kana names are sorted by: あいうえお, whether voiced, small or drawn out.

    Names that are the same in their first ten kana have the same number. What isn't kana comes last.
    """
    number = 0
    for letter in spelt(kana)[:_ORDERED].ljust(_ORDERED):
        number = number << _BITS | _ORDER.get(letter, _BEFORE_ALL if letter == " " else _AFTER_ALL)
    return number


def kana_span(begun: str) -> tuple[int, int]:
    """Give the first and the last number that the kana of a name may have which begins with a text.

    Args:
        begun: folded, after `BEGINNING` or `SPOKEN`. What isn't kana may stand anywhere; of what is `SPOKEN` only the
            first kana says how the name is written.
    """
    letters = begun[1 : 2 if begun[0] == SPOKEN else 1 + _ORDERED]
    if not all(letter in _ORDER for letter in letters):
        return 0, LAST_ORDER
    first = last = 0
    for letter in letters:
        places = [_ORDER[kana] for kana in (letter, *_ALSO_WRITTEN.get(letter, ""))]
        first, last = first << _BITS | min(places), last << _BITS | max(places)
    rest = _BITS * (_ORDERED - len(letters))
    return first << rest, (last + 1 << rest) - 1


def phone_end(digits: str | None) -> str | None:
    """Give the last digits that find a telephone number."""
    return None if digits is None or len(digits) < PHONE_END else digits[-PHONE_END:]


def keys_of(*, name: str, kana: str, alias: str | None, romaji: str, phone: str | None) -> str:
    """Note what keys were made of, as the database itself writes it together to see whether they still fit."""
    return "|".join((name, kana, alias or "", romaji, phone or ""))


def fold(text: str) -> str:
    """Fold what differs in writing only; kanji stay, long vowels are written as two of the same."""
    joined = _JOINS.sub("", _unmarked(text).casefold()).translate(_OLD).translate(_SMALL)
    return "".join(_lengthened(joined))


def spelt(kana: str) -> str:
    """Fold kana but for its long vowels, of which only ー is written as the vowel it stands for."""
    plain = _JOINS.sub("", _unmarked(katakana(kana)).casefold()).translate(_OLD).translate(_SMALL)
    vowel, letters = "", []
    for character in plain:
        if character != _LONG:
            vowel = _VOWEL_OF.get(character, "")
            letters.append(character)
        elif vowel:
            letters.append(vowel)
    return "".join(letters)


def same_sound(kana: str) -> str:
    """Write ヂ and ヅ as they sound."""
    return kana.translate(_SAME_SOUND)


def shortened(key: str) -> str:
    """Leave long vowels out, as romaji does."""
    kept, vowel = [], ""
    for character in key:
        if character != vowel or character not in _HEARD_ONCE:
            kept.append(character)
            vowel = _VOWEL_OF.get(character, "")
    return "".join(kept)


def _name(name: str) -> str:
    """Fold a name in any script."""
    folded = fold(name_key(katakana(name)))
    return latin_key(name) if _LATIN.fullmatch(folded) else folded


def _unmarked(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _lengthened(kana: str) -> Iterator[str]:
    """Write every long vowel in one way: オウノ and オーノ as オオノ."""
    vowel = ""
    for character in kana:
        if vowel and character in {_LONG, _LENGTHENED_BY.get(vowel)}:
            yield vowel
        elif character != _LONG:
            vowel = _VOWEL_OF.get(character, "")
            yield character
