"""The keys that work now, as many as there is room for; for those who point, each is a button, too."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

_BETWEEN = "　"


class KeyList(QLabel):
    """Names keys in their order; where they don't fit, those before the last one are left out.

    F1 lists all of them, and the last one leads back: both stay. Screen readers are told all of them.

    Signals:
        pointed_at(key): somebody pressed one with the mouse.
    """

    pointed_at = Signal(str)

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tuple(key for key, _ in keys)
        self._named = tuple(f"{key} {what}" for key, what in keys)
        self._shown = len(self._named)
        self._down: str | None = None
        self.setMouseTracking(True)
        self.setProperty("tone", "caption")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setText(self._with(self._shown))
        self.setAccessibleName(self.text())

    def sizeHint(self) -> QSize:
        """Ask for room for all of them, whatever is shown."""
        self.ensurePolished()
        return QSize(self._room_for(len(self._named)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Go on with the first and the last."""
        return QSize(self._room_for(2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many as fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Name as many as fit in another font, too."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note which key is pressed."""
        self._down = self._key_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press nothing more: a key pressed twice would take back what it did."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of the key, if the mouse is still over it."""
        down, self._down = self._down, None
        if down is not None and down == self._key_at(event.position()):
            self.pointed_at.emit(down)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a key can be pressed."""
        on_key = self._key_at(event.position()) is not None
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor if on_key else Qt.CursorShape.ArrowCursor))

    def _key_at(self, place: QPointF) -> str | None:
        """Name the key whose words are at a point."""
        if not 0 <= place.y() < self.height():
            return None
        advance = self.fontMetrics().horizontalAdvance
        left = self.contentsRect().right() + 1 - advance(self.text())
        for key, words in self._shown_keys():
            right = left + advance(words)
            if left <= place.x() < right:
                return key
            left = right + advance(_BETWEEN)
        return None

    def _fit(self) -> None:
        self.ensurePolished()  # the style has a font of its own
        counts = range(len(self._named), 1, -1)
        self._shown = next((it for it in counts if self._room_for(it) <= self.width()), 2)
        self.setText(self._with(self._shown))

    def _shown_keys(self) -> list[tuple[str, str]]:
        pairs = list(zip(self._keys, self._named, strict=True))
        return [*pairs[: self._shown - 1], pairs[-1]]

    def _with(self, count: int) -> str:
        return _BETWEEN.join((*self._named[: count - 1], self._named[-1]))

    def _room_for(self, count: int) -> int:
        return self.fontMetrics().horizontalAdvance(self._with(count)) + 2


def do_key(window: QWidget, key: str) -> None:
    """Do what a key of a window does."""
    wanted = QKeySequence(key)
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key() == wanted and shortcut.isEnabled():
            shortcut.activated.emit()
            return
