"""A panel's table under real keys and a real mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from services.contract.snapshot import HoldRow, LoanRow
from services.rules.decision import Reason
from tests.helpers import snapshots
from tests.helpers.snapshots import both, refused
from tests.views.panels.table_scene import LOANS, STAFF, Desk
from views.panels.row_actions import RowAction

LONG = "とても長い題名の本をめぐる冒険と、その続きについての覚え書き"


def test_enter_does_the_rows_act(desk: Desk[LoanRow]) -> None:
    desk.go_to(1, 0)
    desk.press(Qt.Key.Key_Return)
    desk.go_to(2, 0)
    desk.press(Qt.Key.Key_Enter)

    assert desk.acts == [(2, RowAction.RENEW), (3, RowAction.RENEW)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_on_a_cell_without_an_act_does_nothing(
    desk: Desk[LoanRow], hold_desk: Desk[HoldRow], key: Qt.Key
) -> None:
    """The ring is around 「—」 or a title; the row's act stands elsewhere, and may end a hold."""
    for each, row, columns in ((desk, 2, range(1, 5)), (hold_desk, 2, range(STAFF - 1))):
        for column in columns:
            each.go_to(row, column)
            assert not each.table.rows_model.cell(row, column).actions
            each.press(key)
        assert each.acts == []


def test_space_presses_a_button_and_nothing_else(desk: Desk[LoanRow]) -> None:
    desk.go_to(1, 0)
    desk.press(Qt.Key.Key_Space)
    desk.go_to(1, 3)
    desk.press(Qt.Key.Key_Space)

    assert desk.acts == [(2, RowAction.RENEW)]


def test_a_row_without_an_act_does_nothing(desk: Desk[LoanRow]) -> None:
    desk.table.rows_model.set_rows((snapshots.loan(1, renewal=both(refused(Reason.LENT_TODAY))),))
    desk.go_to(0, 0)

    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Space)

    assert desk.acts == []
    assert desk.table.current_act() is None


def test_a_click_on_a_button_acts_beside_it_not(desk: Desk[LoanRow]) -> None:
    at = desk.button(1, 0)
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    beside = desk.table.visualRect(desk.table.model().index(1, 1)).center()
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.RightButton, pos=at)

    assert desk.acts == [(2, RowAction.RENEW)]


def test_a_press_that_is_let_go_elsewhere_does_nothing(desk: Desk[LoanRow]) -> None:
    viewport = desk.table.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=desk.button(1, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=desk.button(2, 0))

    assert desk.acts == []


