"""Brings the keyboard back into the program's front window when windows that close together leave none with it.

A window manager gives the keyboard to the window below one that closes. If that one is closing, too (a question over
the settings, and the settings with it), it may end up nowhere: with openbox it did when the second window went while
the first one's was on its way. What is typed or read then reaches nobody.
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

SOON_MS = 60
"""Milliseconds in which the window manager says where the keyboard went; Qt itself waits 50 before it tells."""

_WATCHED = "watched for its closing"


class KeptKeyboard(QObject):
    """Looks, a moment after a window of the program has gone, whether another one of it has the keyboard.

    It takes nothing from other programs: once one of them has the keyboard, what closes here changes nothing.

    Args:
        app: whose windows they are.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._app = app
        self._is_here = False
        self._looked = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)
        app.focusWindowChanged.connect(self._went)

    @property
    def looks_soon(self) -> bool:
        """Tell whether a window has just gone."""
        return self._soon.isActive()

    def stop(self) -> None:
        """Leave the keyboard to the window manager again."""
        self._soon.stop()
        self._app.focusWindowChanged.disconnect(self._went)

    def _went(self, window: QWindow | None) -> None:
        self._is_here = window is not None
        if window is not None and not window.property(_WATCHED):
            window.setProperty(_WATCHED, True)
            window.visibleChanged.connect(self._shown_or_gone)

    def _shown_or_gone(self, is_shown: bool) -> None:
        if not is_shown and self._is_here:
            self._looked = False
            self._soon.start()

    def look(self) -> None:
        """Activate the window in front: Qt tells nobody that a window had the keyboard when it went.

        It is looked twice: on a slow computer the first look can be due before Qt tells which window came up since.
        """
        if not self._is_here or _has_keyboard() is not None:
            return
        if not self._looked:
            self._looked = True
            self._soon.start()
        else:
            front = QGuiApplication.modalWindow() or _at_the_bottom()
            if front is not None:
                front.requestActivate()


def _has_keyboard() -> QWindow | None:
    return QGuiApplication.focusWindow()


def _at_the_bottom() -> QWindow | None:
    """Find the window that stands by itself; others, such as the manual, stand beside it."""
    shown = (
        it for it in QGuiApplication.topLevelWindows() if it.isVisible() and it.transientParent() is None
    )
    return next((it for it in shown if it.type() in {Qt.WindowType.Window, Qt.WindowType.Dialog}), None)
