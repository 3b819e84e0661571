"""The keys that work now, as many as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class KeyList(QLabel):
    """Names keys in their order; where they don't fit, those before the last one are left out.

    F1 lists all of them, and the last one leads back: both stay. Screen readers are told all of them.
    """

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._named = tuple(f"{key} {what}" for key, what in keys)
        self.setProperty("tone", "caption")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setText(self._with(len(self._named)))
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

    def _fit(self) -> None:
        self.ensurePolished()  # the style has a font of its own
        counts = range(len(self._named), 1, -1)
        self.setText(self._with(next((it for it in counts if self._room_for(it) <= self.width()), 2)))

    def _with(self, count: int) -> str:
        return "　".join((*self._named[: count - 1], self._named[-1]))

    def _room_for(self, count: int) -> int:
        return self.fontMetrics().horizontalAdvance(self._with(count)) + 2
