"""Each word of the guide appears in the window in its case, exactly."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QListWidget, QTableView

from services.rules.notices import Notice, NoticeKind
from services.rules.vocabulary import SuspensionReason
from services.snapshot import PatronSnapshot
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from tests.wording.guide import OF_ACTS, SHOWN, Case, Quote
from views.desk_window import DeskWindow


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


def read(window: DeskWindow) -> list[str]:
    """Read every page of the window as a person would: labels, buttons, menu and tables, if they can be seen."""
    texts: list[str] = []
    for row in range(window.menu.count()):
        window.menu.setCurrentRow(row)
        texts += [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        texts += [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
        for table in window.findChildren(QTableView):
            if not table.isVisible():
                continue
            model = table.model()
            columns = range(model.columnCount())
            texts += [str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns]
            texts += [str(model.index(r, c).data()) for r, c in product(range(model.rowCount()), columns)]
    for menu in window.findChildren(QListWidget):
        texts += [menu.item(row).text() for row in range(menu.count())]
    return texts


@pytest.mark.parametrize("quote", SHOWN, ids=lambda quote: f"{quote.line}-{quote.text[:12]}")
async def test_the_guides_words_are_in_the_window(counter: Counter, quote: Quote) -> None:
    counter.bench.look_ups.answer(CARD_A, patron_in(quote.case))
    await counter.scan(CARD_A)
    seen = "\n".join(text.replace("\n", "") for text in read(counter.window))
    assert quote.text in seen


@pytest.mark.parametrize(
    "text", ["利用者へのお知らせ", "※貸出禁止中です。", "もうすぐ利用カードの更新期限です"]
)
async def test_nothing_is_noticed_without_a_reason(counter: Counter, text: str) -> None:
    counter.bench.look_ups.answer(CARD_A, patron_in(Case.EVERYDAY))
    await counter.scan(CARD_A)
    assert text not in "\n".join(read(counter.window))


def test_quotes_are_in_the_guides_order_and_once() -> None:
    for quotes in (SHOWN, OF_ACTS):
        lines = [quote.line for quote in quotes]
        assert lines == sorted(lines)
        assert len({(quote.line, quote.text) for quote in quotes}) == len(quotes)
