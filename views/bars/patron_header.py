"""Who stands at the counter: name, card, expiry, password and e-mail, what there is to know, and a suspension."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from services.acts.passwords import IssuePassword
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import Channel
from viewmodels.core.snapshot_diff import Part
from views.bars.patron_line import PatronLine
from views.bars.suspension_strip import SuspensionStrip
from views.bars.top_bar import TopBar
from views.panels.offering import offer
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel, styled_label


class PatronHeaderBar(QFrame):
    """Shows the open patron; a suspension has a line of its own, so that no reason is ever cut. So has a call.

    Attributes:
        line: name, card, facts, chips and the button.
        name, details: the line's, which say who it is.
        refusal: says why the button is grey, in the line of the call; at the counter that of the suspension does.
        suspension: that line.

    Signals:
        wanted: somebody wants to go to where something is dealt with; a `RowPlace` or a `Part`.
        issue_wanted: the button was pressed.
        left_keyboard: what has the keyboard here is about to go, and nothing beside it could have it.
    """

    wanted = Signal(object)
    issue_wanted = Signal()
    left_keyboard = Signal()

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        offers: Offers,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._by_phone = False
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("利用者"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = PatronLine(theme, self, offers=offers)
        self.name, self.details = self.line.name, self.line.details
        self._issues = offers.has(IssuePassword)
        if self._issues:
            self.issue_button.clicked.connect(self.issue_wanted)
        by_phone = offers.has(SystemPart.PHONE)
        self.identified = styled_label(self.tr("電話・本人確認済") if by_phone else "", "phone")
        self.refusal = WrappedLabel("phone")
        self.refusal.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._phone_line = self._make_phone_line()
        self.suspension = SuspensionStrip(theme, icons, self, offers=offers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        for part in (self.line, self._phone_line, self.suspension):
            column.addWidget(part)
        self.line.chips.chosen.connect(self.wanted)
        for going in (self.line.chips, self.suspension):
            going.left_keyboard.connect(self.left_keyboard)
        self.suspension.open_button.clicked.connect(lambda *_: self.wanted.emit(Part.SUSPENSIONS))
        self.show_channel(Channel.COUNTER)
        self.set_snapshot(None)

    @property
    def issue_button(self) -> KeyButton:
        """「パスワード発行」 or 「パスワード再発行」, where passwords are issued; grey where this desk may not."""
        return self.line.issue_button

    def _make_phone_line(self) -> QFrame:
        sizes = self._theme.tokens.sizes
        line = QFrame(self)
        line.setProperty("surface", "phone-line")
        row = QHBoxLayout(line)
        row.setContentsMargins(sizes.edge, 2, sizes.edge, 2)
        row.setSpacing(2 * sizes.gap)
        row.addWidget(self.identified)
        row.addWidget(self.refusal, 1)  # below the button
        return line

    def hasHeightForWidth(self) -> bool:
        """Have parts whose heights are set: the window need not measure all of its parts for the sake of these."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the line of the call anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_phone_line()

    def _fit_phone_line(self) -> None:
        """Be as high as the refusal, which goes on in a further line where the window is narrow."""
        sizes = self._theme.tokens.sizes
        self.refusal.ensurePolished()
        beside = 2 * sizes.edge + 2 * sizes.gap + self.identified.sizeHint().width()
        high = self.refusal.heightForWidth(max(self.width() - beside, 1))
        self._phone_line.setFixedHeight(max(high, self.identified.sizeHint().height()) + sizes.gap + 2)

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, or as much as usual."""
        self.line.stand_low(low=low)
        self.suspension.stand_low(low=low)
        self.suspension.fit()

    def show_channel(self, channel: Channel) -> None:
        """Say on the phone channel, which shows a patron only then, that the caller is identified."""
        self._by_phone = channel is Channel.PHONE
        self._fit_phone_line()
        self._phone_line.setVisible(self._by_phone)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or nobody."""
        if snapshot is None:
            self.forget()
            self.line.chips.show_chips(())
            self.suspension.show_suspensions(())
            self.suspension.hide()
            return
        self.line.set_snapshot(snapshot)
        why = ""
        if self._issues:
            why = offer(self.issue_button, snapshot.issue_password, otherwise="F4")
        self.refusal.setText(why if self._by_phone else "")
        if self._by_phone:
            self._fit_phone_line()
        self.suspension.show_refusal("" if self._by_phone else why)
        self.suspension.show_suspensions(snapshot.suspensions)
        self.suspension.fit()

    def forget(self) -> None:
        """Hold no word of a patron, and stay as high as before; another one is about to come, and nobody looks."""
        self.line.forget()
        self.refusal.clear()
        self.suspension.forget()


class DeskBars(QGridLayout):
    """The upper bar, the connection's banner and the patron's header, below each other or the first and last joined."""

    def __init__(self, top_bar: TopBar, banner: QWidget, header: PatronHeaderBar) -> None:
        super().__init__()
        self._top_bar = top_bar
        self._header = header
        self._is_joined = False
        self.setSpacing(0)
        self.addWidget(top_bar, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(banner, 1, 0)
        self.addWidget(header, 2, 0)

    def join(self, *, joined: bool) -> None:
        """Lay the header below what is left of the upper bar, the card field, unless there is nobody to name."""
        joined = joined and not self._header.isHidden()
        if joined is not self._is_joined:
            self._is_joined = joined
            self.addWidget(self._header, 0 if joined else 2, 0, Qt.AlignmentFlag.AlignTop)
            self._top_bar.raise_()
            self._top_bar.join(joined=joined)
