"""Reads romaji as kana, in Hepburn's and the Cabinet's spelling alike, whole or as far as it is typed."""

import re
import unicodedata
from typing import Final

_VOWELS: Final = "aiueo"
_ROWS: Final = {
    "": "ア イ ウ エ オ",
    "k": "カ キ ク ケ コ",
    "g": "ガ ギ グ ゲ ゴ",
    "s": "サ シ ス セ ソ",
    "z": "ザ ジ ズ ゼ ゾ",
    "t": "タ チ ツ テ ト",
    "d": "ダ ヂ ヅ デ ド",
    "n": "ナ ニ ヌ ネ ノ",
    "h": "ハ ヒ フ ヘ ホ",
    "b": "バ ビ ブ ベ ボ",
    "p": "パ ピ プ ペ ポ",
    "m": "マ ミ ム メ モ",
    "y": "ヤ イ ユ エ ヨ",
    "r": "ラ リ ル レ ロ",
    "l": "ラ リ ル レ ロ",
    "w": "ワ イ ウ エ オ",
    "f": "ファ フィ フ フェ フォ",
    "v": "ヴァ ヴィ ヴ ヴェ ヴォ",
    "j": "ジャ ジ ジュ ジェ ジョ",
    "ch": "チャ チ チュ チェ チョ",
    "sh": "シャ シ シュ シェ ショ",
    "ts": "ツァ ツィ ツ ツェ ツォ",
    "dz": "ヅァ ヂ ヅ ヅェ ヅォ",
}
_GLIDES: Final = "ャ ィ ュ ェ ョ"
_SYLLABLES: Final = {
    consonant + vowel: kana
    for consonant, row in _ROWS.items()
    for vowel, kana in zip(_VOWELS, row.split(), strict=True)
} | {
    f"{consonant}y{vowel}": row.split()[1] + glide
    for consonant, row in _ROWS.items()
    if len(consonant) == 1 and consonant not in "ywfvj"
    for vowel, glide in zip(_VOWELS, _GLIDES.split(), strict=True)
}
_SYLLABLES.update({f"jy{vowel}": _SYLLABLES[f"j{vowel}"] for vowel in _VOWELS})
_LONGEST: Final = 3
_LETTERS: Final = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
_LONG: Final = re.compile("o[ou]+|oh(?=[^aiueoy]|$)|uu+")


def latin_key(text: str) -> str:
    """Fold a name in Latin letters: no case, no marks, no blanks, and o and u always short."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    letters = "".join(c for c in plain if "a" <= c <= "z")
    return _LONG.sub(lambda found: found.group()[0], letters)


def kana_of(latin: str, *, whole: bool) -> str | None:
    """Read a folded name in Latin letters as katakana.

    Args:
        latin: as `latin_key` makes it.
        whole: a name that stands so; else it is still being typed, and letters that may begin another syllable are
            left out.

    Returns:
        The kana, empty where no syllable is complete; None where it can't be Japanese.
    """
    read, place = "", 0
    while place < len(latin):
        syllable = next(
            (
                latin[place : place + length]
                for length in range(_LONGEST, 0, -1)
                if latin[place : place + length] in _SYLLABLES
            ),
            None,
        )
        rest = latin[place:]
        if syllable is not None:
            read += _SYLLABLES[syllable]
            place += len(syllable)
        elif not whole and _may_go_on(rest):
            break
        elif rest[0] == "n" or (rest[0] == "m" and rest[1:2] in {"b", "p", "m"}):
            read += "ン"
            place += 1
        elif rest[0] == rest[1:2] or rest.startswith("tch"):
            read += "ッ"
            place += 1
        else:
            return None
    return read


def _may_go_on(rest: str) -> bool:
    """Tell whether this is the beginning of a syllable and nothing else."""
    return any(syllable.startswith(rest) for syllable in _SYLLABLES) or rest in {"m", "tc"}
