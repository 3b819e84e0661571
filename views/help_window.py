"""The manual beside the desk: its pages on the left, the one that was asked for on the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from views.aside_window import AsideWindow
from views.manual import INDEX, Manual
from views.manual_browser import ManualBrowser
from views.side_menu import follow_selection
from views.theme import Theme

_WIDTH = 820
_LIST_WIDTH = 230
_ITEM_HEIGHT = 37


class HelpWindow(AsideWindow):
    """Shows one page of the manual, and the way back to those before it.

    Attributes:
        browser: the page.
        index: the titles of all pages.
        back_button: 「戻る」.
    """

    def __init__(self, manual: Manual, theme: Theme, desk: QWidget) -> None:
        super().__init__(self.tr("ヘルプ"), theme, desk, _WIDTH)
        sizes = theme.tokens.sizes
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
        side = QFrame()
        side.setProperty("surface", "side")
        left = QVBoxLayout(side)
        left.setContentsMargins(sizes.gap, sizes.pad, sizes.gap, sizes.pad)
        left.addWidget(self.back_button)
        left.addWidget(self.index, 1)
        left.addWidget(close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.browser, 1)
        self.index.currentRowChanged.connect(lambda place: self.go_to(self._files[place]))
        follow_selection(self.index)
        self.browser.went_to.connect(self._mark)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)

    def open_at(self, page: str) -> None:
        """Come up with a page."""
        self.show_beside()
        self.go_to(page)
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
