"""パスワード: in which state the patron's password is, and what that means for the patron."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from services.contract.snapshot import PasswordState, PatronSnapshot
from services.rules.decision import Decision, Refused
from services.rules.vocabulary import CredentialKind
from views.language import dates
from views.language.translation import translate
from views.panels.offering import offer
from views.panels.page import Page, TitledPanel
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import row_remarks, words
from views.text.refusal_words import advice
from views.widgets.buttons import KeyButton
from views.widgets.labels import Facts, WrappedLabel


class PasswordPage(Page):
    """The password's state.

    Attributes:
        issue_button: 「パスワード発行」 or 「パスワード再発行」, as in the header; grey where this desk may not.
        change_button, check_button, unlock_button, disable_button: what is done with a password that is there; a
            button that may not be pressed has the reason beside it.
    """

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(words.PASSWORD, theme, parent)
        box = TitledPanel(words.PASSWORD, theme)
        self.facts = Facts(
            {
                "state": self.tr("状態"),
                "issued": self.tr("発行日"),
                "expires": self.tr("有効期限"),
                "locked": self.tr("ロック"),
            },
            theme,
        )
        self.meaning = WrappedLabel()
        login = WrappedLabel(
            "muted",
            self.tr(
                "ログインには、利用カード番号(「-」を除いた9桁)とパスワードを使います。"
                "パスワードの英字は、大文字と小文字を区別します。"
            ),
        )
        self.issue_button = KeyButton(words.issue_password(reissue=False), "F4", theme)
        self.refusal = WrappedLabel("caption")
        row = QHBoxLayout()
        row.setSpacing(theme.tokens.sizes.pad)
        row.addWidget(self.issue_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.refusal, 1, Qt.AlignmentFlag.AlignVCenter)
        box.column.addWidget(self.facts)
        box.column.addWidget(self.meaning)
        box.column.addWidget(login)
        box.column.addLayout(row)
        self.column.addWidget(box)
        self.column.addWidget(self._acts(theme))
        self.column.addStretch(1)
        icons.set_on(self.issue_button, "key-round", "muted")

    def _acts(self, theme: Theme) -> QWidget:
        sizes = theme.tokens.sizes
        self.change_button = QPushButton(self.tr("パスワード変更"))
        self.check_button = QPushButton(self.tr("パスワード確認"))
        self.unlock_button = QPushButton(self.tr("ロック解除"))
        self.disable_button = QPushButton(self.tr("利用停止"))
        self._beside: dict[QPushButton, tuple[QLabel, str]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * sizes.pad)
        grid.setVerticalSpacing(sizes.pad)
        grid.setColumnStretch(1, 1)
        for line, (button, what) in enumerate(
            (
                (self.change_button, self.tr("利用者が、古いパスワードと新しいパスワードを入力します。")),
                (
                    self.check_button,
                    self.tr("利用者が入力したパスワードで、ログインできるかどうかを確かめます。"),
                ),
                (self.unlock_button, self.tr("再発行せずに、今のパスワードを使えるようにします。")),
                (self.disable_button, self.tr("利用者の希望で、ログインできないようにします。")),
            )
        ):
            said = WrappedLabel("muted")
            grid.addWidget(button, line, 0)
            grid.addWidget(said, line, 1, Qt.AlignmentFlag.AlignVCenter)
            self._beside[button] = (said, what)
        self._offered = TitledPanel(self.tr("発行したパスワードの手続き"), theme)
        self._offered.column.addLayout(grid)
        self._offered.hide()
        return self._offered

    def offer(self) -> None:
        """Show the acts on a password, once they are connected."""
        self._offered.show()

    def go_to_lock(self) -> bool:
        """Give the keyboard to 「ロック解除」; False where this desk may not do it."""
        may = self.unlock_button.isVisible() and self.unlock_button.isEnabled()
        if may:
            self.unlock_button.setFocus(Qt.FocusReason.TabFocusReason)
        return may

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's password state, or none."""
        if snapshot is None:
            self.facts.show_values({})
            self.meaning.clear()
            self.refusal.clear()
            for button, (said, _) in self._beside.items():
                button.setEnabled(False)
                said.clear()
            return
        state = snapshot.password
        self.facts.show_values(_facts(state))
        self.meaning.setText(meaning(state))
        self.issue_button.setText(words.issue_password(reissue=state is not None))
        offer(self.issue_button, snapshot.issue_password, otherwise="F4")
        self.refusal.setText(_refusal(snapshot.issue_password))
        offers = snapshot.password_use
        self._show(self.change_button, offers.change)
        self._show(self.check_button, offers.check)
        self._show(self.unlock_button, offers.unlock)
        self._show(self.disable_button, offers.disable)

    def _show(self, button: QPushButton, decision: Decision) -> None:
        said, what = self._beside[button]
        refusal = _refusal(decision)
        button.setEnabled(not refusal)
        said.setText(refusal or what)
        button.setAccessibleDescription(refusal or what)


def _refusal(decision: Decision) -> str:
    if not isinstance(decision, Refused):
        return ""
    told = translate("password", "%1。%2").replace("%1", row_remarks.refusal(decision))
    return told.replace("%2", advice(decision.reasons[0]))


def _facts(state: PasswordState | None) -> dict[str, str]:
    shown = {"state": words.password_state(state)}
    if state is None:
        return shown
    shown["issued"] = dates.day(state.issued_on)
    shown["expires"] = dates.day_or_blank(state.expires_on)
    if state.locked_until is not None:
        until = translate("password", "%1 まで").replace("%1", dates.day_and_time(state.locked_until))
        shown["locked"] = until
    return shown


def meaning(state: PasswordState | None) -> str:
    """Say what the patron can do now; the most urgent state wins, as in `words.password_state`."""
    if state is None:
        return translate(
            "password",
            "「利用者のページ」にはまだログインできません。利用カードを確認して、発行してください。",
        )
    if state.disabled:
        told = translate("password", "このパスワードではログインできません。使うには再発行が必要です。")
    elif state.locked_until is not None:
        told = translate(
            "password",
            "間違いが続いたため、時間が過ぎるまでログインできません。ロックを解除するとすぐに使えます。",
        )
    elif state.expired:
        told = translate("password", "初期パスワードの期限が過ぎています。使うには再発行が必要です。")
    elif state.kind is CredentialKind.PATRON:
        told = translate(
            "password", "利用者が決めたパスワードです。職員は見ることができません。忘れたときは再発行します。"
        )
    elif state.must_change:
        told = translate("password", "初期パスワードのままです。はじめてのログインで変更が必要です。")
    else:
        told = translate("password", "初期パスワードのままです。ログインして変更するよう案内してください。")
    return told
