"""How large a window can be on a screen, and when it is so small that its bars take less."""

from typing import Final

from PySide6.QtCore import QSize

TITLE_BAR: Final = 40
"""Pixels that a window's title bar and edges may take."""

LEAST: Final = QSize(900, 440)
"""Pixels of the desk's window, whatever the size of text."""
_USUAL: Final = QSize(1366, 768)
_USUAL_BARS: Final = QSize(560, 420)
"""Pixels at 100 % below which bars as high and as many as usual would leave too little."""


def below_title_bar(free: QSize) -> QSize:
    """Tell how large a window's inside can be, in pixels.

    Args:
        free: what of the screen is free for windows.
    """
    return QSize(free.width(), free.height() - TITLE_BAR)


def unmaximised(free: QSize) -> QSize:
    """Tell how large the desk's window is when it isn't maximised: as on a usual screen, as far as there is room.

    Args:
        free: what of the screen is free for windows.
    """
    return _USUAL.boundedTo(below_title_bar(free)).expandedTo(LEAST)


def is_small(size: QSize, scale: float) -> bool:
    """Tell whether the bars of a window have to take less.

    Args:
        size: the window's, in pixels.
        scale: of the text, 1.0 for 100 %.
    """
    return size.width() < round(_USUAL_BARS.width() * scale) or size.height() < round(
        _USUAL_BARS.height() * scale
    )
