"""貸出・予約照会: the patron page's own panels, in its order, so that a patron on the phone means the same line."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import PatronSnapshot
from viewmodels.core.snapshot_diff import Part
from viewmodels.desk.ready_filter import ready_holds
from views.circulation.cancelled_holds_panel import CancelledHoldsPanel
from views.circulation.due_slip_buttons import DueSlipButtons
from views.circulation.empty_lists import EmptyLists
from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.circulation.notices_panel import NoticesPanel
from views.circulation.requests_panel import RequestsPanel
from views.language.translation import portal
from views.panels.list_panel import ListPanel
from views.panels.lists_page import ListsPage
from views.panels.offering import there
from views.panels.page import parts_after_keyboard
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Identified
from views.style.theme import Theme

type AnyListPanel = LoansPanel | HoldsPanel | CancelledHoldsPanel | RequestsPanel


class InquiryPage(ListsPage):
    """Notices and four lists at most; a list in which nothing stands has no place but a word in the last line.

    Signals:
        row_told(text): what the current row has no room for is another text now; blank while there is nothing.
        due_slip_wanted: 「返却期限票を印刷」 was pressed.
    """

    row_told = Signal(str)
    due_slip_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        verbs: frozenset[RowAction] = NO_VERBS,
        parent: QWidget | None = None,
        *,
        offers: Offers,
    ) -> None:
        super().__init__(portal("貸出・予約照会"), theme, parent)
        self.notices = NoticesPanel(theme, self.body)
        self.loans = LoansPanel(theme, verbs, self.body)
        self.holds = HoldsPanel(theme, verbs, self.body, offers=offers)
        self._cancelled: CancelledHoldsPanel | None = None
        if offers.has(SystemPart.CANCELLED_HOLDS):
            self._cancelled = CancelledHoldsPanel(theme, verbs, self.body)
        self._requests = RequestsPanel(theme, self.body) if offers.has(SystemPart.REQUESTS) else None
        lists = self.loans, self.holds, self._cancelled, self._requests
        self.lists: tuple[AnyListPanel, ...] = tuple(panel for panel in lists if panel is not None)
        for panel in self.lists:
            panel.table.row_told.connect(self._tell_row)
        self._offers_due_slip = self._has_ready = False
        self.due_slip = DueSlipButtons(self.lists, self.loans, self.holds, theme, self.due_slip_wanted.emit)
        self.empty_lists = EmptyLists(self.holds.words, theme, self.body)
        self.stack(self.notices, *self.lists, self.empty_lists)
        self.use_letters(on=True)

    @property
    def cancelled_holds(self) -> CancelledHoldsPanel:
        """予約取消一覧, where there is one."""
        return there(self._cancelled)

    @property
    def requests(self) -> RequestsPanel:
        """リクエスト一覧, where there is one."""
        return there(self._requests)

    def _tell_row(self) -> None:
        """Tell of the row that the keyboard is on: the list that it left tells that later than the other one."""
        self.row_told.emit(next((it.table.told for it in self.lists if it.table.told), ""))

    def use_letters(self, *, on: bool) -> None:
        """Let letters stand for acts while the keyboard is in a list, or not."""
        for panel in self.lists:
            panel.table.use_letters(on=on)

    def offer_due_slip(self, *, offered: bool) -> None:
        """Let the 返却期限票 be printed while there is something to stand on it, or not."""
        self._offers_due_slip = offered
        self._show_due_slip()

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or none; a panel whose rows are equal is left as it is.

        A row that was scrolled to stays in its place when rows come or go above it.
        """
        read = self._row_being_read()
        self.notices.set_notices(snapshot.notices if snapshot else ())
        today = snapshot.now.date() if snapshot else None
        self.loans.set_rows(snapshot.loans if snapshot else (), today)
        self.holds.set_rows(snapshot.holds if snapshot else (), today)
        if self._cancelled is not None:
            self._cancelled.set_rows(snapshot.cancelled_holds if snapshot else (), today)
        if self._requests is not None:
            self._requests.set_rows(snapshot.requests if snapshot else (), today)
        self._show_lists(snapshot)
        if snapshot is not None and today is not None:
            self._has_ready = bool(ready_holds(snapshot.holds, today))
            self._show_due_slip()
        if snapshot is None:
            self.verticalScrollBar().setValue(0)
        elif read is not None:
            self.settle()
            self._put_back(*read)

    def forget(self) -> None:
        """Hold nothing of a patron; the panels stay where they are, so that less is laid out anew for the next one."""
        self.notices.set_notices(())
        for panel in self.lists:
            panel.forget()
        self.empty_lists.forget()
        self.verticalScrollBar().setValue(0)

    def marked_lists(self) -> Mapping[Part, tuple[ListPanel[Any], ...]]:
        """Give the lists."""
        lists: dict[Part, AnyListPanel | None] = {
            Part.LOANS: self.loans,
            Part.HOLDS: self.holds,
            Part.CANCELLED_HOLDS: self._cancelled,
            Part.REQUESTS: self._requests,
        }
        return {part: (panel,) for part, panel in lists.items() if panel is not None}

    def show_ready_only(self, snapshot: PatronSnapshot | None, *, on: bool) -> None:
        """Show of the holds those alone that are ready, or all; of a patron's, or of whoever comes next."""
        self.holds.only_ready = on
        if snapshot is not None:
            self.set_snapshot(snapshot)

    def _show_lists(self, snapshot: PatronSnapshot | None) -> None:
        """Show the lists that have rows; without a patron they stay, so that less is laid out for the next one."""
        if snapshot is None:
            self.empty_lists.forget()
            return
        for panel in self.lists:
            panel.setVisible(bool(panel.rows))
        self.empty_lists.show_lists([panel.words for panel in self.lists if not panel.rows])

    def _show_due_slip(self) -> None:
        offered = self._offers_due_slip
        self.due_slip.show(loans=offered and bool(self.loans.rows), ready=offered and self._has_ready)

    def _row_being_read(self) -> tuple[AnyListPanel, int, int] | None:
        """Find the row that has the keyboard and is to be seen, else the first to be seen, and how far down it is.

        None at the page's top, where what is new above shall be seen.
        """
        if self.verticalScrollBar().value() == 0:
            return None
        first = None
        for panel in self.lists:
            rows: tuple[Identified, ...] = panel.rows
            in_focus = panel.table.current_row() if panel.table.hasFocus() else None
            for place, row in enumerate(rows):
                height = self._height_of(panel, place)
                if self._foot_of_head(panel) <= height < self.viewport().height():
                    if row is in_focus:
                        return panel, row.id, height
                    first = first or (panel, row.id, height)
        return first

    def _foot_of_head(self, panel: AnyListPanel) -> int:
        """Tell how far below the page's upper edge rows of a list are to be seen."""
        return panel.head.mapTo(self.viewport(), panel.head.rect().bottomLeft()).y()

    def _put_back(self, panel: AnyListPanel, row_id: int, height: int) -> None:
        place = panel.model.row_of(row_id)
        if place is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._height_of(panel, place) - height)

    def _height_of(self, panel: AnyListPanel, place: int) -> int:
        """Tell how far below the page's upper edge a row begins."""
        row = QPoint(0, panel.table.rowViewportPosition(place))
        return panel.table.viewport().mapTo(self.viewport(), row).y()

    def begin(self) -> None:
        """Give the keyboard to the first row that has an act, of the first list that has one; else to the page."""
        if not any(panel.isVisible() and panel.table.go_to_first_act() for panel in self.lists):
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def next_part(self, step: int = 1) -> QWidget | None:
        """Give the next list that has rows, after the one that has the keyboard now, or with -1 the one before it.

        Where no list has rows, what is said of them is all there is to go to.
        """
        after = parts_after_keyboard(self.lists, step)
        found: QWidget | None = next((panel for panel in after if panel.rows), None)
        return found or (self.empty_lists if self.empty_lists.hint_button.isVisible() else None)
