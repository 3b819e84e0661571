"""今日の仕事: what a supervisor at the counter sees while no patron is open."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import PatronSnapshot
from services.contract.today.counts import TodayCounts
from services.contract.today.report_list import ReportFilter, ReportList
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.clock import tokyo_day
from viewmodels.core.trouble import Trouble
from viewmodels.today.today import Tile
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.panels.lists_page import ListsPage
from views.panels.offering import there
from views.panels.row_actions import RowAction
from views.style.theme import Theme
from views.text import messages
from views.today import busy_words, told_lists
from views.today.count_words import show_counts
from views.today.heading import TodayHeading
from views.today.list_panels import ListBar, SuspensionListPanel
from views.today.report_table import ReportListPanel
from views.today.suspension_table import ListedRow
from views.today.tiles import TileKind, TileRow, tiles_of
from views.widgets.announcing import announce
from views.widgets.labels import WrappedLabel
from views.widgets.message_banner import MessageBanner

TITLE = QT_TRANSLATE_NOOP("today", "今日の仕事")
_TILES = {
    Tile.READY: TileKind.READY,
    Tile.REPORTS: TileKind.REPORTS,
    Tile.CONTACTS: TileKind.CONTACTS,
    Tile.SUSPENDED: TileKind.SUSPENDED,
}


class TodayPage(ListsPage):
    """Numbers, and below them the list that was asked for.

    Attributes:
        heading: what the page is, and its buttons.
        busy: which logins read much of people; hidden where none did.
        tiles: the numbers, of what the library system has.
        bar: the list's title and filters; hidden with its panels while no list is open.
        none: which of the lists that are open have no rows.
        more: how many of the list aren't shown.

    Signals:
        find_wanted: the button for F3 was pressed.
        list_wanted(tile): a list is wanted.
        approvals_wanted: the list of desks that wait for an approval is wanted.
        all_ticked(on): every row that is ready is to be ticked, or none any more.
        ticked(key), opened(key), lift_wanted(key): an act of a row is wanted.
        parts_changed: other lists are open than before, or none.
    """

    find_wanted = Signal()
    list_wanted = Signal(object)
    approvals_wanted = Signal()
    all_ticked = Signal(bool)
    ticked = Signal(int)
    opened = Signal(int)
    lift_wanted = Signal(int)
    parts_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(translate("today", TITLE), theme, parent)
        tell_page(self, at(SUPERVISOR, TITLE))
        self._ticks: frozenset[int] = frozenset()
        self._listed: SuspensionList | None = None
        self._reported: ReportList | None = None
        self._counts: TodayCounts | None = None
        self._wanted: SuspensionFilter | ReportFilter = SuspensionFilter()
        self.heading = TodayHeading(translate("today", TITLE), theme, self.body, offers=offers)
        if self.heading.find_button is not None:
            self.heading.find_button.clicked.connect(self.find_wanted)
        self.trouble = MessageBanner(theme, parent=self.body)
        self.busy = MessageBanner(theme, parent=self.body)
        self.tiles = TileRow(theme, self.body, kinds=tiles_of(offers))
        self._quiet = WrappedLabel("muted", parent=self.body)
        self.bar = ListBar(theme, self.body, offers=offers)
        self._suspended: tuple[SuspensionListPanel, ...] = ()
        if offers.has(SystemPart.SUSPENSION_LIST):
            self._suspended = self._make_suspended(offers)
        self._reports = ReportListPanel(theme, self.body) if offers.has(SystemPart.REPORTS) else None
        self.none = WrappedLabel("muted", parent=self.body)
        self.more = WrappedLabel("muted", parent=self.body)
        self._lay_out()
        if self.bar.lifts:
            self._let_lift()
        self.tiles.pressed.connect(self._tile_pressed)
        self.tiles.left.connect(self._go_into_list)
        for panel, step in zip(self._suspended, (1, -1), strict=False):
            panel.acted.connect(self._acted)
            panel.left.connect(lambda way, panel=panel, step=step: self._leave(panel, way, step))
        if self._reports is not None:
            self._reports.acted.connect(lambda row, _verb: self.opened.emit(row.id))
        self.show_masked(masked=False)
        self._show_list()

    def _make_suspended(self, offers: Offers) -> tuple[SuspensionListPanel, SuspensionListPanel]:
        ready = self.tr("解除できるもの"), self.tr("解除できる貸出禁止はありません。")
        waiting = self.tr("まだ解除できないもの"), self.tr("まだ解除できない貸出禁止はありません。")
        return (
            SuspensionListPanel(*ready, self._theme, self.body, offers=offers),
            SuspensionListPanel(*waiting, self._theme, self.body, offers=offers),
        )

    def _let_lift(self) -> None:
        self.bar.tick_button.clicked.connect(
            lambda *_: self._tick_all(on=len(self._ticks) < self._can_be_ticked)
        )
        for panel in self._suspended:
            panel.all_ticked.connect(lambda: self._tick_all(on=True))
            panel.ticked_lifted.connect(self.bar.lift_button.click)

    @property
    def ready(self) -> SuspensionListPanel:
        """The first part of 貸出禁止一覧, where there is one."""
        return self._suspended[0]

    @property
    def waiting(self) -> SuspensionListPanel:
        """The second part of it."""
        return self._suspended[1]

    @property
    def reports(self) -> ReportListPanel:
        """申し出の一覧, which stands in their place, where there is one."""
        return there(self._reports)

    def _lay_out(self) -> None:
        sizes = self._theme.tokens.sizes
        self.column.setSpacing(sizes.pad - 2)  # so that the first row of a list is in sight with large text
        self.stack(
            self.heading,
            self.trouble,
            self.busy,
            self.tiles,
            self._quiet,
            self.bar,
            *self._panels,
            self.none,
            self.more,
        )

    def parts(self) -> tuple[QWidget, ...]:
        """Give what F6 goes through: the numbers first, and the heading's buttons last."""
        return (self.tiles, self.bar, *self._panels, self.none, self.more, self._quiet, self.heading)

    @property
    def _panels(self) -> tuple[SuspensionListPanel | ReportListPanel, ...]:
        return self._suspended if self._reports is None else (*self._suspended, self._reports)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show nothing of a patron who is open."""

    def show_counts(self, counts: TodayCounts | None) -> None:
        """Show how much waits, and which logins did much; None for what isn't known yet."""
        self._counts = counts
        self._show_counts()
        told, before = busy_words.told(counts), self.busy.text
        self.busy.tell(told, "notice", aloud=False)
        if told and not before:
            announce(self.busy, translate("busy", busy_words.HEADING))  # who hears it isn't known

    def show_tile(self, tile: Tile | None) -> None:
        """Mark the number whose list is open."""
        self.tiles.choose(None if tile is None else _TILES[tile])

    def show_filter(self, wanted: SuspensionFilter | ReportFilter) -> None:
        """Show which filter is in force, and the numbers of its branch."""
        self._wanted = wanted
        self.bar.show_filter(wanted)
        self._show_counts()
        self._show_quiet()

    def offer_branches(self, branches: Mapping[int, str]) -> None:
        """Offer the library's branches as a filter."""
        self.bar.offer_branches(branches)
        self._show_quiet()

    def show_masked(self, *, masked: bool) -> None:
        """Say what the button for names does next."""
        self.heading.mask_button.say_one_of(self.tr("氏名を隠す"), self.tr("氏名を表示"), second=masked)
        self.heading.fit(self.room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the heading in one line where it can be."""
        self.heading.fit(self.room)
        super().resizeEvent(event)

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say why nothing could be read."""
        told = "" if trouble is None else messages.of_trouble(trouble)
        self.trouble.tell(told if isinstance(told, str) else run_on(told.what, told.next))

    def show_list(self, listed: SuspensionList | None) -> None:
        """Show the list, or none; the keyboard stays on its row, or goes to the one in its place."""
        place = self._place_of_keyboard()
        before, self._listed = self._listed, listed
        self._show_list()
        if listed is not None and (before is None or before.wanted != listed.wanted):
            announce(self.bar, told_lists.told(listed))
        if place is not None:
            self._keep_keyboard(place)

    def show_reports(self, listed: ReportList | None) -> None:
        """Show 申し出の一覧, or none, as `show_list` does the other."""
        place = self._place_of_keyboard()
        before, self._reported = self._reported, listed
        self._show_list()
        if listed is not None and (before is None or before.wanted != listed.wanted):
            announce(self.bar, told_lists.told(listed))
        if place is not None:
            self._keep_keyboard(place)

    def show_ticks(self, ticked: frozenset[int]) -> None:
        """Show which rows are ticked."""
        if ticked != self._ticks:
            self._ticks = ticked
            self._show_list()

    def go_to_start(self) -> None:
        """Give the keyboard to the first number."""
        self.verticalScrollBar().setValue(0)
        next(iter(self.tiles.tiles.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_row(self, suspension_id: int) -> None:
        """Give the keyboard to a row; where it isn't there any more, to the page's start."""
        for panel in self._panels:
            if panel.model.row_of(suspension_id) is not None:
                panel.go_to(suspension_id)
                return
        self.go_to_start()

    def _show_counts(self) -> None:
        show_counts(self.tiles.tiles, self._counts, self._wanted.branch_id)

    def _show_quiet(self) -> None:
        """Say whom the numbers are about, and what is recorded."""
        branch = "" if self._wanted.branch_id is None else self.bar.branch.currentText()
        self._quiet.setText(told_lists.whom(branch))

    def _show_list(self) -> None:
        listed = self._listed
        is_open = listed is not None or self._reported is not None
        self.bar.setVisible(is_open)
        self._quiet.setVisible(not is_open)
        self.more.hide()
        for panel in self._panels:
            panel.prepare(self.viewport().width())
        if self._suspended:
            self._show_suspended(listed)
        if self._reports is not None:
            self._show_reports(self._reports)
        self._show_open()
        for shown in (listed, self._reported):
            if shown is not None:
                self.bar.tell(told_lists.told(shown), told_lists.beside_title(shown))
                self.more.setText(told_lists.more(shown))
                self.more.setVisible(bool(self.more.text()))
        self.parts_changed.emit()

    def _show_suspended(self, listed: SuspensionList | None) -> None:
        """Show both parts of 貸出禁止一覧, and what can be done with what is ticked."""
        entries = () if listed is None else listed.entries
        rows = tuple(ListedRow(it, it.id in self._ticks) for it in entries)
        ready = 0 if listed is None else listed.ready
        total = 0 if listed is None else listed.total
        today = None if listed is None else tokyo_day(listed.now)
        self.ready.show_rows(tuple(row for row in rows if row.entry.ready), ready, today)
        self.waiting.show_rows(tuple(row for row in rows if not row.entry.ready), total - ready, today)
        if not self.bar.lifts:
            return
        if self.bar.tick_button.hasFocus() and self._can_be_ticked <= 1:
            self._go_into_list()  # the button is about to leave
        self.bar.show_ticked(len(self._ticks), self._can_be_ticked, ready)
        self.ready.name_lifting(self.bar.lift_button.text() if self._ticks else "")

    def _show_open(self) -> None:
        """Show the lists that are open and have rows; of the others one line says that they have none."""
        listed, said = self._listed, dict[SuspensionListPanel | ReportListPanel, str]()
        if listed is not None and not listed.wanted.to_contact:  # what is ready needs no contact
            said[self.ready] = self.ready.words.empty
        if listed is not None and not listed.wanted.ready_only:
            said[self.waiting] = told_lists.nothing(listed.wanted, self.waiting.words.empty)
        if self._reported is not None and self._reports is not None:
            said[self._reports] = self._reports.words.empty
        for panel in self._panels:
            panel.setVisible(panel in said and bool(panel.rows))
        self.none.setText(run_on(*(told for panel, told in said.items() if not panel.rows)))
        self.none.setVisible(bool(self.none.text()))

    def _show_reports(self, panel: ReportListPanel) -> None:
        listed = self._reported
        entries = () if listed is None else listed.entries
        today = None if listed is None else tokyo_day(listed.now)
        panel.show_rows(entries, 0 if listed is None else listed.total, today)

    def _tile_pressed(self, kind: TileKind) -> None:
        if kind is TileKind.APPROVALS:
            self.approvals_wanted.emit()
            return
        self.list_wanted.emit(next(tile for tile, of_kind in _TILES.items() if of_kind is kind))

    def _acted(self, row: ListedRow, verb: RowAction) -> None:
        signals = {
            RowAction.TICK: self.ticked,
            RowAction.OPEN_PATRON: self.opened,
            RowAction.LIFT_SUSPENSION: self.lift_wanted,
        }
        signals[verb].emit(row.id)
        if verb is RowAction.TICK:
            self._tell_ticks(fewer=row.ticked)

    @property
    def _can_be_ticked(self) -> int:
        entries = () if self._listed is None else self._listed.entries
        return sum(it.ready for it in entries)

    def _tick_all(self, *, on: bool) -> None:
        self.all_ticked.emit(on)
        self._tell_ticks(fewer=not on)

    def _tell_ticks(self, *, fewer: bool) -> None:
        announce(self.bar, told_lists.ticked(len(self._ticks), fewer=fewer))

    def _leave(self, panel: SuspensionListPanel, way: int, step: int) -> None:
        """Go on from one part of the list to the other with the arrow keys; elsewhere stay."""
        other = self._suspended[panel is self.ready]
        if way == step and other.isVisible() and other.rows:
            other.table.go_to(0 if way > 0 else len(other.rows) - 1)

    def _go_into_list(self) -> None:
        """Go to the first row of the open list; without one stay."""
        for panel in self._panels:
            if panel.isVisible() and panel.rows:
                panel.table.go_to(0)
                return

    def _place_of_keyboard(self) -> int | None:
        """Tell on which row of the whole list the keyboard is."""
        before = 0
        for panel in self._panels:
            index = panel.table.currentIndex()
            if panel.table is self.window().focusWidget() and index.isValid():
                return before + index.row()
            before += len(panel.rows)
        return None

    def _keep_keyboard(self, place: int) -> None:
        """Leave the keyboard in the list when its row has gone: in the place of that, else at the page's start."""
        focused = self.window().focusWidget()
        for panel in self._panels:
            if panel.table is focused and panel.table.currentIndex().isValid():
                return
        rows = [(panel, row) for panel in self._panels for row in range(len(panel.rows))]
        if rows and self.isVisible():
            panel, row = rows[min(place, len(rows) - 1)]
            panel.table.go_to(row)
        elif self.isVisible() and isinstance(QApplication.focusWidget(), QWidget):
            self.go_to_start()
