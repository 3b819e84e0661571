"""レファレンス: the form for a question, and the state of those that aren't 連絡済 yet."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from services.acts.reference import AskQuestion, MarkTold
from services.contract.offers import Offers
from services.contract.snapshot import PatronSnapshot, QuestionRow
from services.rules.decision import Allowed, Decision
from services.rules.people.reference import QuestionFault, QuestionField, QuestionForm
from viewmodels.core.snapshot_diff import Part
from viewmodels.reference.reference import prefilled
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import portal, translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.lists_page import ListsPage
from views.panels.page import TitledPanel
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import form_words, row_remarks, words
from views.widgets.announcing import tell
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.form_rows import align_captions, lower_first_line, stand_above
from views.widgets.labels import WrappedLabel

_QUESTION_LINES = 4
_WIDEST = 60
"""Of the fields, in characters: on a wide screen a longer line would be no easier to read."""


class ReferencePage(ListsPage):
    """レファレンス受付状況, and the form that takes a question.

    Attributes:
        asks: the library system takes questions; else there is no form.
        refusal: why no question can be taken now, in the place of the form.

    Signals:
        send_wanted(form): 「申し込む」 was pressed.
        typed(form): something else stands in the form.
    """

    send_wanted = Signal(object)
    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(portal("レファレンス"), theme, parent)
        self._snapshot: PatronSnapshot | None = None
        self._patron_id: int | None = None
        self._tells = False
        said = PanelWords(
            words.QUESTIONS_TITLE,
            translate("panels", "%1件"),
            translate("reference", "受付中の質問はありません。"),
            translate("reference", "連絡済になった質問は表示されません。"),
        )
        self.questions = ListPanel[QuestionRow](said, columns(lambda: self._tells), theme, self.body)
        self._faults: tuple[QuestionFault, ...] = ()
        self.asks, self._is_told = offers.has(AskQuestion), offers.has(MarkTold)
        self.stack(self.questions, *((self._form_box(theme),) if self.asks else ()))

    def marked_lists(self) -> Mapping[Part, tuple[ListPanel[Any], ...]]:
        """Give the questions."""
        return {Part.QUESTIONS: (self.questions,)}

    def _form_box(self, theme: Theme) -> TitledPanel:
        sizes = theme.tokens.sizes
        self.name, self.email, self.phone = QLineEdit(), AsciiField(), AsciiField()
        self.question = QPlainTextEdit()
        self.question.setTabChangesFocus(True)
        lower_first_line(self.question, theme)
        self.question.setFixedHeight(round((_QUESTION_LINES + 1) * 1.4 * sizes.body))
        self.apply_button = QPushButton(glossed(portal("申し込む")))
        self.apply_button.setProperty("kind", "primary")
        self.apply_button.setAutoDefault(False)
        self.apply_button.clicked.connect(lambda: self.send_wanted.emit(self.form))
        grid = QFormLayout()
        grid.setHorizontalSpacing(2 * sizes.pad)
        grid.setVerticalSpacing(sizes.pad)
        self._fields: dict[QuestionField, QLineEdit | QPlainTextEdit] = {
            QuestionField.NAME: self.name,
            QuestionField.EMAIL: self.email,
            QuestionField.PHONE: self.phone,
            QuestionField.QUESTION: self.question,
        }
        captions = (
            portal("お名前 (必須)"),
            portal("Eメール (必須)"),
            portal("電話番号"),
            portal("質問内容 (必須)"),
        )
        self._causes = {field: WrappedLabel("bad") for field in QuestionField}
        for (field, widget), caption in zip(self._fields.items(), captions, strict=True):
            widget.setAccessibleName(caption)
            widget.setMaximumWidth(_WIDEST * sizes.body)
            widget.textChanged.connect(self._typed)
            grid.addRow(glossed(caption), widget)
            grid.addRow("", self._causes[field])
            self._causes[field].hide()
        if theme.tokens.large:
            stand_above(grid, theme)
        else:
            align_captions(grid, theme)
        below = QHBoxLayout()
        below.addWidget(self.apply_button)
        below.addStretch(1)
        grid.addRow("", below)
        self._inner = QWidget()
        self._inner.setLayout(grid)
        for key in ("Ctrl+Return", "Ctrl+Enter"):  # the second one is on the keypad
            sends = QShortcut(QKeySequence(key), self._inner)
            sends.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            sends.setAutoRepeat(False)
            sends.activated.connect(self.apply_button.click)
        grid.setContentsMargins(0, 0, 0, 0)
        self.refusal = WrappedLabel("caption")
        self._box = TitledPanel(portal("レファレンス受付フォーム"), theme)
        self._box.column.addWidget(self._inner)
        self._box.column.addWidget(self.refusal)
        self.refusal.hide()
        self._box.hide()
        return self._box

    def _show_form(self, decision: Decision) -> None:
        """Show the form where what is typed there can be sent, else why it can't."""
        may = isinstance(decision, Allowed)
        self._inner.setVisible(may)
        self.refusal.setText(row_remarks.refusal(decision))
        self.refusal.setHidden(may)

    @property
    def form(self) -> QuestionForm:
        """What stands in the form."""
        return QuestionForm(
            name=self.name.text(),
            email=self.email.text(),
            phone=self.phone.text(),
            question=self.question.toPlainText(),
        )

    def offer(self) -> None:
        """Show the form and 「連絡済」, once they are connected to acts."""
        self._tells = self._is_told
        if self.asks:
            self._box.show()

    def begin(self) -> None:
        """Give the keyboard to the first question that is to be told, else to the first field that waits for text."""
        if not self.questions.table.go_to_first_act():
            asks = self.asks and self._inner.isVisible()
            (self._first_missing() if asks else self).setFocus(Qt.FocusReason.TabFocusReason)

    def first_in(self, part: QWidget) -> QWidget | None:
        """Begin in the form at the first field that waits for text."""
        asks = self.asks and part is self._box and self._inner.isVisible()
        return self._first_missing() if asks else super().first_in(part)

    def pressed_by_ctrl_enter(self, focused: QWidget | None) -> QPushButton | None:
        """Let the form be sent from each of its fields: in the question Enter begins another line."""
        return self.apply_button if self.asks and focused in self._fields.values() else None

    def _first_missing(self) -> QWidget:
        return next((it for it in (self.name, self.email) if not it.text()), self.question)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's questions, or none. What is typed for the same patron stays."""
        if self.asks:
            self._keep_form(snapshot)
        self.questions.set_rows(
            snapshot.questions if snapshot else (), snapshot.now.date() if snapshot else None
        )

    def _keep_form(self, snapshot: PatronSnapshot | None) -> None:
        patron_id = None if snapshot is None else snapshot.patron.id
        if snapshot is not None:
            self._show_form(snapshot.ask_question)
        untouched = self.form == prefilled(self._snapshot) or self._inner.isHidden()
        self._snapshot = snapshot
        # The same form, set anew, would end what an IME composes.
        if patron_id != self._patron_id or (untouched and self.form != prefilled(snapshot)):
            self._patron_id = patron_id
            self.start_again()

    def hold_form(self, sending: bool) -> None:
        """Take no input while a question is sent: the form is emptied when it was taken."""
        for widget in self._fields.values():
            widget.setReadOnly(sending)
            set_styled(widget, "held", "true" if sending else "false")

    def start_again(self) -> None:
        """Fill the form in from the record, with no question."""
        self.fill_in(prefilled(self._snapshot))
        self.show_faults(())

    def fill_in(self, form: QuestionForm) -> None:
        """Show what stands in the form."""
        self.name.setText(form.name)
        self.email.setText(form.email)
        self.phone.setText(form.phone)
        self.question.setPlainText(form.question)

    def show_faults(self, faults: tuple[QuestionFault, ...]) -> None:
        """Mark every faulty field at once, each with its reason; the keyboard goes to the first of new ones.

        While faults are being mended it stays: the rest of a word belongs where its beginning was typed.
        """
        by_field = {fault.field: fault for fault in reversed(faults)}
        for field, widget in self._fields.items():
            fault = by_field.get(field)
            set_styled(widget, "fault", "false" if fault is None else "true")
            said = "" if fault is None else form_words.question_fault(fault)
            widget.setAccessibleDescription(said)
            tell(self._causes[field], said)
            self._causes[field].setVisible(fault is not None)
        new = not set(faults) <= set(self._faults)
        self._faults = faults
        if new and not any(self._fields[field].hasFocus() for field in by_field):
            self._fields[faults[0].field].setFocus()

    def _typed(self) -> None:
        self.typed.emit(self.form)


def _told() -> str:
    return translate("reference", "連絡済")


def columns(offers: Callable[[], bool] = lambda: False) -> tuple[Column[QuestionRow], ...]:
    """Describe the columns for a desk that offers 「連絡済」 or doesn't."""

    def told(row: QuestionRow) -> tuple[Action, ...]:
        if offers() and isinstance(row.mark_told, Allowed):
            return (Action(RowAction.QUESTION_TOLD, _told(), staff=True),)
        return ()

    def remark(row: QuestionRow) -> str:
        return row_remarks.refusal(row.mark_told)

    return (
        Column("status", portal("受付状況"), lambda row: row.status, slot=Slot.STATE),
        Column(
            "question",
            portal("質問内容"),
            lambda row: row.question,
            kind=CellKind.TITLE,
            slot=Slot.TITLE,
        ),
        Column(
            "received",
            portal("受付日"),
            lambda row: dates.day(row.received_on),
            kind=CellKind.NUMBER,
            labelled=True,
            dated=True,
            slot=Slot.SECOND,
        ),
        Column(
            "told",
            translate("panels", "職員"),
            remark,
            kind=CellKind.STAFF,
            actions=told,
            slot=Slot.STAFF,
        ),
    )
