"""The pages of the open patron and the way to them: a menu at their left or, where that leaves too little, tabs."""

from collections.abc import Mapping
from itertools import product
from typing import Final, NamedTuple

from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QWidget

from views.panels.page import Page
from views.style.icons import Icons
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.buttons import KeyButton
from views.widgets.page_menu import SideMenu
from views.widgets.window_room import lower

_LEAST: Final = 1286
"""Pixels at 100 %: how wide the window is, at least, that has the menu at its left."""
_SIDE_MARGINS: Final = (0, 8, 0, 8)


class _Fold(NamedTuple):
    """What of the tabs and of the button beside them isn't painted.

    Attributes:
        short: the tabs have their short titles.
        key: the button has no key.
        text: it has its short text.
        icon: it has a picture alone.
    """

    short: bool = False
    key: bool = False
    text: bool = False
    icon: bool = False


_FOLDS: Final = (
    _Fold(),
    _Fold(short=True),
    _Fold(short=True, key=True),
    _Fold(short=True, key=True, text=True),
    _Fold(short=True, key=True, text=True, icon=True),
)


class PatronPages(QFrame):
    """Has the pages in a stack.

    Attributes:
        menu: their titles.
        mask_button: 「タイトルを隠す」 or 「タイトルを表示する」: below the menu, or at the end of the tabs.
        stack: the pages.
    """

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._is_masked = False
        self._stood_for: tuple[object, ...] = ()
        self._is_low = False
        self._rail = QFrame(self)
        self._rail.setProperty("surface", "side")
        self.menu = SideMenu(theme, self._rail)
        self.menu.setAccessibleDescription("F7")
        self.mask_button = KeyButton("", "F8", theme, self._rail)
        self.mask_button.setToolTip("F8")
        self.mask_button.setProperty("kind", "plain")
        self._rail_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._rail)
        self._rail_row.setContentsMargins(*_SIDE_MARGINS)
        self._rail_row.addWidget(self.menu, 1)
        self._rail_row.addWidget(self.mask_button)
        self.stack = QStackedWidget(self)
        self.stack.setMinimumHeight(1)  # where a low window has no room, the pages scroll
        self.menu.chosen.connect(self.stack.setCurrentIndex)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._rail)
        self._row.addWidget(self.stack, 1)
        self.show_masked(masked=False)
        theme.changed.connect(self._draw)

    def show_masked(self, *, masked: bool) -> None:
        """Say what the button does next."""
        self._is_masked = masked
        self.mask_button.setText(self.tr("タイトルを表示する") if masked else self.tr("タイトルを隠す"))
        if self.menu.is_tabs:
            self._stand_above()

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Put numbers behind titles, by the pages' places; none where there is nothing."""
        for page, count in counts.items():
            self.menu.show_count(page, count)
        if self.menu.is_tabs:
            self._stand_above()

    def forget_counts(self) -> None:
        """Hold no number of a patron; the tabs stand as before until others come, for nobody looks meanwhile."""
        for page in range(self.menu.count()):
            self.menu.show_count(page, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the menu where it leaves the pages the most."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._put_menu()

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, in which a second line of tabs has no room, or as much as usual."""
        self._is_low = low
        lower(self.mask_button, low=low)
        self.menu.stand_low(low=low)
        self._put_menu()

    def _put_menu(self) -> None:
        beside = self.width() >= round(_LEAST * self._theme.tokens.scale)
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
        self.mask_button.fold(key=False, text=False)
        self._draw()
        self._turn(QBoxLayout.Direction.LeftToRight, "side", QBoxLayout.Direction.TopToBottom, _SIDE_MARGINS)

    def _stand_above(self) -> None:
        """Fold titles and button as little as the width asks for; the rest goes into further lines.

        In a low window glosses go before there is a second line. What stands already as it has to is left alone.
        """
        low = self._is_low
        asked = (
            self.width(),
            self.menu.counts,
            self._is_masked,
            low,
            self.menu.font(),
            self.mask_button.font(),
        )
        if self.menu.is_tabs and asked == self._stood_for:
            return
        sizes = self._theme.tokens.sizes
        self._turn(
            QBoxLayout.Direction.TopToBottom,
            "tabs",
            QBoxLayout.Direction.LeftToRight,
            (sizes.gap, 0, sizes.edge, sizes.gap // 2),
        )
        room = self.width() - sizes.gap - sizes.edge - self._rail_row.spacing()
        for glosses, fold in product((True, False) if low else (True,), _FOLDS):
            self.mask_button.shorten_to("" if fold.icon else self._short)
            self._draw(icon=fold.icon)
            button = self.mask_button.width_folded(key=fold.key, text=fold.text)
            if self.menu.width_of_tabs(short=fold.short, glosses=glosses) + button <= room:
                break
        self.mask_button.fold(key=fold.key, text=fold.text)
        self.menu.stand_side_by_side(max(room - button, 1), short=fold.short, glosses=glosses)
        self._stood_for = self.width(), *asked[1:4], self.menu.font(), self.mask_button.font()

    @property
    def _short(self) -> str:
        return self.tr("表示する") if self._is_masked else self.tr("隠す")

    def _draw(self, *, icon: bool | None = None) -> None:
        """Give the button a picture where that has to do, in the theme's present colours."""
        if icon is None:
            icon = self.menu.is_tabs and not self.mask_button.shown_text
        if icon:
            self._icons.put_on(self.mask_button, "eye" if self._is_masked else "eye-off")
        else:
            self.mask_button.setIcon(QIcon())

    def _turn(
        self,
        whole: QBoxLayout.Direction,
        surface: str,
        rail: QBoxLayout.Direction,
        margins: tuple[int, int, int, int],
    ) -> None:
        if self._row.direction() is whole:
            return
        self._row.setDirection(whole)
        self._rail_row.setDirection(rail)
        self._rail_row.setContentsMargins(*margins)
        set_styled(self._rail, "surface", surface)
