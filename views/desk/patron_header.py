"""Who stands at the counter, in one line: name, card, expiry, suspension, password and e-mail."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from services.clock import tokyo_day
from services.lookup.snapshot import PatronHeader, PatronSnapshot
from services.rules.circulation.notices import NoticeKind
from services.rules.vocabulary import Channel
from views.language import dates
from views.panels.offering import offer
from views.style.icons import Icons
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import row_remarks, words
from views.widgets.buttons import KeyButton
from views.widgets.labels import Captioned, ElidedLabel, FittedLabel, styled_label


class PatronHeaderBar(QFrame):
    """Shows the open patron; a suspension has a line of its own, so that no reason is ever cut.

    So have a call, and another patron who can't be told from this one here.

    Attributes:
        issue_button: 「パスワード発行」 or 「パスワード再発行」; where this desk may not, it is grey.
        refusal, refusal_here: say why, in the line of the call, or else in that of the suspension.
        namesake: that another patron looks the same here.
    """

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._by_phone = False
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("利用者"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.name = FittedLabel(theme, "name", "card", "heading", "notice")
        self.mark = styled_label(self.tr("異体字あり"), "mark")
        self.mark.setToolTip(self.tr("この画面では、名前の字形を正しく表示できません。"))
        self.identified = styled_label(self.tr("電話・本人確認済"), "phone")
        self.details = ElidedLabel("muted")
        self.card = Captioned(words.CARD_NUMBER, theme, "number")
        self.expiry = Captioned(words.EXPIRES_ON, theme)
        self.badge = styled_label("", "badge")
        self.password = Captioned(words.PASSWORD, theme)
        self.email = Captioned(words.EMAIL, theme)
        self.issue_button = KeyButton(words.issue_password(reissue=False), "F4", theme)
        self._ban = QLabel()
        self.suspension = styled_label("", "bad")
        self.refusal, self.refusal_here = styled_label("", "phone"), styled_label("", "bad")
        self._warning = QLabel()
        self.namesake = styled_label("", "strong")
        self._phone_line = self._make_line("phone-line", self.refusal, self.identified)
        self._namesake_line = self._make_line("notice-line", self._warning, self.namesake)
        self._suspension_line = self._make_line("alert", self.refusal_here, self._ban, self.suspension)
        self._lay_out()
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self.show_channel(Channel.COUNTER)
        self.set_snapshot(None)

    def _make_line(self, surface: str, refusal: QLabel, *parts: QLabel) -> QFrame:
        sizes = self._theme.tokens.sizes
        line = QFrame()
        line.setProperty("surface", surface)
        row = QHBoxLayout(line)
        row.setContentsMargins(sizes.edge, 2, sizes.edge, 2)
        row.setSpacing(2 * sizes.gap)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(refusal)  # below the button
        return line

    def _lay_out(self) -> None:
        sizes = self._theme.tokens.sizes
        first = QHBoxLayout()
        first.setSpacing(2 * sizes.gap)
        first.addWidget(self.name)
        first.addWidget(self.mark)
        first.addStretch(1)
        who = QVBoxLayout()
        who.setSpacing(1)
        who.addStretch(1)
        who.addLayout(first)
        large = self._theme.tokens.large
        if not large:
            who.addWidget(self.details)
        who.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(sizes.edge, 0, sizes.edge, 0)
        row.setSpacing(2 * sizes.pad + 2)
        row.addLayout(who)
        values = row
        if large:
            values = QHBoxLayout()
            values.setContentsMargins(sizes.edge, 0, sizes.edge, sizes.gap)
            values.setSpacing(sizes.pad)
        values.addWidget(self.card)
        values.addWidget(self.expiry)
        values.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        values.addWidget(self.password)
        values.addWidget(self.email)
        values.addStretch(1)
        row.addWidget(self.issue_button)
        line = QWidget()
        line.setFixedHeight(round((45 if large else 67) * self._theme.tokens.scale))
        line.setLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addWidget(line)
        if large:
            below = QHBoxLayout()  # the button's side, too
            below.setContentsMargins(sizes.edge, 0, sizes.edge, sizes.pad)
            below.addWidget(self.details)
            column.addLayout(below)
            column.addLayout(values)
        column.addWidget(self._phone_line)
        column.addWidget(self._namesake_line)
        column.addWidget(self._suspension_line)

    def show_channel(self, channel: Channel) -> None:
        """Say on the phone channel, which shows a patron only then, that the caller is identified."""
        self._by_phone = channel is Channel.PHONE
        self._phone_line.setVisible(self._by_phone)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or nobody."""
        if snapshot is None:
            self.forget()
            self.mark.hide()
            self.badge.hide()
            self._namesake_line.hide()
            self._suspension_line.hide()
            return
        patron = snapshot.patron
        self.name.setText(patron.name)
        self.mark.setVisible(patron.has_variant)
        self.details.setText(_details(patron))
        self.card.show_value(words.card_number(snapshot.card_number))
        self.expiry.show_value(dates.day(patron.expires_on))
        self._show_badge(snapshot)
        self.password.show_value(words.password_state(snapshot.password))
        self.email.show_value(self.tr("登録あり") if patron.email else self.tr("登録なし"))
        self.issue_button.setText(words.issue_password(reissue=snapshot.password is not None))
        self._show_refusal(offer(self.issue_button, snapshot.issue_password, otherwise="F4"))
        self._show_namesake(patron)
        self._show_suspensions(snapshot)

    def forget(self) -> None:
        """Hold no word of a patron, and stay as high as before; another one is about to come, and nobody looks."""
        labels = (self.name, self.details, self.namesake, self.suspension, self.badge)
        for label in (*labels, self.refusal, self.refusal_here):
            label.clear()
        for part in (self.card, self.expiry, self.password, self.email):
            part.show_value("")

    def _show_badge(self, snapshot: PatronSnapshot) -> None:
        kinds = {notice.kind for notice in snapshot.notices}
        left = (snapshot.patron.expires_on - tokyo_day(snapshot.now)).days
        if NoticeKind.EXPIRY_PASSED in kinds:
            self.badge.setText(self.tr("期限切れ"))
            set_tone(self.badge, "bad-badge")
        elif NoticeKind.EXPIRY_NEAR in kinds:
            text = self.tr("更新まで%1日").replace("%1", str(left)) if left else self.tr("更新は今日まで")
            self.badge.setText(text)
            set_tone(self.badge, "badge")
        else:
            self.badge.clear()
        self.badge.setVisible(bool(self.badge.text()))

    def _show_namesake(self, patron: PatronHeader) -> None:
        told = self.tr(
            "同姓同名の利用者がほかにいます(年代・登録館も同じ)。生年月日か住所で確かめてください。"
        )
        self.namesake.setText(told if patron.has_namesake else "")
        self._namesake_line.setVisible(patron.has_namesake)

    def _show_suspensions(self, snapshot: PatronSnapshot) -> None:
        reasons = row_remarks.joined([words.suspension(row.reason) for row in snapshot.suspensions])
        self.suspension.setText(f"{words.SUSPENDED}  {reasons}" if reasons else "")
        self._ban.setVisible(bool(reasons))
        self._suspension_line.setVisible(bool(reasons or self.refusal_here.text()))

    def _show_refusal(self, why: str) -> None:
        for label, here in ((self.refusal, self._by_phone), (self.refusal_here, not self._by_phone)):
            label.setText(why if here else "")
            label.setVisible(here and bool(why))

    def _draw_icons(self) -> None:
        size = self._theme.tokens.sizes.body + 2
        for label, icon, colour in ((self._ban, "ban", "bad"), (self._warning, "triangle-alert", "staff")):
            label.setPixmap(self._icons.pixmap(icon, colour, size, self.devicePixelRatioF()))


def _details(patron: PatronHeader) -> str:
    alias = words.alias(patron.alias) if patron.alias else ""
    return row_remarks.joined([alias, patron.kana, words.age_group(patron.age_group), patron.branch])
