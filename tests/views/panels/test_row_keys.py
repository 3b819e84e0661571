"""← and → go from button to button of a row, with Ctrl from cell to cell, in rows of one line and of several."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import HoldRow
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import both, refused
from tests.views.ear import Ear
from tests.views.panels.table_scene import ALL, STAFF, Desk
from views.circulation.holds_panel import HoldsPanel
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.style.theme import Theme

STATUS, CHANGE = 0, 9
CTRL, NO = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
WIDE, NARROW = 1180, 700


@pytest.fixture(params=[WIDE, NARROW], ids=["one line", "several"])
def held(request: pytest.FixtureRequest, hold_desk: Desk[HoldRow]) -> Desk[HoldRow]:
    hold_desk.page.resize(request.param, 400)
    assert (hold_desk.table.drawn.lines > 1) is (request.param == NARROW)
    return hold_desk


def go(desk: Desk[HoldRow], key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> tuple[int, str]:
    """Press an arrow; answers the column that is current then, and the word of the button that Enter presses."""
    QTest.keyClick(desk.table, key, modifier)
    act = desk.table.current_act()
    assert act is not None
    return desk.place()[1], act.label


def test_right_goes_to_the_next_button_over_all_cells_and_stays_at_the_last(held: Desk[HoldRow]) -> None:
    held.go_to(0, STATUS)
    assert go(held, Qt.Key.Key_Right) == (CHANGE, "変更")
    assert go(held, Qt.Key.Key_Right) == (CHANGE, "変更")
    assert go(held, Qt.Key.Key_Left) == (STATUS, "予約解除可能")
    assert go(held, Qt.Key.Key_Left) == (STATUS, "予約解除可能")


def test_buttons_of_one_cell_come_one_after_the_other(held: Desk[HoldRow]) -> None:
    held.go_to(2, STATUS)
    assert [go(held, Qt.Key.Key_Right) for _ in range(3)] == [
        (CHANGE, "変更"),
        (STAFF, "取置延長"),
        (STAFF, "窓口取消"),
    ]
    assert go(held, Qt.Key.Key_Left) == (STAFF, "取置延長")
    held.press(Qt.Key.Key_Return)
    assert held.acts == [(3, RowAction.EXTEND_SHELF)]


def test_from_a_cell_without_buttons_an_arrow_goes_to_the_next_one_that_way(held: Desk[HoldRow]) -> None:
    held.go_to(0, 2)
    assert go(held, Qt.Key.Key_Right)[0] == CHANGE
    held.go_to(0, STAFF - 3)
    assert go(held, Qt.Key.Key_Left)[0] in {STATUS, CHANGE}


def test_from_a_cell_beyond_which_there_is_no_button_they_begin_at_the_other_end(
    held: Desk[HoldRow],
) -> None:
    held.go_to(0, STAFF)
    assert go(held, Qt.Key.Key_Right) == (STATUS, "予約解除可能")
    held.go_to(2, 2)
    assert go(held, Qt.Key.Key_Left) == (STAFF, "窓口取消")


def test_in_a_row_without_buttons_they_go_nowhere(held: Desk[HoldRow]) -> None:
    nobody = both(refused(Reason.NOT_WAITING))
    held.table.rows_model.set_rows((snapshots.hold(cancel=nobody, change=nobody),))
    held.go_to(0, 1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(held.table, key)
    assert held.place() == (0, 1)


def test_with_ctrl_they_walk_the_cells_in_the_order_of_the_columns(held: Desk[HoldRow]) -> None:
    held.go_to(2, STATUS)
    walked = [STATUS]
    for _ in range(2 * STAFF):
        QTest.keyClick(held.table, Qt.Key.Key_Right, CTRL)
        walked.append(held.place()[1])
    cells = held.table.rows_model.painted_cells(2)
    seen = [column for column, cell in enumerate(cells) if cell.text or cell.actions]
    assert sorted(set(walked)) == seen
    assert walked == sorted(walked)
    QTest.keyClick(held.table, Qt.Key.Key_Left, CTRL)
    assert held.place() == (2, seen[-2])


def test_the_current_cell_is_told_to_screen_readers(held: Desk[HoldRow]) -> None:
    held.go_to(0, STATUS)
    table = QAccessible.queryAccessibleInterface(held.table)
    go(held, Qt.Key.Key_Right)
    focused = table.focusChild()
    assert focused is not None
    assert focused.text(QAccessible.Text.Name) == "変更"


def test_which_of_a_cells_buttons_is_meant_is_said(held: Desk[HoldRow], ear: Ear) -> None:
    """A screen reader reads the cell, with all of its buttons."""
    held.go_to(2, STATUS)
    for _ in range(3):
        go(held, Qt.Key.Key_Right)
    held.go_to(0, STATUS)
    go(held, Qt.Key.Key_Right)
    assert [text for text, _ in ear.heard] == ["取置延長", "窓口取消"]


def test_buttons_of_a_row_of_several_lines_are_walked_from_line_to_line(qtbot: QtBot, theme: Theme) -> None:
    """Where the acts have no room beside the title, they stand in further lines."""
    panel = HoldsPanel(theme, ALL, offers=EVERYTHING)
    qtbot.addWidget(panel)
    ready = snapshots.past_waiting(1, HoldStatus.READY, shelf_until=snapshots.days(3), extend=Allowed())
    panel.set_rows((ready, snapshots.hold(2)))
    panel.resize(330, 500)
    panel.show()
    table: PanelTable[HoldRow] = panel.table
    for row in range(2):
        boxes = [
            (box.top(), box.left(), column, part)
            for column in range(STAFF + 1)
            for part, box in enumerate(table.button_boxes(row, column))
        ]
        table.setCurrentIndex(panel.model.index(row, 2))
        walked = []
        for _ in boxes:
            QTest.keyClick(table, Qt.Key.Key_Right)
            act = table.current_act()
            assert act is not None
            walked.append((table.currentIndex().column(), act.label))
        by_place = [(it[2], panel.model.cell(row, it[2]).actions[it[3]].label) for it in sorted(boxes)]
        assert walked == by_place
