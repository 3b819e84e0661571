"""Keeps an event filter before every window of the program, where keys and the mouse arrive once, before any widget.

A filter of the application would hear each event of each widget as well, hundreds for a patron that is shown.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

_MAY_OPEN_ONE: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease}
)


class EveryWindow(QObject):
    """Puts a filter before the windows that are there, and before each that comes, sooner than it is used.

    Qt tells of a window that has got the keyboard, and the windows below of a question that blocks them. Menus and the
    lists of choices never get the keyboard on X11 and Windows: for those it is looked after each input that may open
    one, and before each key.

    Args:
        hears: the filter. It tells what it heard by `heard`.
    """

    def __init__(self, hears: QObject) -> None:
        super().__init__(hears)
        self._hears = hears
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.stand_before_all)

    def listen(self, application: QGuiApplication) -> None:
        """Begin with the windows that are there."""
        application.focusWindowChanged.connect(self.stand_before_all)
        self.stand_before_all()

    def stop(self, application: QGuiApplication) -> None:
        """Leave all windows alone again."""
        self._soon.stop()
        application.focusWindowChanged.disconnect(self.stand_before_all)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self._hears)

    def heard(self, kind: QEvent.Type) -> None:
        """Look for another window, where it is an input once that is done."""
        if kind in _MAY_OPEN_ONE:
            self._soon.start()
        elif kind is QEvent.Type.WindowBlocked:
            self.stand_before_all()

    def stand_before_all(self) -> None:
        """Put the filter before each window; Qt puts it there once, however often it is told."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self._hears)
