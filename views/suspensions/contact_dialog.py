"""連絡を記録: how staff tried to reach the patron, what came of it, and what is done next. Codes only."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from services.contract.snapshot import SuspensionRow
from services.rules.dates import days_after
from services.rules.people.contacts import RESULTS, NextStep
from services.rules.people.identity import read_birth_date
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, SuspensionReason
from viewmodels.suspensions.contacts import ContactCase, ContactChoice
from views.dialogs.decision_dialog import DecisionDialog
from views.language import dates
from views.language.dates import Told
from views.language.glosses import glossed
from views.language.translation import portal, translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUSPENSION, at
from views.style.theme import Theme
from views.text import missing_words, suspension_words, words
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.form_rows import align_captions
from views.widgets.labels import Facts

_SHOWN = 5
"""So many of the attempts so far are shown, the newest ones."""
_WIDTH = 130
"""Of the day's field, in pixels at 100 %."""
_DAYS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_BY_STEP: dict[ContactStep, ContactMeans] = {
    ContactStep.MAIL: ContactMeans.MAIL,
    ContactStep.MAIL_NO_RENEWAL: ContactMeans.MAIL,
    ContactStep.CALL: ContactMeans.PHONE,
    ContactStep.POSTCARD: ContactMeans.POSTCARD,
    ContactStep.LETTER: ContactMeans.LETTER,
}


class DayField(AsciiField):
    """A day, typed as `2026/11/27`; the arrow keys go a day on or back, and not before a first one."""

    def __init__(self, first: date, theme: Theme) -> None:
        super().__init__()
        self._first = first
        self.setFixedWidth(round(_WIDTH * theme.tokens.scale))

    @property
    def day(self) -> date | None:
        """The day; None where none is written, or one that is over."""
        day = read_birth_date(self.text())
        return None if day is None or day < self._first else day

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a day on or back."""
        step, day = _DAYS.get(event.key()), self.day
        if step is None or day is None:
            super().keyPressEvent(event)
        else:
            self.setText(dates.day(max(self._first, days_after(day, step))))


class ContactDialog(DecisionDialog):
    """Asks for one attempt. The next step and its day are proposed with each result, until the clerk changes them.

    Attributes:
        means, results, steps: the lists of what was tried, what came of it, and what is done next.
        day: from when the next step is due; it rests while nothing more is done.
    """

    def __init__(
        self, case: ContactCase, theme: Theme, parent: QWidget | None, today: date | None = None
    ) -> None:
        super().__init__(
            suspension_words.said(suspension_words.RECORD_CONTACT),
            yes=translate("contacts", "記録する"),
            no=translate("contacts", "記録しない"),
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(SUSPENSION, "連絡の記録"))
        self._case = case
        self._is_own = False  # the clerk changed what was proposed
        self._proposes = False
        self.body.addWidget(_about(case, theme, today))
        self.means = _list(translate("contacts", "手段"))
        for means in ContactMeans:
            self.means.addItem(suspension_words.contact_means(means), means)
        self.results = _list(translate("contacts", "結果"))
        self.steps = _list(translate("contacts", "次にすること"))
        self.steps.addItem(translate("contacts", "なし"), None)
        for step in ContactStep:
            self.steps.addItem(suspension_words.contact_step(step), step)
        self.day = DayField(case.contacts.facts.today, theme)
        self.day.setAccessibleName(translate("contacts", "次の連絡日"))
        self.day.setAccessibleDescription(translate("contacts", "上下の矢印キーで1日ずつ変わります。"))
        self._lay_out(theme)
        planned = case.contacts.next
        self.means.setCurrentIndex(0 if planned is None else self._place_of(planned.step))
        self._offer_results()
        self.means.currentIndexChanged.connect(self._offer_results)
        self.results.currentIndexChanged.connect(self._propose)
        self.steps.currentIndexChanged.connect(self._after_changed)
        self.day.textChanged.connect(self._after_changed)

    @property
    def choice(self) -> ContactChoice:
        """What staff tried, and do next."""
        means, result = self.means.currentData(), self.results.currentData()
        return ContactChoice(ContactMeans(means), ContactResult(result), self._after)

    @property
    def _after(self) -> NextStep | None:
        step, day = self.steps.currentData(), self.day.day
        return None if step is None or day is None else NextStep(ContactStep(step), day)

    def _place_of(self, step: ContactStep) -> int:
        return max(0, self.means.findData(_BY_STEP.get(step, ContactMeans.PHONE)))

    def _lay_out(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(theme.tokens.sizes.pad)
        form.setVerticalSpacing(theme.tokens.sizes.pad)
        for widget in (self.means, self.results, self.steps, self.day):
            form.addRow(widget.accessibleName(), widget)
        align_captions(form, theme)
        self.body.addLayout(form)

    def _offer_results(self) -> None:
        """Offer the results of the means; what was chosen stays where the other means can have it, too."""
        before = self.results.currentData()
        self.results.blockSignals(True)
        self.results.clear()
        self.results.addItem(translate("contacts", "選んでください"), None)
        for result in RESULTS[ContactMeans(self.means.currentData())]:
            self.results.addItem(suspension_words.contact_result(result), result)
        self.results.setCurrentIndex(max(0, self.results.findData(before)))
        self.results.blockSignals(False)
        self._propose()

    def _after_changed(self) -> None:
        """Keep a step or a day that the clerk chose or wrote; not one that was proposed."""
        if not self._proposes:
            self._is_own = True
        self._enable()

    def _propose(self) -> None:
        result = self.results.currentData()
        if not self._is_own and result is not None:
            proposed = self._case.propose(ContactMeans(self.means.currentData()), ContactResult(result))
            self._proposes = True
            self.steps.setCurrentIndex(0 if proposed is None else self.steps.findData(proposed.step))
            self.day.setText("" if proposed is None else dates.day(proposed.on))
            self._proposes = False
        self._enable()

    def _enable(self) -> None:
        more = self.steps.currentData() is not None
        self.day.setEnabled(more)
        missing, at = list[str](), list[QWidget]()
        if self.results.currentData() is None:
            missing.append(missing_words.choice(self.results.accessibleName()))
            at.append(self.results)
        if more and self.day.day is None:
            missing.append(
                translate("contacts", "「次の連絡日」に、今日以降の日を入力してください(例: 2026/11/27)。")
            )
            at.append(self.day)
        self.wait_for(*missing, at=at)


def _about(case: ContactCase, theme: Theme, today: date | None) -> Facts:
    """Show what it is about, what is to be told, where to call, and what was tried so far."""
    row = case.row
    captions: dict[str, str] = {}
    values: dict[str, str | Told] = {}
    if isinstance(row, SuspensionRow):
        captions["about"], values["about"] = translate("suspensions", "理由"), suspension_words.name(row)
        is_wanted = row.reason is SuspensionReason.CONTACT_WANTED
        captions["note"] = translate("contacts", "用件") if is_wanted else translate("suspensions", "メモ")
        values["note"] = row.note or ""
    else:
        captions["about"], values["about"] = portal("タイトル"), words.title(row.title)
        captions["note"], values["note"] = portal("取置期限日"), dates.told(row.shelf_until, today)
    captions["phone"], values["phone"] = translate("contacts", "電話番号"), case.phone or ""
    captions["tried"] = translate("contacts", "今までの連絡")
    values["tried"] = "\n".join(map(suspension_words.contact_attempt, case.contacts.rows[:_SHOWN]))
    facts = Facts(captions, theme)
    facts.show_values(values)
    return facts


def _list(name: str) -> ChoiceList:
    box = ChoiceList()
    box.setAccessibleName(glossed(name))
    return box
