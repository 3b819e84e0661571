"""Enter does what the ring stands on; ↑ and ↓ keep the kind of act; letters act while the keyboard is in the list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import HoldRow
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import both, refused
from tests.views.panels.table_scene import ALL, RENEWABLE, Desk
from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.panels.row_actions import LETTERS, RowAction
from views.style.theme import Theme

UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
CTRL = Qt.KeyboardModifier.ControlModifier
NOBODY = both(refused(Reason.NOT_WAITING))


def ready(number: int) -> HoldRow:
    return snapshots.past_waiting(
        number, HoldStatus.READY, shelf_until=snapshots.days(3), extend=Allowed(snapshots.days(9))
    )


HOLDS = (
    ready(1),
    snapshots.hold(2, cancel=NOBODY, change=NOBODY),
    snapshots.hold(3),
    ready(4),
    snapshots.hold(5, cancel=NOBODY, change=NOBODY),
)


@pytest.fixture
def holds(hold_desk: Desk[HoldRow]) -> Desk[HoldRow]:
    hold_desk.table.rows_model.set_rows(HOLDS)
    hold_desk.table.use_letters(on=True)
    return hold_desk


def ring(desk: Desk[HoldRow]) -> tuple[int, str]:
    """Tell in which row the ring is, and on which word; blank for the row itself."""
    act = desk.table.current_act()
    return desk.place()[0], act.label if act else ""


def walk(desk: Desk[HoldRow], *keys: Qt.Key, ctrl: bool = False) -> list[tuple[int, str]]:
    seen = []
    for key in keys:
        QTest.keyClick(desk.table, key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)
        seen.append(ring(desk))
    return seen


def test_it_begins_on_the_mildest_act_of_the_first_row_that_has_one(holds: Desk[HoldRow]) -> None:
    holds.table.rows_model.set_rows((HOLDS[1], HOLDS[2]))
    holds.table.setFocus()
    assert ring(holds) == (1, "変更")


def test_up_and_down_keep_the_kind_and_skip_rows_without_it(holds: Desk[HoldRow]) -> None:
    assert holds.table.go_to_first_act()
    assert ring(holds) == (0, "変更")
    assert walk(holds, DOWN, DOWN, UP) == [(2, "変更"), (3, "変更"), (2, "変更")]
    assert holds.table.go_to_first_act()
    assert walk(holds, RIGHT, DOWN, UP) == [(0, "取置延長"), (3, "取置延長"), (0, "取置延長")]
    assert walk(holds, RIGHT, DOWN) == [(0, "窓口取消"), (3, "窓口取消")]


def test_beyond_the_last_row_of_the_kind_the_ring_is_on_the_row_and_enter_does_nothing(
    holds: Desk[HoldRow],
) -> None:
    holds.table.go_to(3)
    assert walk(holds, DOWN, DOWN) == [(4, ""), (4, "")]
    holds.press(Qt.Key.Key_Return)
    assert holds.acts == []
    assert walk(holds, UP) == [(3, "変更")]


def test_a_row_without_the_kind_never_offers_another_kind_in_its_place(holds: Desk[HoldRow]) -> None:
    transit = snapshots.past_waiting(7, HoldStatus.IN_TRANSIT)
    holds.table.rows_model.set_rows((ready(1), transit))
    holds.table.go_to(0)
    assert walk(holds, RIGHT, DOWN) == [(0, "取置延長"), (1, "")]
    assert walk(holds, RIGHT)[0][1]


def test_with_ctrl_every_row_is_gone_to(holds: Desk[HoldRow]) -> None:
    holds.table.go_to(0)
    assert [row for row, _ in walk(holds, *[DOWN] * 4, ctrl=True)] == [1, 2, 3, 4]


def test_where_no_row_has_an_act_each_is_gone_to(holds: Desk[HoldRow]) -> None:
    holds.table.rows_model.set_rows(tuple(snapshots.hold(n, cancel=NOBODY, change=NOBODY) for n in range(3)))
    assert not holds.table.go_to_first_act()
    holds.table.setFocus()
    assert ring(holds) == (0, "")
    assert walk(holds, DOWN, DOWN, UP) == [(1, ""), (2, ""), (1, "")]


@pytest.mark.parametrize(
    ("row", "key", "verb"),
    [
        (0, Qt.Key.Key_E, RowAction.CHANGE_HOLD),
        (0, Qt.Key.Key_X, RowAction.EXTEND_SHELF),
        (0, Qt.Key.Key_C, RowAction.STAFF_CANCEL_HOLD),
        (2, Qt.Key.Key_C, RowAction.CANCEL_HOLD),
        (2, Qt.Key.Key_X, None),
        (1, Qt.Key.Key_C, None),
        (0, Qt.Key.Key_R, None),
        (0, Qt.Key.Key_A, None),
    ],
)
def test_a_letter_does_the_act_of_the_current_row(
    holds: Desk[HoldRow], row: int, key: Qt.Key, verb: RowAction | None
) -> None:
    holds.table.go_to(row)
    QTest.keyClick(holds.table, key)
    assert holds.acts == ([(HOLDS[row].id, verb)] if verb else [])
    act = holds.table.current_act()
    assert verb is None or (act is not None and act.verb is verb)


def test_without_letters_none_acts(holds: Desk[HoldRow]) -> None:
    holds.table.use_letters(on=False)
    holds.table.go_to(0)
    for letter in set(LETTERS.values()):
        QTest.keyClick(holds.table, Qt.Key(ord(letter)))
    assert holds.acts == []


def test_an_input_method_is_off_in_a_list(holds: Desk[HoldRow]) -> None:
    holds.table.go_to(0)
    for part in (holds.table, holds.table.viewport()):
        assert not part.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_after_its_row_is_gone_the_ring_is_on_the_next_row_and_on_no_act(holds: Desk[HoldRow]) -> None:
    holds.table.go_to(2)
    holds.table.rows_model.set_rows((*HOLDS[:2], *HOLDS[3:]))
    assert ring(holds) == (2, "")
    assert walk(holds, DOWN) == [(3, "")]
    holds.table.rows_model.set_rows(HOLDS[:2])
    assert ring(holds) == (1, "")
    assert walk(holds, UP) == [(0, "変更")]


def test_a_letter_is_painted_only_while_it_acts_and_moves_nothing(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, ALL, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.set_rows(HOLDS)
    panel.table.use_letters(on=True)
    panel.resize(1180, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.table.go_to(0)
    places = [panel.table.button_boxes(row, column) for row in range(5) for column in range(11)]
    column = next(n for n, it in enumerate(panel.model.columns) if it.key == "staff")

    def ink_behind(row: int, part: int) -> bool:
        box = panel.table.button_boxes(row, column)[part]
        picture = panel.table.viewport().grab().toImage()
        accent = theme.tokens.colour("accent")
        begins, wide = round(box.right()) - 8, 14
        area = (
            (x, y) for x in range(begins, begins + wide) for y in range(int(box.top()), int(box.bottom()))
        )
        return any(QColor(picture.pixel(QPoint(*it))) == accent for it in area)

    assert ink_behind(0, 1)
    assert not ink_behind(1, 1)
    panel.table.mark_focused(focused=False)
    assert not ink_behind(0, 1)
    panel.table.mark_focused(focused=True)
    panel.table.use_letters(on=False)
    assert not ink_behind(0, 1)
    assert places == [panel.table.button_boxes(row, column) for row in range(5) for column in range(11)]


def test_a_renews_all_while_the_keyboard_is_in_the_loans(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.set_rows(tuple(snapshots.loan(n, renewal=RENEWABLE) for n in range(1, 4)))
    panel.table.use_letters(on=True)
    panel.resize(1180, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    pressed: list[bool] = []
    panel.renew_all.clicked.connect(lambda on=False: pressed.append(on))
    wide = panel.renew_all.sizeHint()
    shown = []
    for part in (panel.renew_all, panel.table):
        part.setFocus()
        shown.append(panel.renew_all.shows_letter)
    assert shown == [False, True]
    assert panel.renew_all.sizeHint() == wide
    QTest.keyClick(panel.table, Qt.Key.Key_A)
    assert len(pressed) == 1
    panel.table.use_letters(on=False)
    QTest.keyClick(panel.table, Qt.Key.Key_A)
    assert len(pressed) == 1


@pytest.mark.parametrize("command", [CTRL, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier])
def test_a_letter_that_is_part_of_a_command_does_no_act(
    holds: Desk[HoldRow], command: Qt.KeyboardModifier
) -> None:
    holds.table.go_to(0)
    for key in (Qt.Key.Key_E, Qt.Key.Key_X, Qt.Key.Key_C):
        QTest.keyClick(holds.table, key, command)
    assert holds.acts == []


def test_where_an_act_was_done_that_is_gone_the_ring_is_on_the_row(holds: Desk[HoldRow]) -> None:
    holds.table.go_to(0)
    while ring(holds)[1] != "取置延長":
        walk(holds, RIGHT)
    extended = snapshots.past_waiting(1, HoldStatus.READY, extend=refused(Reason.NOT_ON_SHELF))
    holds.table.rows_model.set_rows((extended, *HOLDS[1:]))
    assert ring(holds) == (0, "")
    assert walk(holds, DOWN) == [(3, "取置延長")]
