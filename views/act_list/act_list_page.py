"""操作の一覧: what staff did on a day, and who looked, in the place of the empty desk once it is asked for."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from services.contract.snapshot import PatronSnapshot
from services.contract.today.act_list import ActFilter, ActList
from services.rules.clock import tokyo_day
from viewmodels.core.trouble import Trouble
from views.act_list.act_filters import TITLE, ActFilters, said
from views.act_list.act_rows import REST, ActRow, columns
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import filled, translate
from views.manual.f1_help import tell_page
from views.manual.manual import RECORDS, at
from views.panels.list_panel import PanelWords
from views.panels.lists_page import ListsPage
from views.style.theme import Theme
from views.text import act_words, messages
from views.today.opening_table import GrowingPanel
from views.widgets.announcing import announce
from views.widgets.buttons import KeyButton
from views.widgets.flow_row import FlowRow
from views.widgets.labels import ReadingLabel, WrappedLabel, styled_label
from views.widgets.message_banner import MessageBanner


class ActListPage(ListsPage):
    """The list, its filters above it.

    Attributes:
        reading: says that the list is being read, if that takes long.
        file_button: 「CSV」.
        mask_button: does what F8 does.
        leave_button: leaves the page, as Esc does.
        trouble: why nothing could be read.
        filters: which day, whose acts, where and which.
        told: whose acts these are, from which day on looks are kept, what is recorded, and where one patron's are.
        panel: the list.
        more: how many of the list aren't shown.

    Signals:
        opened(row_id): the patron of a row is wanted.
        left: the page is to be left.
    """

    opened = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, everybodys: bool) -> None:
        """Make the page.

        Args:
            theme: for the distances.
            parent: the owner.
            everybodys: all staff's acts are listed; else the reader's own alone.
        """
        super().__init__(said(TITLE), theme, parent)
        tell_page(self, at(RECORDS, TITLE))
        self._everybodys = everybodys
        self._listed: ActList | None = None
        self._heading = QWidget(self.body)
        self.reading = ReadingLabel(self._heading)
        self.file_button = QPushButton("CSV…", self._heading)
        self.file_button.setAccessibleName(translate("today", "CSV に保存"))
        self.mask_button = KeyButton("", "F8", theme, self._heading)
        self.leave_button = KeyButton(translate("records", "一覧を閉じる"), "Esc", theme, self._heading)
        self.trouble = MessageBanner(theme, parent=self.body)
        self.filters = ActFilters(theme, self.body, everybodys=everybodys)
        self.told = WrappedLabel("muted", parent=self.body)
        empty = translate("records", "この日に当てはまる記録はありません。")
        self.panel = GrowingPanel[ActRow](
            PanelWords(said(TITLE), translate("panels", "%1件"), empty),
            columns(),
            theme,
            self.body,
            rest=REST,
        )
        self.more = WrappedLabel("muted", parent=self.body)
        row = FlowRow(theme.tokens.sizes.pad, self._heading)
        row.addWidget(styled_label(said(TITLE), "page"))
        row.addWidget(self.reading)
        row.add_spring()
        for button in (self.file_button, self.mask_button, self.leave_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.stack(self._heading, self.trouble, self.filters, self.told, self.panel, self.more)
        self.panel.acted.connect(lambda row, _verb: self.opened.emit(row.id))
        self.leave_button.clicked.connect(lambda *_: self.left.emit())
        for keys, days in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(lambda days=days: self.filters.stepped.emit(days))
        self.show_masked(masked=False)
        self.show_list(None)

    def parts(self) -> tuple[QWidget, ...]:
        """Give what F6 goes through: the list first, and the heading's buttons last."""
        return (self.panel, self.more, self.filters, self.told, self._heading)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show nothing of a patron who is open."""

    def offer_branches(self, branches: Mapping[int, str]) -> None:
        """Offer the library's branches as a filter."""
        self.filters.offer_branches(branches)

    def show_filter(self, wanted: ActFilter) -> None:
        """Show which filter is in force."""
        self.filters.show_filter(wanted)

    def show_masked(self, *, masked: bool) -> None:
        """Say what the button for cards does next."""
        hide, show = translate("records", "カード末尾を隠す"), translate("records", "カード末尾を表示")
        self.mask_button.say_one_of(hide, show, second=masked)

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say why nothing could be read."""
        told = "" if trouble is None else messages.of_trouble(trouble)
        self.trouble.tell(told if isinstance(told, str) else run_on(told.what, told.next))

    def show_list(self, listed: ActList | None) -> None:
        """Show the list, or none; the keyboard stays on its row, or goes to the one in its place."""
        at = self._place_of_keyboard()
        before, self._listed = self._listed, listed
        self.file_button.setEnabled(listed is not None)
        self.panel.setVisible(listed is not None)
        self.panel.prepare(self.viewport().width())
        if listed is None:
            self.panel.show_rows((), 0)
            self.filters.show_day(None, None)
        else:
            today = tokyo_day(listed.now)
            self.panel.show_rows(tuple(map(ActRow, listed.entries)), listed.total, today)
            self.filters.offer_staff(listed.staff)
            self.filters.show_day(listed.day, today)
        self._tell(listed)
        if listed is not None and (before is None or before.wanted != listed.wanted):
            announce(self.panel, self._counted(listed))
        if at is not None and listed is not None:
            self._keep_keyboard(at)

    def go_to_start(self) -> None:
        """Give the keyboard to the first row, or without one to the first filter."""
        self.verticalScrollBar().setValue(0)
        if self.panel.rows:
            self.settle()  # of rows that have just come nobody knows where they stand
            self.panel.table.go_to(0)
        else:
            self.filters.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_row(self, row_id: int) -> None:
        """Give the keyboard to a row; where it isn't there any more, to the page's start."""
        if self.panel.model.row_of(row_id) is None:
            self.go_to_start()
        else:
            self.panel.go_to(row_id)

    def _counted(self, listed: ActList) -> str:
        return f"{said(TITLE)} {dates.day(listed.day)} " + translate("panels", "%1件").replace(
            "%1", str(listed.total)
        )

    def _tell(self, listed: ActList | None) -> None:
        whose = act_words.whose(everybodys=self._everybodys)
        recorded = translate("records", "開いたこと、絞り込んだことは、記録されます。")
        kept = act_words.looks_kept(listed.looks_since) if listed is not None and listed.wanted.looks else ""
        elsewhere = translate(
            "records", "一人の利用者を誰が見たかは、その利用者の「操作記録」で「期間」を選ぶとわかります。"
        )
        self.told.setText(run_on(whose, kept, recorded, elsewhere if self._everybodys else ""))
        left_out = 0 if listed is None else listed.total - len(listed.entries)
        self.more.setVisible(left_out > 0)
        if listed is not None:
            more = translate(
                "records",
                "新しいものから%1件を表示しています。全部で%2件あります。絞り込むか、CSV に保存してください。",
            )
            self.more.setText(filled("records", more, len(listed.entries), listed.total))

    def _place_of_keyboard(self) -> int | None:
        """Tell on which row the keyboard is; None where it is elsewhere."""
        if self.window().focusWidget() not in {self.panel.table, self.panel.act_button}:
            return None
        return max(0, self.panel.table.currentIndex().row())

    def _keep_keyboard(self, at: int) -> None:
        """Leave the keyboard in the list when its row has gone: in the place of that; without rows, at the start."""
        if not self.panel.rows:
            self.go_to_start()
        elif not self.panel.table.currentIndex().isValid() and self.isVisible():
            self.panel.table.go_to(min(at, len(self.panel.rows) - 1))
