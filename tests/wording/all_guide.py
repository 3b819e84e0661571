"""Each word of the guide stands in its place in the window in its case, exactly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.vocabulary import SuspensionReason
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from tests.wording.guide import OF_ACTS, SHOWN, Case, Place, Quote
from tests.wording.test_circulation import CANCEL, CANCELLED, CHANGE, RENEWAL
from tests.wording.test_contact import CONTACT
from tests.wording.test_password_use import PASSWORD
from views.desk.desk_window import DeskWindow
from views.panels.hint_button import HintButton
from views.panels.panel_table import PanelTable
from views.panels.table_model import RowTableModel

_TITLES = frozenset({"title", "heading", "notice-title"})


def patron_in(case: Case) -> PatronSnapshot:
    everyday = replace(snapshots.everyday(), card_number=CARD_A, notices=())
    match case:
        case Case.EXPIRES_SOON:
            return replace(everyday, notices=(Notice(NoticeKind.EXPIRY_NEAR, date(2026, 12, 11)),))
        case Case.EXPIRED:
            return replace(everyday, notices=(Notice(NoticeKind.EXPIRY_PASSED, date(2026, 11, 11)),))
        case Case.SUSPENDED:
            suspended = (snapshots.suspended(SuspensionReason.LONG_OVERDUE),)
            return replace(
                everyday, notices=(Notice(NoticeKind.SUSPENDED),), suspensions=suspended, password=None
            )
        case _:
            return everyday


def _told(part: QWidget, tones: frozenset[str] | None = None) -> list[str]:
    return [
        label.text().replace("\n", "")
        for label in part.findChildren(QLabel)
        if label.isVisible() and (tones is None or label.property("tone") in tones)
    ]


def _headings(table: PanelTable[Any]) -> list[str]:
    model = table.model()
    return [str(model.headerData(c, Qt.Orientation.Horizontal)) for c in range(model.columnCount())]


def _cells(table: PanelTable[Any], column: str) -> list[str]:
    """Read a column: the buttons' words, and the texts where there is no button."""
    model = table.model()
    assert isinstance(model, RowTableModel)
    place = _headings(table).index(column)
    cells = [model.cell(row, place) for row in range(model.rowCount())]
    return [text for cell in cells for text in (cell.text, *(action.label for action in cell.actions))]


def _stands_in(part: QWidget, quote: Quote) -> bool:
    tables = [table for table in part.findChildren(PanelTable) if table.isVisible()]
    match quote.place:
        case Place.SENTENCE:
            opening = [it.text() for it in part.findChildren(HintButton) if it.isVisible()]
            return any(quote.text in text for text in (*_told(part), *opening))
        case Place.TITLE:
            return quote.text in _told(part, _TITLES)
        case Place.LABEL:
            return quote.text in _told(part)
        case Place.BUTTON:
            buttons = part.findChildren(QAbstractButton)
            return quote.text in [button.text() for button in buttons if button.isVisible()]
        case Place.HEADING:
            return any(quote.text in _headings(table) for table in tables)
        case Place.CELL:
            return any(quote.text in _cells(table, quote.column) for table in tables)
        case _:
            raise AssertionError(quote)


def _pages(window: DeskWindow) -> Iterator[None]:
    for row in range(window.menu.count()):
        window.menu.setCurrentRow(row)
        yield


def is_shown(window: DeskWindow, quote: Quote) -> bool:
    """Look on every page whether a quote stands in its own place, as a person would see it."""
    if quote.place is Place.MENU:
        return quote.text in [window.menu.item(row).text() for row in range(window.menu.count())]
    for _ in _pages(window):
        parts = [part for part in window.findChildren(QFrame) if part.accessibleName() == quote.panel]
        if any(part.isVisible() and _stands_in(part, quote) for part in parts):
            return True
    return False


@pytest.fixture(params=[case for case in Case if any(quote.case is case for quote in SHOWN)], ids=str)
async def case(counter: Counter, request: pytest.FixtureRequest) -> Case:
    """A case that the guide tells of, with its patron open."""
    told: Case = request.param
    counter.bench.look_ups.answer(CARD_A, patron_in(told))
    await counter.scan(CARD_A)
    return told


def test_the_guides_words_stand_in_their_place(counter: Counter, case: Case) -> None:
    quotes = [quote for quote in SHOWN if quote.case is case]
    assert [quote for quote in quotes if not is_shown(counter.window, quote)] == []


def test_a_part_of_a_word_is_not_the_word(counter: Counter, case: Case) -> None:
    quotes = [quote for quote in SHOWN if quote.case is case and quote.place is not Place.SENTENCE]
    cut = [replace(quote, text=quote.text[:-1]) for quote in quotes]
    assert [quote for quote in cut if is_shown(counter.window, quote)] == []


@pytest.mark.parametrize(
    "text", ["利用者へのお知らせ", "※貸出禁止中です。", "もうすぐ利用カードの更新期限です"]
)
async def test_nothing_is_noticed_without_a_reason(counter: Counter, text: str) -> None:
    counter.bench.look_ups.answer(CARD_A, patron_in(Case.EVERYDAY))
    await counter.scan(CARD_A)
    for _ in _pages(counter.window):
        assert text not in "\n".join(_told(counter.window))


def test_quotes_are_in_the_guides_order_and_once() -> None:
    for quotes in (SHOWN, OF_ACTS):
        lines = [quote.line for quote in quotes]
        assert lines == sorted(lines)
        assert len({(quote.line, quote.text, quote.place) for quote in quotes}) == len(quotes)


def test_every_word_of_an_act_is_looked_for() -> None:
    ranges = (RENEWAL, CHANGE, CANCEL, PASSWORD)
    looked_for = {line for first, last in ranges for line in range(first, last + 1)} | {CANCELLED, *CONTACT}
    assert {quote.line for quote in OF_ACTS} <= looked_for
