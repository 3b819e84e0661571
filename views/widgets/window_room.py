"""How large a window can be on a screen, and when it is so low that its bars take less."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from views.style.style_properties import set_styled

TITLE_BAR: Final = 40
"""Pixels that a window's title bar and edges may take."""

_LOW: Final = 320
"""Pixels at 100 % below which bars as high as usual would leave the lists no room for a heading and a row."""


def below_title_bar(free: QSize) -> QSize:
    """Tell how large a window's inside can be, in pixels.

    Args:
        free: what of the screen is free for windows.
    """
    return QSize(free.width(), free.height() - TITLE_BAR)


def is_low(height: int, scale: float) -> bool:
    """Tell whether the bars of a window have to take less.

    Args:
        height: the window's, in pixels.
        scale: of the text, 1.0 for 100 %.
    """
    return height < round(_LOW * scale)


def lower(*controls: QWidget, low: bool) -> None:
    """Let buttons and fields be hardly higher than their words, or as high as usual again."""
    for control in controls:
        set_styled(control, "low", "true" if low else "")
