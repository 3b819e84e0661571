"""What can be wrong with a window as it stands on screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from views.widgets.buttons import SpokenButton


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One of them.

    Attributes:
        kind: which test it fails.
        scene: the picture on which it is to be seen.
        what: where, and what is wrong there.
    """

    kind: str
    scene: str
    what: str


def shown_in(window: QWidget) -> Iterator[QWidget]:
    """Give every widget in a window that is on screen, even if it has to be scrolled to."""
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and not widget.size().isEmpty():
            yield widget


def seen_in(window: QWidget) -> Iterator[QWidget]:
    """Give every widget of these that is there for the eye, too, and not for assistive technology alone."""
    return (it for it in shown_in(window) if not isinstance(it, SpokenButton))


def place_of(widget: QWidget, within: QWidget) -> QRect:
    """Tell where a widget is."""
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def called(widget: QWidget) -> str:
    """Describe a widget so that it can be found in the code."""
    text = getattr(widget, "text", "")
    said = text() if callable(text) else text
    named = widget.accessibleName() or (said if isinstance(said, str) else "")
    return f"{type(widget).__name__} 「{named}」"


def window_in_front(widget: QWidget) -> QWidget:
    """Give the window that somebody at the keyboard is in."""
    return QApplication.activeModalWidget() or widget.window()
