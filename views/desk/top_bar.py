"""The bar that is always there: the card field, the channel, who and where, and whether the database answers."""

from enum import IntEnum, auto
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from services.contract.errors import ServiceError
from services.rules.vocabulary import Channel, Role
from viewmodels.desk.desk import DeskViewModel
from views.desk.card_field import CardField
from views.language import short_names
from views.language.line_breaks import run_on
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.text import messages, row_remarks, words
from views.widgets.announcing import announce
from views.widgets.binding import bind
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.window_room import lower

_SLACK: Final = 6
"""Pixels that may be lost by rounding the widths of all parts."""
_LEAST_LETTERS: Final = 8
"""How many letters of a sentence stand side by side, at least."""


class _Fold(IntEnum):
    """What the bar paints no more, from what is missed least to what is missed most; each step takes those before."""

    NOTHING = auto()
    KEYS = auto()
    SETTINGS = auto()
    CAPTION = auto()
    FIELD = auto()
    APPROVALS = auto()
    PLACE = auto()
    HELP = auto()
    CONNECTION = auto()
    PLACE_GONE = auto()
    LOST = auto()


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

    Where its parts have no room beside each other, it folds: what stands elsewhere goes, words become marks. Accessible
    names stay whole. What is wrong with a card is always said in words; a lost connection has a banner, too.

    Attributes:
        card_field: 「利用カード番号」, ready at all times.
        lock_button: 「ロック」.
        channel_switch: hidden for 電話担当, who is always on the phone.
        settings_button: 「設定」, for whoever ties something to it.
        approvals_button: 「承認待ち 1」: so many desks wait for this supervisor; hidden where none does.
        phone_mark: says the same for 電話担当; for everybody the bar has the phone's colour while that is the channel.
    """

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._sentence = ""
        tokens = theme.tokens
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("受付"))
        self._is_low = False
        self.setFixedHeight(self._usual_height)
        self.setMinimumWidth(1)  # it folds instead
        self._row = row = QHBoxLayout()
        row.setContentsMargins(tokens.sizes.edge, 0, tokens.sizes.edge, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        self._below = WrappedLabel("bad")
        self._below.setContentsMargins(tokens.sizes.edge, 0, tokens.sizes.edge, tokens.sizes.gap)
        column.addWidget(self._below)
        self._below.hide()
        row.setSpacing(tokens.sizes.gap if tokens.large else tokens.sizes.pad)

        self._make_left(row)
        self._said = WrappedLabel("bad")
        self._said.setMinimumWidth(1)  # while it says nothing, enlarged text needs all of the room
        row.addWidget(self._said, 1)
        if tokens.large:
            self._said.setFont(tokens.font(tokens.sizes.body))
        self._make_right(row)
        self._apply(_Fold.NOTHING)
        bind(desk.channel, self, self._show_channel)
        bind(desk.card_error, self, self._show_card_error)
        bind(desk.connection_error, self, self._show_connection)

    def _make_left(self, row: QHBoxLayout) -> None:
        desk = self._desk
        self._caption = styled_label(self.tr("利用カード番号"), "strong")
        self.card_field = CardField(self)
        self._caption.setBuddy(self.card_field)
        row.addWidget(self._caption)
        row.addWidget(self.card_field)

        self.channel_switch = ChannelSwitch()
        self.phone_mark = styled_label(self.tr("電話での受付"), "phone-badge")
        row.addWidget(self.channel_switch)
        row.addWidget(self.phone_mark, 0, Qt.AlignmentFlag.AlignVCenter)
        # once they are in the bar: before, each would be a window of its own for a moment
        self.channel_switch.setVisible(desk.staff.role is not Role.PHONE)
        self.phone_mark.setVisible(desk.staff.role is Role.PHONE)

    def _make_right(self, row: QHBoxLayout) -> None:
        desk = self._desk
        self._approvals = 0
        self.approvals_button = QPushButton()
        self.approvals_button.setProperty("kind", "act")
        self.approvals_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.approvals_button)
        self.approvals_button.hide()
        self._place = QWidget()
        self._place.setLayout(_who_and_where(desk))
        self._short_place = styled_label(_short_place(desk), "caption")
        whole = (desk.place.branch, desk.place.workstation, words.staff_member(desk.staff))
        self._short_place.setAccessibleName(" ".join(whole))
        row.addWidget(self._place)
        row.addWidget(self._short_place)
        self._short_place.hide()
        self.settings_button = QPushButton(self.tr("設定"))
        self.settings_button.setProperty("kind", "plain")
        self.settings_button.setToolTip("F10")
        row.addWidget(self.settings_button)
        self._connection = QLabel()
        row.addWidget(self._connection)
        self.lock_button = KeyButton(self.tr("ロック"), "F12", self._theme)
        self.lock_button.setToolTip("F12")
        self.lock_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.lock_button)
        self._buttons = [self.lock_button]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out on a narrow screen what the bar has no room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._make_room()

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, or as much as usual."""
        self._is_low = low
        channels = self.channel_switch.buttons.values()
        lower(self.card_field, *channels, self.settings_button, *self._buttons, low=low)
        self._make_room()

    def add(self, button: KeyButton) -> None:
        """Put a button at the bar's end."""
        self._row.addWidget(button)
        self._buttons.append(button)
        self._make_room()

    def show_approvals(self, count: int) -> None:
        """Say how many desks wait for an approval; nothing where none does."""
        self._approvals = count
        self.approvals_button.setAccessibleName(self._approval_words(_Fold.NOTHING))
        self.approvals_button.setToolTip(self._approval_words(_Fold.NOTHING))
        self.approvals_button.setVisible(bool(count))
        self._make_room()

    def _approval_words(self, fold: _Fold) -> str:
        if fold >= _Fold.APPROVALS:
            return f"※ {self._approvals}"
        return self.tr("承認待ち %1").replace("%1", str(self._approvals))

    def _show_channel(self, channel: Channel) -> None:
        self.channel_switch.show_channel(channel)
        set_styled(self, "surface", "phone" if channel is Channel.PHONE else "bar")

    def _show_card_error(self, error: ServiceError | None) -> None:
        before, self._sentence = self._sentence, ""
        if error is None:
            self.card_field.unmark()
        else:
            said = messages.sentence(error)
            self._sentence = run_on(said.what, said.next)
            self.card_field.refuse()
        if self._sentence != before:
            self._make_room()
            announce(self, self._sentence, urgent=True)

    def _show_connection(self, error: ServiceError | None) -> None:
        set_tone(self._connection, "good" if error is None else "bad")
        self._make_room()

    @property
    def _usual_height(self) -> int:
        """How high it is without a line below, in pixels."""
        if self._is_low:
            return self.card_field.sizeHint().height() + 2 * self._theme.tokens.sizes.gap
        return round(50 * self._theme.tokens.scale)

    @property
    def _is_lost(self) -> bool:
        return self._desk.connection_error.value is not None

    def _make_room(self) -> None:
        """Fold as little as the width asks for; what is wrong is read in full, if need be in a line of its own."""
        for part in (self._caption, self._connection, self._short_place, self._said, self._below):
            part.ensurePolished()  # the style has fonts of its own
        rooms = {fold: self.width() - self._width_at(fold) for fold in _Fold}
        fits = [fold for fold in _Fold if rooms[fold] >= 0] or [_Fold.LOST]
        self._said.setText(self._sentence)
        beside = [fold for fold in fits if self._sentence and self._has_room(rooms[fold])]
        below = bool(self._sentence) and not beside
        self._below.setVisible(below)
        self._apply((beside or fits)[0])
        height = self._usual_height
        self._below.setText(self._sentence if below else "")
        if below:
            self._said.clear()
            lines = self._below.heightForWidth(self.width())
            self._below.setFixedHeight(lines)
            height += lines
        self.setFixedHeight(height)

    def _has_room(self, room: int) -> bool:
        """Tell whether the sentence can be read in a width in pixels, without making the bar higher."""
        least = _LEAST_LETTERS * self._said.fontMetrics().height()
        return room >= least and self._said.heightForWidth(room) <= self._usual_height

    def _width_at(self, fold: _Fold) -> int:
        """Tell how many pixels wide everything but the sentence is."""
        caller = self.channel_switch if self._desk.staff.role is not Role.PHONE else self.phone_mark
        widths = [self._field_width(fold), caller.sizeHint().width(), self._connection_width(fold)]
        if fold < _Fold.CAPTION:
            widths.append(self._caption.sizeHint().width())
        if fold < _Fold.SETTINGS:
            widths.append(self.settings_button.sizeHint().width())
        if self._approvals:
            button, said = self.approvals_button, self._approval_words(fold)
            letters = button.fontMetrics().horizontalAdvance
            widths.append(button.sizeHint().width() - letters(button.text()) + letters(said))
        if fold < _Fold.PLACE_GONE:
            place = self._place if fold < _Fold.PLACE else self._short_place
            widths.append(place.sizeHint().width())
        keys, texts = fold >= _Fold.KEYS, fold >= _Fold.HELP
        widths += [it.width_folded(key=keys, text=texts) for it in self._buttons]
        margins = self._row.contentsMargins()
        around = margins.left() + margins.right() + self._row.spacing() * len(widths)
        return sum(widths) + around + _SLACK

    def _field_width(self, fold: _Fold) -> int:
        """Tell how wide the card field is: nine digits leave room to spare, except where there is none."""
        scale = self._theme.tokens.scale
        return round(135 * scale if fold >= _Fold.FIELD else 150 + 100 * scale)

    def _connection_words(self, fold: _Fold) -> str:
        if self._is_lost:
            return "▲" if fold >= _Fold.LOST else self.tr("▲ 接続なし")
        return "●" if fold >= _Fold.CONNECTION else self.tr("● 接続")

    def _connection_width(self, fold: _Fold) -> int:
        return self._connection.fontMetrics().horizontalAdvance(self._connection_words(fold))

    def _apply(self, fold: _Fold) -> None:
        self._caption.setVisible(fold < _Fold.CAPTION)
        self.settings_button.setVisible(fold < _Fold.SETTINGS)  # there the menu and the key have to do
        self.card_field.setFixedWidth(self._field_width(fold))
        self._place.setVisible(fold < _Fold.PLACE)
        self._short_place.setVisible(_Fold.PLACE <= fold < _Fold.PLACE_GONE)
        self.approvals_button.setText(self._approval_words(fold))
        for button in self._buttons:
            button.fold(key=fold >= _Fold.KEYS, text=fold >= _Fold.HELP)
        said = self._connection_words(fold)
        self._connection.setText(said)
        alone = {"●": self.tr("接続"), "▲": self.tr("接続なし")}.get(said, "")
        self._connection.setAccessibleName(alone)
        whose = "" if fold < _Fold.PLACE_GONE else self._short_place.accessibleName()
        self._connection.setAccessibleDescription(whose)
        self._connection.setToolTip(whose or alone)


def _short_place(desk: DeskViewModel) -> str:
    """Name the place in few letters: 「中央 2番・太田」."""
    branch = short_names.branch(desk.place.branch)
    workstation = short_names.workstation(desk.place.workstation)
    return row_remarks.joined([f"{branch} {workstation}".strip(), short_names.staff(desk.staff.name)])


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
