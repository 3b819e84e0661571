"""Breaking a text into lines where a reader pauses, rather than anywhere."""

import re
from collections.abc import Callable

SENTENCES = re.compile(r"(?<=。)(?![)」])|(?<=[.?!] )")
REMARKS = re.compile(r"(?<=・)|(?<=, )")
_FULL_STOPS = (".", "?", "!")
_NEVER_FIRST = frozenset("。、,.・:;?!)」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…")
_NEVER_LAST = frozenset("(「『【〔〈《")
_MOST_GIVEN_AWAY = 1 / 3
"""Of a line, for the sake of ending it with a comma."""
_HIRAGANA = re.compile("[ぁ-ん]")
_WORD_BEGINS = re.compile("[ぁ-えか-こさ-ん][^ぁ-ん]|[をはがにでともの][おご]")
_PARTICLES = frozenset("はがをにでともへやの")
_IN_A_WORD = re.compile(r"[A-Za-z0-9'/][A-Za-z0-9'/.,;:?!)]")


def run_on(*sentences: str) -> str:
    """Let sentences follow each other in one line: with a blank between them where they are written with one."""
    line = ""
    for sentence in sentences:
        line += f" {sentence}" if sentence and line.endswith(_FULL_STOPS) else sentence
    return line


def broken(text: str, width: int, measure: Callable[[str], int], pauses: re.Pattern[str]) -> list[str]:
    """Break a text into lines.

    Args:
        text: one paragraph.
        width: the room in pixels.
        measure: tells how wide a text is.
        pauses: matches where a line ends best; what is longer than a line between two pauses is
            broken anywhere, but for words of Latin letters.

    Returns:
        At least one line; together they are the text, without blanks around lines.
    """
    lines: list[str] = []
    line = ""
    for part in pauses.split(text):
        if line and measure((line + part).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = line + part if line else part.lstrip()
        while len(line) > 1 and measure(line.rstrip()) > width:
            fits = _readable(line, _fitting(line, width, measure))
            lines.append(line[:fits].rstrip())
            line = line[fits:].lstrip()
    return [*lines, line.rstrip()]


def _readable(line: str, fits: int) -> int:
    """Go back to where a line may end: at a comma near its end, not in a Latin word, not inside a bracket's edge."""
    comma = line.rfind("、", 0, fits) + 1
    if comma > fits * (1 - _MOST_GIVEN_AWAY) and comma < len(line):
        return comma
    if _IN_A_WORD.match(line[fits - 1 : fits + 1]):
        return line.rfind(" ", 0, fits) + 1 or fits
    word = _before_word(line, fits)
    if word:
        return word
    at = fits
    while at > 1 and (line[at] in _NEVER_FIRST or line[at - 1] in _NEVER_LAST):
        at -= 1
    return at if at > 1 else fits


def _before_word(line: str, fits: int) -> int:
    """Find where a Japanese word begins near the end of a line: where hiragana, mostly endings and particles, end.

    Within words there are such places too, and these are passed over: after お and ご, and after a single letter
    between two kanji that is no particle (取り消す).
    """
    for at in range(fits, int(fits * (1 - _MOST_GIVEN_AWAY)), -1):
        if line[at] in _NEVER_FIRST or not _WORD_BEGINS.match(line[at - 1 : at + 1]):
            continue
        if line[at - 1] in _PARTICLES or (at > 1 and _HIRAGANA.match(line[at - 2])):
            return at
    return 0


def _fitting(line: str, width: int, measure: Callable[[str], int]) -> int:
    """Count the leading characters that there is room for, at least one."""
    fewest, most = 1, len(line)
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if measure(line[:middle]) <= width:
            fewest = middle
        else:
            most = middle - 1
    return fewest
