"""Breaking Japanese and mixed text into lines where a reader would pause.

Lines break between phrases: before a run of kanji and katakana or of ASCII, never inside one nor before the hiragana
and punctuation that belong to it (the simple part of JIS X 4051, and what universal-design type asks for).
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

_CLOSING: Final = re.escape("、。,.・:;?!)〕]}〉》」』】’”→")
_OPENING: Final = re.escape("(〔[{〈《「『【‘“")
_PHRASES: Final = re.compile(
    rf"[{_OPENING}]*(?:.[::][{_OPENING}]*)?"
    r"(?:[0-9]*[々〆一-鿿豈-﫿ァ-ヺー]+|[!-~]+|.)?"
    rf"[ぁ-ゖ{_CLOSING}]*",
    re.DOTALL,
)
_ADDRESS_PARTS: Final = re.compile(r"[^/?&=.-]*[/?&=.-]|[^/?&=.-]+")

type Measure = Callable[[str], float]
"""The width of a text on paper, in points."""


def wrap(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`.

    What is wider than a whole line, as a long address or name may be, breaks where an address has its joints, and
    failing that anywhere. Blanks at a line's ends are dropped.

    Args:
        text: one paragraph.
        width: the room, in points; at least one character wide.
        measure: tells widths.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width, measure):
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


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    for phrase in filter(None, _PHRASES.findall(text)):
        if measure(phrase.strip()) <= width:
            yield phrase
            continue
        for part in _ADDRESS_PARTS.findall(phrase):
            if measure(part.strip()) <= width:
                yield part
            else:
                yield from part


def shorten(text: str, limit: int) -> str:
    """Cut a text that would crowd everything else off the paper, showing that it was cut.

    Args:
        text: a name or an address.
        limit: the most characters to keep, the mark included.
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"
