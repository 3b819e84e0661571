"""The pages of an open patron, with how many rows wait on each where that matters."""

from collections.abc import Collection
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from views.language.glosses import gloss
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.placed import fullest, lines

_ITEM_HEIGHT: Final = 36
_TAB_HEIGHT: Final = 28
"""Pixels at 100 % of a title; of tabs without the frame around all."""
_WIDTH: Final = 159
_FRAME: Final = 2
"""Pixels at 100 %, of the frame that tells that the menu has the keyboard."""
_SLACK: Final = 2
"""Qt begins a line before the last pixel is used."""
_COUNT: Final = " 8"
"""Room for such a number is kept behind a title that may have one, so that no title moves from patron to patron."""
_UNLIMITED: Final = (1 << 24) - 1
"""Qt's own greatest height."""
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}


class _Form(NamedTuple):
    """How titles are painted: in short, with their numbers and glosses; and pixels at 100 % around each."""

    short: bool = False
    counts: bool = True
    glosses: bool = True
    pad: int = 8


_LIST: Final = _Form()
_TABS: Final = (
    _Form(pad=14),
    _Form(short=True, pad=9),
    _Form(short=True, pad=9, glosses=False),
    _Form(short=True, pad=6, glosses=False),
    _Form(short=True, pad=2, glosses=False, counts=False),
)
"""From the fullest on."""


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
        self._counted: Collection[int] = ()
        self._counts: list[int] = []
        self._form = _LIST
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
        return self._form is not _LIST

    @property
    def counts(self) -> tuple[int, ...]:
        """The number behind each title, 0 for none."""
        return tuple(self._counts)

    @property
    def width_of_list(self) -> int:
        """How many pixels wide the titles are below each other."""
        return round(_WIDTH * self._scale)

    def list_pages(
        self, titles: tuple[str, ...], short: tuple[str, ...] = (), *, counted: Collection[int] = ()
    ) -> None:
        """Show the titles of the pages, the first of which is chosen.

        Args:
            titles: what they are called.
            short: what is painted of the titles of tabs that have no room; the titles where left out.
            counted: the places of those that may have a number.
        """
        self._titles, self._short, self._counted = titles, short or titles, counted
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
            self._say(page)

    def stand_below_each_other(self) -> None:
        """Be a list, as wide as the longest title needs."""
        if self.is_tabs:
            self._form = _LIST
            set_styled(self, "nav", "true")
            self.setFlow(QListView.Flow.TopToBottom)
            self.setWrapping(False)
            self.setMinimumHeight(0)
            self.setMaximumHeight(_UNLIMITED)
            self.setFixedWidth(self.width_of_list)
            self._show_all()

    def stand_side_by_side(self, width: int, begin: int = 0) -> int:
        """Be tabs: as full as there is room for in one line; in further lines only where none has.

        Args:
            width: of the room, in pixels.
            begin: pixels in it before the first tab's words, as far as they don't stand further in anyway.

        Returns:
            Where in the room they begin themselves.
        """
        if not self.is_tabs:
            set_styled(self, "nav", "tabs")
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(True)
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self.ensurePolished()
        self._form = fullest(_TABS, lambda form: self.width_of_tabs(form) + self._before(form, begin), width)
        self._show_all()
        before = self._before(self._form, begin)
        broken = lines(self._tabs(self._form), width - before - self._around, 0)
        self.setFixedSize(max(width - before, 1), len(broken) * self._height + self._around - _SLACK)
        return before

    def _before(self, form: _Form, begin: int) -> int:
        return max(begin - round(_FRAME * self._scale) - round(form.pad * self._scale), 0)

    @property
    def least_width_of_tabs(self) -> int:
        """How many pixels wide the tabs are in one line in their usual least form."""
        self.ensurePolished()
        return self.width_of_tabs(_TABS[-2])

    def width_of_tabs(self, form: _Form) -> int:
        """Tell how many pixels wide the tabs are in one line."""
        return sum(self._tabs(form)) + self._around

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._known.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page before or after with the arrows, in either shape."""
        if event.text().isprintable() and event.text():
            event.ignore()  # a digit is the card field's
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        event.accept()
        self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))

    @property
    def _around(self) -> int:
        """Tell how much wider than a line of tabs the menu is."""
        return 2 * round(_FRAME * self._scale) + _SLACK

    def _tabs(self, form: _Form) -> list[int]:
        """Tell how wide each tab is, in pixels."""
        return [self._tab_width(page, form) for page in range(self.count())]

    def _tab_width(self, page: int, form: _Form) -> int:
        text = self._painted(page, form, _COUNT if page in self._counted else "")
        if text not in self._known:
            self._known[text] = max(map(self.fontMetrics().horizontalAdvance, text.split("\n")))
        return self._known[text] + 2 * round(form.pad * self._scale)

    @property
    def _height(self) -> int:
        """Tell how high a title is, with its gloss beneath."""
        beneath = self.fontMetrics().height() if self._form.glosses and any(self._meanings) else 0
        return round((_TAB_HEIGHT if self.is_tabs else _ITEM_HEIGHT) * self._scale) + beneath

    def _painted(self, page: int, form: _Form, count: str) -> str:
        title = (self._short if form.short else self._titles)[page]
        meaning = self._meanings[page] if form.glosses else ""
        return "\n".join(it for it in (title + (count if form.counts else ""), meaning) if it)

    def _show_all(self) -> None:
        for page in range(self.count()):
            self._show(page)

    def _show(self, page: int) -> None:
        """Give a title its place and its words."""
        item, beside = self.item(page), self.is_tabs
        across = Qt.AlignmentFlag.AlignHCenter if beside else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(across | Qt.AlignmentFlag.AlignVCenter)
        item.setSizeHint(QSize(self._tab_width(page, self._form) if beside else 0, self._height))
        self._say(page)

    def _say(self, page: int) -> None:
        item, count = self.item(page), self._counts[page]
        in_list = f" ({count})" if count else ""
        item.setText(
            self._painted(page, self._form, in_list if self._form is _LIST or not count else f" {count}")
        )
        whole = self._painted(page, _LIST, in_list).replace("\n", " · ")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, whole)
        all_shown = self._titles[page] in item.text() and self._meanings[page] in item.text()
        item.setToolTip("" if all_shown and (self._form.counts or not count) else whole)


def follow_selection(lines: QListWidget) -> None:
    """Go to the line that is selected, as assistive technology does without making it the current one."""

    def follow() -> None:
        selected = lines.selectedIndexes()
        if selected and selected[0].row() != lines.currentRow():
            lines.setCurrentRow(selected[0].row())

    # A hand selects a line first and goes to it then, at once.
    lines.itemSelectionChanged.connect(lambda: QTimer.singleShot(0, lines, follow))
