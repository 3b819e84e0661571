"""「窓口 ▾」 beside the tabs: what the upper bar has no room for; what is urgent stands before it while it is away."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QWidget

from services.rules.vocabulary import Channel
from views.bars.channel_switch import ChannelMenu
from views.bars.top_bar import TopBar
from views.style.theme import Theme
from views.widgets.labels import styled_label


class DeskMenu(QWidget):
    """The menu of the upper bar's buttons, with the patron's own.

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
        self._urgent = styled_label("", "bad")
        self.waiting = QPushButton(self)
        self.waiting.setProperty("kind", "act")
        self.waiting.clicked.connect(top_bar.approvals_button.click)
        self.button = ChannelMenu(lambda: (*top_bar.folded, mask_button), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.sizes.gap)
        for part in (self._urgent, self.waiting, self.button):
            row.addWidget(part)
        self.show_urgent("", "")
        top_bar.urgent.connect(self.show_urgent)

    def show_channel(self, channel: Channel) -> None:
        """Name the channel."""
        self.button.show_channel(channel)

    def show_urgent(self, lost: str, waiting: str) -> None:
        """Say that there is no connection, and how many desks wait for an approval; "" where it isn't so."""
        self._urgent.setText(lost)
        self._urgent.setVisible(bool(lost))
        self.waiting.setText(waiting)
        self.waiting.setVisible(bool(waiting))

    def showEvent(self, event: QShowEvent) -> None:
        """Stand for what the upper bar has no room for, so that it needs no such menu itself."""
        super().showEvent(event)
        self._top_bar.leave_menu(to_pages=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the menu to the upper bar."""
        super().hideEvent(event)
        self._top_bar.leave_menu(to_pages=False)
