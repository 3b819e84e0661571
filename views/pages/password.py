"""パスワード: in which state the patron's password is, and what that means for the patron."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.rules.decision import Refused
from services.rules.vocabulary import CredentialKind
from services.snapshot import PasswordState, PatronSnapshot
from views import dates, remarks, words
from views.icons import Icons
from views.key_button import KeyButton
from views.labels import Facts, toned
from views.pages.page import Box, Page
from views.refusals import advice
from views.theme import Theme
from views.translation import translate


class PasswordPage(Page):
    """The password's state.

    Attributes:
        issue_button: 「パスワード発行」 or 「パスワード再発行」, as in the header.
    """

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(words.PASSWORD, theme, parent)
        box = Box(words.PASSWORD, theme)
        self.facts = Facts(
            {
                "state": self.tr("状態"),
                "issued": self.tr("発行日"),
                "expires": self.tr("有効期限"),
                "locked": self.tr("ロック"),
            },
            theme,
        )
        self.meaning = toned()
        self.meaning.setWordWrap(True)
        self.meaning.setAccessibleName(self.tr("利用者への案内"))
        login = toned(
            self.tr(
                "ログインには、利用カード番号(「-」を除いた9桁)とパスワードを使います。"
                "パスワードの英字は、大文字と小文字を区別します。"
            ),
            "muted",
        )
        login.setWordWrap(True)
        self.issue_button = KeyButton(words.issue_password(reissue=False), "F4", theme)
        self.refusal = toned("", "staff")
        self.refusal.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme.tokens.sizes.pad)
        row.addWidget(self.issue_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.refusal, 1)
        box.column.addWidget(self.facts)
        box.column.addWidget(self.meaning)
        box.column.addWidget(login)
        box.column.addLayout(row)
        self.column.addWidget(box)
        self.column.addStretch(1)
        icons.set_on(self.issue_button, "key-round", "muted")

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's password state, or nobody's."""
        if snapshot is None:
            self.facts.show_values({})
            self.meaning.clear()
            self.refusal.clear()
            return
        state = snapshot.password
        self.facts.show_values(_facts(state))
        self.meaning.setText(meaning(state))
        self.issue_button.setText(words.issue_password(reissue=state is not None))
        decision = snapshot.issue_password
        if isinstance(decision, Refused):
            self.refusal.setText(f"{remarks.refusal(decision)}。{advice(decision.reasons[0])}")
        else:
            self.refusal.clear()


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
            "password", "間違いが続いたため、時間が過ぎるまでログインできません。再発行するとすぐに使えます。"
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
