"""Windows that a test left."""

import shiboken6
from PySide6.QtWidgets import QApplication


def delete_windows() -> None:
    """Delete every window that there is, whoever holds it."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        for window in application.topLevelWidgets():
            if shiboken6.isValid(window) and window.parent() is None:  # one goes with its parent
                shiboken6.delete(window)
