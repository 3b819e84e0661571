"""The bar that is always there: the card field, the channel, who and where, and whether the database answers."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from services.errors import ServiceError
from services.rules.vocabulary import Channel, Role
from viewmodels.desk.desk import DeskViewModel
from views.desk.card_field import CardField
from views.language.line_breaks import run_on
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.text import messages, words
from views.widgets.announcing import tell
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel, styled_label

_NARROW: Final = 1200
"""Pixels, at a text size of 100 %, below which a sentence beside the card field takes the room of who and where."""
_TIGHT: Final = 1000
"""And below which the bar holds nothing that stands elsewhere, too."""


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


class TopBar(QFrame):
    """The window's upper edge.

    Attributes:
        card_field: 「利用カード番号」, ready at all times.
        lock_button: 「ロック」.
        channel_switch: hidden for 電話担当, who is always on the phone.
        settings_button: 「設定」, for whoever ties something to it.
        phone_mark: says the same for 電話担当; for everybody the bar has the phone's colour while that is the channel.
    """

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        tokens = theme.tokens
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("受付"))
        self.setFixedHeight(round(50 * tokens.scale))
        row = QHBoxLayout(self)
        self._row = row
        row.setContentsMargins(tokens.sizes.edge, 0, tokens.sizes.edge, 0)
        row.setSpacing(tokens.sizes.gap if tokens.large else tokens.sizes.pad)

        label = QLabel(self.tr("利用カード番号"))
        label.setProperty("tone", "strong")
        self.card_field = CardField(self)
        label.setBuddy(self.card_field)
        row.addWidget(label)
        row.addWidget(self.card_field)

        self.channel_switch = ChannelSwitch()
        self.phone_mark = styled_label(self.tr("電話での受付"), "phone-badge")
        row.addSpacing(tokens.sizes.gap)
        row.addWidget(self.channel_switch)
        row.addWidget(self.phone_mark, 0, Qt.AlignmentFlag.AlignVCenter)
        # once they are in the bar: before, each would be a window of its own for a moment
        self.channel_switch.setVisible(desk.staff.role is not Role.PHONE)
        self.phone_mark.setVisible(desk.staff.role is Role.PHONE)

        self._said = WrappedLabel("bad")
        self._said.setMinimumWidth(1)  # while it says nothing, enlarged text needs all of the room
        row.addWidget(self._said, 1)

        self._scale = tokens.scale
        if tokens.large:
            self._said.setFont(tokens.font(tokens.sizes.small))
        self._place = QWidget()
        self._place.setLayout(_who_and_where(desk))
        row.addWidget(self._place)
        self.settings_button = QPushButton(self.tr("設定"))
        self.settings_button.setProperty("kind", "plain")
        self.settings_button.setToolTip("F10")
        row.addWidget(self.settings_button)
        self._connection = QLabel()
        row.addSpacing(tokens.sizes.gap)
        row.addWidget(self._connection)
        self.lock_button = QPushButton(self.tr("ロック"))
        self.lock_button.setToolTip("F12")
        self.lock_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addSpacing(tokens.sizes.gap)
        row.addWidget(self.lock_button)

        bind(desk.channel, self, self._show_channel)
        bind(desk.card_error, self, self._show_card_error)
        bind(desk.connection_error, self, self._show_connection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out on a narrow screen what the bar has no room for."""
        super().resizeEvent(event)
        self._make_room()

    def add(self, button: QPushButton) -> None:
        """Put a button at the bar's end."""
        self._row.addWidget(button)

    def _show_channel(self, channel: Channel) -> None:
        self.channel_switch.show_channel(channel)
        set_styled(self, "surface", "phone" if channel is Channel.PHONE else "bar")

    def _show_card_error(self, error: ServiceError | None) -> None:
        self._make_room()
        if error is None:
            self._said.clear()
            self.card_field.unmark()
            return
        said = messages.sentence(error)
        tell(self._said, run_on(said.what, said.next))
        self.card_field.refuse()

    def _show_connection(self, error: ServiceError | None) -> None:
        self._connection.setText(self.tr("● 接続") if error is None else self.tr("▲ 接続なし"))
        set_tone(self._connection, "good" if error is None else "bad")
        self._make_room()

    def _make_room(self) -> None:
        """Fit the bar into its width: on a narrow one, what is wrong needs the room of what is as always."""
        scale = self._scale
        room = self.width() / scale
        tight, narrow = room < _TIGHT, room < _NARROW
        lost = self._desk.connection_error.value is not None
        wrong = lost or self._desk.card_error.value is not None
        self._place.setVisible(not (narrow and wrong))
        self._connection.setVisible(not tight or lost)
        self.settings_button.setVisible(not tight)  # there the menu and the key have to do
        # nine digits leave room to spare, except where there is none
        self.card_field.setFixedWidth(round(135 * scale if tight else 150 + 100 * scale))


def _who_and_where(desk: DeskViewModel) -> QVBoxLayout:
    branch = QLabel(desk.place.branch)
    branch.setProperty("tone", "strong")
    workstation = QLabel(desk.place.workstation)
    workstation.setProperty("tone", "muted")
    where = QHBoxLayout()
    where.setSpacing(6)
    where.addStretch(1)
    where.addWidget(branch)
    where.addWidget(workstation)
    staff = QLabel(words.staff_member(desk.staff))
    staff.setProperty("tone", "muted")
    staff.setAlignment(Qt.AlignmentFlag.AlignRight)
    lines = QVBoxLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addStretch(1)
    lines.addLayout(where)
    lines.addWidget(staff)
    lines.addStretch(1)
    return lines
