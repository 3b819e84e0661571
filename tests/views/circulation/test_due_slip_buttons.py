"""「返却期限票を印刷」: one button where there is something to print, and one letter in every list."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from views.circulation.inquiry_page import InquiryPage
from views.panels.row_actions import RowAction
from views.style.theme import Theme

READY = snapshots.past_waiting(11, HoldStatus.READY, shelf_until=snapshots.days(3))
OVER = snapshots.past_waiting(12, HoldStatus.READY, shelf_until=snapshots.days(-1))
WAITING = snapshots.hold(13)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> InquiryPage:
    made = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(made)
    made.resize(1174, 621)
    made.show()
    made.activateWindow()
    made.offer_due_slip(offered=True)
    return made


@pytest.fixture
def printed(page: InquiryPage) -> list[None]:
    found: list[None] = []
    page.due_slip_wanted.connect(lambda: found.append(None))
    return found


def patron(*, loans: bool, holds: tuple[object, ...]) -> PatronSnapshot:
    return snapshots.everyday(loans=snapshots.five_loans() if loans else (), holds=holds)


@pytest.mark.parametrize(
    ("snapshot", "where"),
    [
        (patron(loans=True, holds=(READY,)), "loans"),
        (patron(loans=True, holds=()), "loans"),
        (patron(loans=False, holds=(READY, WAITING)), "holds"),
        (patron(loans=False, holds=(WAITING,)), ""),
        (patron(loans=False, holds=(OVER,)), ""),
        (patron(loans=False, holds=()), ""),
    ],
)
def test_it_stands_with_the_loans_else_with_what_is_ready(
    page: InquiryPage, printed: list[None], snapshot: PatronSnapshot, where: str
) -> None:
    page.set_snapshot(snapshot)
    shown = page.due_slip.shown
    assert (shown is not None) == bool(where)
    if shown is not None:
        assert shown.isVisible()
        assert shown.text() == "返却期限票を印刷"
        assert getattr(page, where).isAncestorOf(shown)
        shown.click()
    assert len(printed) == bool(where)


def test_a_desk_that_may_not_has_no_button_and_no_letter(page: InquiryPage, printed: list[None]) -> None:
    page.set_snapshot(snapshots.everyday())
    page.offer_due_slip(offered=False)
    assert page.due_slip.shown is None
    page.loans.focus_table()
    QTest.keyClick(page.loans.table, Qt.Key.Key_P)
    assert printed == []
    page.offer_due_slip(offered=True)
    assert page.due_slip.shown is not None


@pytest.mark.parametrize(
    "table",
    [
        lambda page: page.loans.table,
        lambda page: page.holds.table,
        lambda page: page.cancelled_holds.table,
        lambda page: page.requests.table,
    ],
)
def test_its_letter_prints_from_every_list_and_stands_behind_its_word(
    page: InquiryPage, printed: list[None], table: Callable[[InquiryPage], QWidget]
) -> None:
    page.set_snapshot(snapshots.everyday())
    shown = page.due_slip.shown
    assert shown is not None
    before, there = shown.shows_letter, table(page)
    there.setFocus()
    assert (before, shown.shows_letter) == (False, True)
    QTest.keyClick(there, Qt.Key.Key_P)
    assert printed == [None]
    page.use_letters(on=False)
    QTest.keyClick(there, Qt.Key.Key_P)
    assert printed == [None]


def test_a_key_that_is_held_prints_once(page: InquiryPage, printed: list[None]) -> None:
    page.set_snapshot(snapshots.everyday())
    page.loans.focus_table()
    for is_repeat in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier, "p", is_repeat)
        QApplication.sendEvent(page.loans.table, press)
    assert printed == [None]


def test_tab_leads_from_the_loans_to_what_renews_all_and_then_to_it(page: InquiryPage) -> None:
    page.set_snapshot(snapshots.everyday())
    page.loans.focus_table()
    for button in (page.loans.renew_all, page.due_slip.shown):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        assert page.window().focusWidget() is button


def test_the_keyboard_stays_in_the_list_where_the_button_goes(page: InquiryPage) -> None:
    page.set_snapshot(snapshots.everyday())
    assert page.due_slip.shown is not None
    page.due_slip.shown.setFocus()
    page.offer_due_slip(offered=False)
    assert page.window().focusWidget() is page.loans.table
