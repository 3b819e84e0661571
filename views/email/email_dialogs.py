"""The questions about e-mail addresses."""

from PySide6.QtWidgets import QDialog, QWidget

from services.contract.snapshot import HoldRow
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language.translation import translate
from views.style.theme import Theme
from views.text import form_words, words
from views.widgets.item_list import item_list
from views.widgets.labels import Facts, WrappedLabel

_ACCEPTED = QDialog.DialogCode.Accepted


class EmailQuestions:
    """`viewmodels.email.email.AskEmail`, over a window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self._theme = theme
        self._window = window

    async def set_holds_to_none(self, holds: tuple[HoldRow, ...]) -> bool:
        """Name the holds that want mail; 「不要にして削除する」 changes them all."""
        dialog = DecisionDialog(
            translate("contact", "メールアドレスの削除"),
            yes=translate("contact", "すべて不要にして削除する"),
            no=translate("contact", "削除しない"),
            theme=self._theme,
            parent=self._window,
            effect=Effect.ENDING,
        )
        why = WrappedLabel()
        why.setText(
            translate(
                "contact",
                "連絡方法が「メール」の予約があるため、このままでは削除できません。"
                "これらの予約の連絡方法をすべて「不要」にして削除しますか。",
            )
        )
        dialog.body.addWidget(why)
        lines = [f"・{words.title(hold.title)} ({words.state_of(hold)})" for hold in holds]
        dialog.body.addWidget(item_list(words.HOLDS_TITLE, lines, self._theme))
        return await finished(dialog) == _ACCEPTED

    async def delete(self, address: str) -> bool:
        """Ask before an address is deleted, and show which."""
        dialog = DecisionDialog(
            translate("contact", "メールアドレスの削除"),
            yes=translate("contact", "削除する"),
            no=translate("contact", "削除しない"),
            theme=self._theme,
            parent=self._window,
            effect=Effect.ENDING,
        )
        why = translate("contact", "欄が空のため、登録を削除します。予約や督促のメールは届かなくなります。")
        dialog.body.addWidget(WrappedLabel("", why))
        facts = Facts({"email": words.EMAIL}, self._theme)
        facts.show_values({"email": address})
        dialog.body.addWidget(facts)
        return await finished(dialog) == _ACCEPTED

    async def keep_domain(self, address: str, meant: str) -> bool:
        """Ask about a domain that is nearly a usual one; 「入力に戻る」 leaves what is typed."""
        dialog = DecisionDialog(
            translate("contact", "メールアドレスの確認"),
            yes=translate("contact", "このまま変更する"),
            no=translate("contact", "入力に戻る"),
            theme=self._theme,
            parent=self._window,
            effect=Effect.LASTING,
        )
        dialog.body.addWidget(WrappedLabel("", form_words.mistyped_domain(address, meant)))
        facts = Facts({"email": words.EMAIL}, self._theme)
        facts.show_values({"email": address})
        dialog.body.addWidget(facts)
        return await finished(dialog) == _ACCEPTED
