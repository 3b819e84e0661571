"""The two steps of a password issue: asking for the card and the receiver, and handing over the slip."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from services.acts.passwords import PasswordIssued
from viewmodels.passwords.password_issue import PasswordIssueViewModel
from viewmodels.printout import PaperState
from views.dialogs.card_proof_step import CardStep
from views.dialogs.notice_slot import SlotMessage
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.passwords.large_password import LargePassword
from views.passwords.slip_preview import SlipPreview
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import words
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel
from views.widgets.message_banner import MessageKind


class AskStep(QWidget):
    """Before the act: the card, the receiver, and what will happen.

    Attributes:
        card: asks for the card.
    """

    def __init__(self, model: PasswordIssueViewModel, *, theme: Theme, icons: Icons) -> None:
        super().__init__()
        sizes = theme.tokens.sizes
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(sizes.edge)
        self.card = CardStep(model.card, theme=theme, icons=icons)
        box.addWidget(self.card)
        box.addLayout(self._receivers(model))
        what = WrappedLabel("muted")
        what.setText(
            self.tr("これまでのパスワードは、発行すると同時に使えなくなります。")
            if model.reissue
            else self.tr("この利用者に初めてパスワードを発行します。")
        )
        box.addWidget(what)

    def _receivers(self, model: PasswordIssueViewModel) -> QHBoxLayout:
        row = QHBoxLayout()
        caption = QLabel(self.tr("受取人"))
        caption.setProperty("tone", "muted")
        row.addWidget(caption)
        group = QButtonGroup(self)
        for receiver in model.receivers:
            button = QRadioButton(words.receiver(receiver))
            button.setChecked(receiver is model.receiver.value)
            button.toggled.connect(lambda on, who=receiver: model.receiver.set(who) if on else None)
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return row


class IssuedStep(QWidget):
    """After the act: the password, what is true now, and a picture of the slip; where the paper is, in a notice.

    Attributes:
        large: the password.
        preview: the slip.
    """

    def __init__(
        self, model: PasswordIssueViewModel, paper: SlotMessage, *, theme: Theme, icons: Icons
    ) -> None:
        super().__init__()
        sizes = theme.tokens.sizes
        self._model = model
        self.large = LargePassword(model, theme)
        self._facts = WrappedLabel("muted")
        self._paper = paper
        self._last = WrappedLabel("muted")

        left = QVBoxLayout()
        left.setSpacing(sizes.pad)
        left.addWidget(self._facts)
        left.addWidget(self._last)
        left.addStretch(1)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.edge)
        column.addWidget(self.large)
        column.addLayout(row)
        row.setSpacing(sizes.edge)
        row.addLayout(left, 1)
        self.preview = SlipPreview(model, theme=theme, icons=icons)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        bind(model.issued, self, self._show_facts)
        bind(model.paper, self, self._show_paper)

    def _show_facts(self, issued: PasswordIssued | None) -> None:
        until = dates.NOTHING if issued is None else dates.told(issued.expires_on, issued.issued_on)
        said, heard = ("" if issued is None else "\n".join(_facts(issued, it)) for it in until)
        self._facts.setText(said)
        self._facts.setAccessibleName("" if heard == said else heard)
        self._facts.setVisible(bool(said))
        self._show_paper(self._model.paper.value)

    def _show_paper(self, paper: PaperState) -> None:
        told: dict[PaperState, tuple[str, MessageKind]] = {
            PaperState.NOT_PRINTED: (self.tr("パスワード票はまだ印刷していません"), "notice"),
            PaperState.SENDING: (self.tr("パスワード票をプリンターに送っています…"), "notice"),
            PaperState.WAITING: (
                self.tr("パスワード票は印刷待ちです。出てこないときは取り消せます"),
                "notice",
            ),
            PaperState.OUT: (self.tr("パスワード票を印刷しました"), "good"),
            PaperState.CANCELLED: (self.tr("印刷を取り消しました"), "notice"),
        }
        if self._model.issued.value is not None:
            self._paper.tell(*told[paper])
        asked = self.tr("印刷できましたか。") if paper.is_sent else ""
        gone = self.tr("この画面を閉じると、パスワードはもう表示も印刷もできません(再発行になります)。")
        self._last.setText(run_on(asked, gone))


def _facts(issued: PasswordIssued, until: str) -> tuple[str, ...]:
    lines = (
        translate("password", "これまでのパスワードは使えなくなりました。") if issued.reissued else "",
        translate("password", "初期パスワードの有効期限 %1").replace("%1", until)
        if issued.expires_on
        else "",
        translate("password", "はじめてのログインで変更が必要です。") if issued.must_change else "",
    )
    return tuple(line for line in lines if line)
