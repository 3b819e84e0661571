"""A screen reader finds the keyboard in one place: a list that was left has no cell with it."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QTableView

from services.contract.snapshot import LoanRow
from services.rules.decision import Allowed
from tests.helpers import snapshots
from tests.helpers.snapshots import both
from tests.viewmodels.fakes import CARD_A
from tests.views.acts import WholeActs
from tests.views.panels.table_scene import Desk
from views.panels import panel_table
from views.panels.panel_table import PanelTable


def focused_cells(acts: WholeActs) -> list[str]:
    """Name the cells that say of themselves that they have the keyboard."""
    found = []
    for table in acts.counter.window.findChildren(QTableView):
        told = QAccessible.queryAccessibleInterface(table)
        cells = [told.child(place) for place in range(told.childCount())]
        told_focused = [it for it in cells if it.state().focused]
        found += [f"{table.accessibleName()}: {it.text(QAccessible.Text.Name)}" for it in told_focused]
    return found


@pytest.fixture
def told(listening: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what the table itself tells of the keyboard's place; what Qt tells isn't heard."""
    found: list[str] = []

    def noted(event: QAccessibleEvent) -> None:
        assert event.type() is QAccessible.Event.Focus
        found.append(event.accessibleInterface().text(QAccessible.Text.Name))

    asked = {it: getattr(QAccessible, it) for it in ("isActive", "queryAccessibleInterface", "Event")}
    monkeypatch.setattr(panel_table, "QAccessible", SimpleNamespace(**asked, updateAccessibility=noted))
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


@pytest.mark.parametrize("begins", [lambda table: table.setFocus(), lambda table: table.go_to(2)])
def test_the_cell_is_told_after_the_list(
    desk: Desk[LoanRow], told: list[str], qapp: QApplication, begins: Callable[[PanelTable[LoanRow]], None]
) -> None:
    """Qt tells of the list after it gave it the keyboard, and at once: a reader takes the last that is told."""
    begins(desk.table)
    assert told == []
    qapp.processEvents()
    index = desk.table.currentIndex()
    assert told == [desk.table.rows_model.cell(index.row(), index.column()).spoken]


@pytest.mark.parametrize("chooses", [False, True])
def test_nothing_is_told_of_a_list_that_was_left_meanwhile(
    desk: Desk[LoanRow], told: list[str], qapp: QApplication, chooses: bool
) -> None:
    """One that chooses keeps its current cell."""
    desk.table.chooses = chooses
    desk.table.setCurrentIndex(desk.table.rows_model.index(1, 0))
    desk.table.setFocus()
    desk.field.setFocus()
    qapp.processEvents()
    assert told == []


def test_a_list_goes_to_the_row_that_is_wanted_by_no_other(desk: Desk[LoanRow]) -> None:
    rows: list[int] = []
    desk.table.setFocus()
    desk.field.setFocus()
    desk.table.selectionModel().currentChanged.connect(lambda now, _: rows.append(now.row()))
    desk.table.go_to(5)
    assert rows == [5]


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
