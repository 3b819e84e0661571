"""Breaks Japanese and mixed text into lines where a reader would pause, on paper and on screen.

Lines break between phrases: before a run of kanji and katakana or of ASCII, never inside one nor before the hiragana
and punctuation that belong to it (the simple part of JIS X 4051, and what universal-design type asks for).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

_STOPS: Final = re.escape("、。,.・:;?!")
_CLOSING_BRACKETS: Final = re.escape(")〕]}〉》」』】’”→")
_CLOSING: Final = _STOPS + _CLOSING_BRACKETS
_OPENING: Final = re.escape("(〔[{〈《「『【‘“")
_KANJI: Final = "々〆一-鿿豈-﫿"
_KATAKANA: Final = "ァ-ヺー"
_HIRAGANA: Final = "ぁ-ゖ"
_LATIN: Final = "!-~À-ɏḀ-ỿ’"
_JOINTS: Final = re.escape("/?&=.@_:-")
_NEVER_FIRST: Final = "ーぁぃぅぇぉっゃゅょゎんァィゥェォッャュョヮン…" + _CLOSING
_STEMS: Final = "きぎしじちびみりいえけげせべめれ"
"""What the first verb of two ends with (読み取る), no particle among them."""
_PARTICLES: Final = "はがをにでともへやのてば"
_PARTICLE: Final = "(?:[はがをにへやのてば]|で(?![すきし])|と(?!し)|も(?!う))"
"""Ends a part of a word, unless the letter is part of an ending (です, でき, として, もう)."""

_PHRASE: Final = (
    rf"[{_OPENING}]*(?:.[::][{_OPENING}]*)?"
    rf"(?:[0-9]*[{_KANJI}{_KATAKANA}]+|[!-~]+|.)?"
    rf"[{_HIRAGANA}{_CLOSING}]*"
)
_ADDRESS_PART: Final = r"[^/?&=.-]*[/?&=.-]|[^/?&=.-]+"
_WORD: Final = (
    rf"[{_OPENING}]*(?:.[::][{_OPENING}]*)?"
    rf"(?:[おご]?(?:[0-9]*[{_KANJI}{_KATAKANA}]+)+(?:[{_STEMS}][{_KANJI}]+)*|[{_LATIN}]+|.)?"
    rf"(?: (?=[{_HIRAGANA}]))?"
    rf"(?:(?!(?<!な)[おご][{_KANJI}])[{_HIRAGANA}])*"
    rf"[{_STOPS}…]*(?:[{_CLOSING_BRACKETS}]+[{_HIRAGANA}]*[{_STOPS}…]*)*"
)
_UNSPACED: Final = r" ?[^ ]+| +"
_WORD_PART: Final = (
    rf"[{_OPENING}]*"
    rf"(?:[おご0-9]*[{_KANJI}]+(?:[{_STEMS}][{_KANJI}]+)*|[{_KATAKANA}]+"
    rf"|[{_JOINTS}]*[^{_JOINTS}{_KANJI}{_KATAKANA}{_HIRAGANA}]+[{_JOINTS}]?|.)?"
    rf"(?:[{_HIRAGANA}]*?(?:{_PARTICLE}+(?![{_PARTICLES}{_NEVER_FIRST}])|(?=くださ))"
    rf"|[{_HIRAGANA}]*)"
    rf"[{_NEVER_FIRST}]*"
)
_CHARACTER: Final = rf"[{_OPENING}]*.[{_NEVER_FIRST}]*"

type Measure = Callable[[str], float]
"""The width of a text, in the unit of the room."""

type Pieces = tuple[str, ...]
"""Regular expressions that cut a text up: where one finds what is wider than a line, the next one cuts that."""

PHRASES: Final[Pieces] = (_PHRASE, _ADDRESS_PART)
"""On paper. A library's own wording is tried on paper, so what fits today has to fit tomorrow."""

WORDS: Final[Pieces] = (_WORD, _UNSPACED, _WORD_PART, _CHARACTER)
"""On screen, where columns are narrow. Verbs of two parts stay whole, dates too, and お and ご stay with their noun."""


def wrap(
    text: str,
    width: float,
    measure: Measure,
    *,
    pauses: re.Pattern[str] | None = None,
    pieces: Pieces = PHRASES,
) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`.

    What is wider than a whole line, as a long address or name may be, breaks where an address has its joints, and
    failing that anywhere. Blanks at a line's ends are dropped.

    Args:
        text: one paragraph.
        width: the room; at least one character wide.
        measure: tells widths.
        pauses: matches where a line ends best. A part between two pauses begins a new line where it doesn't fit into
            the rest of one.
        pieces: what stays together where it fits into a line.
    """
    whole = text.strip()
    if measure(whole) <= width:
        return (whole,) if whole else ()
    lines: list[str] = []
    line = ""
    for part in (text,) if pauses is None else pauses.split(text):
        if line and measure((line + part).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        for piece in _cut(part, width, measure, pieces):
            if not line:
                line = piece.lstrip()
            elif measure((line + piece).rstrip()) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
    if line.rstrip():
        lines.append(line.rstrip())
    return tuple(lines)


def _cut(text: str, width: float, measure: Measure, pieces: Pieces) -> Iterator[str]:
    if not pieces:
        yield from text
        return
    for piece in filter(None, _compiled(pieces[0]).findall(text)):
        if measure(piece.strip()) <= width:
            yield piece
        else:
            yield from _cut(piece, width, measure, pieces[1:])


@cache
def _compiled(piece: str) -> re.Pattern[str]:
    """Compile a pattern at its first use: it takes milliseconds, which the program's start has no time for."""
    return re.compile(piece, re.DOTALL)
