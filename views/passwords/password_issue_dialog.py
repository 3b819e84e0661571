"""パスワード発行・再発行: the card, who takes the slip, the act, the paper, and nothing left behind.

The slip stays hidden on screen until 「表示」: the screen stands where a queue can read it.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from services.errors import ServiceError
from viewmodels.core.notes import Bug
from viewmodels.desk.card_proof import Shown
from viewmodels.passwords.password_issue import PasswordIssueViewModel, Stage
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from viewmodels.printout import PaperState
from views.dialogs.waiting_scan_banner import WaitingScanBanner, show_waiting_scan
from views.manual.f1_help import tell_page
from views.manual.manual import PASSWORD, at
from views.passwords.password_issue_steps import AskStep, IssuedStep
from views.style.icons import Icons
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import messages, words
from views.widgets.announcing import tell
from views.widgets.binding import bind, bind_command
from views.widgets.enter_key import ENTER, enter_presses
from views.widgets.labels import WrappedLabel
from views.widgets.once_button import OnceButton

_FRAME = 20
"""Pixels that a window's own edges may take."""


class PasswordDialog(QDialog):
    """One password issue from the card to the paper.

    Attributes:
        scans: says which cards were read meanwhile.
        how: says, once Esc or the window's × was tried, which button closes it.
    """

    def __init__(self, model: PasswordIssueViewModel, parent: QWidget, *, theme: Theme, icons: Icons) -> None:
        super().__init__(parent)
        self._model = model
        self._led_to: QWidget | None = None
        tokens = theme.tokens
        sizes = tokens.sizes
        self.setWindowTitle(words.issue_password(reissue=model.reissue))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setModal(True)
        tell_page(self, at(PASSWORD, "発行と再発行"))
        room = self.screen().availableGeometry().width() - _FRAME
        self.setFixedWidth(min(round(720 * tokens.scale), room))

        patron = model.subject.patron
        title = QLabel(
            f"{self.windowTitle()} — {patron.name}　{words.card_number(model.subject.card_number)}"
        )
        title.setProperty("tone", "page")
        title.setTextFormat(Qt.TextFormat.PlainText)
        heading = QFrame()
        heading.setProperty("surface", "bar")
        heading_row = QHBoxLayout(heading)
        heading_row.setContentsMargins(sizes.edge + 6, sizes.edge, sizes.edge + 6, sizes.edge)
        heading_row.addWidget(title)

        self._ask = AskStep(model, theme=theme, icons=icons)
        self._issued = IssuedStep(model, theme=theme, icons=icons)

        self._trouble = QFrame()
        self._trouble.setProperty("surface", "bad")
        self._said = WrappedLabel("bad")
        trouble_row = QHBoxLayout(self._trouble)
        trouble_row.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        trouble_row.addWidget(self._said)

        body = QVBoxLayout()
        body.setContentsMargins(sizes.edge + 6, sizes.edge, sizes.edge + 6, sizes.edge)
        body.setSpacing(sizes.pad)
        body.addWidget(self._ask)
        body.addWidget(self._issued)
        body.addWidget(self._trouble)
        body.addStretch(1)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        self.scans = WaitingScanBanner(theme)
        self.scans.changed.connect(self._make_room)
        column.addWidget(self.scans)
        column.addLayout(body, 1)
        column.addWidget(self._footer(theme))

        bind(model.stage, self, self._show_stage)
        bind(model.shown, self, self._show_shown)
        bind(model.issue.can_execute, self, self._lead_back)
        bind(model.trouble, self, self._show_trouble)

    def reject(self) -> None:
        """Esc and the window's close: leaves while asking; later only the button that says so ends it, and is told."""
        if self._model.stage.value is Stage.ASKING:
            self._model.close()
        elif self._model.stage.value is Stage.ISSUED:
            self._tell_how()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only through the model, so that the password is forgotten first."""
        if self._model.stage.value is Stage.CLOSED:
            event.accept()
            return
        event.ignore()
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Say which card waits, if one does."""
        super().showEvent(event)
        show_waiting_scan(self, self.scans)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay on the screen when the slip makes the dialog higher."""
        super().resizeEvent(event)
        screen = self.screen().availableGeometry()
        below = self.frameGeometry().bottom() - screen.bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(screen.top(), self.y() - below))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus and no other."""
        if not enter_presses(event, self) and event.key() not in ENTER:
            super().keyPressEvent(event)

    def _make_room(self) -> None:
        """Let the slip be lower while a card waits."""
        layout = self.scans.layout()
        assert layout is not None
        high = 0 if self.scans.isHidden() else layout.totalHeightForWidth(self.width())
        self._issued.preview.leave_room(high)
        for part in (self._issued.preview, self._issued):  # from the inside, or the old heights are counted
            part.updateGeometry()
        self.adjustSize()
        around = self.layout()
        assert around is not None
        wanted = around.totalHeightForWidth(self.width())  # for running text, which Qt gives one line only
        room = self.screen().availableGeometry().height() - 2 * _FRAME
        self.resize(self.width(), max(self.height(), min(wanted, room)))

    def _footer(self, theme: Theme) -> QFrame:
        sizes = theme.tokens.sizes
        footer = QFrame()
        footer.setProperty("surface", "band")
        column = QVBoxLayout(footer)
        column.setContentsMargins(sizes.edge + 6, sizes.pad, sizes.edge + 6, sizes.pad)
        self.how = WrappedLabel("staff")
        self.how.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        column.addWidget(self.how)
        column.addLayout(row)
        self._give_up = OnceButton(self.tr("やめる"))
        self._give_up.clicked.connect(self.reject)
        self._issue = OnceButton(self.tr("再発行する") if self._model.reissue else self.tr("発行する"))
        self._issue.setProperty("kind", "primary")
        bind_command(self._model.issue, self._issue)
        self._cancel = OnceButton(self.tr("取り消す"))
        bind_command(self._model.cancel_job, self._cancel)
        self._print = OnceButton()
        bind_command(self._model.print_slip, self._print)
        self._close = OnceButton()
        self._close.clicked.connect(self._model.close)
        for button in (self._give_up, self._issue, self._cancel, self._print, self._close):
            button.setAutoDefault(False)
            row.addWidget(button)
        bind(self._model.paper, self, self._show_paper)
        bind(self._model.print_slip.can_execute, self, lambda _: self._lead_on())
        return footer

    def _tell_how(self) -> None:
        """Say which button ends it: with Esc a password that nobody has on paper would be gone."""
        said = self.tr("パスワード票は「%1」で閉じます。閉じると、もう表示できません。")
        tell(self.how, said.replace("%1", self._close.text()))
        self.how.show()
        self._make_room()

    def _show_stage(self, stage: Stage) -> None:
        if stage is Stage.CLOSED:
            self.done(QDialog.DialogCode.Accepted)
            return
        issued = stage is Stage.ISSUED
        self._ask.setVisible(not issued)
        self._issued.setVisible(issued)
        for button in (self._give_up, self._issue):
            button.setVisible(not issued)
        self._print.setVisible(issued)
        self._close.setVisible(issued)
        self._give_up.setEnabled(stage is Stage.ASKING)
        self._show_paper(self._model.paper.value)
        self.adjustSize()

    def _show_shown(self, shown: Shown | None) -> None:
        if shown is not None:
            self._issue.setFocus()
        else:  # typing begins at once where it is taken; a scan needs no keyboard
            (self._ask.number or self._give_up).setFocus()

    def _lead_back(self, can_issue: bool) -> None:
        """Give the keyboard back to the button that lost it while it was disabled, when nothing came of the issue."""
        if can_issue:
            self._issue.setFocus()

    def _show_paper(self, paper: PaperState) -> None:
        sent = paper.is_sent
        self._cancel.setVisible(paper is PaperState.WAITING)
        self._print.setText(self.tr("もう一度印刷") if sent else self.tr("印刷する"))
        self._close.setText(self.tr("印刷できた(閉じる)") if sent else self.tr("閉じる"))
        self.how.hide()  # it names the button as it was
        for button, leads in ((self._print, not sent), (self._close, sent)):
            set_styled(button, "kind", "primary" if leads else "")
        self._lead_on()

    def _lead_on(self) -> None:
        """Have Enter do what comes next: print, nothing while the slip is being sent, and then close.

        Otherwise a key pressed twice would throw away a password that nobody has on paper.
        """
        if self._model.stage.value is not Stage.ISSUED:
            return
        sent = self._model.paper.value.is_sent
        next_one = self._close if sent else self._print if self._print.isEnabled() else self
        if next_one is not self._led_to:
            self._led_to = next_one
            next_one.setFocus()

    def _show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        self._trouble.setVisible(trouble is not None)
        tell(self._said, "" if trouble is None else messages.line(trouble))


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
