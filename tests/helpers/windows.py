"""Which window has the keyboard, and what a test left of windows and on the clipboard."""

import asyncio

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.waiting import HOPELESS
from views.text import card_words, refusal_words


async def active(window: QWidget) -> None:
    """Wait until a window has the keyboard."""
    async with asyncio.timeout(HOPELESS):
        while QApplication.activeWindow() is not window:
            window.activateWindow()
            await asyncio.sleep(0)


def delete_windows() -> None:
    """Delete every window that there is, whoever holds it, and forget how the library writes and words things."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        card_words.follow(None)
        refusal_words.follow(None)
        for window in application.topLevelWidgets():
            if shiboken6.isValid(window) and window.parent() is None:  # one goes with its parent
                shiboken6.delete(window)


def empty_clipboard() -> None:
    """Empty the clipboard, before the next test pastes it.

    Offscreen, Qt deletes what is on it after Python's end, which ends the process by SIGSEGV if Python made it.
    """
    if isinstance(QApplication.instance(), QApplication):
        QApplication.clipboard().clear()
