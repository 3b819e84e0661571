"""解除 from the list: for each suspension what is known, its checklist, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from services.contract.errors import ServiceError
from services.contract.today.suspension_list import SuspensionEntry
from services.rules.people.suspension import CHECKLISTS, facts_against
from viewmodels.core.trouble import Bug
from viewmodels.today.lift_form import LiftForm, LiftRow, LiftState
from viewmodels.today.lifting import LiftingViewModel
from views.dialogs.decision_dialog import Effect
from views.dialogs.form_dialog import FormDialog
from views.language import dates
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.style.theme import Theme
from views.suspensions.known_facts import known
from views.text import messages, missing_words, suspension_words, words
from views.today import list_words
from views.widgets.binding import bind
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.labels import WrappedLabel
from views.widgets.message_banner import MessageBanner, MessageKind
from views.widgets.near_days import leave_near_years_out

_GROUNDS: Final[Mapping[LiftState, MessageKind]] = MappingProxyType(
    {LiftState.RUNNING: "notice", LiftState.LIFTED: "good"}
)
"""On which ground it is said how far a suspension is; what failed is bad."""


class LiftBox(QFrame):
    """One suspension of the form.

    Attributes:
        wanted: leaves it out; hidden where there is no other.
        ticks: the checklist.
        settles: settles the report that led to it; hidden where there is none.
        outcome: what came of it.
    """

    def __init__(self, row: LiftRow, form: LiftForm, theme: Theme, *, alone: bool) -> None:
        super().__init__()
        self._shown: tuple[LiftRow, bool] | None = None
        entry = _without_those_of(form, row.entry)
        sizes = theme.tokens.sizes
        whose = list_words.whose(entry.name, entry.card_number)
        self.setProperty("surface", "panel")
        self.setAccessibleName(f"{whose} {words.suspension(entry.reason)}")
        title = WrappedLabel("title", f"{whose} — {words.suspension(entry.reason)}")
        since = WrappedLabel("muted", _since(entry))
        told = known(entry.facts, overdue=entry.facts.overdue_items, against=bool(facts_against(entry.facts)))
        fact = WrappedLabel(
            "good" if entry.ready else "bad", f"✓ {told}" if told else list_words.state(entry)
        )
        for label in (since, fact):
            leave_near_years_out(label, entry.read_on)
        self.wanted = WrappedTick(translate("today", "この貸出禁止を解除する"))
        self.wanted.setChecked(True)
        self.ticks = {item: WrappedTick(suspension_words.check(item)) for item in CHECKLISTS[entry.reason]}
        report = entry.report
        self.settles = WrappedTick(
            "" if report is None else suspension_words.settling(report.kind, list_words.report_details(entry))
        )
        self.settles.setChecked(row.settles)
        self.outcome = MessageBanner(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.pad, sizes.pad - 2, sizes.pad, sizes.pad - 2)
        column.setSpacing(sizes.gap)
        for part in (title, since, fact, self.wanted, *self.ticks.values(), self.settles, self.outcome):
            column.addWidget(part)
        self.wanted.setVisible(not alone)
        self.settles.setVisible(report is not None)
        self.wanted.toggled.connect(lambda on: form.want(row.id, on=on))
        self.settles.toggled.connect(lambda on: form.settle(row.id, on=on))
        for item, tick in self.ticks.items():
            tick.toggled.connect(lambda on, item=item: form.check(row.id, item, on=on))

    def show_row(self, row: LiftRow, *, busy: bool) -> bool:
        """Show where it is, and what came of it last; nothing changes while others are being lifted.

        Returns:
            Whether it says something else now, for which it may need another height.
        """
        if (row, busy) == self._shown:
            return False
        said_before = self.outcome.text
        self._shown = row, busy
        self.wanted.setEnabled(row.state is LiftState.OPEN and not busy)
        for tick in (*self.ticks.values(), self.settles):
            tick.setEnabled(row.to_do and not busy)
        self.outcome.tell(_came_of(row), _GROUNDS.get(row.state, "bad"), aloud=False)
        return self.outcome.text != said_before


class LiftListDialog(FormDialog):
    """The form. It closes when all of it is lifted; otherwise it stays and says at each one why not.

    Attributes:
        boxes: one for each suspension, in the order of the list.
    """

    def __init__(self, model: LiftingViewModel, form: LiftForm, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            translate("today", "一覧からの解除"),
            yes=translate("today", "解除する"),
            no=translate("today", "解除しない"),
            patron="",
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
        )
        tell_page(self, at(SUPERVISOR, "一覧から解除する"))
        self._model = model
        self._form = form
        rows = form.rows.value
        self.boxes = {row.id: LiftBox(row, form, theme, alone=len(rows) == 1) for row in rows}
        for box in self.boxes.values():
            self.body.addWidget(box)
        bind(form.rows, self, lambda _: self._show())
        bind(model.lift.running, self, lambda _: self._show())

    def go(self) -> None:
        """Lift what is ticked off."""
        self._model.lift.start()

    def leave(self) -> None:
        """Leave what isn't lifted."""
        self._model.close()

    def show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        """Say nothing here: each suspension says what came of it."""

    def _show(self) -> None:
        rows, busy = self._form.rows.value, self._model.lift.running.value
        said = [row for row in rows if self.boxes[row.id].show_row(row, busy=busy)]
        to_do = self._form.to_do
        if len(rows) > 1:
            self.yes.setText(translate("today", "%1件を解除する").replace("%1", str(len(to_do))))
        tried = any(row.outcome is not None for row in rows)
        self.no.setText(translate("today", "閉じる") if tried else translate("today", "解除しない"))
        self.no.setEnabled(not busy)
        missing = dict.fromkeys(suspension_words.check(it) for row in to_do for it in row.unchecked)
        if not to_do:
            self.wait_for(translate("today", "解除するものを一つ以上選んでください。"), busy=busy)
        else:
            at = [self.boxes[row.id].ticks[it] for row in to_do for it in row.unchecked]
            self.wait_for(*missing_words.ticks(*missing), at=at, busy=busy)
        if not self.isVisible() or (said and not self.scrolls):
            self.fit()
        for row in said:
            if row.state is LiftState.RUNNING:
                self.show_part(self.boxes[row.id])


def _without_those_of(form: LiftForm, entry: SuspensionEntry) -> SuspensionEntry:
    """Leave out the patron's other suspensions that the same form is to lift: they don't stay."""
    here = {it.entry.reason for it in form.rows.value if it.entry.patron_id == entry.patron_id}
    return replace(entry, others=tuple(it for it in entry.others if it not in here))


def _since(entry: SuspensionEntry) -> str:
    began = translate("today", "貸出禁止日 %1").replace("%1", dates.day(entry.started_on))
    parts = (began, list_words.days_ago(entry.days), entry.note or "", list_words.others(entry))
    return " ・ ".join(part for part in parts if part)


def _came_of(row: LiftRow) -> str:
    if row.state is LiftState.RUNNING:
        return translate("today", "解除しています…")
    return "" if row.outcome is None else messages.line(row.outcome)
