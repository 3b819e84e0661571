"""A button that a double click presses once."""

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton


class OnceButton(QPushButton):
    """For what is done without a question: a double click means it once, whatever the button does by its second press.

    Qt takes that press for another click, also when the first one was on something else that has gone from there.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press nothing."""
