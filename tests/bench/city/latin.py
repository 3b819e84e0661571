"""Reading Latin-letter names in kana, roughly as a counter would write them on a form.

A foreign resident's registered kana is whatever sounds near enough, so an approximation by syllables is true to life.
"""

import re
import unicodedata

_LETTERS = str.maketrans({"ı": "i", "đ": "d", "ø": "o", "ß": "ss"})
_WHOLE = {
    "nguyen": "グエン",
    "tran": "チャン",
    "pham": "ファム",
    "thi": "ティ",
    "duc": "ドゥック",
    "le": "レ",
}

_VOWELS = "aiueo"
_ROWS = {
    "": "ア イ ウ エ オ",
    "b": "バ ビ ブ ベ ボ",
    "c": "カ シ ク セ コ",
    "ch": "チャ チ チュ チェ チョ",
    "d": "ダ ディ ドゥ デ ド",
    "f": "ファ フィ フ フェ フォ",
    "g": "ガ ギ グ ゲ ゴ",
    "h": "ハ ヒ フ ヘ ホ",
    "j": "ジャ ジ ジュ ジェ ジョ",
    "k": "カ キ ク ケ コ",
    "kh": "カ キ ク ケ コ",
    "l": "ラ リ ル レ ロ",
    "m": "マ ミ ム メ モ",
    "n": "ナ ニ ヌ ネ ノ",
    "nh": "ニャ ニ ニュ ニェ ニョ",
    "p": "パ ピ プ ペ ポ",
    "ph": "ファ フィ フ フェ フォ",
    "q": "カ チ チュ ケ コ",
    "r": "ラ リ ル レ ロ",
    "s": "サ シ ス セ ソ",
    "sh": "シャ シ シュ シェ ショ",
    "t": "タ ティ トゥ テ ト",
    "th": "タ ティ トゥ テ ト",
    "tr": "チャ チ チュ チェ チョ",
    "v": "ヴァ ヴィ ヴ ヴェ ヴォ",
    "w": "ワ ウィ ウ ウェ ウォ",
    "x": "シャ シ シュ シェ ショ",
    "y": "ヤ イ ユ イェ ヨ",
    "z": "ザ ジ ズ ゼ ゾ",
    "zh": "ジャ ジ ジュ ジェ ジョ",
}
_SYLLABLES = {
    consonant + vowel: kana
    for consonant, row in _ROWS.items()
    for vowel, kana in zip(_VOWELS, row.split(), strict=True)
}
_ALONE = {consonant: row.split()[2] for consonant, row in _ROWS.items() if consonant} | {
    **dict.fromkeys(("n", "nh", "ng"), "ン"),
    **dict.fromkeys(("t", "th"), "ト"),
    "d": "ド",
    "j": "ジ",
    "ch": "チ",
    "sh": "シュ",
    "h": "",
    "y": "イ",
}
_PIECE = re.compile(
    "|".join([*sorted(_SYLLABLES, key=len, reverse=True), *sorted(_ALONE, key=len, reverse=True)])
)


def to_ascii(name: str) -> str:
    """Write a name without marks, as a residence card does."""
    parts = unicodedata.normalize("NFD", name.translate(_LETTERS).replace("İ", "I").replace("Đ", "D"))
    return "".join(letter for letter in parts if letter.isascii())


def to_kana(name: str) -> str:
    """Read a Latin-letter name in full-width kana, its words kept apart by a blank."""
    return " ".join(_WHOLE.get(word) or _read(word) for word in to_ascii(name).lower().split())


def _read(word: str) -> str:
    pieces = _PIECE.findall(word.replace("que", "ke").replace("qui", "ki"))
    return "".join(_SYLLABLES.get(piece) or _ALONE[piece] for piece in pieces)
