"""Ties a desk's window to the guard of its screen: the cover, the keys, the button, and what counts as input."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from shiboken6 import isValid

from viewmodels.screen_guard import ScreenGuard, ScreenState
from views.desk.desk_window import DeskWindow
from views.privacy.content_hider import ContentHider
from views.privacy.hidden_screen import Cover
from views.privacy.idle_watch import InputWatch
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets import clipboard
from views.widgets.binding import bind


class ScreenPrivacy:
    """Keeps the window as the guard wants it.

    Attributes:
        content_hider: covers the window.
        watch: hears the input.
    """

    def __init__(
        self, window: DeskWindow, guard: ScreenGuard, *, scans: ScanFilter, theme: Theme, icons: Icons
    ) -> None:
        self.content_hider = ContentHider(window, window.area, Cover(guard, theme=theme, icons=icons))
        self.watch = InputWatch(guard, window)
        self._scans = scans
        scans.let_hear_first(self.watch)
        for key, act in ((Qt.Key.Key_F11, guard.hide_or_show), (Qt.Key.Key_F12, guard.lock)):
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        window.top_bar.lock_button.clicked.connect(guard.lock)
        bind(guard.screen, window, self._show_screen)

    def end(self) -> None:
        """Hear nothing more; the window gets its content back before it goes, unless it has gone."""
        if not isValid(self.watch):
            return
        self._scans.let_hear_first(None)
        self.content_hider.give_up()

    def _show_screen(self, screen: ScreenState) -> None:
        if screen is ScreenState.OPEN:
            self.content_hider.show()
            return
        self.content_hider.hide()
        if screen is ScreenState.ASKED:
            self.watch.look()  # sooner than anything was due before
        if screen is ScreenState.LOCKED:
            clipboard.forget(QGuiApplication.clipboard())
