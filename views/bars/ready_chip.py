"""The chip 取置: shows of the holds those alone that are ready, and all again."""

from PySide6.QtCore import QObject

from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.desk import DeskViewModel
from views.bars.patron_chips import PatronChips
from views.circulation.inquiry_page import InquiryPage
from views.widgets.binding import bind


class ReadyChip(QObject):
    """Joins the chip to the list that it filters."""

    def __init__(self, desk: DeskViewModel, chips: PatronChips, page: InquiryPage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chips = chips
        self._page = page
        chips.ready_chosen.connect(self._press)
        bind(desk.ready_filter.on, self, self._show)

    def end(self) -> bool:
        """Bring all holds back where they are to be seen; tell whether some had been left out."""
        if not (self._desk.ready_filter.on.value and self._page.isVisible()):
            return False
        self._desk.ready_filter.end()
        self._page.holds.tell_count()
        return True

    def _press(self) -> None:
        """Show ready holds alone, the keyboard on the first, or all again."""
        self._desk.ready_filter.toggle()
        if self._desk.ready_filter.on.value:
            self._chips.chosen.emit(RowPlace(Part.HOLDS, self._page.holds.rows[0].id))
            self._page.show_whole(self._page.holds)
        self._page.holds.tell_count()

    def _show(self, on: bool) -> None:
        self._chips.check_ready(on=on)
        self._page.show_ready_only(self._desk.snapshot, on=on)
