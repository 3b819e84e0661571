"""パスワード発行・再発行: the card, who takes the slip, the act, the paper, and nothing left behind.

The slip stays hidden on screen until 「表示」: the screen stands where a queue can read it.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QWidget,
)

from services.contract.errors import ServiceError
from viewmodels.core.trouble import Bug
from viewmodels.desk.card_proof import Shown
from viewmodels.passwords.password_issue import IssueStage, PasswordIssueViewModel
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from viewmodels.printout import PaperState
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.dialogs.notice_slot import SlotMessage
from views.dialogs.whose import named
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import PASSWORD, at
from views.passwords.enter_button import EnterButton
from views.passwords.password_issue_steps import AskStep, IssuedStep
from views.style.icons import Icons
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import messages, missing_words, words
from views.widgets.binding import bind, bind_command
from views.widgets.buttons import OnceButton
from views.widgets.enter_key import ENTER, enter_presses
from views.widgets.labels import WrappedLabel


class PasswordDialog(DecisionDialog):
    """One password issue from the card to the paper.

    Attributes:
        scans: says which cards were read meanwhile.
        how: says, once Esc was tried, which button closes it.
    """

    def __init__(self, model: PasswordIssueViewModel, parent: QWidget, *, theme: Theme, icons: Icons) -> None:
        title = words.issue_password(reissue=model.reissue)
        again, first = translate("PasswordDialog", "再発行する"), translate("PasswordDialog", "発行する")
        not_again = translate("PasswordDialog", "再発行しない")
        not_first = translate("PasswordDialog", "発行しない")
        super().__init__(
            title,
            yes=again if model.reissue else first,
            no=not_again if model.reissue else not_first,
            theme=theme,
            parent=parent,
            patron=named(model.subject),
        )
        self._model = model
        self._theme, self._icons = theme, icons
        self._led_to: QWidget | None = None
        self._entered_at = 0  # milliseconds of the window system's clock
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        tell_page(self, at(PASSWORD, "発行と再発行"))
        self._ask = AskStep(model, theme=theme, icons=icons)
        self.card = self._ask.card
        paper, self._message, self.how = (SlotMessage(self.slot) for _ in range(3))
        self._issued = IssuedStep(model, paper, theme=theme, icons=icons)
        for part in (self._ask, self._issued):
            self.body.addWidget(part)
        self._add_buttons()
        bind(model.stage, self, self._show_stage)
        bind(model.shown, self, self._show_shown)
        bind(model.issue.can_execute, self, lambda _: self._wait_for_card())
        bind(model.trouble, self, self._show_trouble)

    def reject(self) -> None:
        """Esc and the window's close: leaves while asking; later only the button that says so ends it, and is told."""
        if self._model.stage.value is IssueStage.ASKING:
            self._model.close()
        elif self._model.stage.value is IssueStage.ISSUED and self._model.has_slip:
            self._tell_how()
        elif self._model.stage.value is IssueStage.ISSUED:
            self._close_slip()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only through the model, so that the password is forgotten first."""
        if self._model.stage.value is IssueStage.CLOSED:
            event.accept()
            return
        event.ignore()
        self.reject()

    def start(self) -> None:
        """Give the keyboard to what comes next."""
        if self._model.stage.value is IssueStage.ISSUED:
            self._led_to = None
            self._lead_on()
        else:
            self._show_shown(self._model.shown.value)

    def show_stale(self) -> None:
        """Go on: a password is issued also after others' changes."""

    def accept(self) -> None:
        """Issue the password; the dialog goes on."""
        self._model.issue.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, and do nothing else.

        One that is held, or pressed twice, shows the password and doesn't close it with that.
        """
        if event.key() in ENTER:
            since, self._entered_at = event.timestamp() - self._entered_at, event.timestamp()
            again = event.isAutoRepeat() or 0 < since < QApplication.doubleClickInterval()
            if again and self.focusWidget() is self._close:
                return
        if not enter_presses(event, self) and event.key() not in ENTER:
            super().keyPressEvent(event)

    def _add_buttons(self) -> None:
        """Add the buttons that take the place of the first two once the password is issued."""
        self._reveal = EnterButton(self._theme)
        self._reveal.setAutoDefault(False)
        self._reveal.clicked.connect(lambda: self._model.reveal(shown=not self._model.revealed.value))
        self.footer.insertWidget(0, self._reveal)
        self._cancel = OnceButton(self.tr("印刷を取り消す"))
        self._cancel.setProperty("kind", "ending")
        bind_command(self._model.cancel_job, self._cancel, heir=self)
        self._print = EnterButton(self._theme)
        bind_command(self._model.print_slip, self._print)
        self._close = EnterButton(self._theme)
        self._close.clicked.connect(self._close_slip)
        for button in (self._cancel, self._print, self._close):
            button.setAutoDefault(False)
            self.footer.addWidget(button)
        bind(self._model.paper, self, self._show_paper)
        bind(self._model.print_slip.can_execute, self, lambda _: self._lead_on())
        bind(self._model.revealed, self, self._show_revealed)

    def _tell_how(self) -> None:
        """Say which button ends it: Esc would take back the slip that the patron reads."""
        said = self.tr("パスワード票は「%1」で閉じます。閉じると、もう表示できません。")
        self.how.tell(said.replace("%1", self._close.text()), "notice")

    def _close_slip(self) -> None:
        """End the dialog; a slip that was neither printed nor shown is asked about once before."""
        if self._model.has_slip:
            self._model.close()
            return
        question = UndeliveredDialog(self._theme, self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._model.close)
        question.no.clicked.connect(lambda: self._model.reveal(shown=True))
        question.open()

    def _show_stage(self, stage: IssueStage) -> None:
        if stage is IssueStage.CLOSED:
            self.done(QDialog.DialogCode.Accepted)
            return
        issued = stage is IssueStage.ISSUED
        self._ask.setVisible(not issued)
        self._issued.setVisible(issued)
        for button in (self.no, self.yes):
            button.setVisible(not issued)
        self._reveal.setVisible(issued)
        self._print.setVisible(issued)
        self._close.setVisible(issued)
        self.no.setEnabled(stage is IssueStage.ASKING)
        self._led_to = None  # what leads was hidden until now
        self._show_revealed(self._model.revealed.value)
        self._show_paper(self._model.paper.value)
        self.fit()

    def _show_shown(self, _shown: Shown | None) -> None:
        self._wait_for_card()
        if self._model.stage.value is IssueStage.ASKING:
            self.go_to_missing()

    def _wait_for_card(self) -> None:
        missing = () if self._ask.card.is_there else (missing_words.card(),)
        busy = not missing and not self._model.issue.can_execute.value
        self.wait_for(*missing, at=self.card_at, busy=busy)

    def _show_paper(self, paper: PaperState) -> None:
        sent = paper.is_sent
        self._cancel.setVisible(paper is PaperState.WAITING)
        self._print.setText(self.tr("もう一度印刷") if sent else self.tr("印刷する"))
        self._name_close()
        self._lead_on()

    def _name_close(self) -> None:
        """Say on the button how the patron has the slip; on paper, as far as the queue tells, goes before read."""
        if self._model.paper.value.is_sent:
            said = self.tr("印刷できた(閉じる)")
        else:
            said = self.tr("渡した(閉じる)") if self._model.has_slip else self.tr("閉じる")
        if said != self._close.text():
            self._close.setText(said)
            self.how.tell("")  # it names the button as it was

    def _show_revealed(self, revealed: bool) -> None:
        large = self.tr("大きく表示") if self._model.for_screen else self.tr("表示")
        self._reveal.setText(self.tr("隠す") if revealed else large)
        self._name_close()
        self._lead_on()
        if self._model.stage.value is IssueStage.ISSUED:
            self.fit()

    def _lead_on(self) -> None:
        """Have Enter do what comes next: print or show, nothing while the slip is being sent, and then close.

        Otherwise a key pressed twice would throw away a password that isn't on paper.
        """
        if self._model.stage.value is not IssueStage.ISSUED:
            return
        sending = self._model.print_slip.running.value or self._model.paper.value is PaperState.SENDING
        leads = self._print if sending else self._close
        if not sending and not self._model.has_slip:
            leads = self._reveal if self._model.for_screen else self._print
        for button in (self._reveal, self._print, self._close):
            set_styled(button, "kind", "primary" if button is leads else "")
            button.show_key(leads=button is leads and button.isEnabled())
        eye = "eye-off" if self._model.revealed.value else "eye"
        colour, gap = "on_accent" if leads is self._reveal else "text", self._theme.tokens.sizes.gap
        self._icons.put_on(self._reveal, eye, colour, gap=gap)
        next_one = leads if leads.isEnabled() else self
        if next_one is not self._led_to or self.focusWidget() is self:
            self._led_to = next_one
            next_one.setFocus()

    def _show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        self._message.tell("" if trouble is None else messages.line(trouble))
        self._show_revealed(self._model.revealed.value)  # without a printer the button says more


class UndeliveredDialog(DecisionDialog):
    """Asks before a password is thrown away that nobody has: Esc goes back to its slip, Enter shows it."""

    def __init__(self, theme: Theme, parent: PasswordDialog) -> None:
        super().__init__(
            translate("PasswordDialog", "まだ渡していません"),
            yes=translate("PasswordDialog", "渡さずに閉じる"),
            no=translate("PasswordDialog", "大きく表示"),
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
        )
        said = translate("PasswordDialog", "利用者は新しいパスワードを受け取っていません。")
        self.body.addWidget(WrappedLabel("", said))

    def show_stale(self) -> None:
        """Go on asking: the slip is there also after others' changes."""


class PasswordDialogs(QObject):
    """Opens a window for each password issue that begins, without a nested loop."""

    def __init__(self, desk: PasswordIssueLauncher, parent: QWidget, *, theme: Theme, icons: Icons) -> None:
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._icons = icons
        self.current: PasswordDialog | None = None
        bind(desk.dialog, self, self._show)

    def _show(self, model: PasswordIssueViewModel | None) -> None:
        if self.current is not None:
            self.current.deleteLater()
            self.current = None
        if model is not None:
            self.current = PasswordDialog(model, self._parent, theme=self._theme, icons=self._icons)
            self.current.open()
