"""Taking a tooltip away: a cut title or name stands in full in it."""

from PySide6.QtWidgets import QApplication, QToolTip


def drop() -> None:
    """Take away whatever tooltip is on screen, at once; Qt's own `hideText` leaves it there for 0.3 s more."""
    if not QToolTip.isVisible():
        return
    for window in QApplication.topLevelWidgets():
        if window.inherits("QTipLabel"):
            window.close()
