"""The questions about reference questions: 内容確認, and whether the patron was told."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from services.contract.snapshot import QuestionRow
from services.rules.people.reference import QuestionForm
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language.glosses import glossed_sentence
from views.language.translation import portal, translate
from views.style.theme import Theme
from views.text import form_words
from views.widgets.form_rows import captioned, lower_first_line
from views.widgets.labels import Facts, WrappedLabel

PUBLICATION = portal(
    "※いただいたご質問を編集のうえ、回答ともに「レファレンス事例」として公開させていただく場合があります。"
    "あらかじめご了承ください。"
)

_ACCEPTED = QDialog.DialogCode.Accepted


class ReferenceQuestions:
    """`viewmodels.reference.reference.AskReference`, over a window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self._theme = theme
        self._window = window

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
        lower_first_line(question, self._theme)
        question.setReadOnly(True)
        question.setTabChangesFocus(True)
        question.setAccessibleName(portal("質問内容"))
        question.setFixedHeight(9 * self._theme.tokens.sizes.body)
        dialog.body.addWidget(facts)
        if meant is not None:
            dialog.body.addWidget(WrappedLabel("bad", form_words.mistyped_domain(form.email, meant)))
        dialog.body.addLayout(captioned(question, self._theme))
        published = WrappedLabel("muted")
        published.setText(glossed_sentence(PUBLICATION))
        dialog.body.addWidget(published)
        return await finished(dialog) == _ACCEPTED

    async def confirm_told(self, _row: QuestionRow) -> bool:
        """Ask whether the patron was told."""
        dialog = DecisionDialog(
            translate("contact", "連絡済"),
            yes=translate("contact", "連絡済にする"),
            no=translate("contact", "連絡済にしない"),
            theme=self._theme,
            parent=self._window,
            effect=Effect.LASTING,
        )
        what = WrappedLabel()
        what.setText(
            translate(
                "contact", "利用者に連絡しましたか。連絡済になった質問は、受付状況に表示されなくなります。"
            )
        )
        dialog.body.addWidget(what)
        return await finished(dialog) == _ACCEPTED
