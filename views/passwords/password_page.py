"""パスワード: in which state the patron's password is, and what that means for the patron."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.contract.offers import Offers, Request, is_never_offered
from services.contract.snapshot import PasswordState, PatronSnapshot
from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.passwords.password_use import PasswordOffers
from services.rules.vocabulary import CredentialKind
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.panels.page import Page, TitledPanel
from views.style.theme import Theme
from views.text import card_words, refusal_words, row_remarks, words
from views.widgets.labels import Facts, WrappedLabel

_ACTS: Final[Mapping[Request, tuple[str, str, str]]] = MappingProxyType(
    {
        ChangePassword: (
            "change",
            QT_TRANSLATE_NOOP("PasswordPage", "パスワード変更"),
            QT_TRANSLATE_NOOP("PasswordPage", "利用者が、古いパスワードと新しいパスワードを入力します。"),
        ),
        CheckPassword: (
            "check",
            QT_TRANSLATE_NOOP("PasswordPage", "パスワード確認"),
            QT_TRANSLATE_NOOP(
                "PasswordPage", "利用者が入力したパスワードで、ログインできるかどうかを確かめます。"
            ),
        ),
        UnlockPassword: (
            "unlock",
            QT_TRANSLATE_NOOP("PasswordPage", "ロック解除"),
            QT_TRANSLATE_NOOP("PasswordPage", "再発行せずに、今のパスワードを使えるようにします。"),
        ),
        DisablePassword: (
            "disable",
            QT_TRANSLATE_NOOP("PasswordPage", "利用停止"),
            QT_TRANSLATE_NOOP("PasswordPage", "利用者の希望で、ログインできないようにします。"),
        ),
    }
)
"""Of each act: the name of its decision, its button, and what stands beside that."""


_ADVISED: Final[Mapping[Reason, Request]] = MappingProxyType(
    {
        Reason.NO_PASSWORD: IssuePassword,
        Reason.PASSWORD_DISABLED: IssuePassword,
        Reason.PASSWORD_EXPIRED: IssuePassword,
        Reason.PASSWORD_LOCKED: UnlockPassword,
        Reason.PASSWORD_NOT_LOCKED: CheckPassword,
    }
)
"""The act that a reason's advice names."""


class _Why(NamedTuple):
    reason: Reason
    said: str


class PasswordPage(Page):
    """The password's state.

    Attributes:
        refusal: what to do where the header's button issues no password, beside which the reason stands.
        buttons: what is done with a password that is there, as far as the library system offers it; a button that may
            not be pressed has its own reason beside it.
        shared: the reasons that several buttons have, once above them.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(words.PASSWORD, theme, parent)
        self._offers = offers
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
        self.refusal, self.shared = WrappedLabel("caption"), WrappedLabel("caption", parent=self.body)
        self._beside: dict[QPushButton, tuple[QLabel, str]] = {}
        box.column.addWidget(self.facts)
        box.column.addWidget(self.meaning)
        if offers.has(IssuePassword):  # else another system says with what patrons log in
            box.column.addWidget(WrappedLabel("muted", card_words.used_to_log_in()))
        box.column.addWidget(self.refusal)
        self.column.addWidget(box)
        self.buttons: dict[Request, QPushButton] = {}
        self._offered: QWidget | None = None
        if offers.has(*_ACTS):
            self._offered = self._acts(theme, offers)
            self.column.addWidget(self._offered)
        self.column.addStretch(1)

    @property
    def change_button(self) -> QPushButton:
        """「パスワード変更」."""
        return self.buttons[ChangePassword]

    @property
    def check_button(self) -> QPushButton:
        """「パスワード確認」."""
        return self.buttons[CheckPassword]

    @property
    def unlock_button(self) -> QPushButton:
        """「ロック解除」."""
        return self.buttons[UnlockPassword]

    @property
    def disable_button(self) -> QPushButton:
        """「利用停止」."""
        return self.buttons[DisablePassword]

    def _acts(self, theme: Theme, offers: Offers) -> QWidget:
        sizes = theme.tokens.sizes
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * sizes.pad)
        grid.setVerticalSpacing(sizes.pad)
        grid.setColumnStretch(1, 1)
        for line, request in enumerate(it for it in _ACTS if offers.has(it)):
            _, word, what = _ACTS[request]
            button, said = QPushButton(self.tr(word)), WrappedLabel("muted")
            grid.addWidget(button, line, 0)
            grid.addWidget(said, line, 1, Qt.AlignmentFlag.AlignVCenter)
            self.buttons[request] = button
            self._beside[button] = (said, self.tr(what))
        offered = TitledPanel(self.tr("発行したパスワードの手続き"), theme)
        offered.column.addWidget(self.shared)
        offered.column.addLayout(grid)
        offered.hide()
        return offered

    def offer(self) -> None:
        """Show the acts on a password, once they are connected."""
        if self._offered is not None:
            self._offered.show()

    def go_to_lock(self) -> bool:
        """Give the keyboard to 「ロック解除」; False where this desk may not do it."""
        button = self.buttons.get(UnlockPassword)
        if button is None or not (button.isVisible() and button.isEnabled()):
            return False
        button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's password state, or none."""
        if snapshot is None:
            self.facts.show_values({})
            self.meaning.clear()
            self._say(self.refusal, "")
            self._say(self.shared, "")
            for button, (said, _) in self._beside.items():
                button.setEnabled(False)
                said.clear()
            return
        state = snapshot.password
        self.facts.show_values(_facts(state))
        self.meaning.setText(meaning(state, issues=self._offers.has(IssuePassword)))
        decisions = _decisions(self.buttons, snapshot.password_use)
        often = Counter(why for it in decisions.values() for why in _whys(it))
        shared = tuple(why for why, times in often.items() if times > 1)
        self._say(self.shared, self._refusal(shared))
        for button, decision in decisions.items():
            self._show(button, decision, shared)
        issue = _whys(snapshot.issue_password)
        told = issue and (self._is_quiet or not set(issue) <= set(shared))
        self._say(self.refusal, self._advice(issue[0].reason) if told else "")

    @property
    def _is_quiet(self) -> bool:
        """Whether no act stands here that could say why."""
        return self._offered is None or self._offered.isHidden()

    def _show(self, button: QPushButton, decision: Decision, shared: tuple[_Why, ...]) -> None:
        """Say beside a button what it does, or the reason that it alone has."""
        said, what = self._beside[button]
        whys = _whys(decision)
        own = tuple(it for it in whys if it not in shared)
        button.setEnabled(isinstance(decision, Allowed))
        button.setAccessibleDescription(self._refusal(whys) or what)
        said.setText((self._refusal(own) if own == whys else _named(own)) or what)

    def _refusal(self, whys: tuple[_Why, ...]) -> str:
        """Say all of them, and what to do about the first; blank for none."""
        if not whys:
            return ""
        told = translate("password", "%1。%2").replace("%2", self._advice(whys[0].reason))
        return told.replace("%1", _named(whys))

    def _advice(self, reason: Reason) -> str:
        """Say what to do about a reason, unless that is an act that the library system doesn't offer."""
        wanted = _ADVISED.get(reason)
        return refusal_words.advice(reason) if wanted is None or self._offers.has(wanted) else ""

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _decisions(
    buttons: Mapping[Request, QPushButton], of_patron: PasswordOffers
) -> dict[QPushButton, Decision]:
    """Give what the rules say of each button."""
    return {button: getattr(of_patron, _ACTS[request][0]) for request, button in buttons.items()}


