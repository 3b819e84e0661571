"""A page of lists in one grid: they, and what stands above and below them, begin at one x."""

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from views.panels.grid import BESIDE_BAR, BESIDE_MENU, BESIDE_NOTHING
from views.panels.list_panel import ListPanel
from views.panels.page import Page
from views.panels.whole_rows import WholeRows
from views.style.theme import Theme

_BETWEEN_LISTS = 14
"""Pixels at 100 %."""


class ListsPage(Page):
    """Scrolls by whole rows. Whoever derives from it calls `stack` once.

    Attributes:
        lists: from the top.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(title, theme, parent)
        self._words_at = BESIDE_NOTHING
        self._parts: tuple[QWidget, ...] = ()
        self.lists: tuple[ListPanel[Any], ...] = ()
        self._around: list[tuple[QHBoxLayout, int]] = []
        sizes = theme.tokens.sizes
        self.column.setContentsMargins(0, 0, 0, sizes.gap)
        self.column.setSpacing(round(_BETWEEN_LISTS * theme.tokens.scale))

    def stack(self, *parts: QWidget) -> None:
        """Put the parts below each other: lists as wide as the page, everything else where its words begin and end."""
        self._parts, self.lists = parts, tuple(it for it in parts if isinstance(it, ListPanel))
        lines: list[QWidget] = []
        for part in parts:
            if isinstance(part, ListPanel):
                lines.clear()
                self.column.addWidget(part)
                continue
            framed = any(it.property("surface") == "panel" for it in (part, *part.findChildren(QFrame)))
            if not framed:
                lines.append(part)
            around = QHBoxLayout()
            around.addWidget(part)
            self.column.addLayout(around)
            self._around.append((around, self._theme.tokens.sizes.pad + 2 if framed else 0))
        self.column.addStretch(1)
        self._whole_rows = WholeRows(self, self.column, self.lists, lines)
        self.stand_beside_menu(beside=False)

    def parts(self) -> tuple[QWidget, ...]:
        """Give the parts of the page, in the order in which they are read."""
        return self._parts

    @property
    def room(self) -> int:
        """How wide what isn't a list is, in pixels."""
        left, right = self._across
        return self.viewport().width() - left - right

    @property
    def _across(self) -> tuple[int, int]:
        scale = self._theme.tokens.scale
        return round(self._words_at * scale), round(BESIDE_BAR * scale)

    def stand_beside_menu(self, *, beside: bool) -> None:
        """Let the page's words begin further from its edge where the menu stands there."""
        self._words_at = BESIDE_MENU if beside else BESIDE_NOTHING
        for panel in self.lists:
            panel.begin_words_at(self._words_at)
        left, right = self._across
        for around, frame in self._around:
            around.setContentsMargins(left - frame, 0, max(0, right - frame), 0)
        margins, gap = self.column.contentsMargins(), self._theme.tokens.sizes.gap
        margins.setTop(2 * gap if beside else gap)
        self.column.setContentsMargins(margins)

    def settle(self) -> None:
        """Lay the page out now, with each list's head in sight."""
        super().settle()
        if self._whole_rows.fit():
            super().settle()
        self._whole_rows.place()

    def wait(self) -> None:
        """Leave where the page stands to `stand`: much is laid out at once before it."""
        self._whole_rows.waits = True

    def stand(self) -> None:
        """Begin with the same row as before, where the parts stand now."""
        self._whole_rows.settle()

    def show_whole(self, panel: ListPanel[Any]) -> None:
        """Scroll down until a list's last row is in sight, as far as its head stays there."""
        self.settle()
        bar = self.verticalScrollBar()
        beyond = panel.y() + panel.height() - self.viewport().height()
        bar.setValue(max(bar.value(), min(beyond, panel.y())))

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the parts out, with each list's head in sight."""
        super().showEvent(event)
        self._whole_rows.fit()
        self._whole_rows.place()
