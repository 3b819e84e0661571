"""The body of a dialog that scrolls where enlarged text needs more than the screen has."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from views.dialogs.decision_dialog import DecisionDialog
from views.widgets.scroll_to_focus import follow_focus


class ScrollingBody:
    """Takes the place of a dialog's body.

    Attributes:
        column: where the dialog puts what it asks.
    """

    def __init__(self, dialog: DecisionDialog, spacing: int) -> None:
        self._dialog = dialog
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(dialog.body.contentsMargins())
        self.column.setSpacing(spacing)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        follow_focus(self._scroll)
        inside.setAutoFillBackground(False)
        dialog.body.setContentsMargins(0, 0, 0, 0)
        dialog.body.addWidget(self._scroll)

    def fit(self) -> None:
        """Give the dialog the height that the text needs now, if the screen has it.

        Qt asks running text for one line only.
        """
        self.column.activate()
        dialog = self._dialog
        wraps = self.column.hasHeightForWidth()
        wanted = (
            self.column.totalHeightForWidth(dialog.width()) if wraps else self.column.totalSizeHint().height()
        )
        frame = dialog.frameGeometry().height() - dialog.height()
        missing = self._height_with(wanted) - (dialog.screen().availableGeometry().height() - frame)
        dialog.setFixedHeight(self._height_with(wanted - max(0, missing)))

    def show_part(self, part: QWidget) -> None:
        """Bring a part into sight where the screen has no room for all."""
        self._scroll.ensureWidgetVisible(part)

    def turn(self, pages: int) -> None:
        """Scroll by pages: for what nothing on it can have the keyboard."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _height_with(self, body: int) -> int:
        self._scroll.setFixedHeight(body)
        layout = self._dialog.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()  # which alone makes the layouts within measure again
        least = layout.totalMinimumSize().height()
        return max(
            least, layout.totalMinimumHeightForWidth(self._dialog.width())
        )  # a long name takes two lines
