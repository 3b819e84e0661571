"""The body of a dialog, which scrolls where enlarged text needs more than the screen has."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from views.widgets.scroll_to_focus import follow_focus


class ScrollingBody(QScrollArea):
    """As wide as what stands in it wants to be, and as high as the dialog makes it.

    Attributes:
        column: where the dialog puts what it asks.
    """

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
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

    def fit(self, dialog: QDialog, room: int) -> None:
        """Give the dialog the height that the text needs now, as far as there is room; the rest is scrolled to.

        Qt asks running text for one line only.

        Args:
            dialog: whose body it is.
            room: how high that can be, in pixels.
        """
        self.column.activate()
        width = max(dialog.width(), dialog.minimumWidth())
        wraps = self.column.hasHeightForWidth()
        wanted = self.column.totalHeightForWidth(width) if wraps else self.column.totalSizeHint().height()
        missing = self._height_with(dialog, width, wanted) - room
        dialog.setFixedHeight(self._height_with(dialog, width, wanted - max(0, missing)))
        if missing <= 0:
            # A bar that is there narrows the text, which grows higher, and needs the bar. Without it, none is needed.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_part(self, part: QWidget) -> None:
        """Bring a part into sight where the screen has no room for all."""
        self.ensureWidgetVisible(part)

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
