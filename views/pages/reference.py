"""レファレンス: the state of the questions that aren't 連絡済 yet."""

from PySide6.QtWidgets import QWidget

from services.snapshot import PatronSnapshot, QuestionRow
from views import dates, words
from views.pages.page import Page
from views.panels.panel import Panel, PanelWords
from views.table_model import Column, Width
from views.theme import Theme
from views.translation import translate


class ReferencePage(Page):
    """レファレンス受付状況."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("レファレンス", theme, parent)
        said = PanelWords(
            words.QUESTIONS_TITLE,
            "件",
            translate("reference", "受付中の質問はありません。"),
            translate("reference", "連絡済になった質問は表示されません。"),
        )
        self.questions = Panel[QuestionRow](said, columns(), theme)
        self.column.addWidget(self.questions)
        self.column.addStretch(1)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's questions, or nobody's."""
        self.questions.set_rows(snapshot.questions if snapshot else ())


def columns() -> tuple[Column[QuestionRow], ...]:
    """Describe the columns."""
    return (
        Column("status", "受付状況", lambda row: row.status, Width("回答作成済です")),
        Column("question", "質問内容", lambda row: row.question, Width("荒川の渡し場の場所", 1), wrap=True),
        Column(
            "received",
            "受付日",
            lambda row: dates.day(row.received_on),
            Width("2026/12/28"),
            sort_key=lambda row: row.received_on,
        ),
    )
