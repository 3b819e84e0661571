"""A key that does something does it once for each time it goes down, however long it is held.

A key that is held down repeats. Whoever can't let go of it quickly would otherwise press what comes up next as well:
the button under a question that nobody has read yet, or the one that closes a new password away.
"""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit

_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ONCE: Final = frozenset({*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Escape, *_FUNCTION_KEYS})


class HeldKeys:
    """Knows a repeated press from a new one: by Qt's word, and on X11, where Qt often has none, by the key's time."""

    def __init__(self) -> None:
        self._released: tuple[int, int] | None = None

    def repeats(self, event: QKeyEvent) -> bool:
        """Tell whether this is a press that nobody made, of a key that must not act twice.

        Keys that move or write may repeat, and so may those that begin a line or part words in a longer text.

        Args:
            event: every press and release of a key, in order, as a window gets them, and what Qt asks before a press.
        """
        key, released = (event.key(), event.timestamp()), self._released
        if event.type() != QEvent.Type.ShortcutOverride:
            self._released = key if event.type() == QEvent.Type.KeyRelease else None
        if event.key() not in _ONCE or event.type() == QEvent.Type.KeyRelease:
            return False
        # X11 makes a release and a press of one moment out of a repetition, with nothing between them.
        return (event.isAutoRepeat() or key == released) and not _writes(event.key())


def _writes(key: int) -> bool:
    focused = QApplication.focusWidget()
    in_text = isinstance(focused, QPlainTextEdit | QTextEdit) and not focused.isReadOnly()
    return in_text and (key in _ENTER or key == Qt.Key.Key_Space)
