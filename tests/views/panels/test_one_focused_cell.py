"""A screen reader finds the keyboard in one place: a list that was left has no cell with it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTableView

from services.rules.decision import Allowed
from tests.helpers import snapshots
from tests.helpers.snapshots import both
from tests.viewmodels.fakes import CARD_A
from tests.views.acts import WholeActs


def focused_cells(acts: WholeActs) -> list[str]:
    """Name the cells that say of themselves that they have the keyboard."""
    found = []
    for table in acts.counter.window.findChildren(QTableView):
        told = QAccessible.queryAccessibleInterface(table)
        cells = [told.child(place) for place in range(told.childCount())]
        told_focused = [it for it in cells if it.state().focused]
        found += [f"{table.accessibleName()}: {it.text(QAccessible.Text.Name)}" for it in told_focused]
    return found


async def at_two_lists(acts: WholeActs) -> None:
    loans = tuple(snapshots.loan(n, renewal=both(Allowed(snapshots.days(14)))) for n in range(1, 4))
    holds = (snapshots.hold(11), snapshots.hold(12))
    await acts.open(replace(snapshots.everyday(loans=loans, holds=holds), card_number=CARD_A))


async def test_at_most_one_cell_of_the_window_has_the_keyboard(whole_acts: WholeActs) -> None:
    await at_two_lists(whole_acts)
    counter = whole_acts.counter
    assert focused_cells(whole_acts) == ["貸出一覧: 再貸出可能"]
    counter.press(Qt.Key.Key_Down)
    assert focused_cells(whole_acts) == ["貸出一覧: 再貸出可能"]
    counter.press(Qt.Key.Key_F6)
    assert focused_cells(whole_acts) == ["予約一覧: 変更"]
    counter.press(Qt.Key.Key_F2)
    assert focused_cells(whole_acts) == []


async def test_a_list_that_was_left_goes_on_at_the_same_cell(whole_acts: WholeActs) -> None:
    await at_two_lists(whole_acts)
    counter, table = whole_acts.counter, whole_acts.counter.window.inquiry.loans.table
    table.setCurrentIndex(table.rows_model.index(2, 3))
    counter.press(Qt.Key.Key_F2)
    assert table.current_row() is None
    counter.press(Qt.Key.Key_F6)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 3)


async def test_the_button_of_the_current_row_keeps_it(whole_acts: WholeActs) -> None:
    await at_two_lists(whole_acts)
    counter, panel = whole_acts.counter, whole_acts.counter.window.inquiry.loans
    panel.focus_table()
    panel.act_button.setFocus()
    assert panel.act_button.hasFocus()
    assert panel.act_button.isVisible()
    row = panel.table.current_row()
    assert row is not None
    counter.press(Qt.Key.Key_F2)
    assert not panel.act_button.isVisible()
    assert focused_cells(whole_acts) == []


async def test_under_a_question_the_row_it_is_about_stays(whole_acts: WholeActs) -> None:
    await at_two_lists(whole_acts)
    panel = whole_acts.counter.window.inquiry.loans
    panel.focus_table()
    whole_acts.counter.press(Qt.Key.Key_Return)
    asked = await whole_acts.dialog()
    assert panel.table.current_row() is not None
    assert asked is not None
    await whole_acts.say_yes()
    assert whole_acts.counter.window.focusWidget() is whole_acts.inquiry
    assert focused_cells(whole_acts) == [], "the act left no list with an act"


async def test_other_rows_begin_anew(whole_acts: WholeActs) -> None:
    await at_two_lists(whole_acts)
    counter, table = whole_acts.counter, whole_acts.counter.window.inquiry.loans.table
    counter.press(Qt.Key.Key_Down)
    counter.press(Qt.Key.Key_F2)
    table.rows_model.set_rows((snapshots.loan(98), snapshots.loan(99)))
    counter.press(Qt.Key.Key_F6)
    assert table.currentIndex().row() == 0
