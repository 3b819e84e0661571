"""A row that goes on in a further line where enlarged text leaves no room for all of it in one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from views.widgets.placed import lines


class FlowRow(QLayout):
    """Lays widgets out beside each other, and in further lines where they have no room.

    What stands behind the spring is at the right end of its line. Each line is as high as the highest in it, and the
    others are in its middle. What is hidden takes no room.
    """

    def __init__(self, spacing: int, parent: QWidget | None = None, *, ring: int = 0) -> None:
        """Make an empty row.

        Args:
            spacing: between two widgets, and between two lines, in pixels.
            parent: whose layout it is, if it isn't put into another one.
            ring: how far left of their words its buttons begin, in pixels: the words stand where the row begins.
        """
        self._ring = ring
        self._items: list[QLayoutItem] = []
        self._behind: list[QLayoutItem] | None = None
        self._is_whole = False
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add_spring(self, *, whole: bool = False) -> None:
        """Let what is added from now on stand at the right end.

        Args:
            whole: where it has no room in the line, but in one of its own, it begins that one, at the left end.
        """
        self._behind, self._is_whole = [], whole

    def addItem(self, item: QLayoutItem) -> None:
        """Put something at the end."""
        self._items.append(item)
        if self._behind is not None:
            self._behind.append(item)

    def count(self) -> int:
        """Count what is in it."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give what stands at a place; None behind the end, which is how Qt asks for the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take something out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the width that there is, and no more height than is needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Tell that fewer lines are needed where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Tell how high all lines are together."""
        broken = self._lines(width)
        return sum(map(_height, broken)) + self.spacing() * max(0, len(broken) - 1)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        shown = self._shown
        return QSize(sum(self._widths(shown)) + self.spacing() * max(0, len(shown) - 1), _height(shown))

    def minimumSize(self) -> QSize:
        """Be content with the width of the widest."""
        shown = self._shown
        return QSize(max((item.minimumSize().width() for item in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        rect = rect.adjusted(-self._ring, 0, 0, 0)
        top, broken = rect.top(), self._lines(rect.width())
        for line in broken:
            high, left = _height(line), rect.left()
            widths = [min(wide, rect.width()) for wide in self._widths(line)]
            free = max(0, rect.width() - sum(widths) - self.spacing() * (len(line) - 1))
            for item, wide in zip(line, widths, strict=True):
                if free and self._is_behind(item) and not (self._is_whole and len(broken) > 1):
                    left, free = left + free, 0
                size = QSize(wide, min(item.sizeHint().height(), high))
                item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += wide + self.spacing()
            top += high + self.spacing()

    @property
    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _widths(self, items: list[QLayoutItem]) -> list[int]:
        return [item.sizeHint().width() for item in items]

    def _is_behind(self, item: QLayoutItem) -> bool:
        return any(it is item for it in self._behind or ())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        shown, gap = self._shown, self.spacing()
        broken = lines(self._widths(shown), width, gap)
        behind = [place for place, item in enumerate(shown) if self._is_behind(item)]
        own = lines(self._widths([shown[place] for place in behind]), width, gap)
        if self._is_whole and len(broken) > 1 and len(own) == 1:
            broken = [*lines(self._widths(shown[: behind[0]]), width, gap), behind]
        return [[shown[place] for place in line] for line in broken]


def _height(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
