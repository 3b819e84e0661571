"""貸出禁止一覧 on the page: what is ready, what isn't, and the bar with what is done with all of it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from services.acts.suspensions import Lift
from services.contract.offers import Offers, SystemPart
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from services.rules.vocabulary import SuspensionReason
from views.language.glosses import glossed
from views.language.translation import translate
from views.panels.list_panel import PanelWords
from views.panels.panel_table import PanelTable
from views.style.theme import Theme
from views.text import suspension_words, words
from views.today import list_columns, list_words
from views.today.opening_table import GrowingPanel
from views.today.suspension_table import ListedRow, SuspensionTable, columns
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.flow_row import FlowRow
from views.widgets.labels import styled_label

_DAYS = (30, 60)


class SuspensionListPanel(GrowingPanel[ListedRow]):
    """One part of the list.

    Signals:
        left(step): the keyboard goes on above the list, -1, or below it, 1.
        all_ticked: Ctrl+A was pressed.
        ticked_lifted: Enter was pressed while rows are ticked.
    """

    left = Signal(int)
    all_ticked = Signal()
    ticked_lifted = Signal()

    def __init__(
        self,
        title: str,
        empty: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        offers: Offers,
    ) -> None:
        super().__init__(
            PanelWords(title, translate("panels", "%1件"), empty),
            columns(lifts=offers.has(Lift), reports=offers.has(SystemPart.REPORTS)),
            theme,
            parent,
            rest=list_columns.REST,
        )

    def make_table(self, theme: Theme) -> PanelTable[ListedRow]:
        """Make a table in which Space ticks."""
        table = SuspensionTable(self.model, theme, self)
        table.left.connect(self.left)
        table.all_ticked.connect(self.all_ticked)
        table.ticked_lifted.connect(self.ticked_lifted)
        self._ticking = table
        return table

    def name_lifting(self, said: str) -> None:
        """Have Enter do what the filled button says; blank while nothing is ticked."""
        self._ticking.lift_ticked = said
        self._ticking.act_changed.emit()


class ListBar(QFrame):
    """The list's title, its filters, and what is done with all of it; but for the branch, it is of 貸出禁止一覧 alone.

    Attributes:
        lifts: suspensions are lifted from the list.
        reason, branch, days: the filters.
        late: the filter of those to contact, whose day is over; shown in that list alone.
        file_button: 「CSV」.
        tick_button: ticks all rows that can be, or takes their ticks away; shown while several can be.
        lift_button: 「n件をまとめて解除…」; shown while something is ticked.

    Signals:
        filter_wanted(filter): another filter was chosen: of 申し出の一覧 a `ReportFilter`, which has a branch alone.
    """

    filter_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._shown: SuspensionFilter | ReportFilter = SuspensionFilter()
        self._lists_suspensions = offers.has(SystemPart.SUSPENSION_LIST)
        self._lists_late = self._lists_suspensions and offers.has(SystemPart.CONTACTS)
        self.lifts = self._lists_suspensions and offers.has(Lift)
        self.setProperty("surface", "panel")
        self._title = styled_label("", "title")
        self._told = styled_label("", "muted")
        self.branch = choice_of(translate("today", "館"))
        choices = [self.branch] if offers.has(SystemPart.PATRON_BRANCHES) else []
        buttons = list[QPushButton]()
        if self._lists_suspensions:
            self._make_filters()
            choices = [self.reason, *choices, self.days]
            buttons = [self.file_button]
        if self._lists_late:
            self.late = choice_of(translate("today", "連絡の予定日"))
            self.late.addItem(translate("today", "予定日を過ぎた連絡"), True)
            choices.append(self.late)
        if self.lifts:
            self.tick_button, self.lift_button = QPushButton(), QPushButton()
            self.lift_button.setProperty("kind", "primary")
            for button in (self.tick_button, self.lift_button):
                button.hide()
                buttons.append(button)
        row = FlowRow(2 * sizes.gap)
        row.addWidget(self._title)
        row.addWidget(self._told)
        row.add_spring(whole=True)
        for choice in choices:
            choice.currentIndexChanged.connect(lambda _, choice=choice: self._chosen(choice))
            row.addWidget(choice)
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.pad + 1, sizes.gap, sizes.pad + 1, 0)
        column.addLayout(row)
        self.show_filter(self._shown)

    def _make_filters(self) -> None:
        self.reason = choice_of(translate("today", "理由"))
        self.days = choice_of(translate("today", "期間"))
        for reason in SuspensionReason:
            self.reason.addItem(words.suspension(reason), reason.value)
        for days in _DAYS:
            self.days.addItem(translate("today", "%1日以上").replace("%1", str(days)), days)
        self.file_button = QPushButton("CSV…")
        self.file_button.setAccessibleName(translate("today", "CSV に保存"))

    def offer_branches(self, branches: Mapping[int, str]) -> None:
        """Offer the library's branches, by key; equal ones change nothing."""
        if offer(self.branch, {key: glossed(name) for key, name in branches.items()}):
            self.show_filter(self._shown)

    def show_filter(self, wanted: SuspensionFilter | ReportFilter) -> None:
        """Show which list it is, and which filter is in force."""
        self._shown = wanted
        of_reports = isinstance(wanted, ReportFilter) or not self._lists_suspensions
        title = suspension_words.said(suspension_words.WAITING_REPORTS)
        self._title.setText(title if of_reports else list_words.said(list_words.TITLE))
        self.setAccessibleName(self._title.text())
        values: list[tuple[ChoiceList, object]] = [(self.branch, wanted.branch_id)]
        if isinstance(wanted, SuspensionFilter) and self._lists_suspensions:
            reason = None if wanted.reason is None else wanted.reason.value
            values += [(self.reason, reason), (self.days, wanted.days)]
        if isinstance(wanted, SuspensionFilter) and self._lists_late:
            values.append((self.late, wanted.late_only or None))
        if self._lists_suspensions:
            for part in (self.reason, self.days, self.file_button):
                part.setVisible(not of_reports)
        if self._lists_late:
            self.late.setVisible(isinstance(wanted, SuspensionFilter) and wanted.to_contact)
        for choice, value in values:
            show(choice, value)

    def show_ticked(self, count: int, shown: int, ready: int) -> None:
        """Offer to lift what is ticked, and to tick all.

        Args:
            count: so many rows are ticked.
            shown: so many can be.
            ready: so many could be if all of the list were shown.
        """
        told = translate("today", "すべて選ぶ")
        if count == shown:
            told = translate("today", "選択をすべて外す")
        elif shown < ready:
            told = translate("today", "はじめの%1件を選ぶ").replace("%1", str(shown))
        self.tick_button.setText(told)
        self.tick_button.setVisible(shown > 1)
        self.lift_button.setText(translate("today", "%1件をまとめて解除…").replace("%1", str(count)))
        self.lift_button.setVisible(bool(count))

    def tell(self, heard: str, seen: str) -> None:
        """Say what the list is, to a screen reader and, beside the title, to the eye."""
        self._told.setText(seen)
        self._told.setVisible(bool(seen))
        self.setAccessibleDescription(heard)

    def _chosen(self, choice: ChoiceList) -> None:
        describe(choice)
        if isinstance(self._shown, ReportFilter):
            self.filter_wanted.emit(ReportFilter(branch_id=self.branch.currentData()))
            return
        reason = self.reason.currentData()
        self.filter_wanted.emit(
            SuspensionFilter(
                reason=None if reason is None else SuspensionReason(reason),
                branch_id=self.branch.currentData(),
                days=self.days.currentData(),
                ready_only=self._shown.ready_only,
                to_contact=self._shown.to_contact,
                late_only=self._lists_late and bool(self.late.currentData()),
            )
        )


