"""What stands in the window instead of a hidden desk."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewmodels.screen_guard import ASKED_SECONDS, ScreenGuard, ScreenState
from views.language.line_breaks import run_on
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.announcing import announce
from views.widgets.binding import bind
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel, styled_label

_WIDTH = 520
"""Pixels at 100 %; a narrow screen has less."""
_ALL = 1000
"""Share of the width: the panel has all of it up to its own."""


class Cover(QWidget):
    """Says that the screen is hidden, and how it comes back; while it is being locked, says so.

    Attributes:
        show_button, lock_button: 「表示する」 and 「ロック」.
        panel: what is said, in the middle.
    """

    def __init__(self, guard: ScreenGuard, *, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._guard = guard
        self._theme = theme
        self._icons = icons
        sizes = theme.tokens.sizes
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("画面の覆い"))
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = styled_label("", "page")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = WrappedLabel("muted")
        self._later = WrappedLabel("muted")
        self._scan = WrappedLabel("warn")
        for label in (self._hint, self._later, self._scan):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scan.setText(
            self.tr(
                "カードを読み取りましたが、開いていません。画面を表示してから、もう一度読み取ってください。"
            )
        )
        self.show_button = KeyButton(self.tr("表示する"), "F11", theme)
        self.lock_button = KeyButton(self.tr("ロック"), "F12", theme)
        self.show_button.clicked.connect(guard.show)
        self.lock_button.clicked.connect(guard.lock)
        self._lay_out(sizes.edge)
        theme.changed.connect(self._draw)
        bind(guard.screen, self, self._show_screen)
        bind(guard.scan_ignored, self, lambda _: self._show_screen(guard.screen.value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep characters from the window, which would put digits into the card field behind."""
        event.setAccepted(event.text().isprintable() and bool(event.text()))

    def start(self) -> None:
        """Be ready for Enter, and say what is so now."""
        self._show_screen(self._guard.screen.value)
        self._take_keyboard()
        announce(self, self._title.text())

    def _lay_out(self, edge: int) -> None:
        panel = self.panel = QFrame()
        panel.setMaximumWidth(round(_WIDTH * self._theme.tokens.scale))
        box = QVBoxLayout(panel)
        box.setSpacing(self._theme.tokens.sizes.pad)
        for label in (self._picture, self._title, self._hint, self._later, self._scan):
            box.addWidget(label)
        box.addSpacing(edge)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.show_button, self.lock_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        box.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()  # an alignment would leave the panel with the width that its words ask for
        middle.addStretch(1)
        middle.addWidget(panel, _ALL)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def _show_screen(self, screen: ScreenState) -> None:
        locking, asked = screen is ScreenState.LOCKED, screen is ScreenState.ASKED
        self._title.setText(self._titles(screen))
        hint = self.tr("行っている操作が終わるのを待っています。")
        if asked:
            hint = self.tr("Enter でロックします。F11 で、画面に戻ります。")
        elif not locking:
            hint = self.tr("F11 か Enter で、画面に戻ります。")
        self._hint.setText(hint)
        self._later.setText("" if locking else self._what_comes())
        self._later.setVisible(bool(self._later.text()))
        for button in self.findChildren(QPushButton):
            button.setVisible(not locking)
        self._scan.setVisible(self._guard.scan_ignored.value and not locking)
        self._draw()
        if asked and not self.isHidden():
            self._take_keyboard()
            announce(self, run_on(self._title.text(), self._hint.text(), self._later.text()))

    def _titles(self, screen: ScreenState) -> str:
        if screen is ScreenState.LOCKED:
            return self.tr("ロックしています…")
        if screen is ScreenState.ASKED:
            return self.tr("入力の途中です。ロックしますか。")
        return self.tr("画面を隠しています")

    def _take_keyboard(self) -> None:
        """Give it to what Enter does: locking where that was asked, else showing everything again."""
        asked = self._guard.screen.value is ScreenState.ASKED
        (self.lock_button if asked else self.show_button).setFocus()

    def _what_comes(self) -> str:
        """Say what the lock will do, by the clock or by a key."""
        if self._guard.screen.value is ScreenState.ASKED:
            told = self.tr("答えがなければ、%1秒後にロックします。")
            goes_on = self.tr("同じ職員がロックを解除すると、入力の続きに戻ります。")
            return run_on(told.replace("%1", str(ASKED_SECONDS)), goes_on)
        minutes = self._guard.limits.lock_minutes
        parts = []
        if minutes:
            told = self.tr("操作のないまま%1分たつとロックし、開いている利用者を閉じます。")
            parts.append(told.replace("%1", str(minutes)))
        if self._guard.has_unsaved_input:
            parts.append(self.tr("入力の途中です。ほかの職員がロックを解除すると、その入力は消えます。"))
        return run_on(*parts)

    def _draw(self) -> None:
        size = round(56 * self._theme.tokens.scale)
        name = "lock" if self._guard.screen.value is ScreenState.LOCKED else "eye-off"
        self._picture.setPixmap(self._icons.pixmap(name, "muted", size, self.devicePixelRatioF()))
