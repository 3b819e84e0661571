"""The two buttons of a question."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from views.widgets.buttons import OnceButton


class LeaveButton(OnceButton):
    """Leaves everything as it is.

    Signals:
        focus_changed: the keyboard came to it, or left it.
    """

    focus_changed = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard left."""
        super().focusOutEvent(event)
        self.focus_changed.emit()


class GoOnButton(OnceButton):
    """Goes on, until it is stopped for good.

    Signals:
        enabled_changed: it can be pressed now, or can't any more.
    """

    enabled_changed = Signal()

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self._stopped = False

    @property
    def is_stopped(self) -> bool:
        """Whether it is disabled for good."""
        return self._stopped

    def stop(self) -> None:
        """Be disabled from now on, also when the form changes."""
        self._stopped = True
        self.setEnabled(False)

    def setEnabled(self, on: bool) -> None:
        """Be pressed only while nothing stopped it."""
        before = self.isEnabled()
        super().setEnabled(on and not self._stopped)
        if self.isEnabled() is not before:
            self.enabled_changed.emit()
