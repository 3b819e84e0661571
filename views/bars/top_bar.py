"""The bar that is always there: the card field, the channel, who and where, whether the library's system answers."""

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from services.contract.errors import ServiceError
from services.contract.offers import SystemPart
from services.rules.vocabulary import Channel, Role
from viewmodels.desk.desk import DeskViewModel
from views.bars.bar_places import GAP, bar_places
from views.bars.card_field import CardField
from views.bars.channel_switch import ChannelMenu, ChannelSwitch
from views.language import short_names
from views.panels.offering import there
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.text import row_remarks, staff_words
from views.widgets.binding import bind
from views.widgets.buttons import KeyButton
from views.widgets.labels import styled_label
from views.widgets.placed import Placed, fullest, put

_BUTTON_PAD: Final = 13
"""Pixels at 100 % between a button's edge and its words."""


class _Way(NamedTuple):
    """What is painted of the right half.

    Attributes:
        keys: buttons have their keys.
        place: who and where: whole, in short, or "".
        says: the connection is told by a word, too.
        settings: the button is there; elsewhere the menu and the key have to do.
        close: it begins behind the channel, and not where the patron's line has its chips.
        folded: the channel and all buttons are in a menu.
        brief: of a lost connection only the mark; the banner has the words.
    """

    keys: bool
    place: str
    says: bool
    settings: bool
    close: bool = False
    folded: bool = False
    brief: bool = False


