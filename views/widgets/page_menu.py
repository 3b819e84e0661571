"""The pages of an open patron, with how many rows wait on each where that matters."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from views.language.glosses import gloss
from views.style.style_properties import set_styled
from views.style.theme import Theme

_ITEM_HEIGHT: Final = 36
_TAB_HEIGHT: Final = 32
_LOW_TAB_HEIGHT: Final = 25
_TAB_PAD: Final = 10
_TIGHT_PAD: Final = 5
_WIDTH: Final = 159
_SLACK: Final = 2
_FRAME: Final = 2
"""Pixels at 100 %, of the frame that tells that the menu has the keyboard."""
_UNLIMITED: Final = (1 << 24) - 1
"""Qt's own greatest height."""
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}


class SideMenu(QListWidget):
    """A list of page titles, one below the other or, as tabs, side by side.

    Screen readers hear the whole titles, whatever is painted; up and left go back, down and right go on.

    Signals:
        chosen: the place of the page the clerk went to.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._known: dict[str, int] = {}
        super().__init__(parent)
        self._scale = theme.tokens.scale
        self._titles: tuple[str, ...] = ()
        self._short: tuple[str, ...] = ()
        self._meanings: tuple[str, ...] = ()
        self._counts: list[int] = []
        self._is_short = False
        self._is_glossed = True
        self._is_tabs = False
        self._tab_height = _TAB_HEIGHT
        self.setProperty("nav", "true")
        self.setAccessibleName(self.tr("ページ"))
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(self.width_of_list)
        self.currentRowChanged.connect(self.chosen)
        follow_selection(self)

    @property
    def is_tabs(self) -> bool:
        """Whether the titles stand side by side."""
        return self._is_tabs

    @property
    def counts(self) -> tuple[int, ...]:
        """The number behind each title, 0 for none."""
        return tuple(self._counts)

    @property
    def width_of_list(self) -> int:
        """How many pixels wide the titles are below each other."""
        return round(_WIDTH * self._scale)

    def stand_low(self, *, low: bool) -> None:
        """Be lower tabs, or as high as usual; `stand_side_by_side` follows."""
        self._tab_height = _LOW_TAB_HEIGHT if low else _TAB_HEIGHT

    def list_pages(self, titles: tuple[str, ...], short: tuple[str, ...] = ()) -> None:
        """Show the titles of the pages, the first of which is chosen.

        Args:
            titles: what they are called.
            short: what is painted of the titles of tabs that have no room; the titles where left out.
        """
        self._titles, self._short = titles, short or titles
        self._meanings = tuple(map(gloss, titles))
        self._counts = [0] * len(titles)
        for page in range(len(titles)):
            QListWidgetItem(self)
            self._show(page)
        self.setCurrentRow(0)

    def show_count(self, page: int, count: int) -> None:
        """Put a number behind a page's title; none when there is nothing."""
        if self._counts[page] != count:
            self._counts[page] = count
            self._show(page)

    def stand_below_each_other(self) -> None:
        """Be a list, as wide as the longest title needs."""
        if not self._is_tabs:
            return
        self._is_tabs = self._is_short = False
        self._is_glossed = True
        set_styled(self, "nav", "true")
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMinimumHeight(0)
        self.setMaximumHeight(_UNLIMITED)
        self.setFixedWidth(self.width_of_list)
        self._show_all()

    def stand_side_by_side(self, width: int, *, short: bool, glosses: bool = True) -> None:
        """Be tabs, in as many lines as a width in pixels asks for.

        Args:
            width: in pixels.
            short: with the short titles.
            glosses: with their glosses beneath; without, these are tooltips.
        """
        if not self._is_tabs:
            self._is_tabs = True
            set_styled(self, "nav", "tabs")
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(True)
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self._is_short, self._is_glossed = short, glosses
        self._show_all()
        self.setFixedSize(width, self._lines_in(width) * self._height_of(self._tab_height) + 2 * self._frame)

    def width_of_tabs(self, *, short: bool, glosses: bool = True) -> int:
        """Tell how many pixels wide the tabs are in one line; see `stand_side_by_side`."""
        self.ensurePolished()
        each = (self._tab_width(page, short=short, glosses=glosses) for page in range(self.count()))
        return sum(each) + self._around

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page before or after with the arrows, in either shape."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        event.accept()
        self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))

    @property
    def _frame(self) -> int:
        return round(_FRAME * self._scale)

    @property
    def _around(self) -> int:
        """Tell how much wider than a line of tabs the menu is; Qt begins a line before the last pixel is used."""
        return 2 * self._frame + _SLACK

    def _lines_in(self, width: int) -> int:
        lines, left = 1, width - self._around
        for page in range(self.count()):
            tab = self._tab_width(page, short=self._is_short, glosses=self._is_glossed)
            if tab > left:
                lines, left = lines + 1, width - self._around
            left -= tab
        return lines

    def _tab_width(self, page: int, *, short: bool, glosses: bool) -> int:
        text = self._painted(page, tabs=True, short=short, glosses=glosses)
        pad = round((_TIGHT_PAD if short else _TAB_PAD) * self._scale)
        if text not in self._known:
            self._known[text] = max(map(self.fontMetrics().horizontalAdvance, text.split("\n")))
        return self._known[text] + 2 * pad

    def _height_of(self, height: int) -> int:
        return round(height * self._scale) + self._line_beneath

    @property
    def _line_beneath(self) -> int:
        """How many pixels a line beneath the titles takes, 0 where there is none."""
        return self.fontMetrics().height() if self._is_glossed and any(self._meanings) else 0

    def _painted(self, page: int, *, tabs: bool, short: bool, glosses: bool = True) -> str:
        title = self._short[page] if short else self._titles[page]
        count = self._counts[page]
        if count:
            title = f"{title} {count}" if tabs else f"{title} ({count})"
        meaning = self._meanings[page]
        return f"{title}\n{meaning}" if meaning and glosses else title

    def _show_all(self) -> None:
        for page in range(self.count()):
            self._show(page)

    def _show(self, page: int) -> None:
        item = self.item(page)
        shown, meaning = self._is_glossed, self._meanings[page]
        item.setText(self._painted(page, tabs=self._is_tabs, short=self._is_short, glosses=shown))
        whole = self._painted(page, tabs=False, short=False).replace("\n", " · ")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, whole)
        all_shown = self._titles[page] in item.text() and meaning in item.text()
        item.setToolTip("" if all_shown else whole)
        if self._is_tabs:
            width, height = self._tab_width(page, short=self._is_short, glosses=shown), self._tab_height
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        else:
            width, height = 0, _ITEM_HEIGHT
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        item.setSizeHint(QSize(width, self._height_of(height)))


def follow_selection(lines: QListWidget) -> None:
    """Go to the line that is selected, as assistive technology does without making it the current one."""

    def follow() -> None:
        selected = lines.selectedIndexes()
        if selected and selected[0].row() != lines.currentRow():
            lines.setCurrentRow(selected[0].row())

    # A hand selects a line first and goes to it then, at once.
    lines.itemSelectionChanged.connect(lambda: QTimer.singleShot(0, lines, follow))
