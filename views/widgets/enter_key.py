"""Enter presses the button that has the keyboard; by itself Qt lets it press only what a dialog calls its default."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def enter_presses(event: QKeyEvent, window: QWidget) -> bool:
    """Press the button that has the keyboard, if the key is Enter; True if it was pressed."""
    focused = window.focusWidget()
    if event.key() not in ENTER or not isinstance(focused, QPushButton):
        return False
    focused.click()
    return True
