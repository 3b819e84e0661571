"""What stands beside a field or a button, and whether it stands at its height."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from views.widgets.labels import WrappedLabel

_A_PIXEL = 1


def said_at_the_height_of(part: QWidget) -> list[str]:
    """Read the one-line sentences to the right of a part whose middles are at the height of its own."""
    window = part.window()
    middle = part.mapTo(window, part.rect().center())

    def is_beside(label: WrappedLabel) -> bool:
        box = label.rect()
        center = label.mapTo(window, QPoint(0, label.heightForWidth(box.width()) // 2))
        return center.x() > middle.x() and abs(center.y() - middle.y()) <= _A_PIXEL

    return [it.text() for it in window.findChildren(WrappedLabel) if it.isVisible() and is_beside(it)]
