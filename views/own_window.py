"""The windows of the program that are no dialogs: screen readers are told that they are windows.

Qt tells of a dialog or a QMainWindow as what it is, but of any other widget that stands alone as an area.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class OwnWindow(QWidget):
    """A window."""


def tell_windows() -> None:
    """Let screen readers know from now on which widgets are windows."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    if isinstance(widget, OwnWindow):
        return QAccessibleWidget(widget, QAccessible.Role.Window)
    return None
