"""A keyboard for tests: keys as the platform sends them, with a clock of its own, and no nested loop."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

CODES = {"-": 20, "A": 38, "B": 56, "a": 38, "x": 53, "\r": 36, "\t": 23}
KEYS = {"-": Qt.Key.Key_Minus, "\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
NONE = Qt.KeyboardModifier.NoModifier


class Keyboard:
    """Sends keys to one window, as the platform does, with a clock of its own."""

    def __init__(self, window: QWindow) -> None:
        self.window = window
        self.now = 1_000

    def send(
        self,
        kind: QEvent.Type,
        text: str,
        key: Qt.Key | None = None,
        *,
        modifiers: Qt.KeyboardModifier = NONE,
        repeat: bool = False,
        code: int | None = None,
    ) -> None:
        key = key or KEYS.get(text) or Qt.Key(ord(text.upper()))
        code = CODES.get(text, ord(text[0]) if text else int(key) & 0xFF) if code is None else code
        event = QKeyEvent(kind, key, modifiers, code, 0, 0, text, repeat)
        event.setTimestamp(self.now)
        QCoreApplication.sendEvent(self.window, event)

    def press(
        self,
        text: str,
        key: Qt.Key | None = None,
        *,
        modifiers: Qt.KeyboardModifier = NONE,
        repeat: bool = False,
    ) -> None:
        self.send(QEvent.Type.KeyPress, text, key, modifiers=modifiers, repeat=repeat)

    def release(self, text: str, key: Qt.Key | None = None, *, repeat: bool = False) -> None:
        self.send(QEvent.Type.KeyRelease, text, key, repeat=repeat)

    def type(self, text: str, gap: int) -> None:
        for character in text:
            self.now += gap
            self.press(character)
            self.release(character)

    def shifted(self, letter: str, gap: int) -> None:
        self.now += gap
        self.press("", Qt.Key.Key_Shift)
        self.press(letter, modifiers=Qt.KeyboardModifier.ShiftModifier)
        self.release(letter)
        self.release("", Qt.Key.Key_Shift)
