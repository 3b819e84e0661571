"""What the desk's window shows below its bars: an open patron, a caller's summary, who was found, or nobody."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from services.contract.hits import Hits
from services.contract.offers import SystemPart
from services.contract.snapshot import LookUpAnswer, PatronSnapshot, PhoneSummary
from services.rules.vocabulary import Channel
from viewmodels.desk.desk import DeskViewModel
from views.act_list.act_list_page import ActListPage
from views.bars.top_bar import TopBar
from views.desk.empty_desk import EmptyDesk
from views.desk.patron_pages import PatronPages
from views.field_search import FoundPage
from views.panels.offering import there
from views.panels.page import Page
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
        today: what a supervisor has at the counter in the place of the empty desk.
        act_list: 操作の一覧, which stands there once it is asked for.

    Signals:
        parts_changed: while nobody is open, other parts are there to be gone to.
    """

    parts_changed = Signal()

    def __init__(
        self, desk: DeskViewModel, theme: Theme, icons: Icons, top_bar: TopBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setMinimumHeight(1)  # before any line above or below it is cut
        self.empty = EmptyDesk(theme, icons, self, offers=desk.offers)
        self.patron = PatronPages(theme, top_bar, self)
        self._phone_summary: PhoneSummaryPage | None = None
        if desk.may_switch_channel or desk.channel.value is Channel.PHONE:
            self._phone_summary = PhoneSummaryPage(theme, self, offers=desk.offers)
        self._found = FoundPage(theme, self) if desk.offers.has(SystemPart.SEARCH) else None
        self.today: TodayPage | None = None
        self.act_list: ActListPage | None = None
        self._has_act_list = False
        self._of_patron: QWidget | None = None
        for view in (self.empty, self.patron, self._phone_summary, self._found):
            if view is not None:
                self.addWidget(view)
        self.empty.currentChanged.connect(lambda _: self.parts_changed.emit())
        bind(desk.channel, self, self.empty.show_channel)
        bind(desk.card_error, self, self.empty.show_card_error)
        bind(desk.channel, self, lambda _: self._settle())
        bind(desk.card_error, self, lambda _: self._settle())

    @property
    def phone_summary(self) -> PhoneSummaryPage:
        """What the phone channel shows before the caller is identified, where there is one."""
        return there(self._phone_summary)

    @property
    def found(self) -> FoundPage:
        """Who was found by the field, in the place of all else while there is somebody; where patrons are searched."""
        return there(self._found)

    @property
    def found_shown(self) -> FoundPage | None:
        """The same while it is seen."""
        return self._found if self._found is not None and self._found.isVisible() else None

    def take_today(self, page: TodayPage) -> None:
        """Show a page in the place of the empty desk, at the counter."""
        self.today = page
        page.parts_changed.connect(self.parts_changed)
        self.addWidget(page)
        self._settle()

    def take_act_list(self, page: ActListPage) -> None:
        """Have 操作の一覧, to show it in the place of the empty desk when it is asked for."""
        self.act_list = page
        self.addWidget(page)

    def show_act_list(self, *, shown: bool) -> None:
        """Show it there, or what stands there else."""
        self._has_act_list = shown
        self._settle()
        self.parts_changed.emit()

    def leave_act_list(self) -> None:
        """Have it left, where it is shown."""
        if self.act_list is not None and self._has_act_list:
            self.act_list.left.emit()

    def escape(self) -> bool:
        """Leave 操作の一覧, or go to the start of the page of nobody; False where neither is seen."""
        page = self.page_of_nobody
        if isinstance(page, ActListPage):
            self.leave_act_list()
        elif page is not None:
            page.go_to_start()
        return page is not None

    @property
    def nobody(self) -> QWidget:
        """What is shown while nobody is open: that a card is unknown, before anything else."""
        at_counter = self._desk.channel.value is Channel.COUNTER
        if not at_counter or self.empty.tells_of_card:
            return self.empty
        return (self.act_list if self._has_act_list else self.today) or self.empty

    @property
    def page_of_nobody(self) -> ActListPage | TodayPage | OwnWorkPage | None:
        """The page of lists that is seen while nobody is open."""
        pages = (self.act_list, self.today, self.empty.own_work)
        return next((page for page in pages if page is not None and page.isVisible()), None)

    @property
    def page(self) -> Page | None:
        """The page that is seen: who was found, the open patron's, or that of nobody."""
        if self.currentWidget() is self.patron:
            return self.patron.shown
        return self.found_shown or self.page_of_nobody

    def show_answer(self, answer: LookUpAnswer | None) -> None:
        """Show an open patron, a caller's summary, or nobody."""
        summary = answer if isinstance(answer, PhoneSummary) else None
        if self._phone_summary is not None and (
            summary is not None or self._of_patron is self._phone_summary
        ):
            self._phone_summary.show_summary(summary)
        of_caller = self._phone_summary if summary is not None else None
        self._of_patron = self.patron if isinstance(answer, PatronSnapshot) else of_caller
        self._settle()

    def show_found(self, hits: Hits | None) -> None:
        """Show who was found; with nobody among them, what was there before."""
        self.found.show_hits(() if hits is None else hits.hits)
        self._settle()

    def _settle(self) -> None:
        found = self._found if self._found is not None and self._found.panel.rows else None
        self.setCurrentWidget(found or self._of_patron or self.nobody)
