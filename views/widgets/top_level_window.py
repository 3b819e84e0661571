"""Windows that are no dialogs; views/widgets/accessible_tree.py tells screen readers what they are."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget


class TopLevelWindow(QWidget):
    """A window."""

    _above: tuple[QWidget, ...] = ()
    _below: QWidget | None = None

    def keep_in_sight(self, *above: QWidget, below: QWidget) -> None:
        """Name what no question stands over.

        Args:
            above: bars from the top down; those that aren't shown count for nothing.
            below: the foot.
        """
        self._above, self._below = above, below

    def room_for_sheets(self) -> QRect:
        """Tell which part of it questions may stand over, in its own coordinates."""
        bars = [it.geometry().bottom() + 1 for it in self._above if it.isVisibleTo(self)]
        top = max(bars, default=0)
        end = self.height() if self._below is None else self._below.geometry().top()
        return QRect(0, top, self.width(), end - top)
