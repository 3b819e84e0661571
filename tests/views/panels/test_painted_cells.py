"""What is painted of a table: how high rows are, their colours, and where texts and buttons go."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.contract.snapshot import HoldRow, LoanRow
from tests.helpers import snapshots
from tests.views.panels.table_scene import STAFF, Desk
from views.panels.cell_painter import CellPainter
from views.panels.places import Marks
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column, RowTableModel, Width
from views.style.theme import Theme


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


def test_every_act_has_the_accent_and_staffs_a_brown_mark(hold_desk: Desk[HoldRow], theme: Theme) -> None:
    colour = theme.tokens.colours
    table = hold_desk.table

    def inks(row: int, column: int) -> set[str]:
        image = table.viewport().grab(table.visualRect(table.model().index(row, column))).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert colour.accent in inks(0, 0)
    assert colour.staff_edge not in inks(0, 0)
    assert colour.staff_edge in inks(2, STAFF - 1)
    assert colour.accent in inks(2, STAFF)
    assert colour.accent not in inks(2, 0)


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
