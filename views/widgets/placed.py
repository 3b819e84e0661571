"""The one way in which bars place their parts: measured when width or size of text changes, not at each patron."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget


class Placed(QFrame):
    """Places its parts by `arrange`, whenever its width or the size of its text changes."""

    _has_width = False

    def arrange(self) -> None:
        """Place every part, and take the height that they need."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._has_width = True
            self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Place the parts for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._has_width:
            self.arrange()


def put(part: QWidget, x: int, middle: int, width: int | None = None, height: int | None = None) -> int:
    """Place a part as high as it wants to be around a middle line; tell where it ends.

    Args:
        part: what is placed.
        x: where it begins, in pixels.
        middle: of the line, in pixels.
        width: in pixels; None where it is as wide as it wants to be.
        height: in pixels; None where it is as high as it wants to be.
    """
    part.ensurePolished()  # the style has fonts of its own
    hint = part.sizeHint()
    wide = hint.width() if width is None else max(width, 0)
    high = hint.height() if height is None else height
    part.setGeometry(x, middle - high // 2, wide, high)
    return x + wide


def fullest[T](ways: Iterable[T], width: Callable[[T], int], room: int) -> T:
    """Choose the first of several ways that is no wider than a room in pixels, else the last."""
    chosen: T
    for chosen in ways:
        if width(chosen) <= room:
            break
    return chosen


def lines(widths: Sequence[int], room: int, gap: int) -> list[list[int]]:
    """Break what stands side by side into lines; each has the places of its parts."""
    broken: list[list[int]] = []
    taken = 0
    for place, wide in enumerate(widths):
        if not broken or taken + gap + wide > room:
            broken.append([])
            taken = -gap
        broken[-1].append(place)
        taken += gap + wide
    return broken
