"""A window beside the desk: it takes nothing away from the work, closes with Esc, and gives the keyboard back."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from views.style.theme import Theme
from views.widgets.enter_key import enter_presses
from views.widgets.top_level_window import TopLevelWindow

_MARGIN = 24


class SideWindow(TopLevelWindow):
    """Not modal: the desk goes on working under it, and a card that is read while it has the keyboard is opened."""

    def __init__(self, title: str, theme: Theme, desk: QWidget, width: int) -> None:
        """Make the window, hidden.

        Args:
            title: its name.
            theme: for the distances.
            desk: the window that it stands beside and goes with.
            width: how wide it is at 100 %, in pixels; it never leaves the screen.
        """
        super().__init__(desk, Qt.WindowType.Window)
        self._desk = desk
        self._theme = theme
        self._wide = width
        self._came_from: QWidget = desk
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def show_beside(self) -> None:
        """Come up at the desk's right edge, where its action cells of the first columns stay in sight.

        Over a question it comes as a part of that, or the question would keep mouse and keyboard from it.
        """
        self._stand_over(QApplication.activeModalWidget() or self._desk)
        active = QApplication.activeWindow()
        if active is not self:
            self._came_from = active or self._desk
        if not self.isVisible():
            screen = self.screen().availableGeometry().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            desk = self._desk.frameGeometry().intersected(screen)
            if desk.width() < screen.width() // 2:
                desk = screen  # a window that is smaller than a page is
            width = min(round(self._wide * self._theme.tokens.scale), screen.width())
            place = QRect(desk.right() - width, desk.top() + 2 * _MARGIN, width, desk.height() - 3 * _MARGIN)
            place.moveLeft(max(place.left(), screen.left()))
            self.setGeometry(place)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; Enter presses the button that has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not enter_presses(event, self):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keyboard back to the window that had it."""
        super().closeEvent(event)
        before = self._came_from if isValid(self._came_from) and self._came_from.isVisible() else self._desk
        before = QApplication.activeModalWidget() or before
        if before.isVisible():
            before.activateWindow()

    def _stand_over(self, window: QWidget) -> None:
        """Belong to a window.

        A handle is made without asking for its id: Qt would give one to each part of the desk, too, and list the parts
        as windows from the moment when the desk's cover takes them out of it. One that was shown before belongs to the
        desk again as soon as it is shown: a question would keep the keyboard from it, and stand over it.
        """
        other = window.windowHandle()
        if self.windowHandle() is None or self.windowHandle().transientParent() is not other:
            self.hide()
            self.destroy()
            self.create()
            self.windowHandle().setTransientParent(other)
