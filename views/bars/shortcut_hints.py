"""What keys do now, as many of them as there is room for; for those who point, each is a button, too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QCursor, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_BETWEEN = "　"


@dataclass(frozen=True, slots=True)
class KeyHint:
    """What one or more keys do now.

    Attributes:
        keys: what stands on them; blank for a sentence.
        does: what they do.
        press: does it for those who point; None for what only keys do.
    """

    keys: str
    does: str
    press: Callable[[], object] | None = None

    @property
    def words(self) -> str:
        """What is read."""
        return f"{self.keys} {self.does}".lstrip()


class KeyList(QLabel):
    """Names keys in their order; where they don't fit, the last ones are left out, but for screen readers."""

    def __init__(self, hints: Sequence[KeyHint] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[KeyHint, ...] = ()
        self._rooms: dict[str, int] = {}
        self._shown = 0
        self._down: KeyHint | None = None
        self.setMouseTracking(True)
        self.setProperty("tone", "caption")
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_hints(hints)

    @property
    def hints(self) -> tuple[KeyHint, ...]:
        """All that it names."""
        return self._hints

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Name other keys."""
        if [it.words for it in hints] != [it.words for it in self._hints]:
            self.setAccessibleName(_BETWEEN.join(it.words for it in hints))
        self._hints = tuple(hints)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for room for all of them, whatever is shown."""
        self.ensurePolished()
        return QSize(self._room_for(len(self._hints)), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Go on with none, and measure no text: the bar has a height of its own."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many as fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Name as many as fit in another font, too."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._rooms.clear()
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note which key is pressed."""
        self._down = self._hint_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press nothing more: a key pressed twice would take back what it did."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the key does, if the mouse is still over it."""
        down, self._down = self._down, None
        if down is not None and down.press is not None and down is self._hint_at(event.position()):
            down.press()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a key can be pressed."""
        hint = self._hint_at(event.position())
        can = hint is not None and hint.press is not None
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor))

    def _hint_at(self, place: QPointF) -> KeyHint | None:
        """Find what is named at a point."""
        if not 0 <= place.y() < self.height():
            return None
        advance = self.fontMetrics().horizontalAdvance
        left = self.contentsRect().left()
        for hint in self._hints[: self._shown]:
            right = left + advance(hint.words)
            if left <= place.x() < right:
                return hint
            left = right + advance(_BETWEEN)
        return None

    def _fit(self) -> None:
        self.ensurePolished()  # the style has a font of its own
        counts = range(len(self._hints), 0, -1)
        self._shown = next((it for it in counts if self._room_for(it) <= self.width()), 0)
        self.setText(self._with(self._shown))

    def _with(self, count: int) -> str:
        return _BETWEEN.join(it.words for it in self._hints[:count])

    def _room_for(self, count: int) -> int:
        text = self._with(count)
        if text not in self._rooms:
            self._rooms[text] = self.fontMetrics().horizontalAdvance(text) + 2 if count else 0
        return self._rooms[text]


def do_key(window: QWidget, key: str) -> None:
    """Do what a key of a window does."""
    wanted = QKeySequence(key)
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key() == wanted and shortcut.isEnabled():
            shortcut.activated.emit()
            return
