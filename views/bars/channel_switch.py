"""窓口 ‹› 電話 in the upper bar, and the button that stands for it where the bar has no room."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QMenu, QPushButton, QWidget

from services.rules.vocabulary import Channel
from views.text import words


class ChannelSwitch(QWidget):
    """窓口 ‹› 電話, as two buttons of which one is down.

    Attributes:
        buttons: each channel's.

    Signals:
        switch_wanted: the clerk chose the channel that isn't in force.
    """

    switch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("受付の方法"))
        self._shown = Channel.COUNTER
        self.buttons: dict[Channel, QPushButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for channel, side in ((Channel.COUNTER, "left"), (Channel.PHONE, "right")):
            button = QPushButton(words.channel(channel))
            button.setCheckable(True)
            button.setAutoExclusive(True)  # with it, a screen reader says: one of two
            button.setProperty("segment", side)
            button.setToolTip("F9")
            button.toggled.connect(lambda on, wanted=channel: self._chosen(wanted) if on else None)
            group.addButton(button)
            row.addWidget(button)
            self.buttons[channel] = button

    def show_channel(self, channel: Channel) -> None:
        """Show which channel is in force."""
        self._shown = channel
        self.buttons[channel].setChecked(True)

    def _chosen(self, wanted: Channel) -> None:
        if wanted is self._shown:
            return
        self.buttons[self._shown].setChecked(True)
        self.switch_wanted.emit()


class ChannelMenu(QPushButton):
    """「窓口 ▾」 or, on the phone channel, 「電話 ▾」: presses other buttons, which do what they always do."""

    def __init__(
        self, buttons: Callable[[], Iterable[QAbstractButton]], parent: QWidget | None = None
    ) -> None:
        """Make one.

        Args:
            buttons: gives what it lists when it is pressed.
            parent: the owner.
        """
        super().__init__(parent)
        self._buttons = buttons
        self.setProperty("kind", "bar")
        self.clicked.connect(self._drop_down)
        self.show_channel(Channel.COUNTER)

    def show_channel(self, channel: Channel) -> None:
        """Name the channel."""
        self.setText(f"{words.channel(channel)} ▾")
        self.setAccessibleName(words.channel(channel))

    def _drop_down(self) -> None:
        """Let the menu down without waiting for it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.accessibleName())
        for button in self._buttons():
            line = menu.addAction(f"{button.text()}\t{button.toolTip()}")
            line.triggered.connect(lambda _=False, button=button: button.click())
        corner = self.mapToGlobal(QPoint(self.width(), self.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
        menu.setActiveAction(menu.actions()[0])
