"""メールアドレス: what is registered, the form that changes it, and where its notice is on its way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from services.acts.contact import ChangeEmail, ResendNotice
from services.contract.errors import EmailMalformed
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import MailState, PatronSnapshot
from services.rules.decision import Allowed, Decision
from services.rules.people.email import MailFault, check_address
from services.rules.vocabulary import ContactMethod, MailStatus
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import translate
from views.panels.page import Page, TitledPanel
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import form_words, row_remarks, words
from views.widgets.announcing import tell
from views.widgets.buttons import OnceButton
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.labels import Facts, WrappedLabel


class EmailPage(Page):
    """The registered address.

    Attributes:
        changes, resends: what the library system offers; without the first there is no form.
        field: the address as it should become; nothing but blanks deletes it.
        refusal: why it can't be changed now, in the place of the field.

    Signals:
        change_wanted(text): 「変更」 was pressed.
        typed(text): something else stands in the field.
    """

    change_wanted = Signal(str)
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(words.EMAIL, theme, parent)
        self._is_connected = False
        self.changes, self.resends = offers.has(ChangeEmail), offers.has(ResendNotice)
        self._patron_id: int | None = None
        self._registered = ""
        box = TitledPanel(words.EMAIL, theme)
        captions = {"email": self.tr("登録"), "holds": self.tr("メールで連絡する予約")}
        if offers.has(SystemPart.MAIL_NOTICES):
            captions["notice"] = self.tr("登録確認のお知らせ")
        self.facts = Facts(captions, theme)
        self.unfit = WrappedLabel("warn")
        self.unfit.hide()
        use = WrappedLabel(
            "muted", self.tr("登録したメールアドレスは、予約資料の連絡、督促連絡などの際に使用します。")
        )
        box.column.addWidget(self.facts)
        box.column.addWidget(self.unfit)
        box.column.addWidget(use)
        self._offered: TitledPanel | None = None
        if self.changes or self.resends:
            self._offered = self._form(theme)
            box.column.addWidget(self._offered)
        self.column.addWidget(box)
        self.column.addStretch(1)

    def _form(self, theme: Theme) -> TitledPanel:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.tokens.sizes.pad)
        title = self.tr("登録・変更") if self.changes else self.tr("登録確認のお知らせ")
        panel = TitledPanel(title, theme)
        if self.changes:
            self._lay_out_form(panel, buttons, theme)
        else:
            panel.column.addLayout(buttons)
        if self.resends:
            self.resend_button = OnceButton(self.tr("再送"))
            buttons.addWidget(self.resend_button)
        buttons.addStretch()
        panel.hide()
        return panel

    def _lay_out_form(self, panel: TitledPanel, buttons: QHBoxLayout, theme: Theme) -> None:
        sizes = theme.tokens.sizes
        self.field = AsciiField()
        self.field.setAccessibleName(words.EMAIL)
        self.field.setMaximumWidth(34 * sizes.body)
        self.field.textChanged.connect(self.typed)
        self.field.returnPressed.connect(self._wanted)
        self.change_button = QPushButton(glossed(words.CHANGE))
        self.change_button.setProperty("kind", "primary")
        self.change_button.clicked.connect(self._wanted)
        row = QHBoxLayout()
        row.setSpacing(sizes.pad)
        row.addWidget(self.field, 1)
        if theme.tokens.large:
            row.addStretch()
        else:
            row.addLayout(buttons)
        buttons.addWidget(self.change_button)
        self.said = WrappedLabel()
        self.causes = WrappedLabel("warn")
        self.refusal = WrappedLabel("caption")
        self._blank = WrappedLabel("muted", self.tr("空白にして「変更」を押すと、登録を削除します。"))
        panel.column.addLayout(row)
        if theme.tokens.large:  # the smallest screen has no room for all of it in one line
            panel.column.addLayout(buttons)
        for label in (self.said, self.causes, self.refusal, self._blank):
            panel.column.addWidget(label)
            label.setVisible(bool(label.text()))

    def offer(self) -> None:
        """Show the form, once it is connected to an act."""
        self._is_connected = True
        if self._offered is not None:
            self._offered.show()

    def _show_form(self, decision: Decision, *, resends: bool) -> None:
        """Show the field where what is typed there can be sent, else why it can't."""
        if self.changes:
            may = isinstance(decision, Allowed)
            for part in (self.field, self.change_button, self._blank):
                part.setVisible(may)
            self.refusal.setText(row_remarks.refusal(decision))
            self.refusal.setHidden(may)
        if self.resends:
            self.resend_button.setVisible(resends)
        if self._offered is not None:
            self._offered.setVisible(self._is_connected and (self.changes or resends))

    def pressed_by_enter(self, focused: QWidget | None) -> QPushButton | None:
        """Give 「変更」 for the field."""
        return self.change_button if self.changes and focused is self.field else None

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's address, or none. What is typed for the same patron stays."""
        registered = "" if snapshot is None else snapshot.patron.email or ""
        if self.changes:
            may = snapshot is None or isinstance(snapshot.change_email, Allowed)
            self._fill_in(None if snapshot is None else snapshot.patron.id, registered, may=may)
        faults = check_address(registered, "") if registered else ()
        self._show_unfit(faults)
        if snapshot is None:
            self.facts.show_values({})
            return
        by_mail = sum(hold.contact is ContactMethod.MAIL for hold in snapshot.holds)
        self._show_form(snapshot.change_email, resends=bool(registered) and not faults)
        self.facts.show_values(
            {
                "email": snapshot.patron.email or self.tr("登録なし"),
                "holds": self.tr("%1件").replace("%1", str(by_mail)) if by_mail else "",
                "notice": "" if snapshot.email_notice is None else mail_state(snapshot.email_notice),
            }
        )

    def _fill_in(self, patron_id: int | None, registered: str, *, may: bool) -> None:
        """Put the registered address into the field, unless something else is typed there for the same patron."""
        same = patron_id == self._patron_id
        typed = self.field.text()
        is_draft = same and may and typed != self._registered and typed.strip() != registered
        # The same text, set anew, would end what an IME composes, but takes away what undo could bring back.
        if not same or (not is_draft and typed != registered):
            self.field.setText(registered)
        self._patron_id, self._registered = patron_id, registered
        if not same:
            self.typed.emit(self.field.text())

    def _show_unfit(self, faults: tuple[tuple[MailFault, int], ...]) -> None:
        """Say that no mail can go to the registered address, which an older version or another program took."""
        unfit = self.tr("登録されているアドレスは形式に誤りがあり、お知らせを送れません。")
        _tell(
            self.unfit, "\n".join((unfit, *(form_words.mail_fault(*it) for it in faults))) if faults else ""
        )

    def show_malformed(self, error: EmailMalformed | None) -> None:
        """Say beside the field that the form is wrong, and to staff why and where."""
        faults = () if error is None else error.faults
        set_tone(self.said, "bad")
        _tell(self.said, glossed(form_words.MALFORMED) if faults else "")
        _tell(self.causes, "\n".join(form_words.mail_fault(*each) for each in faults))
        if not faults:
            self.field.unmark()
            return
        self.field.refuse()
        self.field.setCursorPosition(min(place for _, place in faults))

    def _wanted(self) -> None:
        self.change_wanted.emit(self.field.text())


def _tell(label: WrappedLabel, text: str) -> None:
    """Say something beside the field; nothing takes no room."""
    tell(label, text)
    label.setVisible(bool(text))


def mail_state(state: MailState) -> str:
    """Say where a notice is on its way."""
    match state.status:
        case MailStatus.SENT:
            at = "" if state.settled_at is None else dates.day_and_time(state.settled_at)
            return translate("email", "%1 に送信しました").replace("%1", at)
        case MailStatus.FAILED:
            code = "" if state.answer_code is None else str(state.answer_code)
            told = translate("email", "送信できませんでした (メールサーバーの応答 %1)")
            return told.replace("%1", code) if code else translate("email", "送信できませんでした")
        case MailStatus.WAITING | MailStatus.SENDING:
            waiting = translate("email", "送信待ちです (%1 に受付)")
            return waiting.replace("%1", dates.day_and_time(state.queued_at))
