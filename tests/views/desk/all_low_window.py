"""A window that is low for its size of text: bars take less, so that a suspended patron's lists have room, too."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from services.rules.people.search import Fact
from services.rules.vocabulary import SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import days, loan
from tests.views.counter import Counter
from views.bars.desk_menu import DeskMenu
from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme
from views.text import suspension_words

SCALED = QSize(1093, 543)
"""What Windows leaves of 1366×768 at 125 %."""
USUAL = QSize(1366, 900)


@pytest.fixture
async def large(qtbot: QtBot, qapp: QApplication, theme: Theme) -> AsyncIterator[Counter]:
    """A desk at 200 %, at which a suspended patron is open who has two chips."""
    twice = Theme(qapp, theme.tokens.scheme, 2.0)
    made = Counter(qtbot, qapp, twice, Icons(twice))
    reason = SuspensionReason.LONG_OVERDUE
    facts = snapshots.lift_facts(reason, overdue_items=1)
    made.bench.desk.answer.set(
        snapshots.snapshot(
            loans=(loan(1, due_on=days(-3)), loan(2, due_on=days(0))),
            suspensions=(snapshots.suspended(reason, facts=facts),),
        )
    )
    yield made
    await made.aclose()
    Theme(qapp, Scheme.LIGHT)


def resized(counter: Counter, size: QSize) -> int:
    """Give the window a size; tell how high a page is then."""
    counter.window.resize(size)
    for _ in range(3):  # each layout asks the one around it
        QApplication.sendPostedEvents()
    return counter.window.page_shown.viewport().height()


async def test_the_lists_of_a_suspended_patron_have_room_for_a_heading_and_the_first_line_of_a_row(
    large: Counter,
) -> None:
    high = resized(large, SCALED)

    loans = large.window.inquiry.loans
    loans.table.setFocus()
    assert loans.head is not None
    heading = loans.head.height()
    title = loans.table.spots(0)[1].text
    assert large.window.size() == SCALED
    assert high >= heading + title.bottom()
    assert high >= heading + loans.table.rowHeight(0)


async def test_the_red_line_says_why_in_one_line_and_what_to_do_to_those_who_listen(large: Counter) -> None:
    strip = large.window.header.suspension
    resized(large, SCALED)

    assert strip.said.text() == "貸出禁止中  ③長期延滞"
    assert large.bench.desk.snapshot is not None
    (row,) = large.bench.desk.snapshot.suspensions
    assert suspension_words.advice(row.facts) in strip.said.accessibleName()


async def test_what_is_wrong_in_the_field_takes_its_room_from_the_lists_and_not_from_the_bars(
    large: Counter,
) -> None:
    high = resized(large, SCALED)
    window = large.window
    (desk,) = window.findChildren(DeskMenu)
    bars = window.top_bar, window.header, window.menu, desk, window.status_bar
    before = [it.size() for it in bars]
    large.bench.desk.typed("12345678")
    window.field_strip.show_found(None, None, Fact.BIRTH_DATE)
    lower = resized(large, SCALED)

    strip = window.field_strip
    assert [it.size() for it in bars] == before
    assert "8桁" in strip.said.text()
    assert strip.said.height() >= strip.said.heightForWidth(strip.said.width())
    assert strip.height() <= 2 * window.top_bar.card_field.height()
    assert 0 < lower < high


async def test_no_button_of_the_bars_is_lower_than_its_words(large: Counter) -> None:
    resized(large, SCALED)

    window = large.window
    (desk,) = window.findChildren(DeskMenu)
    shown = [
        it
        for bar in (window.top_bar, window.header, desk)
        for it in bar.findChildren(QPushButton)
        if it.isVisible()
    ]
    assert len(shown) >= 4
    assert [it.text() for it in shown if it.height() < it.fontMetrics().height()] == []
    assert window.top_bar.card_field.height() >= window.top_bar.card_field.fontMetrics().height()


async def test_a_window_that_is_made_high_enough_has_its_bars_back(large: Counter) -> None:
    window = large.window
    bars = (window.top_bar, window.header, window.menu, window.status_bar)
    resized(large, USUAL)
    usual = [it.geometry() for it in bars]

    assert resized(large, SCALED) > SCALED.height() * (1 - 0.52)
    resized(large, USUAL)

    assert [it.geometry() for it in bars] == usual
    assert window.header.suspension.said.text() != "貸出禁止中  ③長期延滞"
