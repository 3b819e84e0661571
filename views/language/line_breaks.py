"""Lines of the screen end where a sentence does, and sentences follow each other in one line."""

import re

from services.slips.line_wrapping import WORDS, Measure, wrap

_SENTENCES = re.compile(r"(?<=。)(?![)」])|(?<=[.?!] )")
_FULL_STOPS = (".", "?", "!")


def run_on(*sentences: str) -> str:
    """Let sentences follow each other in one line: with a blank between them where they are written with one."""
    line = ""
    for sentence in sentences:
        line += f" {sentence}" if sentence and line.endswith(_FULL_STOPS) else sentence
    return line


def broken(text: str, width: int, measure: Measure) -> tuple[str, ...]:
    """Break a text into lines of the screen.

    Args:
        text: one paragraph.
        width: the room in pixels.
        measure: tells how wide a text is.

    Returns:
        At least one line, be it blank; together they are the text, without blanks around lines.
    """
    return wrap(text, width, measure, pauses=_SENTENCES, pieces=WORDS) or ("",)
