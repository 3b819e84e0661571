"""The questions about e-mail addresses and reference questions, and tying the two pages to what acts."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from services.lookup.snapshot import HoldRow, QuestionRow
from services.rules.people.reference import QuestionForm
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog
from views.language.translation import portal, translate
from views.style.theme import Theme
from views.text import words
from views.widgets.item_list import item_list
from views.widgets.labels import Facts, WrappedLabel, styled_label

PUBLICATION = portal(
    "※いただいたご質問を編集のうえ、回答ともに「レファレンス事例」として公開させていただく場合があります。"
    "あらかじめご了承ください。"
)


class ContactQuestions:
    """`AskContact` and `AskReference`, asked over a window."""

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
            safe=False,
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
        lines = [f"・{hold.title} ({words.hold_status(hold.status)})" for hold in holds]
        dialog.body.addWidget(item_list(words.HOLDS_TITLE, lines, self._theme))
        return await _said_yes(dialog)

    async def delete(self, address: str) -> bool:
        """Ask before an address is deleted, and show which."""
        dialog = DecisionDialog(
            translate("contact", "メールアドレスの削除"),
            yes=translate("contact", "削除する"),
            no=translate("contact", "削除しない"),
            theme=self._theme,
            parent=self._window,
            safe=False,
        )
        why = translate("contact", "欄が空のため、登録を削除します。予約や督促のメールは届かなくなります。")
        dialog.body.addWidget(WrappedLabel("", why))
        facts = Facts({"email": words.EMAIL}, self._theme)
        facts.show_values({"email": address})
        dialog.body.addWidget(facts)
        return await _said_yes(dialog)

    async def keep_domain(self, address: str, meant: str) -> bool:
        """Ask about a domain that is nearly a usual one; 「入力に戻る」 leaves what is typed."""
        dialog = DecisionDialog(
            translate("contact", "メールアドレスの確認"),
            yes=translate("contact", "このまま変更する"),
            no=translate("contact", "入力に戻る"),
            theme=self._theme,
            parent=self._window,
            safe=False,
        )
        dialog.body.addWidget(WrappedLabel("", slip_of_domain(address, meant)))
        facts = Facts({"email": words.EMAIL}, self._theme)
        facts.show_values({"email": address})
        dialog.body.addWidget(facts)
        return await _said_yes(dialog)

    async def confirm_question(self, form: QuestionForm, meant: str | None) -> bool:
        """Show 内容確認; 「送信」 takes the question."""
        dialog = DecisionDialog(
            portal("内容確認"),
            yes=portal("送信"),
            no=translate("contact", "戻る"),
            theme=self._theme,
            parent=self._window,
        )
        facts = Facts(
            {"name": portal("お名前"), "email": portal("Eメール"), "phone": portal("電話番号")}, self._theme
        )
        facts.show_values({"name": form.name, "email": form.email, "phone": form.phone})
        facts.setMinimumHeight(facts.sizeHint().height())
        question = QPlainTextEdit(
            form.question
        )  # it may be long: it scrolls, and the dialog stays on the screen
        question.setReadOnly(True)
        question.setTabChangesFocus(True)
        question.setAccessibleName(portal("質問内容"))
        question.setFixedHeight(9 * self._theme.tokens.sizes.body)
        dialog.body.addWidget(facts)
        if meant is not None:
            dialog.body.addWidget(WrappedLabel("bad", slip_of_domain(form.email, meant)))
        dialog.body.addWidget(styled_label(portal("質問内容"), "muted"))
        dialog.body.addWidget(question)
        published = WrappedLabel("muted")
        published.setText(PUBLICATION)
        dialog.body.addWidget(published)
        return await _said_yes(dialog)

    async def confirm_told(self, _row: QuestionRow) -> bool:
        """Ask whether the patron was told."""
        dialog = DecisionDialog(
            translate("contact", "連絡済"),
            yes=translate("contact", "連絡済にする"),
            no=translate("contact", "しない"),
            theme=self._theme,
            parent=self._window,
            safe=False,
        )
        what = WrappedLabel()
        what.setText(
            translate(
                "contact", "利用者に連絡しましたか。連絡済になった質問は、受付状況に表示されなくなります。"
            )
        )
        dialog.body.addWidget(what)
        return await _said_yes(dialog)


def slip_of_domain(address: str, meant: str) -> str:
    """Ask whether a domain is meant as it was typed."""
    asked = translate("contact", "「@」の後ろは「%1」ですが、「%2」の間違いではありませんか。")
    return asked.replace("%1", address.rpartition("@")[2]).replace("%2", meant)


async def _said_yes(dialog: DecisionDialog) -> bool:
    layout = dialog.layout()
    assert layout is not None
    width = dialog.minimumWidth()
    dialog.setMinimumHeight(layout.totalHeightForWidth(width))  # Qt asks running text for one line only
    dialog.start()
    return await finished(dialog) == QDialog.DialogCode.Accepted
