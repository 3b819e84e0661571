"""The pages of an open patron, with how many rows wait on each where that matters."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from views.style.theme import Theme

_ITEM_HEIGHT = 39


class SideMenu(QListWidget):
    """A list of page titles.

    Signals:
        chosen: the place of the page the clerk went to.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._height = round(_ITEM_HEIGHT * theme.tokens.scale)
        self.setProperty("nav", "true")
        self.setAccessibleName(self.tr("ページ"))
        self.setFixedWidth(round(175 * theme.tokens.scale))
        self.currentRowChanged.connect(self.chosen)
        follow_selection(self)

    def list_pages(self, titles: tuple[str, ...]) -> None:
        """Show the titles of the pages, the first of which is chosen."""
        self._titles = titles
        for title in titles:
            QListWidgetItem(title, self).setSizeHint(QSize(0, self._height))
        self.setCurrentRow(0)

    def show_count(self, page: int, count: int) -> None:
        """Put a number behind a page's title; none when there is nothing."""
        item = self.item(page)
        item.setText(f"{self._titles[page]} ({count})" if count else self._titles[page])


def follow_selection(lines: QListWidget) -> None:
    """Go to the line that is selected, as assistive technology does without making it the current one."""

    def follow() -> None:
        selected = lines.selectedIndexes()
        if selected and selected[0].row() != lines.currentRow():
            lines.setCurrentRow(selected[0].row())

    # A hand selects a line first and goes to it then, at once.
    lines.itemSelectionChanged.connect(lambda: QTimer.singleShot(0, lines, follow))