class TopBar(Placed):
    """The window's upper edge: the card field, the channel, who and where, and the buttons at the right end.

    Where these have no room, keys go first, then words become short, then what stands elsewhere goes, and at last all
    buttons into a menu, so that what is urgent has room. Accessible names stay whole. What is wrong with a card is said
    beneath the bars; a lost connection has a banner, too.

    Attributes:
        card_field: 「利用カード番号」, ready at all times.
        lock_button: 「ロック」.
        settings_button: 「設定」, for whoever ties something to it.
        approvals_button: 「承認待ち 1」: so many desks wait for this supervisor; hidden where none does.
        phone_mark: stands for both channels where 電話担当 has one; for everybody the bar has the phone's colour while
            that is the channel.

    Signals:
        urgent(lost, waiting): what the bar itself has no room for while it is joined, in words: 接続なし and 承認待ち,
            "" where it isn't so.
        switch_wanted: the clerk wants the other channel.
    """

    urgent = Signal(str, str)
    switch_wanted = Signal()

    def __init__(self, desk: DeskViewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._is_low = self._is_joined = self._is_folded = self._pages_have_menu = False
        self._told = "", ""
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("受付"))
        self.card_field = CardField(self, searches=desk.offers.has(SystemPart.SEARCH))
        self._switch = ChannelSwitch(self) if desk.may_switch_channel else None
        if self._switch is not None:
            self._switch.switch_wanted.connect(self.switch_wanted)
        by_phone = desk.staff.role is Role.PHONE
        self.phone_mark = styled_label(self.tr("電話での受付") if by_phone else "", "phone-badge")
        self._place = styled_label("", "muted")
        self._connection = styled_label()
        self.approvals_button = QPushButton(self)
        self.settings_button = QPushButton(self.tr("設定"), self)
        self.lock_button = KeyButton(self.tr("ロック"), "F12", theme, self)
        self._menu = ChannelMenu(lambda: self.folded, self)
        for label in (self.phone_mark, self._place, self._connection):
            label.setParent(self)
        for button, kind in (
            (self.approvals_button, "act"),
            (self.settings_button, "bar"),
            (self.lock_button, "bar"),
        ):
            button.setProperty("kind", kind)
        self.settings_button.setToolTip("F10")
        self.lock_button.setToolTip("F12")
        for button in (self.approvals_button, self.lock_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons = [self.lock_button]
        self._whole_place = " ".join(
            (desk.place.branch, desk.place.workstation, staff_words.staff_member(desk.staff))
        )
        self.show_approvals(0)
        bind(desk.channel, self, self._show_channel)
        bind(desk.card_error, self, self._show_card_error)
        bind(desk.connection_error, self, self._show_connection)

    @property
    def channel_switch(self) -> ChannelSwitch:
        """Both channels, where the clerk has them."""
        return there(self._switch)

    @property
    def folded(self) -> tuple[QPushButton, ...]:
        """What the bar holds beside the field, for whoever stands for it: the other channel, and the buttons."""
        channels = {} if self._switch is None else self._switch.buttons
        others = (it for channel, it in channels.items() if channel is not self._desk.channel.value)
        return (*others, self.settings_button, *self._buttons)

    def add(self, button: KeyButton) -> None:
        """Put a button at the bar's end."""
        button.setParent(self)
        button.setProperty("kind", "bar")
        self._buttons.append(button)
        button.show()
        self.arrange()

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, or as much as usual."""
        self._is_low = low
        self.arrange()

    def join(self, *, joined: bool) -> None:
        """Be the card field alone, beside the patron's line; or the whole bar."""
        self._is_joined = joined
        self._show_ground()
        self._tell()

    def leave_menu(self, *, to_pages: bool) -> None:
        """Have no menu while the patron's pages have one of all that is in it."""
        self._pages_have_menu = to_pages
        self._show_menu()

    def _show_menu(self) -> None:
        self._menu.setVisible(self._is_folded and not self._is_joined and not self._pages_have_menu)

    def show_approvals(self, count: int) -> None:
        """Say how many desks wait for an approval; nothing where none does."""
        said = self.tr("承認待ち %1").replace("%1", str(count)) if count else ""
        self.approvals_button.setText(said)
        self._tell()

    def _show_channel(self, channel: Channel) -> None:
        if self._switch is not None:
            self._switch.show_channel(channel)
        self.card_field.show_channel(channel)
        self._menu.show_channel(channel)
        self._show_ground()

    def _show_ground(self) -> None:
        """Have the phone's colour, which joined the tabs have, whose menu says why."""
        by_phone = self._desk.channel.value is Channel.PHONE and not self._is_joined
        set_styled(self, "surface", "phone" if by_phone else "bar")

    def _show_card_error(self, error: ServiceError | None) -> None:
        if error is None:
            self.card_field.unmark()
        else:
            self.card_field.refuse()

    def _show_connection(self, error: ServiceError | None) -> None:
        set_tone(self._connection, "good" if error is None else "bad")
        self._tell()

    def _tell(self) -> None:
        """Show what changed of connection and approvals."""
        is_lost = self._desk.connection_error.value is not None
        lost = self.tr("▲ 接続なし") if is_lost and self._is_joined else ""
        told = lost, self.approvals_button.text() if self._is_joined else ""
        if told != self._told:
            self._told = told
            self.urgent.emit(*told)
        self.arrange()

    def _connection_words(self, way: _Way) -> str:
        if self._desk.connection_error.value is not None:
            return "▲" if way.brief else self.tr("▲ 接続なし")
        return self.tr("● 接続") if way.says else "●"

    def arrange(self) -> None:
        """Place everything, and take the height that it needs."""
        scale, joined = self._theme.tokens.scale, self._is_joined
        places = bar_places(self.width(), self._theme, low=self._is_low)
        focused = self.window().focusWidget()
        high, gap = places.high[0], round(GAP * scale)
        control = self._theme.tokens.sizes.control  # which a mark's border doesn't change
        put(self.card_field, places.left, high // 2, places.field, control)
        by_phone = self._desk.staff.role is Role.PHONE
        caller = self.phone_mark if by_phone else self._switch
        behind = places.second if caller is None else put(caller, places.second, high // 2) + 2 * gap
        end = places.end + round(_BUTTON_PAD * scale)  # their words end there

        def begin(way: _Way) -> int:
            return places.second if way.folded else behind if way.close else max(places.third, behind)

        way = fullest(self._ways(), lambda way: begin(way) + self._width_of(way, gap), end)
        left, self._is_folded = begin(way), way.folded
        self._paint(way)
        x = put(self._place, left, high // 2) + 2 * gap if way.place else left
        x = put(self._connection, x, high // 2) + gap
        put(self.approvals_button, x, high // 2)
        for button in reversed(self._shown(way)):
            end -= button.sizeHint().width()
            put(button, end, high // 2)
        whole = not joined
        if self._switch is not None:
            self._switch.setVisible(whole and not way.folded)
        self.phone_mark.setVisible(whole and by_phone and not way.folded)
        self._place.setVisible(whole and bool(way.place))
        self._connection.setVisible(whole)
        self.approvals_button.setVisible(whole and bool(self.approvals_button.text()))
        self.settings_button.setVisible(whole and way.settings)
        for button in self._buttons:
            button.setVisible(whole and not way.folded)
        self._show_menu()
        if self.isAncestorOf(focused) and not focused.isVisibleTo(self):
            (self.card_field if self._menu.isHidden() else self._menu).setFocus()
        if joined:
            self.setMask(self.card_field.geometry())
        else:
            self.clearMask()
        self.setFixedHeight(high)

    def _shown(self, way: _Way) -> tuple[QPushButton, ...]:
        """Give the buttons at the bar's end."""
        if way.folded:
            return (self._menu,)
        return (*((self.settings_button,) if way.settings else ()), *self._buttons)

    def _ways(self) -> tuple[_Way, ...]:
        """Give the ways to paint the right half, from the fullest on."""
        short, least = _short_place(self._desk), short_names.staff(self._desk.staff.name)
        return (
            _Way(True, self._whole_place, True, True),
            _Way(False, self._whole_place, True, True),
            _Way(False, short, True, True),
            _Way(False, short, False, True),
            _Way(False, least, False, True),
            _Way(False, least, False, False),
            _Way(False, "", False, False),
            _Way(False, "", False, False, close=True),
            _Way(False, "", False, False, folded=True),
            _Way(False, "", False, False, folded=True, brief=True),
        )

    def _width_of(self, way: _Way, gap: int) -> int:
        said = self._connection_words(way)
        letters = self._place.fontMetrics().horizontalAdvance
        widths = [letters(it) + 2 * gap for it in (way.place, said) if it]
        if self.approvals_button.text():
            widths.append(self.approvals_button.sizeHint().width())
        for button in self._shown(way):
            if isinstance(button, KeyButton):
                widths.append(button.width_folded(key=not way.keys))
            else:
                widths.append(button.sizeHint().width())
        return sum(widths)

    def _paint(self, way: _Way) -> None:
        for button in self._buttons:
            button.fold(key=not way.keys)
        self._place.setText(way.place)
        said = self._connection_words(way)
        self._connection.setText(said)
        alone = {"●": self.tr("接続"), "▲": self.tr("▲ 接続なし")}.get(said, "")
        whose = "" if way.place else self._whole_place
        self._connection.setAccessibleName(alone)
        self._connection.setAccessibleDescription(whose)
        self._connection.setToolTip(whose or alone)
        place = self._whole_place if way.place not in {"", self._whole_place} else ""
        self._place.setAccessibleName(place)
        self._place.setToolTip(place)


def _short_place(desk: DeskViewModel) -> str:
    """Name the place in few letters: 「中央 2番・太田」."""
    branch = short_names.branch(desk.place.branch)
    workstation = short_names.workstation(desk.place.workstation)
    return row_remarks.joined([f"{branch} {workstation}".strip(), short_names.staff(desk.staff.name)])
