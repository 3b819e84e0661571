"""責任者の承認: a supervisor signs one act at this desk, or the supervisors' desks are asked and waited for."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.contract.approval import Approval
from services.contract.errors import ServiceError
from services.contract.masters import Labels
from services.rules.people.approvals import OPEN_FOR
from services.rules.secret import Secret
from viewmodels.approvals.form import ApprovalForm, ApprovalStage
from viewmodels.core.trouble import Bug
from viewmodels.sign_in.sign_in import Missing
from views.approvals.request_facts import lift_facts, request_facts
from views.dialogs.form_dialog import FormDialog
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUSPENSION, at
from views.style.theme import Theme
from views.text import approval_words, messages, missing_words
from views.widgets.binding import bind, bind_event
from views.widgets.buttons import OnceButton
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.masked_field import MaskedField
from views.widgets.flow_row import FlowRow
from views.widgets.form_rows import captioned
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.message_banner import MessageBanner


class ApprovalDialog(FormDialog):
    """Asks who approves. Esc and 「やめる」 take the request back.

    Attributes:
        staff_id, password: of the supervisor who signs here; hidden where no supervisor can.
        widen: asks the whole library's supervisors, where the library allows that and no supervisor has looked at it.
        send: sends the request to the supervisors' desks; once it is sent, leaves it waiting in the background.
        news: that it waits, since when and until when; or how the last request came to nothing.
    """

    def __init__(self, form: ApprovalForm, labels: Labels, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            approval_words.said(approval_words.APPROVAL),
            yes=approval_words.said(approval_words.APPROVE),
            no=translate("approvals", "やめる"),
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(SUSPENSION, "責任者の承認"))
        self._form = form
        self._sends = False
        self.staff_id = AsciiField()
        self.password = MaskedField(translate("approvals", "パスワード"), theme)
        self.news = MessageBanner(theme)
        self.send = OnceButton("")
        self.widen = OnceButton(translate("approvals", "全館の責任者にも送る"))
        self.footer.insertWidget(0, self.send)
        for button in (self.send, self.widen):
            button.setAutoDefault(False)
        self.widen.clicked.connect(lambda *_: form.widen.start())
        self.send.clicked.connect(self._send)
        self._signing = self._make_signing(theme)
        for part in (*self._facts(labels, theme), self.news):
            self.body.addWidget(part)
        row = FlowRow(theme.tokens.sizes.gap)
        row.addWidget(self.widen)
        self.body.addLayout(row)
        self.body.addWidget(self._signing)
        self.setTabOrder(self.password.field, self.send)
        self.setTabOrder(self.send, self.no)
        self.setTabOrder(self.widen, self.staff_id)
        self._signing.setVisible(form.signs_here)
        self.yes.setVisible(form.signs_here)
        self.staff_id.textChanged.connect(lambda _: self._enable())
        self.password.field.textChanged.connect(lambda _: self._enable())
        self.staff_id.returnPressed.connect(self.password.field.setFocus)
        self.password.field.returnPressed.connect(self._enter)
        bind(form.stage, self, lambda _: self._show_stage())
        bind(form.answer, self, lambda _: self._show_stage())
        bind(form.is_unseen, self, lambda _: self._show_stage())
        bind(form.is_widened, self, lambda _: self._show_stage())
        bind(form.sign.running, self, lambda _: self._show_running())
        bind(form.send.running, self, lambda _: self._show_running())
        bind(form.trouble, self, self._show_trouble)
        bind_event(form.password_wanted, self, lambda _: self._want_password())
        bind_event(form.emptied, self, lambda _: self._empty())

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as high as the text is."""
        super().showEvent(event)
        self.fit()

    def start(self) -> None:
        """Begin where a supervisor would type, else at what sends the request."""
        (self.staff_id if self._form.signs_here else self.send).setFocus()

    def go(self) -> None:
        """Try what was typed; the field is emptied at once."""
        typed = Secret(self.password.field.text())
        self.password.field.clear()
        self._form.sign.start(self.staff_id.text(), typed)

    def leave(self) -> None:
        """Take the request back, if there is one."""
        self._form.leave()

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was typed."""
        self._empty()
        super().done(result)

    def show_stale(self) -> None:
        """Say that what is asked about was changed; nothing is sent any more."""
        super().show_stale()
        self.send.setEnabled(False)

    def _facts(self, labels: Labels, theme: Theme) -> list[QWidget]:
        """Show what is asked for, and what the database knows about lifting where a suspension is lifted."""
        form, row = self._form, self._form.row
        lifted = None if row is None else row.reason
        parts: list[QWidget] = [
            request_facts(form.verb, form.wanted, lifted=lifted, labels=labels, theme=theme)
        ]
        if row is not None and row.facts is not None:
            parts.extend(lift_facts(row.facts, row.contacts))
        return parts

    def _make_signing(self, theme: Theme) -> QWidget:
        sizes = theme.tokens.sizes
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        self.staff_id.setAccessibleName(translate("approvals", "責任者の職員ID"))
        title = styled_label(translate("approvals", "ここで承認する"), "strong")
        told = WrappedLabel("muted")
        told.setText(
            translate(
                "approvals",
                "この一つの操作だけに使い、サインインは変わりません。",
            )
        )
        column.addWidget(title)
        column.addWidget(told)
        column.addLayout(captioned(self.staff_id, theme))
        column.addWidget(self.password)
        return box

    def _enter(self) -> None:
        if self.yes.isEnabled():
            self.accept()

    def _send(self) -> None:
        if self._form.stage.value is ApprovalStage.WAITING:
            self._form.go_on_later()
        else:
            self._form.send.start()

    def _show_stage(self) -> None:
        waits = self._form.stage.value is ApprovalStage.WAITING
        text = (
            translate("approvals", "ほかの受付に移る")
            if waits
            else translate("approvals", "責任者の画面に送る")
        )
        self.send.setText(text)
        self.widen.setVisible(waits and self._form.may_widen)
        answer = self._form.answer.value
        if waits:
            self.news.tell(self._waiting(), "notice")
        else:
            self.news.tell("" if answer is None else _told(answer))
        self._enable()
        self.fit()
        if self.news.text:
            self.show_part(self.news)

    def _waiting(self) -> str:
        since = self._form.since.value
        if since is None:
            return ""
        told = translate("approvals", "%1 に、責任者の画面へ送りました。承認されると、自動で続きます。")
        ends = translate("approvals", "%1 までに答えがなければ、時間切れになります。")
        unseen = translate("approvals", "まだどの責任者も見ていません。声をかけてください。")
        widened = translate("approvals", "全館の責任者にも送りました。")
        return run_on(
            told.replace("%1", dates.time(since)),
            ends.replace("%1", dates.time(since + OPEN_FOR)),
            *([unseen] if self._form.is_unseen.value else []),
            *([widened] if self._form.is_widened.value else []),
        )

    def _show_running(self) -> None:
        busy = self._form.is_busy
        if busy and self.focusWidget() is self.send:
            self._sends = True
            self.setFocus()  # Qt would give the keyboard to whatever comes next, or to nothing
        self.staff_id.setReadOnly(busy)
        self.password.field.setReadOnly(busy)
        self.no.setEnabled(not busy)
        self.send.setEnabled(not busy and not self.yes.is_stopped)
        self._enable()
        if busy:
            return
        waits = self._form.stage.value is ApprovalStage.WAITING and not self.staff_id.text()
        if self._sends or waits:
            self._sends = False
            self.send.setFocus()

    def _enable(self) -> None:
        wanted = ((self.staff_id.accessibleName(), self.staff_id), (self._password_name, self.password.field))
        missing = [it for it in wanted if not it[1].text()] if self._form.signs_here else []
        texts = missing_words.texts(*(name for name, _ in missing))
        waits = self._form.stage.value is ApprovalStage.WAITING
        is_sent = waits or self._form.answer.value is not None
        at = [] if is_sent else [field for _, field in missing]  # then it is the other way that goes on
        self.wait_for(*texts, at=at, busy=self._form.is_busy)
        nobody_signs = is_sent and len(missing) == len(wanted)
        if waits or nobody_signs:
            self.missing.tell("")  # it goes on by itself, or came to nothing, as is said

    @property
    def _password_name(self) -> str:
        return self.password.field.accessibleName()

    def _empty(self) -> None:
        self.staff_id.clear()
        self.password.field.clear()

    def _want_password(self) -> None:
        self.password.field.clear()
        if self.isVisible() and self._form.signs_here and not self._form.is_over:
            self.password.field.setFocus()

    def _show_trouble(self, trouble: ServiceError | Bug | Missing | None) -> None:
        if isinstance(trouble, Missing):
            return  # the button says what is missing before it can be pressed
        told = "" if trouble is None else messages.of_trouble(trouble)
        self.message.tell(told if isinstance(told, str) else run_on(told.what, told.next))


def _told(answer: Approval) -> str:
    return approval_words.came_to(answer.state, answer.decided_by, answer.refusal)