def choice_of(name: str) -> ChoiceList:
    """Make a filter that begins with everything."""
    box = ChoiceList()
    box.setAccessibleName(name)
    box.addItem(translate("today", "%1 すべて").replace("%1", name), None)
    box.setSizeAdjustPolicy(ChoiceList.SizeAdjustPolicy.AdjustToContents)
    return box


def offer(choice: ChoiceList, values: Mapping[Any, str]) -> bool:
    """Offer these values of a filter beside everything; False where they are on offer already.

    Args:
        choice: the filter.
        values: what is said of each.
    """
    shown = {choice.itemData(it): choice.itemText(it) for it in range(1, choice.count())}
    if shown == values:
        return False
    quiet = QSignalBlocker(choice)
    while choice.count() > 1:
        choice.removeItem(1)
    for value, said in values.items():
        choice.addItem(said, value)
    quiet.unblock()
    return True


def show(choice: ChoiceList, value: object) -> None:
    """Show what a filter is set to, as if nobody had chosen it."""
    quiet = QSignalBlocker(choice)
    choice.setCurrentIndex(choice.findData(value))
    quiet.unblock()
    describe(choice)


def describe(choice: ChoiceList) -> None:
    """Say what a filter is about: on Linux a list is told by its value, of which only the first one says it."""
    choice.setAccessibleDescription(choice.accessibleName() if choice.currentIndex() > 0 else "")
