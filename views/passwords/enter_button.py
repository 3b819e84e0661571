"""A button that says of itself that Enter presses it, while it does."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStylePainter, QWidget

from views.style.theme import Theme
from views.widgets.buttons import OnceButton, paint_with_room

_KEY = "Enter"


class EnterButton(OnceButton):
    """Paints the key's name behind its text, which alone is the accessible name, while it is what Enter presses.

    Enter presses another button instead while that has the keyboard.
    """

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._leads = self._said = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_keyboard)

    @property
    def says_key(self) -> bool:
        """Whether it says now that Enter presses it."""
        return self._said

    def show_key(self, *, leads: bool) -> None:
        """Say that Enter presses it, or stop saying it."""
        if leads is not self._leads:
            self._leads = leads
            self.updateGeometry()
            self._follow_keyboard()

    def _follow_keyboard(self) -> None:
        focused = self.window().focusWidget()
        said = self._leads and (focused is self or not isinstance(focused, QPushButton))
        if said is not self._said:
            self._said = said
            self.setAccessibleDescription(_KEY if said else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Make room for the key's name."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._key_width, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Do without the key's name where there is no room for it, but never without a part of the text."""
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the styled button, then its picture, its text and the key's name."""
        if not self._said or self.width() < self.sizeHint().width():
            super().paintEvent(event)
            return
        painter, tokens = QStylePainter(self), self._theme.tokens
        ink = tokens.colour("on_accent" if self.isEnabled() else "muted")
        gap, beside = tokens.sizes.gap, self._key_width
        left = paint_with_room(painter, self, self.text(), ink, gap=gap, beside=beside)
        painter.setFont(tokens.font(tokens.sizes.body))
        key = QRectF(left, 0, beside, self.height())
        painter.drawText(key, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _KEY)

    @property
    def _key_width(self) -> int:
        if not self._leads:
            return 0
        sizes = self._theme.tokens.sizes
        return self.fontMetrics().horizontalAdvance(_KEY) + 2 * sizes.gap
