"""A panel's table under real keys and a real mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.lookup.snapshot import HoldRow, LoanRow
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import both, refused
from views.circulation import holds_panel, loans_panel
from views.circulation.holds_panel import HoldsPanel
from views.panels.cell_painter import CellPainter
from views.panels.panel_table import PanelTable
from views.panels.places import Marks
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column, Identified, RowTableModel, Width
from views.style.theme import Theme

ALL = frozenset(RowAction)
LONG = "とても長い題名の本をめぐる冒険と、その続きについての覚え書き"
RENEWABLE = both(Allowed(snapshots.days(14)))
LOANS = tuple(snapshots.loan(n, title=f"題名{n}", renewal=RENEWABLE) for n in range(1, 21))


class Desk[R: Identified]:
    """A page with a field above a table, and what the table said."""

    def __init__(self, qtbot: QtBot, table: PanelTable[R]) -> None:
        self.table = table
        self.field = QLineEdit()
        self.after = QLineEdit()
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        body = QWidget()
        column = QVBoxLayout(body)
        for part in (self.field, table, self.after):
            column.addWidget(part)
        self.page.setWidget(body)
        self.page.resize(1180, 400)
        self.acts: list[tuple[int, RowAction]] = []
        table.acted.connect(lambda row, verb: self.acts.append((row.id, verb)))
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    def go_to(self, row: int, column: int) -> None:
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.model().index(row, column))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def button(self, row: int, column: int, part: int = 0) -> QPoint:
        """Tell where a button is in the viewport."""
        return self.table.button_boxes(row, column)[part].center().toPoint()

    def place(self) -> tuple[int, int]:
        index = self.table.currentIndex()
        return index.row(), index.column()


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk[LoanRow]:
    model = RowTableModel(loans_panel.columns(ALL))
    model.set_rows(LOANS)
    made = Desk(qtbot, PanelTable(model, theme))
    model.setParent(made.table)
    return made


@pytest.fixture
def hold_desk(qtbot: QtBot, theme: Theme) -> Desk[HoldRow]:
    model = RowTableModel(holds_panel.columns(ALL))
    model.set_rows(snapshots.three_holds())
    made = Desk(qtbot, PanelTable(model, theme))
    model.setParent(made.table)
    return made


STAFF = 9  # the staff column of the holds


def test_enter_does_the_rows_act(desk: Desk[LoanRow]) -> None:
    desk.go_to(1, 0)
    desk.press(Qt.Key.Key_Return)
    desk.go_to(2, 3)
    desk.press(Qt.Key.Key_Enter)

    assert desk.acts == [(2, RowAction.RENEW), (3, RowAction.RENEW)]


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


def test_arrows_walk_between_the_buttons_of_a_cell(hold_desk: Desk[HoldRow]) -> None:
    hold_desk.go_to(2, STAFF)
    hold_desk.press(Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert hold_desk.acts == [(3, RowAction.STAFF_CANCEL_HOLD), (3, RowAction.EXTEND_SHELF)]

    hold_desk.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert hold_desk.place() == (2, STAFF)
    hold_desk.press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert hold_desk.place() == (2, STAFF - 1)


def test_a_click_on_the_second_button_of_a_cell_is_that_act(hold_desk: Desk[HoldRow]) -> None:
    at = hold_desk.button(2, STAFF, 1)
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


def test_a_remark_too_long_for_its_column_makes_its_row_higher_and_is_never_cut(desk: Desk[LoanRow]) -> None:
    reasons = (Reason.SUSPENDED, Reason.REGISTRATION_EXPIRED, Reason.LONG_OVERDUE, Reason.HOLD_WAITING)
    desk.table.rows_model.set_rows((snapshots.loan(1), snapshots.loan(2, renewal=both(refused(*reasons)))))
    table = desk.table

    assert table.rowHeight(1) > table.rowHeight(0) == 26
    assert table.height() == table.horizontalHeader().height() + table.rowHeight(0) + table.rowHeight(1)
    assert tooltip(desk, 1, 7) == ""

    desk.table.rows_model.set_rows((snapshots.loan(1), snapshots.loan(2)))
    assert table.rowHeight(1) == 26


def test_spare_width_goes_to_the_growing_columns_to_the_last_pixel(desk: Desk[LoanRow]) -> None:
    table = desk.table
    before = [table.columnWidth(place) for place in range(8)]

    desk.page.resize(1301, 400)

    after = [table.columnWidth(place) for place in range(8)]
    assert sum(after) == table.viewport().width()
    assert [place for place in range(8) if after[place] != before[place]] == [1, 7]


def colours(desk: Desk[LoanRow], row: int) -> set[str]:
    """Gather the colours of a row as it is painted."""
    image = desk.table.viewport().grab(desk.table.visualRect(desk.table.model().index(row, 3))).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_the_current_row_is_seen_while_the_table_has_the_keyboard(desk: Desk[LoanRow], theme: Theme) -> None:
    selection = QColor(theme.tokens.colours.selection).name()
    desk.go_to(2, 0)
    assert selection in colours(desk, 2)
    assert selection not in colours(desk, 3)

    desk.field.setFocus()

    assert selection not in colours(desk, 2)


def test_the_row_under_the_mouse_is_seen(desk: Desk[LoanRow], theme: Theme) -> None:
    hover = QColor(theme.tokens.colours.hover).name()

    QTest.mouseMove(desk.table.viewport(), desk.button(3, 0))

    assert hover in colours(desk, 3)
    assert desk.table.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(desk.table, QEvent(QEvent.Type.Leave))
    assert hover not in colours(desk, 3)


def test_buttons_are_drawn_in_the_patrons_and_in_staffs_colour(
    hold_desk: Desk[HoldRow], theme: Theme
) -> None:
    colour = theme.tokens.colours
    table = hold_desk.table

    def inks(row: int, column: int) -> set[str]:
        image = table.viewport().grab(table.visualRect(table.model().index(row, column))).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert colour.accent in inks(0, 0)
    assert colour.staff in inks(2, STAFF)
    assert colour.accent not in inks(2, 0)


def test_a_remark_without_room_beside_its_buttons_goes_under_them(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, frozenset(RowAction))
    qtbot.addWidget(panel)
    ready = snapshots.past_waiting(
        3, HoldStatus.READY, shelf_until=snapshots.days(3), shelf_place="予約棚B", branch="前川"
    )
    panel.set_rows((snapshots.past_waiting(2, HoldStatus.IN_TRANSIT), ready))
    panel.resize(panel.table.unfolded_width + 4, 200)
    panel.show()
    plain, two_storeys = (panel.table.verticalHeader().sectionSize(row) for row in range(2))
    sizes = theme.tokens.sizes
    assert plain == sizes.row
    assert two_storeys == sizes.row + sizes.wrapped_line + sizes.gap
    rect = panel.table.visualRect(panel.model.index(1, 9))
    acted: list[RowAction] = []
    panel.acted.connect(lambda _row, verb: acted.append(verb))
    upper = QPoint(rect.left() + sizes.pad + 8, rect.top() + sizes.row // 2)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=upper)
    under = QPoint(upper.x(), rect.bottom() - 4)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=under)
    assert acted == [RowAction.STAFF_CANCEL_HOLD]


@pytest.mark.parametrize(("remarks", "goes_below"), [(9, True), (1, False)])
def test_a_remark_goes_where_its_row_is_less_high(theme: Theme, remarks: int, goes_below: bool) -> None:
    renew = (Action(RowAction.RENEW, "窓口で更新", staff=True),)
    staff = Column[LoanRow](
        "staff",
        "職員",
        lambda _: ", ".join(["相互貸借"] * remarks),
        Width(""),
        CellKind.STAFF,
        actions=lambda _: renew,
        wrap=True,
    )
    model = RowTableModel[LoanRow]((staff,))
    model.set_rows((snapshots.loan(1),))
    sizes = theme.tokens.sizes
    painter, cell, width = CellPainter(theme, Marks()), model.cell(0, 0), 18 * sizes.body
    alone = replace(cell, actions=())
    reach = round(painter.button_boxes(cell, QRect(0, 0, width, sizes.row))[-1].right())
    beside = painter.row_height([(alone, width - reach)])
    below = sizes.row + painter.row_height([(alone, width)]) - sizes.pad + sizes.gap
    assert (below < beside) is goes_below
    assert painter.row_height([(cell, width)]) == min(below, beside)


def test_lines_of_a_cell_dont_touch(theme: Theme) -> None:
    title = Column[LoanRow]("title", "タイトル", lambda _: "昔の学校給食の献立" * 4, Width(""), wrap=True)
    model = RowTableModel[LoanRow]((title,))
    model.set_rows((snapshots.loan(1),))
    sizes = theme.tokens.sizes
    room = 20 * sizes.body
    high = CellPainter(theme, Marks()).row_height([(model.cell(0, 0), room)])
    assert high - sizes.pad >= 2 * 1.2 * sizes.body