def test_a_click_on_the_second_button_of_a_cell_is_that_act(hold_desk: Desk[HoldRow]) -> None:
    at = hold_desk.button(2, STAFF, 0)
    QTest.mouseClick(hold_desk.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert hold_desk.acts == [(3, RowAction.EXTEND_SHELF)]
    act = hold_desk.table.current_act()
    assert act is not None
    assert act.verb is RowAction.EXTEND_SHELF


def test_tab_goes_in_and_out_again(desk: Desk[LoanRow]) -> None:
    desk.field.setFocus()
    desk.press(Qt.Key.Key_Tab)
    assert desk.table.hasFocus()
    desk.press(Qt.Key.Key_Tab)
    assert desk.after.hasFocus()
    desk.press(Qt.Key.Key_Backtab)
    assert desk.table.hasFocus()


def test_nothing_can_be_copied_out(desk: Desk[LoanRow]) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("前からあるもの")
    desk.go_to(1, 1)

    QTest.keyClick(desk.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert clipboard.text() == "前からあるもの"


def test_letters_and_digits_move_nothing(desk: Desk[LoanRow]) -> None:
    desk.go_to(3, 1)

    QTest.keyClicks(desk.table, "1")
    desk.table.keyboardSearch("題名1")

    assert desk.place() == (3, 1)


def test_the_current_cell_stays_on_its_row_when_rows_are_read_anew(desk: Desk[LoanRow]) -> None:
    desk.go_to(4, 2)

    desk.table.rows_model.set_rows(tuple(replace(loan, version=2) for loan in LOANS[2:]))

    assert desk.place() == (2, 2)
    row = desk.table.current_row()
    assert row is not None
    assert row.id == 5


def test_another_patrons_rows_have_no_current_cell(desk: Desk[LoanRow]) -> None:
    desk.go_to(4, 2)

    desk.table.rows_model.set_rows((snapshots.loan(99),))

    assert desk.place() == (-1, -1)
    assert desk.table.current_act() is None


def test_the_page_scrolls_and_follows_the_current_cell(desk: Desk[LoanRow]) -> None:
    bar = desk.page.verticalScrollBar()
    desk.go_to(0, 0)
    assert bar.value() == 0

    desk.press(*[Qt.Key.Key_Down] * 19)

    rect = desk.table.visualRect(desk.table.currentIndex())
    top = desk.table.viewport().mapTo(desk.page, rect.topLeft()).y()
    assert bar.value() > 0
    assert 0 <= top <= desk.page.viewport().height() - rect.height()
    assert desk.table.verticalScrollBar().maximum() == 0


def test_the_wheel_scrolls_the_page(desk: Desk[LoanRow]) -> None:
    over_the_table = desk.table.viewport().mapTo(desk.page, QPoint(200, 100))

    QTest.wheelEvent(desk.page.windowHandle(), QPointF(over_the_table), QPoint(0, -240))

    assert desk.page.verticalScrollBar().value() > 0


def tooltip(desk: Desk[LoanRow], row: int, column: int) -> str:
    """Ask for a cell's tooltip as Qt does; answers what is shown."""
    QToolTip.hideText()
    spot = desk.table.visualRect(desk.table.model().index(row, column)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, desk.table.viewport().mapToGlobal(spot))
    QApplication.sendEvent(desk.table.viewport(), event)
    return desk.table.tooltip_at(spot)


def test_a_title_that_is_cut_is_its_own_tooltip(desk: Desk[LoanRow]) -> None:
    desk.table.rows_model.set_rows((snapshots.loan(1, title=LONG), snapshots.loan(2, title="短い")))

    assert tooltip(desk, 0, 1) == LONG
    assert QToolTip.text() == LONG
    assert tooltip(desk, 1, 1) == ""
    assert desk.table.tooltip_at(QPoint(5, 5000)) == ""


def test_space_says_a_cut_title_in_full_to_those_who_press_keys(desk: Desk[LoanRow]) -> None:
    desk.table.rows_model.set_rows((snapshots.loan(1, title=LONG), snapshots.loan(2, title=LONG)))
    desk.go_to(0, 1)
    assert not QToolTip.isVisible()
    desk.press(Qt.Key.Key_Space)
    assert (QToolTip.isVisible(), QToolTip.text()) == (True, LONG)
    desk.press(Qt.Key.Key_Space)
    assert not QToolTip.isVisible()
    assert desk.acts == []


@pytest.mark.parametrize("away", [Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_what_space_said_goes_with_the_next_key(desk: Desk[LoanRow], away: Qt.Key) -> None:
    desk.table.rows_model.set_rows((snapshots.loan(1, title=LONG), snapshots.loan(2, title=LONG)))
    desk.go_to(0, 1)
    desk.press(Qt.Key.Key_Space, away)
    assert not QToolTip.isVisible()


def test_space_says_nothing_of_what_is_whole_and_rows_read_anew_take_it_away(desk: Desk[LoanRow]) -> None:
    desk.table.rows_model.set_rows((snapshots.loan(1, title="短い"), snapshots.loan(2, title=LONG)))
    desk.go_to(0, 1)
    desk.press(Qt.Key.Key_Space)
    assert not QToolTip.isVisible()
    desk.go_to(1, 1)
    desk.press(Qt.Key.Key_Space)
    desk.table.rows_model.set_rows((snapshots.loan(3, title="別の本"),))
    assert not QToolTip.isVisible()
