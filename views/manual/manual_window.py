"""The manual beside the desk: its pages on the left, the one that was asked for on the right."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from views.manual.manual import INDEX, Manual, anchor_of
from views.manual.manual_browser import ManualBrowser
from views.manual.manual_search import ManualSection, find, sections, words_of
from views.style.theme import Theme
from views.widgets.announcing import tell
from views.widgets.labels import WrappedLabel
from views.widgets.page_menu import follow_selection
from views.widgets.side_window import SideWindow

_WIDTH = 820
_LIST_WIDTH = 230
_ITEM_HEIGHT, _FOUND_HEIGHT = 37, 52


class HelpWindow(SideWindow):
    """Shows one page of the manual, and the way back to those before it.

    Attributes:
        browser: the page.
        index: the titles of all pages.
        field: what is searched for in them; while something is, `found` stands in the index's place.
        found: the sections that have it.
        said: how many they are.
        back_button: 「戻る」.
    """

    def __init__(self, manual: Manual, theme: Theme, desk: QWidget) -> None:
        super().__init__(self.tr("ヘルプ"), theme, desk, _WIDTH)
        sizes = theme.tokens.sizes
        self._manual = manual
        self._before: list[str] = []
        self.browser = ManualBrowser(manual, theme)
        self.browser.setAccessibleName(self.tr("マニュアルのページ"))
        self.index = QListWidget()
        self.index.setProperty("nav", "true")
        self.index.setAccessibleName(self.tr("ヘルプの目次"))
        self.index.setFixedWidth(round(_LIST_WIDTH * theme.tokens.scale))
        self.index.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._files = []
        for page in manual.pages():
            self._files.append(page.file)
            item = QListWidgetItem(page.title, self.index)
            item.setToolTip(page.title)
            item.setSizeHint(QSize(0, round(_ITEM_HEIGHT * theme.tokens.scale)))
        self.back_button = QPushButton(self.tr("戻る"))
        self.back_button.setToolTip("Alt+←")
        self.back_button.clicked.connect(self.go_back)
        close = QPushButton(self.tr("閉じる"))
        close.setToolTip("Esc")
        close.clicked.connect(self.close)
        self._make_search(theme)
        side = QFrame()
        side.setProperty("surface", "side")
        left = QVBoxLayout(side)
        left.setContentsMargins(sizes.gap, sizes.pad, sizes.gap, sizes.pad)
        left.addWidget(self.back_button)
        left.addWidget(self.field)
        left.addWidget(self.said)
        left.addWidget(self.index, 1)
        left.addWidget(self.found, 1)
        left.addWidget(close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.browser, 1)
        self.index.currentRowChanged.connect(lambda place: self.go_to(self._files[place]))
        follow_selection(self.index)
        self.browser.went_to.connect(self._mark)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._to_field)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)

    def _make_search(self, theme: Theme) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("マニュアルの中を探す"))
        self.field.setAccessibleName(self.tr("マニュアルの中を探す"))
        self.field.setToolTip("Ctrl+F")
        self.field.setClearButtonEnabled(True)
        self.said = WrappedLabel("muted")
        self.said.hide()
        self.found = QListWidget()
        self.found.setProperty("nav", "true")
        self.found.setAccessibleName(self.tr("見つかったところ"))
        self.found.setFixedWidth(self.index.width())
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.hide()
        self._item_height = round(_FOUND_HEIGHT * theme.tokens.scale)
        self._sections: tuple[ManualSection, ...] = ()
        self._hits: tuple[ManualSection, ...] = ()
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._to_found)
        self.found.currentRowChanged.connect(self._show_hit)
        self.found.itemClicked.connect(lambda item: self._show_hit(self.found.row(item)))
        self.found.itemActivated.connect(self._read_hit)
        follow_selection(self.found)

    def _search(self, typed: str) -> None:
        """Show where what is typed stands; nothing typed brings the index back."""
        words = words_of(typed)
        if words and not self._sections:
            self._sections = sections(self._manual)
        self._hits = find(self._sections, typed)
        with QSignalBlocker(self.found):
            self.found.clear()
            for hit in self._hits:
                item = QListWidgetItem(f"{hit.heading}\n{hit.page}", self.found)
                item.setToolTip(f"{hit.heading} ({hit.page})")
                item.setSizeHint(QSize(0, self._item_height))
        self.index.setVisible(not words)
        self.found.setVisible(bool(words))
        self.said.setVisible(bool(words))
        if words:
            told = self.tr("%1か所にあります。").replace("%1", str(len(self._hits)))
            tell(self.said, told if self._hits else self.tr("見つかりません。"))
        self.browser.mark(words)

    def _show_hit(self, place: int) -> None:
        if 0 <= place < len(self._hits):
            hit = self._hits[place]
            self.go_to(hit.file, "" if hit.is_first else anchor_of(hit.heading))

    def _read_hit(self, item: QListWidgetItem) -> None:
        """Go into a place that was found, which another page may have taken the place of since."""
        self._show_hit(self.found.row(item))
        self.browser.setFocus()

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _to_found(self) -> None:
        """Go to the first place that was found."""
        if self._hits:
            self.found.setCurrentRow(0)
            self._show_hit(0)
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_at(self, page: str, heading: str = "") -> None:
        """Come up with a page, from one of its headings if it is told (as the Japanese page has it)."""
        self.field.clear()
        self.show_beside()
        page = self._manual.there(page)
        self.go_to(page, self._manual.anchor(page, heading))
        self.browser.setFocus()

    def go_to(self, page: str, anchor: str = "") -> None:
        """Show a page."""
        self.browser.go_to(page, anchor)

    def go_back(self) -> None:
        """Show the page that was shown before this one."""
        if len(self._before) > 1:
            self._before.pop()
            self.go_to(self._before.pop())

    def _mark(self, page: str) -> None:
        self._before.append(page)
        self.back_button.setEnabled(len(self._before) > 1)
        self.index.setCurrentRow(self._files.index(page if page in self._files else INDEX))
