"""Hears every real key, mouse and scan, for the time without one to be known; and F11 and F12, wherever they fall."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent

from viewmodels.screen_guard import ScreenGuard, ScreenState

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # a key that is a shortcut is heard of only when it goes up
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class InputWatch(QObject):
    """Hears, before scans are taken out of it, what is sent to a QWindow, where input arrives once.

    Keys that an input method takes arrive at no window, but what it composes of them at the field.
    F11 and F12 are taken here because dialogs keep a window's own shortcuts from being heard.
    """

    def __init__(self, guard: ScreenGuard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guard = guard
        self._mouse = QPointF()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note real input, and take the two keys."""
        if not watched.isWindowType():
            if not isinstance(event, QInputMethodEvent) or not _writes(event):
                return False
        elif event.type() not in _INPUT:
            return False
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            if event.globalPosition() == self._mouse:
                return False  # Qt sends one when a window comes or goes below a mouse that lies still
            self._mouse = event.globalPosition()
        was_open = self._guard.screen.value is ScreenState.OPEN
        self._guard.touched()
        if was_open and self._guard.screen.value is not ScreenState.OPEN:
            return True  # it came too late: what it was meant for is covered
        return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._take(event)

    def look(self) -> None:
        """Let the guard look at the clock, now and when something may be due."""
        self._guard.look()
        self._timer.start(max(1, round(self._guard.next_look() * 1000)))

    def _take(self, event: QKeyEvent) -> bool:
        acts = {Qt.Key.Key_F11: self._guard.hide_or_show, Qt.Key.Key_F12: self._guard.lock}
        act = acts.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if act is None:
            return False
        if not event.isAutoRepeat():
            act()
        return True


def _writes(event: QInputMethodEvent) -> bool:
    """Tell whether text is being written: Qt sends an empty event when the keyboard goes elsewhere."""
    return bool(event.preeditString() or event.commitString())
