"""What fills the desk while no patron is open, and what the phone channel sees before the caller is identified."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from services.contract.errors import ServiceError
from services.contract.offers import Offers, SystemPart
from services.contract.today.own_work import OwnWork
from services.rules.vocabulary import Channel
from viewmodels.core.trouble import Trouble
from viewmodels.desk.desk_state import OF_CARDS
from views.act_list import act_filters
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.panels.offering import there
from views.phone.identity_form import IdentityForm
from views.style.icons import Icons
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages
from views.today.own_work_page import TITLE, OwnWorkPage, told
from views.widgets.announcing import announce
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel
from views.widgets.message_banner import MessageBanner
from views.widgets.scrolling_column import scrolling, scrolling_column


class EmptyDesk(QStackedWidget):
    """Says what to do next; nothing of any patron is here.

    Attributes:
        own_work: 「自分の仕事」, in the place of the picture once it is asked for; None where nobody offered it.
        own_trouble: why it couldn't be opened.

    Signals:
        find_wanted: the button was pressed, or its key.
    """

    find_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._theme = theme
        self._icons = icons
        self._by_phone, self._identifies = False, offers.has(SystemPart.PHONE)
        self._form: IdentityForm | None = None
        self._form_page: QWidget | None = None
        self.own_work: OwnWorkPage | None = None
        self._is_finding = self._own_is_open = False
        self._has_search = False
        self._of_card: ServiceError | None = None
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = WrappedLabel()
        self._title.setProperty("size", "page")
        self._hint = WrappedLabel("muted")
        self._find: KeyButton | None = None
        self._own: KeyButton | None = None
        self._acts: KeyButton | None = None
        self._has_acts = False
        self.find_wanted.connect(self._go_on_finding)
        self.own_trouble = MessageBanner(theme)
        body = QWidget()
        self._welcome = scrolling(body)
        box = self._box = QVBoxLayout(body)
        box.setSpacing(theme.tokens.sizes.pad)
        box.addStretch(2)
        for label in (self._picture, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addSpacing(theme.tokens.sizes.edge)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(theme.tokens.sizes.pad)
        # Made here, they have their place in the order of Tab.
        if offers.has(SystemPart.SEARCH, SystemPart.CALLER_SEARCH):
            self._find = KeyButton("", "F3", theme)
            self._find.clicked.connect(self.find_wanted)
        if offers.has(SystemPart.OWN_WORK):
            self._own = KeyButton(translate("today", TITLE), "Alt+Home", theme)
            self._own.setProperty("kind", "plain")
        if offers.has(SystemPart.ACT_HISTORY):
            self._acts = KeyButton(act_filters.said(act_filters.TITLE), "Alt+End", theme)
            self._acts.setProperty("kind", "plain")
        for button in (self._find, self._own, self._acts):
            if button is not None:
                button.hide()
                self._buttons.addWidget(button)
        box.addLayout(self._buttons)
        box.addWidget(self.own_trouble)
        box.addStretch(3)
        self.addWidget(self._welcome)
        theme.changed.connect(self._draw)
        self.show_channel(Channel.COUNTER)

    def show_channel(self, channel: Channel) -> None:
        """Say what to do first where the patron is."""
        self._by_phone = channel is Channel.PHONE
        self._say()

    @property
    def find_button(self) -> KeyButton:
        """「カードなしで探す」, or on the phone channel 「カード番号なしで本人確認」, where somebody offered either."""
        return there(self._find)

    @property
    def own_button(self) -> KeyButton:
        """「自分の仕事」, where somebody offered the list of it."""
        return there(self._own)

    @property
    def acts_button(self) -> KeyButton:
        """「操作の一覧」, where somebody offered it; not by telephone."""
        return there(self._acts)

    @property
    def tells_of_card(self) -> bool:
        """Whether it says that a card opens nobody."""
        return self._of_card is not None

    def show_card_error(self, error: ServiceError | None) -> None:
        """Say that a card is unknown or retired, in the place of what to do first; errors of typing stand elsewhere."""
        before, self._of_card = self._of_card, error if isinstance(error, OF_CARDS) else None
        if self._of_card == before:
            return
        self._say()
        self._settle()
        if self._of_card is not None:
            announce(self, run_on(self._title.text(), self._hint.text()), urgent=True)

    def _go_on_finding(self) -> None:
        """Make way for the form of a caller without a number, which may be open behind."""
        if self._by_phone:
            self.show_card_error(None)

    def _say(self) -> None:
        set_tone(self._title, "bad" if self.tells_of_card else "")
        if self._of_card is not None:
            said = messages.sentence(self._of_card)
            self._title.setText(said.what)
            self._hint.setText(said.next)
        else:
            what, how = self._what_first()
            self._title.setText(what)
            self._hint.setText(how)
        self._show_button()
        self._draw()

    def _what_first(self) -> tuple[str, str]:
        if self._by_phone:
            return (
                self.tr("利用カード番号をうかがってください"),
                self.tr("番号を入力して Enter で開きます。内容は、本人確認が済むまで表示しません。")
                if self._identifies
                else self.tr("番号を入力して Enter で開きます。内容は表示しません。"),
            )
        return (
            self.tr("利用カードを読み取ってください"),
            self.tr("画面のどこにいても読み取れます。番号を入力して Enter でも開けます。"),
        )

    def offer_act_list(self) -> None:
        """Offer 操作の一覧, at the counter."""
        self._has_acts = True
        self._show_button()
        self._fit()

    def offer_search(self) -> None:
        """Offer to find a patron without a card, at the counter."""
        self._has_search = True
        self._show_button()
        self._fit()

    def take_form(self, form: IdentityForm) -> None:
        """Offer the form that finds a caller without a number."""
        page, column = scrolling_column(self._theme)
        column.insertWidget(0, form)
        self.addWidget(page)
        self._form, self._form_page = form, page
        self._show_button()
        self._fit()

    def show_finding(self, finding: bool) -> None:
        """Show that form, ready for typing, or what to do next."""
        self._is_finding = finding
        self._settle()
        if finding and self._form is not None:
            self._form.start()

    def take_own_work(self, page: OwnWorkPage) -> None:
        """Offer the list of a clerk's own work."""
        self.own_work = page
        page.find_wanted.connect(self.find_wanted)
        self.addWidget(page)
        self.own_button.show()
        self._show_button()
        self._fit()

    def show_own_work(self, listed: OwnWork | None) -> None:
        """Show that list in the place of the picture; None for what is there before it is asked for."""
        if self.own_work is not None:
            self._own_is_open = listed is not None
            self.own_work.show_list(listed)
            self._settle()

    def show_own_trouble(self, trouble: Trouble | None) -> None:
        """Say why that list couldn't be read, wherever it would be."""
        if self.own_work is not None:
            self.own_work.show_trouble(trouble if self._own_is_open else None)
            self.own_trouble.tell("" if self._own_is_open else told(trouble))

    def _settle(self) -> None:
        own = self.own_work if self._own_is_open else None
        form = self._form_page if self._is_finding else None
        before = self._welcome if self.tells_of_card else None
        self.setCurrentWidget(before or form or own or self._welcome)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less where a low window has no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the picture out, then put the buttons side by side; what has no room even so scrolls."""
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        across = Qt.AlignmentFlag
        for has_picture, direction in ((True, below), (False, below), (False, beside)):
            self._picture.setVisible(has_picture)
            self._buttons.setDirection(direction)
            shown = [it for it in (self._find, self._own, self._acts) if it is not None and not it.isHidden()]
            for button in shown:
                side = {0: across.AlignRight, len(shown) - 1: across.AlignLeft}.get(shown.index(button))
                beside_others = direction is beside and len(shown) > 1 and side is not None
                self._buttons.setAlignment(button, side if beside_others and side else across.AlignHCenter)
            self._box.invalidate()
            if self._box.totalHeightForWidth(self.width()) <= self.height():
                break

    def _show_button(self) -> None:
        by_phone = self._by_phone
        find = ""
        if by_phone and self._form is not None:
            find = self.tr("カード番号なしで本人確認")
        elif not by_phone and self._has_search:
            find = self.tr("カードなしで探す")
        if self._find is not None:
            self._find.setText(find)
            self._find.setVisible(bool(find))
        if self._acts is not None:
            self._acts.setVisible(self._has_acts and not by_phone)
        if self.own_work is not None:
            what = self._what_first()[0]
            self.own_work.say(what, find, by_phone=by_phone)

    def _draw(self) -> None:
        size = round(56 * self._theme.tokens.scale)
        name, tone = "phone" if self._by_phone else "scan-line", "muted"
        if self.tells_of_card:
            name, tone = "triangle-alert", "bad"
        self._picture.setPixmap(self._icons.pixmap(name, tone, size, self.devicePixelRatioF()))
        self._fit()
