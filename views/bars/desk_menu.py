"""「窓口 ▾」: what the upper bar holds, where it has no room; what is urgent stands before it in words."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QPushButton, QWidget

from services.rules.vocabulary import Channel
from views.bars.top_bar import TopBar
from views.style.theme import Theme
from views.text import words
from views.widgets.labels import styled_label


class DeskMenu(QWidget):
    """Presses the upper bar's buttons, which do what they always do.

    Attributes:
        waiting: 「承認待ち 1」; hidden where no desk waits for this supervisor.
        button: 「窓口 ▾」 or, on the phone channel, 「電話 ▾」.
    """

    def __init__(
        self, top_bar: TopBar, mask_button: QAbstractButton, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Make one.

        Args:
            top_bar: what it stands for.
            mask_button: what else has no room.
            theme: for the distances.
            parent: the owner.
        """
        super().__init__(parent)
        self._top_bar = top_bar
        self._mask_button = mask_button
        self._urgent = styled_label("", "bad")
        self.waiting = QPushButton(self)
        self.waiting.setProperty("kind", "act")
        self.waiting.clicked.connect(top_bar.approvals_button.click)
        self.button = QPushButton(self)
        self.button.setProperty("kind", "bar")
        self.button.clicked.connect(self._drop_down)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.sizes.gap)
        for part in (self._urgent, self.waiting, self.button):
            row.addWidget(part)
        self.show_urgent("", "")
        self.show_channel(Channel.COUNTER)
        top_bar.urgent.connect(self.show_urgent)

    def show_channel(self, channel: Channel) -> None:
        """Name the channel."""
        self.button.setText(f"{words.channel(channel)} ▾")
        self.button.setAccessibleName(words.channel(channel))

    def show_urgent(self, lost: str, waiting: str) -> None:
        """Say that there is no connection, and how many desks wait for an approval; "" where it isn't so."""
        self._urgent.setText(lost)
        self._urgent.setVisible(bool(lost))
        self.waiting.setText(waiting)
        self.waiting.setVisible(bool(waiting))

    def _drop_down(self) -> None:
        """Let the menu down without waiting for it."""
        bar, menu = self._top_bar, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.button.accessibleName())
        for button in (*bar.folded, self._mask_button):
            line = menu.addAction(f"{button.text()}\t{button.toolTip()}")
            line.triggered.connect(lambda _=False, button=button: button.click())
        corner = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
        menu.setActiveAction(menu.actions()[0])