def _whys(decision: Decision) -> tuple[_Why, ...]:
    """Give why something can't be done; nothing is told of what the library system doesn't offer."""
    if not isinstance(decision, Refused) or is_never_offered(decision):
        return ()
    return tuple(_Why(it, refusal_words.reason(it, decision.code)) for it in decision.reasons)


def _named(whys: tuple[_Why, ...]) -> str:
    return row_remarks.joined([it.said for it in whys])


def _facts(state: PasswordState | None) -> dict[str, str]:
    shown = {"state": words.password_state(state)}
    if state is None:
        return shown
    shown["issued"] = dates.day_or_blank(state.issued_on)
    shown["expires"] = dates.day_or_blank(state.expires_on)
    if state.locked_until is not None:
        until = translate("password", "%1 まで").replace("%1", dates.day_and_time(state.locked_until))
        shown["locked"] = until
    elif state.locked:
        shown["locked"] = translate("password", "解除するまで")
    return shown


_NONE_YET: Final[Mapping[bool, str]] = MappingProxyType(
    {
        True: QT_TRANSLATE_NOOP(
            "password",
            "「利用者のページ」にはまだログインできません。利用カードを確認して、発行してください。",
        ),
        False: QT_TRANSLATE_NOOP("password", "「利用者のページ」にはまだログインできません。"),
    }
)
"""Of a patron without a password, by whether this desk can issue one; below of one whose password is in use."""
_ISSUED: Final = MappingProxyType(
    {
        True: QT_TRANSLATE_NOOP(
            "password", "発行したパスワードがあります。職員は見ることができません。忘れたときは再発行します。"
        ),
        False: QT_TRANSLATE_NOOP("password", "発行したパスワードがあります。職員は見ることができません。"),
    }
)
_PATRONS: Final = MappingProxyType(
    {
        True: QT_TRANSLATE_NOOP(
            "password", "利用者が決めたパスワードです。職員は見ることができません。忘れたときは再発行します。"
        ),
        False: QT_TRANSLATE_NOOP("password", "利用者が決めたパスワードです。職員は見ることができません。"),
    }
)


def meaning(state: PasswordState | None, *, issues: bool = True) -> str:
    """Say what the patron can do now; the most urgent state wins, as in `words.password_state`.

    Args:
        state: the password's.
        issues: a password can be issued at this desk.
    """
    if state is None:
        return translate("password", _NONE_YET[issues])
    if state.disabled:
        told = translate("password", "このパスワードではログインできません。使うには再発行が必要です。")
    elif state.locked and state.locked_until is None:
        told = translate("password", "ロックを解除するまでログインできません。")
    elif state.locked:
        told = translate(
            "password",
            "間違いが続いたため、時間が過ぎるまでログインできません。ロックを解除するとすぐに使えます。",
        )
    elif state.expired and state.kind is None:
        told = translate("password", "パスワードの期限が過ぎています。使うには再発行が必要です。")
    elif state.expired:
        told = translate("password", "初期パスワードの期限が過ぎています。使うには再発行が必要です。")
    elif state.kind is None:
        told = translate("password", _ISSUED[issues])
    elif state.kind is CredentialKind.PATRON:
        told = translate("password", _PATRONS[issues])
    elif state.must_change:
        told = translate("password", "初期パスワードのままです。はじめてのログインで変更が必要です。")
    else:
        told = translate("password", "初期パスワードのままです。ログインして変更するよう案内してください。")
    return told
