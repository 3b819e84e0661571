"""Keeping in sight what has the keyboard: Qt scrolls only for keys that are pressed within the area itself."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid


class _Follower(QObject):
    """Scrolls an area, and goes with it."""

    def __init__(self, area: QScrollArea, app: QApplication) -> None:
        super().__init__(area)
        self._area = area
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring it into sight; a list does so for the row that it is at."""
        if now is None or isinstance(now, QAbstractItemView) or not isValid(self._area):
            return  # or the keyboard goes on because the area goes
        inside = self._area.widget()
        if inside is not None and inside.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)


def follow_focus(area: QScrollArea) -> None:
    """Let an area scroll to whatever in it gets the keyboard, wherever the keyboard came from."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    _Follower(area, app)


def bring_into_view(inside: QWidget, rect: QRect, above: int = 0) -> None:
    """Scroll the page around a widget so far that a part of the widget is to be seen.

    Args:
        inside: the widget.
        rect: its part.
        above: how much of the page above it is covered, where that has to be known.
    """
    around = _area_around(inside)
    page = around.widget() if around is not None else None
    if around is None or page is None:
        return
    if not above:
        middle = inside.mapTo(page, rect.center())
        around.ensureVisible(middle.x(), middle.y(), 0, rect.height())
        return
    bar, top = around.verticalScrollBar(), inside.mapTo(page, rect.topLeft()).y()
    if top - above < bar.value():
        bar.setValue(top - above)
    elif top + rect.height() > bar.value() + around.viewport().height():
        bar.setValue(top + rect.height() - around.viewport().height())


def room_around(inside: QWidget) -> int:
    """Tell how high what scrolls around a widget is, in pixels; 0 where nothing does."""
    around = _area_around(inside)
    return around.viewport().height() if around is not None else 0


def _area_around(inside: QWidget) -> QScrollArea | None:
    around = inside.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
