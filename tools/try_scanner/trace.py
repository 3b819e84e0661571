"""Where the last keys went, and when: told with each fault."""

import time
from collections import deque

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from viewmodels.scanning.keys import Press
from views.scanning.native_key_times import NativeKeys

_MOST = 60
_KINDS = {QEvent.Type.KeyPress: "press", QEvent.Type.ShortcutOverride: "override"}


class Trace(QObject):
    """Notes each key twice: as the window system handed it over, and as Qt sent it to a window, or sent it on.

    Args:
        app: whose keys they are. It is to listen before the filter under trial does.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._lines: deque[str] = deque(maxlen=_MOST)
        self._native = NativeKeys(self._pressed)
        app.installNativeEventFilter(self._native)
        app.installEventFilter(self)

    def note(self, what: str, at: int = 0, told: object = "") -> None:
        """Write one line: what, when it went down, how many milliseconds ago that was, and more."""
        now = round(time.monotonic() * 1000)
        self._lines.append(f"{now % 100_000} {what} {at % 100_000 if at else ''} {told}".strip())

    def _pressed(self, press: Press, at: int, code: int) -> None:
        self.note("native", at, f"{press.name} {code} {_title(QGuiApplication.focusWindow())}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a key."""
        if isinstance(watched, QWindow) and event.type() in _KINDS and isinstance(event, QKeyEvent):
            self.note(_KINDS[event.type()], event.timestamp(), f"{event.text()!r} {watched.title()}")
        return False

    def told(self) -> str:
        """Give the lines, and forget them."""
        lines = "\n      ".join(self._lines)
        self._lines.clear()
        return lines


def _title(window: QWindow | None) -> str:
    return "no window" if window is None else window.title()
