"""A desk's window whose one field finds patrons, for tests."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.contract.hits import Hits
from services.contract.snapshot import PatronSnapshot
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import patron
from tests.viewmodels.search_fakes import GatedSearches
from tests.views.counter import Counter
from viewmodels.field_search import FieldSearchViewModel
from viewmodels.search import SearchViewModel
from views.desk.wiring import connect_field, connect_search
from views.style.theme import Theme


class FieldDesk:
    """The desk's window with its field, and what is searched."""

    def __init__(self, counter: Counter, theme: Theme) -> None:
        self.counter = counter
        self.bench = counter.bench
        self.desk = counter.bench.desk
        self.window = counter.window
        self.field = self.window.top_bar.card_field
        self.found = self.window.body.found
        self.strip = self.window.field_strip
        self.searches = GatedSearches()
        needs = self.desk, self.searches, self.bench.bugs
        self.search = SearchViewModel(*needs, pause=0)
        self.model = FieldSearchViewModel(*needs)
        self.dialogs = connect_search(self.window, self.window.empty, self.search, theme)
        connect_field(self.window, self.model, self.search, counter.scans)
        self.keyboard = Keyboard(self.window.windowHandle())

    async def aclose(self) -> None:
        await self.search.aclose()
        await self.model.aclose()

    def write(self, text: str) -> None:
        """Write as an input method does: the text comes in one piece."""
        done = QInputMethodEvent()
        done.setCommitString(text)
        QApplication.sendEvent(self.field, done)

    async def key(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        await self.counter.settled()
        await self.model.search.settled()

    async def find(self, text: str, answer: Hits | Exception) -> None:
        """Write a text and press Enter; let the clerk see what is found."""
        self.searches.answer(text, answer)
        self.field.setFocus()
        self.field.clear()
        self.write(text)
        await self.key(Qt.Key.Key_Return)
        self.bench.ticks.pass_by(timedelta(seconds=1))

    def answer_hit(self, card: str, key: int) -> None:
        self.bench.look_ups.answer(f"found {key}", with_id(card, key))

    async def read(self, card: str) -> None:
        self.bench.look_ups.answer(card, patron(card))
        await self.counter.scan(card)

    @property
    def shown(self) -> str:
        """All that the list of who was found says."""
        if not self.found.isVisible():
            return ""
        model = self.found.panel.model
        cells = (
            model.data(model.index(row, column))
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        )
        return " ".join(filter(None, cells))

    @property
    def told(self) -> str:
        return self.strip.said.text() if self.strip.said.isVisible() else ""

    @property
    def is_clear(self) -> bool:
        return not self.found.isVisible() and not self.found.panel.rows and not self.strip.isVisible()


def with_id(card: str, key: int) -> PatronSnapshot:
    made = patron(card)
    return replace(made, patron=replace(made.patron, id=key))
