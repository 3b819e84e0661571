"""Breaking a text into lines where a reader pauses, rather than anywhere."""

import re
from collections.abc import Callable

SENTENCES = re.compile(r"(?<=。)(?![)」])")
REMARKS = re.compile(r"(?<=・)")


def broken(text: str, width: int, measure: Callable[[str], int], pauses: re.Pattern[str]) -> list[str]:
    """Break a text into lines.

    Args:
        text: one paragraph.
        width: the room in pixels.
        measure: tells how wide a text is.
        pauses: matches where a line ends best; what is longer than a line between two pauses is broken anywhere.

    Returns:
        At least one line; together they are the text, without blanks at the beginning of lines.
    """
    lines: list[str] = []
    line = ""
    for part in pauses.split(text):
        if line and measure(line + part) > width:
            lines.append(line)
            line = ""
        line = line + part if line else part.lstrip()
        while len(line) > 1 and measure(line) > width:
            fits = _fitting(line, width, measure)
            lines.append(line[:fits])
            line = line[fits:].lstrip()
    return [*lines, line]


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
