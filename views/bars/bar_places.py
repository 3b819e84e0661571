"""Where things stand in the upper bar and the patron's line: by the window's width and the size of text alone.

The numbers are pixels at 100 %; they grow with the size of text. No patron's words are measured.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFontMetrics

from views.style.theme import Theme
from views.text import words

_ONE_LINE: Final = 1118
_TWO_LINES: Final = 640
"""Widths of a window from which rows of lists have one line, or two."""
_EDGE: Final = 16
_SECOND: Final = 352, 176, 144
"""Where the card number begins: with much room, with less, and with least, where the name stands over it."""
_STEP: Final = 176
"""From the card number to the words of the chips."""
_CHIPS: Final = 150
_MORE: Final = 46
"""How wide chips are at least where the name has much room, and 「+9」."""
_BUTTON: Final = 159, 191
"""How wide the issue button is at least, where rows have several lines and where they have one."""
_DAY: Final = 718
"""How far a list's day is from the end of a row of one line."""
GAP: Final = 8
CHIP_PAD: Final = 10


@dataclass(frozen=True, slots=True)
class BarPlaces:
    """The places of both bars, in pixels of the screen.

    Attributes:
        left: card field and name.
        field: how wide the card field is.
        second: card number, and the channel.
        third: words of the chips, and the place of work.
        button: the issue button.
        end: where everything ends.
        middles: of the two lines of the patron's line.
        high: how high the upper bar is, and the patron's line.
    """

    left: int
    field: int
    second: int
    third: int
    button: int
    end: int
    middles: tuple[int, int]
    high: tuple[int, int]


def bar_places(width: int, theme: Theme, *, low: bool) -> BarPlaces:
    """Place the parts of both bars.

    Args:
        width: of the window, in pixels.
        theme: for the size of text.
        low: the window is small for its size of text: both are one bar, in which the name stands over the card number.
    """
    scale = theme.tokens.scale
    end = width / scale - _EDGE
    has_one_line = width / scale >= _ONE_LINE
    button = end - max(_widest_button(theme) / scale, _BUTTON[has_one_line])
    chips_end = button - GAP
    usual, less, least = _SECOND
    if usual + _STEP - CHIP_PAD + _CHIPS <= chips_end:
        second, before = float(usual), 2 * _EDGE
    elif low:
        second, before = less if width / scale >= _TWO_LINES else least, GAP
    else:
        second, before = min(less, chips_end - _MORE + CHIP_PAD - _STEP), GAP
    third = max(second + _STEP, end - _DAY if has_one_line else 0)
    upper = 50 if low else 48 if has_one_line else 46
    line, middles = (64, (22, 47)) if has_one_line else (58, (18, 43))
    if low:
        line, middles = 50, (16, 40)

    def drawn(x: float) -> int:
        return round(x * scale)

    return BarPlaces(
        drawn(_EDGE),
        drawn(second - before) - drawn(_EDGE),
        drawn(second),
        drawn(min(third, chips_end - _MORE + CHIP_PAD)),
        drawn(button),
        drawn(end),
        (drawn(middles[0]), drawn(middles[1])),
        (drawn(upper), drawn(line)),
    )


def _widest_button(theme: Theme) -> int:
    """Tell how wide the issue button is with the longer of its texts, and with its key."""
    tokens = theme.tokens
    letters = QFontMetrics(tokens.font(tokens.sizes.body)).horizontalAdvance
    text = max(letters(words.issue_password(reissue=it)) for it in (False, True))
    key = QFontMetrics(tokens.mono(tokens.sizes.body)).horizontalAdvance("F4")
    return text + key + 2 * tokens.sizes.gap + round(26 * tokens.scale) + 2
