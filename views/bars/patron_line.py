"""The patron's line: each thing at the same place, whoever the patron is; what has no room is told all the same."""

from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from services.acts.passwords import IssuePassword
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import PatronHeader, PatronSnapshot
from viewmodels.desk.patron_chips import chips_of
from views.bars.bar_places import CHIP_PAD, GAP, bar_places
from views.bars.patron_chips import PatronChips
from views.language.glosses import glossed
from views.language.translation import portal
from views.panels.offering import there
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import row_remarks, words
from views.widgets.buttons import KeyButton
from views.widgets.labels import ElidedLabel, styled_label
from views.widgets.placed import Placed, fullest, put

_EMAIL: Final = portal("メール")
_CHIP_HEIGHT: Final = 26
_MAIL: Final = 168
"""Pixels at 100 % from the password's place to that of the e-mail address, as from a list's day to its second date."""


class _Fact(NamedTuple):
    """A value beside its caption."""

    caption: QLabel
    value: ElidedLabel
    widest: str


class PatronLine(Placed):
    """Who it is, the card number and what there is to know before anything else; `set_snapshot` places nothing.

    Attributes:
        name, details: who it is.
        card: the card number; a long one without its middle where it has no room.
        facts: 更新期限日, パスワード and メールアドレス, as far as there is room; of a password, if anything is known.
        chips: what somebody has to act on.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_low = False
        self._who = self._password = "", ""
        self._number = ""
        self._labels = QWidget(self)
        self.name = ElidedLabel("name", self._labels)
        self.details = ElidedLabel("muted", self._labels)
        self.card = styled_label("", "number")
        self.card.setParent(self._labels)
        self._expiry = self._fact(words.EXPIRES_ON, "digits", "2028/12/28")
        self._state: _Fact | None = None
        if offers.has(SystemPart.PASSWORD_STATE):
            self._state = self._fact(words.PASSWORD, "", words.password_state(None) + "000")
        self._email = self._fact(_EMAIL, "", self.tr("登録あり"))
        self.facts = tuple(it for it in (self._expiry, self._state, self._email) if it is not None)
        self.chips = PatronChips(theme, self)
        self._issue: KeyButton | None = None
        if offers.has(IssuePassword):
            self._issue = KeyButton(words.issue_password(reissue=False), "F4", theme, self)

    @property
    def issue_button(self) -> KeyButton:
        """「パスワード発行」 or 「パスワード再発行」, as wide for each, where passwords are issued."""
        return there(self._issue)

    def _fact(self, text: str, tone: str, widest: str) -> _Fact:
        caption = styled_label(glossed(text), "muted")
        caption.setParent(self._labels)
        value = ElidedLabel(tone, self._labels)
        caption.setBuddy(value)
        return _Fact(caption, value, widest)

    def stand_low(self, *, low: bool) -> None:
        """Have room beside the upper bar's card field: the name over the card number; or be a line of its own."""
        self._is_low = low
        set_tone(self.card, "figures" if low else "number")
        self.arrange()

    def set_snapshot(self, snapshot: PatronSnapshot) -> None:
        """Show another patron."""
        patron = snapshot.patron
        self._number = number = words.card_number(snapshot.card_number)
        self.name.setText(words.name(patron.name))
        self._who = _details(patron, patron.branch), _details(patron, "")
        self._password = (
            words.password_state(snapshot.password),
            words.password_state(snapshot.password, until=False),
        )
        self._show_details()
        self._show_number()
        self.card.setAccessibleName(f"{words.CARD_NUMBER} {number}" if number else "")
        email = self.tr("登録あり") if patron.email else self.tr("登録なし")
        set_tone(self._expiry.value, "" if patron.expires_on is None else "digits")
        self._expiry.value.setText(words.expires_on(patron.expires_on))
        self._email.value.setText(email)
        self._tell_hidden()
        self.chips.show_chips(chips_of(snapshot))
        if self._issue is not None:
            self._issue.setText(words.issue_password(reissue=snapshot.password is not None))

    def forget(self) -> None:
        """Hold no word of a patron."""
        self._who = self._password = "", ""
        self._number = ""
        for label in (self.name, self.details, *(it.value for it in self.facts)):
            label.tell("")
            label.clear()
        self._show_number()
        self.card.setAccessibleName("")
        self.chips.forget()

    def arrange(self) -> None:
        """Place everything, and take the height that it needs."""
        scale, low = self._theme.tokens.scale, self._is_low
        places = bar_places(self.width(), self._theme, low=low)
        first, second = places.middles
        gap = round(GAP * scale)
        self.setFixedHeight(places.high[1])
        chips = places.third - round(CHIP_PAD * scale)
        left, end = (places.second, chips - gap) if low else (places.left, places.second - 2 * gap)
        put(self.name, left, first, end - left)
        put(self.details, left, second, end - left)
        ends = places.end if self._issue is None else places.button - gap
        self._labels.setGeometry(0, 0, ends, self.height())
        put(self.card, places.second, second if low else first, chips - gap - places.second)
        high = round(_CHIP_HEIGHT * scale)
        top = (self.height() if low else 2 * first) // 2 - high // 2
        self.chips.setGeometry(chips, top, ends - chips, high)
        if self._issue is not None:
            put(self._issue, places.button, self.height() // 2, places.end - places.button)
        self.details.setVisible(not low)
        self._put_facts(places.second, places.third, second)
        self.chips.fit()
        self._show_number()
        self._show_details()
        self._tell_hidden()

    def _put_facts(self, x: int, third: int, middle: int) -> None:
        """Place the facts that have room, each in the slot of its widest value; the password gives way first."""
        scale, end = self._theme.tokens.scale, self._labels.width()
        gap = round(GAP * scale)
        expiry, password, email = self._expiry, self._state, self._email
        after = max(third, x + self._width(expiry) + gap)
        ways: tuple[dict[_Fact, tuple[int, int]], ...] = (
            {expiry: (x, after), email: (after, end)},
            {expiry: (x, end)},
            {},
        )
        if password is not None:
            last = after + max(round(_MAIL * scale), self._width(password) + 2 * gap)
            ways = ({expiry: (x, after), password: (after, last), email: (last, end)}, *ways)
        shown = {} if self._is_low else fullest(ways, self._end, end)
        for fact in self.facts:
            caption, value, _ = fact
            for part in (caption, value):
                part.setVisible(fact in shown)
            if fact in shown:
                begin, ends = shown[fact]
                begin = put(caption, begin, middle) + gap
                put(value, begin, middle, ends - begin - (2 * gap if ends < end else 0))

    def _end(self, way: dict[_Fact, tuple[int, int]]) -> int:
        """Tell where the last of some facts ends that begin at these places."""
        return max((begin + self._width(fact) for fact, (begin, _) in way.items()), default=0)

    def _width(self, fact: _Fact) -> int:
        """Tell how wide a fact is with the widest of its usual values."""
        for part in fact[:2]:
            part.ensurePolished()
        value = fact.value.fontMetrics().horizontalAdvance(fact.widest)
        return fact.caption.sizeHint().width() + round(GAP * self._theme.tokens.scale) + value + 1

    def _show_number(self) -> None:
        """Leave the middle out where there is no room for it: numbers differ at their ends."""
        letters, middle = self.card.fontMetrics(), Qt.TextElideMode.ElideMiddle
        self.card.setText(letters.elidedText(self._number, middle, self.card.width()))
        self.card.setToolTip("" if self.card.text() == self._number else self._number)

    def _show_details(self) -> None:
        """Leave the branch, and until when a password can be used, out where there is no room for it."""
        lines = [(self.details, self._who)]
        if self._state is not None:
            lines.append((self._state.value, self._password))
        for label, ways in lines:
            letters = label.fontMetrics().horizontalAdvance
            label.setText(fullest(ways, letters, label.width()))

    def _tell_hidden(self) -> None:
        """Let the tooltip and screen readers have what there is no room for."""
        told: dict[_Fact, str] = {}
        if (state := self._state) is not None:
            state.value.tell("" if state.value.text() == self._password[0] else self._password[0])
            told[state] = self._password[0]
        hidden = [
            f"{it.caption.text()} {told.get(it, it.value.text())}" for it in self.facts if it.value.isHidden()
        ]
        shown, other = (self.name, self.details) if self._is_low else (self.details, self.name)
        name = [self.name.text()] if self._is_low else []
        whole = row_remarks.joined([*name, self._who[0], *hidden]) if self._who[0] else ""
        other.tell("")
        shown.tell(whole if whole != shown.text() else "")


def _details(patron: PatronHeader, branch: str) -> str:
    alias = words.alias(patron.alias) if patron.alias else ""
    of_person = row_remarks.joined([alias, patron.kana or "", words.age_group(patron.age_group)])
    return row_remarks.joined([of_person, branch if of_person else glossed(branch)])
