"""What the desk's window shows below its bars: an open patron, a caller's summary, who was found, or nobody."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from services.contract.hits import Hits
from services.contract.snapshot import LookUpAnswer, PatronSnapshot, PhoneSummary
from services.rules.vocabulary import Channel
from viewmodels.desk.desk import DeskViewModel
from views.bars.top_bar import TopBar
from views.desk.empty_desk import EmptyDesk
from views.desk.patron_pages import PatronPages
from views.field_search import FoundPage
from views.phone.phone_summary_page import PhoneSummaryPage
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.own_work_page import OwnWorkPage
from views.today.today_page import TodayPage
from views.widgets.binding import bind


class DeskBody(QStackedWidget):
    """One of its parts at a time.

    Attributes:
        empty: while nobody is open.
        patron: the open patron's pages.
        phone_summary: what the phone channel shows before the caller is identified.
        found: who was found by the field, in the place of all else while there is somebody.
        today: what a supervisor has at the counter in the place of the empty desk.
    """

    def __init__(
        self, desk: DeskViewModel, theme: Theme, icons: Icons, top_bar: TopBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setMinimumHeight(1)  # before any line above or below it is cut
        self.empty = EmptyDesk(theme, icons, self)
        self.patron = PatronPages(theme, top_bar, self)
        self.phone_summary = PhoneSummaryPage(theme, self)
        self.found = FoundPage(theme, self)
        self.today: TodayPage | None = None
        self._of_patron: QWidget | None = None
        for view in (self.empty, self.patron, self.phone_summary, self.found):
            self.addWidget(view)
        bind(desk.channel, self, self.empty.show_channel)
        bind(desk.card_error, self, self.empty.show_card_error)
        bind(desk.channel, self, lambda _: self._settle())
        bind(desk.card_error, self, lambda _: self._settle())

    def take_today(self, page: TodayPage) -> None:
        """Show a page in the place of the empty desk, at the counter."""
        self.today = page
        self.addWidget(page)
        self._settle()

    @property
    def nobody(self) -> QWidget:
        """What is shown while nobody is open: that a card is unknown, before anything else."""
        at_counter = self._desk.channel.value is Channel.COUNTER
        todays = self.today if at_counter and not self.empty.tells_of_card else None
        return todays or self.empty

    @property
    def page_of_nobody(self) -> TodayPage | OwnWorkPage | None:
        """The page of lists that is seen while nobody is open."""
        pages = (self.today, self.empty.own_work)
        return next((page for page in pages if page is not None and page.isVisible()), None)

    def show_answer(self, answer: LookUpAnswer | None) -> None:
        """Show an open patron, a caller's summary, or nobody."""
        self._of_patron = {PatronSnapshot: self.patron, PhoneSummary: self.phone_summary}.get(type(answer))
        self._settle()

    def show_found(self, hits: Hits | None) -> None:
        """Show who was found; with nobody among them, what was there before."""
        self.found.show_hits(() if hits is None else hits.hits)
        self._settle()

    def _settle(self) -> None:
        found = self.found if self.found.panel.rows else None
        self.setCurrentWidget(found or self._of_patron or self.nobody)
