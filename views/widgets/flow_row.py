"""A row that goes on in a further line where enlarged text leaves no room for all of it in one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


class FlowRow(QLayout):
    """Lays widgets out beside each other, and in further lines where they have no room.

    What stands behind a spring is at the right end of its line. Each line is as high as the highest in it, and the
    others are in its middle. What is hidden takes no room.
    """

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        """Make an empty row.

        Args:
            spacing: between two widgets, and between two lines, in pixels.
            parent: whose layout it is, if it isn't put into another one.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._whole: QLayoutItem | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add_spring(self, *, whole: bool = False) -> None:
        """Let what is added from now on stand at the right end.

        Args:
            whole: where it has no room in the line, but in one of its own, it begins that one, at the left end.
        """
        spring = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.addItem(spring)
        if whole:
            self._whole = spring

    def addItem(self, item: QLayoutItem) -> None:
        """Put something at the end."""
        self._items.append(item)

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
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        shown = [item for item in self._items if not _is_spring(item) and not item.isEmpty()]
        wide = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(wide, _height(shown))

    def minimumSize(self) -> QSize:
        """Be content with the width of the widest."""
        shown = [item for item in self._items if not _is_spring(item) and not item.isEmpty()]
        return QSize(max((item.minimumSize().width() for item in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            high = _height(line)
            shown = [item for item in line if not _is_spring(item)]
            widths = [min(item.sizeHint().width(), rect.width()) for item in shown]
            free = rect.width() - sum(widths) - self.spacing() * max(0, len(shown) - 1)
            left = rect.left()
            for item in line:
                if _is_spring(item):
                    left += max(0, free)
                    continue
                size = QSize(widths[shown.index(item)], min(item.sizeHint().height(), high))
                item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += high + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        taken = 0
        for place, item in enumerate(self._items):
            behind = self._behind(place) if item is self._whole else 0
            if taken + behind > width >= behind - self.spacing() > 0:
                lines.append([])
                taken = 0
                continue
            if _is_spring(item):
                lines[-1].append(item)
                continue
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if taken and taken + self.spacing() + wide > width:
                springs = [lines[-1].pop()] if _is_spring(lines[-1][-1]) else []
                lines.append(springs)
                taken = 0
            lines[-1].append(item)
            taken += wide + (self.spacing() if taken else 0)
        return [line for line in lines if any(not _is_spring(item) for item in line)]

    def _behind(self, place: int) -> int:
        """Tell how much room everything behind a place takes, with the spaces before each."""
        shown = (item for item in self._items[place + 1 :] if not _is_spring(item) and not item.isEmpty())
        return sum(item.sizeHint().width() + self.spacing() for item in shown)


def _is_spring(item: QLayoutItem) -> bool:
    return isinstance(item, QSpacerItem)


def _height(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
