"""Shows the manual's Markdown as it reads on paper: pictures as wide as there is room, links between its pages."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from views.manual.manual import Manual, anchor_of
from views.manual.manual_search import folded
from views.style.theme import Theme

_LINE_PERCENT, _TABLE_LINE_PERCENT = 145.0, 125.0


class ManualBrowser(QTextBrowser):
    """One page at a time.

    Signals:
        went_to: another page is shown; its file's name.
    """

    went_to = Signal(str)

    def __init__(self, manual: Manual, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manual = manual
        self._theme = theme
        self._page = ""
        self._marked: tuple[str, ...] = ()
        self._drawn_for = QSize()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # or pictures would change their width
        self.document().setDocumentMargin(2.0 * theme.tokens.sizes.edge)
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._draw)

    @property
    def page(self) -> str:
        """The file's name of the page that is shown; blank before the first."""
        return self._page

    def go_to(self, page: str, anchor: str = "") -> None:
        """Show a page from its beginning, or from one of its headings."""
        if page != self._page:
            self._page = page
            self._draw()
            self.went_to.emit(page)
        block = next((it for it in _blocks(self) if anchor and anchor_of(it.text()) == anchor), None)
        top = 0.0 if block is None else self.document().documentLayout().blockBoundingRect(block).top()
        cursor = QTextCursor(self.document())
        if block is not None:
            cursor.setPosition(block.position())
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(round(top) - self._theme.tokens.sizes.edge)

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark where words stand (folded, see `views.manual.manual_search`), on every page shown from now on."""
        self._marked = words
        self._show_marks()

    def _show_marks(self) -> None:
        places = []
        for block in _blocks(self):
            text = folded(block.text())
            for word in self._marked:
                at = text.find(word)
                while at >= 0:
                    place = QTextEdit.ExtraSelection()
                    place.cursor = QTextCursor(block)
                    place.cursor.setPosition(block.position() + at)
                    end = block.position() + at + len(word)
                    place.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    place.format.setBackground(self._theme.tokens.colour("accent"))
                    place.format.setForeground(self._theme.tokens.colour("on_accent"))
                    places.append(place)
                    at = text.find(word, at + len(word))
        self.setExtraSelections(places)

    def loadResource(self, kind: int, link: QUrl | str) -> object:
        """Read a picture of the manual, made as wide as there is room; nothing else is read, wherever a link leads."""
        found = self._manual.picture(QUrl(link).path()) if kind == 2 else None  # noqa: PLR2004 - ImageResource
        if found is None:
            return None
        picture = QImage(str(found))
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - 2 * round(self.document().documentMargin())
        if picture.width() > room > 0:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(round(room * ratio), smooth)
            picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew when there is more room for pictures, or less."""
        super().resizeEvent(event)
        if self._page and self.viewport().width() != self._drawn_for.width():
            self._draw()

    def _follow(self, link: QUrl) -> None:
        target = PurePosixPath(link.path())
        page = target.name or self._page
        known = {it.file for it in self._manual.pages()}
        if page in known and len(target.parts) <= 1:
            self.go_to(page, link.fragment())

    def _draw(self) -> None:
        if not self._page:
            return
        self._drawn_for = self.viewport().size()
        self.document().clear()  # forgets the pictures, too
        self.setMarkdown(self._manual.text(self._page))
        set_out(self, self._theme)
        self._show_marks()


def set_out(browser: QTextBrowser, theme: Theme) -> None:
    """Give what was set as Markdown its distances, and the lines of its tables."""
    for block in _blocks(browser):
        if QTextCursor(block).currentTable() is None:
            _space(block, theme.tokens.sizes.body)
        else:
            _part_lines(block, _TABLE_LINE_PERCENT)
    for frame in browser.document().rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame, theme)


def _rule(table: QTextTable, theme: Theme) -> None:
    """Draw a table's lines, and its headings on a band."""
    tokens = theme.tokens
    shape = table.format()
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setCellPadding(tokens.sizes.gap + 2)
    shape.setCellSpacing(0)
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(tokens.colour("line"))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        look = cell.format()
        look.setBackground(tokens.colour("ground"))
        cell.setFormat(look)


def _blocks(browser: QTextBrowser) -> Iterator[QTextBlock]:
    block = browser.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def _space(block: QTextBlock, line: int) -> None:
    """Set a block's distances in terms of a line: reading on screen wants more room than Markdown gives."""
    shape = QTextBlockFormat()
    heading = block.blockFormat().headingLevel()
    in_list = block.textList() is not None
    shape.setTopMargin(line * (1.3 if heading > 1 else 0.2 if in_list else 0.5))
    shape.setBottomMargin(line * (0.4 if heading else 0.2 if in_list else 0.5))
    QTextCursor(block).mergeBlockFormat(shape)
    if "\N{OBJECT REPLACEMENT CHARACTER}" not in block.text():  # which a picture is, and no line
        _part_lines(block, _LINE_PERCENT)


def _part_lines(block: QTextBlock, percent: float) -> None:
    shape = QTextBlockFormat()
    shape.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).mergeBlockFormat(shape)
