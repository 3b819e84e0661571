"""The pages of the open patron and the way to them: a menu at their left or, where that leaves too little, tabs."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QWidget

from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import Channel
from viewmodels.core.snapshot_diff import RowPlace
from views.bars.desk_menu import DeskMenu
from views.bars.top_bar import TopBar
from views.panels.page import Page
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.buttons import KeyButton
from views.widgets.page_menu import SideMenu

_LEAST: Final = 1286
"""Pixels at 100 %: how wide the window is, at least, that has the menu at its left."""
_SIDE_MARGINS: Final = (0, 8, 0, 8)
_TABS_BEGIN: Final = 16
_TABS_END: Final = 3
"""Pixels at 100 % before the first tab's words, and between the last button's edge and the window's."""


class PatronPages(QFrame):
    """Has the pages in a stack. A page is given the open patron when it is opened, and follows from then on.

    Attributes:
        menu: their titles.
        mask_button: 「タイトルを隠す」 or 「タイトルを表示」: below the menu, or at the end of the tabs.
        desk_menu: stands there instead where the upper bar is the patron's line, or the button has no room.
        stack: the pages.
    """

    def __init__(self, theme: Theme, top_bar: TopBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_small = self._by_phone = False
        self._snapshot: PatronSnapshot | None = None
        self._marked = frozenset[RowPlace]()
        self._given = set[Page]()
        self._rail = QFrame(self)
        self._rail.setProperty("surface", "side")
        self.menu = SideMenu(theme, self._rail)
        self.menu.setAccessibleDescription("F7")
        self.mask_button = KeyButton("", "F8", theme, self._rail)
        self.mask_button.setToolTip("F8")
        self.mask_button.setProperty("kind", "bar")
        self._rail_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._rail)
        self._rail_row.setContentsMargins(*_SIDE_MARGINS)
        self._rail_row.setSpacing(0)
        self._rail_row.addWidget(self.menu, 1)
        self._rail_row.addWidget(self.mask_button)
        self.desk_menu = DeskMenu(top_bar, self.mask_button, theme, self._rail)
        self._rail_row.addWidget(self.desk_menu)
        self.desk_menu.hide()
        self.stack = QStackedWidget(self)
        self.stack.setMinimumHeight(1)  # where a low window has no room, the pages scroll
        self.menu.chosen.connect(self._open)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._rail)
        self._row.addWidget(self.stack, 1)
        self.show_masked(masked=False)
        top_bar.urgent.connect(self._make_room)

    @property
    def shown(self) -> Page:
        """The page that is chosen."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or nobody."""
        self._snapshot = snapshot
        self._given.add(self.shown)
        for page in self._given:
            page.set_snapshot(snapshot)
        if snapshot is None:
            self._begin_anew()

    def forget(self) -> None:
        """Hold nothing of a patron any more; the next one is about to come, and nobody looks meanwhile."""
        self._snapshot = None
        for page in self._given:
            page.forget()
        self._begin_anew()

    def mark(self, places: frozenset[RowPlace]) -> None:
        """Mark the rows that an act has just changed, and no others."""
        self._marked = places
        for page in self._given:
            page.mark(places)

    def _open(self, place: int) -> None:
        page = self.stack.widget(place)
        if isinstance(page, Page) and page not in self._given and self._snapshot is not None:
            self._given.add(page)
            page.set_snapshot(self._snapshot)
            page.mark(self._marked)
        self.stack.setCurrentIndex(place)

    def _begin_anew(self) -> None:
        """Begin at the first page, without a number behind any."""
        for page in range(self.menu.count()):
            self.menu.show_count(page, 0)
        self.menu.setCurrentRow(0)
        self._given = {self.shown}

    def show_masked(self, *, masked: bool) -> None:
        """Say what the button does next."""
        self.mask_button.say_one_of(self.tr("タイトルを隠す"), self.tr("タイトルを表示"), second=masked)
        self._make_room()

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Put numbers behind titles, by the pages' places; none where there is nothing."""
        for page, count in counts.items():
            self.menu.show_count(page, count)

    def show_channel(self, channel: Channel) -> None:
        """Say on the phone channel, whose ground the tabs have where they are the only bar that can."""
        self._by_phone = channel is Channel.PHONE
        self.desk_menu.show_channel(channel)
        self._make_room()

    def _make_room(self) -> None:
        if self.menu.is_tabs:
            self._put_menu()

    def stand_low(self, *, low: bool) -> None:
        """Have beside the tabs what the upper bar leaves to them, or the one button of these pages."""
        self._is_small = low
        self._put_menu()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the menu where it leaves the pages the most."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._put_menu()

    def _put_menu(self) -> None:
        beside = self.width() >= round(_LEAST * self._theme.tokens.scale) and not self._is_small
        if not beside:
            self._stand_above()
        elif self.menu.is_tabs:
            self._stand_beside()
        for place in range(self.stack.count()):
            page = self.stack.widget(place)
            if isinstance(page, Page):
                page.stand_beside_menu(beside=beside)
        self._row.activate()

    def _stand_beside(self) -> None:
        self.menu.stand_below_each_other()
        self.mask_button.show()
        self.desk_menu.hide()
        self._turn(QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom, _SIDE_MARGINS, "side")

    def _stand_above(self) -> None:
        """Leave the tabs the room beside the button, which gives way to the desk's menu."""
        end = round(_TABS_END * self._theme.tokens.scale)
        ground = "phone-tabs" if self._is_small and self._by_phone else "tabs"
        self._turn(QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight, (0, 0, end, 0), ground)
        begin = round(_TABS_BEGIN * self._theme.tokens.scale)
        whole = self.width() - self._rail.width() + self._rail.contentsRect().width() - end
        room = whole - begin - self.menu.least_width_of_tabs
        with_menu = self._is_small or self.mask_button.sizeHint().width() > room
        self.mask_button.setVisible(not with_menu)
        self.desk_menu.setVisible(with_menu)
        button = self.desk_menu if with_menu else self.mask_button
        before = self.menu.stand_side_by_side(whole - button.sizeHint().width(), begin)
        self._rail_row.setContentsMargins(before, 0, end, 0)

    def _turn(
        self,
        whole: QBoxLayout.Direction,
        rail: QBoxLayout.Direction,
        margins: tuple[int, int, int, int],
        surface: str,
    ) -> None:
        set_styled(self._rail, "surface", surface)
        if self._row.direction() is not whole:
            self._row.setDirection(whole)
            self._rail_row.setDirection(rail)
            self._rail_row.setContentsMargins(*margins)


def turn_to(page: QWidget, field: QWidget) -> None:
    """Let somebody go on in a field of a patron's page, where they were before a lock."""
    around = page.parentWidget()
    while around is not None and not isinstance(around, PatronPages):
        around = around.parentWidget()
    if around is not None:
        around.menu.setCurrentRow(around.stack.indexOf(page))
        field.setFocus()
