"""The body of a dialog, which scrolls where enlarged text needs more than the screen has."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from views.style.theme import Theme
from views.widgets.scroll_to_focus import follow_focus

_BAR: Final = 4
_APART: Final = 8
"""Pixels at 100 %: how wide a bar is, and how far to the left of its part it begins."""


class ScrollingBody(QScrollArea):
    """As wide as what stands in it wants to be, and as high as the dialog makes it.

    Attributes:
        column: where the dialog puts what it asks.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._inside = _Inside(theme)
        self.column = QVBoxLayout(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        follow_focus(self)
        self._inside.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Ask for room for everything."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Be as wide as the widest part has to be; the height can be anything."""
        return QSize(self._inside.minimumSizeHint().width(), 0)

    def fit(self, dialog: QDialog, room: int, *, fills: bool = False) -> bool:
        """Give the dialog the height that the text needs now, as far as there is room; the rest is scrolled to.

        Qt asks running text for one line only.

        Args:
            dialog: whose body it is.
            room: how high that can be, in pixels.
            fills: the dialog takes all of it.

        Returns:
            Whether there is room for everything.
        """
        self.column.activate()
        width = max(dialog.width(), dialog.minimumWidth())
        layout = dialog.layout()
        assert layout is not None
        outline = layout.contentsMargins()
        within = width - outline.left() - outline.right()
        wraps = self.column.hasHeightForWidth()
        wanted = self.column.totalHeightForWidth(within) if wraps else self.column.totalSizeHint().height()
        self._inside.update()  # the bars, which stand where the parts are
        missing = self._height_with(dialog, width, wanted) - room
        dialog.setFixedHeight(
            self._height_with(dialog, width, wanted - (missing if fills else max(0, missing)))
        )
        self.setViewportMargins(0, 0, 0, max(0, -missing) if fills else 0)  # the parts stay at the top
        if missing <= 0:
            # A bar that is there narrows the text, which grows higher, and needs the bar. Without it, none is needed.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return missing <= 0

    def mark(self, missing: Sequence[QWidget]) -> None:
        """Mark where something is missing; fields at fault are marked by themselves."""
        self._inside.missing = tuple(missing)
        self._inside.update()

    def show_part(self, part: QWidget) -> None:
        """Bring a part into sight, as high as it is now: of one that is higher than the room, its beginning."""
        self.column.activate()
        self.ensureWidgetVisible(part)
        if part.height() > self.viewport().height():
            self.verticalScrollBar().setValue(part.mapTo(self._inside, QPoint(0, 0)).y())

    def turn(self, pages: int) -> None:
        """Scroll by pages: for what nothing on it can have the keyboard."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _height_with(self, dialog: QDialog, width: int, body: int) -> int:
        self.setFixedHeight(max(0, body))
        layout = dialog.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()  # which alone makes the layouts within measure again
        least = layout.totalMinimumSize().height()
        return max(least, layout.totalMinimumHeightForWidth(width))  # a long name takes two lines


class _Inside(QWidget):
    """Holds the parts, and paints a bar beside what is missing, and a red one beside a field at fault.

    Attributes:
        missing: the parts that have one.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.missing: tuple[QWidget, ...] = ()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter, tokens = QPainter(self), self._theme.tokens
        wide, apart = round(_BAR * tokens.scale), round(_APART * tokens.scale)
        refused = [it for it in self.findChildren(QLineEdit) if it.property("fault") == "true"]
        for parts, colour in ((self.missing, "amber"), (refused, "bad")):
            for part in parts:
                if part.isVisibleTo(self):
                    corner = part.mapTo(self, QPoint(-apart, 0))
                    painter.fillRect(QRect(corner, QSize(wide, part.height())), tokens.colour(colour))
