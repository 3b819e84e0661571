"""The body of a dialog, which scrolls where enlarged text needs more than the screen has."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from views.widgets.scroll_to_focus import follow_focus
from views.widgets.window_room import below_title_bar

_SIDES = 20
_STEPS = 4
"""In which a dialog is tried wider."""


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

    def fit(self, dialog: QDialog) -> None:
        """Give the dialog the height that the text needs now, if the screen has it.

        If not, it gets the width in which everything has room, if there is one: Qt shows a dialog on two thirds of the
        screen at most. Qt asks running text for one line only.
        """
        self.column.activate()
        width = max(dialog.width(), dialog.minimumWidth())
        wanted, missing = self._wanted(dialog, width)
        if missing > 0 and dialog.isVisible():
            more = room(dialog).width() - width
            wider = (width + more * step // _STEPS for step in range(1, _STEPS + 1))
            width = next((it for it in wider if self._wanted(dialog, it)[1] <= 0), width)
            wanted, missing = self._wanted(dialog, width)
        if width > dialog.width():
            free = dialog.screen().availableGeometry()
            left = dialog.x() - (width - dialog.width()) // 2
            dialog.resize(width, dialog.height())
            dialog.move(
                max(free.left(), min(left, free.right() + 1 - dialog.frameGeometry().width())), dialog.y()
            )
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

    def _wanted(self, dialog: QDialog, width: int) -> tuple[int, int]:
        """Tell how high everything is at a width, and how much of the dialog has no room on the screen then."""
        wraps = self.column.hasHeightForWidth()
        wanted = self.column.totalHeightForWidth(width) if wraps else self.column.totalSizeHint().height()
        return wanted, self._height_with(dialog, width, wanted) - room(dialog).height()

    def _height_with(self, dialog: QDialog, width: int, body: int) -> int:
        self.setFixedHeight(max(0, body))
        layout = dialog.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()  # which alone makes the layouts within measure again
        least = layout.totalMinimumSize().height()
        return max(least, layout.totalMinimumHeightForWidth(width))  # a long name takes two lines


def room(dialog: QDialog) -> QSize:
    """Tell how large a dialog can be on its screen, in pixels."""
    return below_title_bar(dialog.screen().availableGeometry().size()) - QSize(_SIDES, 0)
