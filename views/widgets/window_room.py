"""How large a window can be on a screen."""

from typing import Final

from PySide6.QtCore import QSize

TITLE_BAR: Final = 40
"""Pixels that a window's title bar and edges may take."""


def below_title_bar(free: QSize) -> QSize:
    """Tell how large a window's inside can be, in pixels.

    Args:
        free: what of the screen is free for windows.
    """
    return QSize(free.width(), free.height() - TITLE_BAR)
