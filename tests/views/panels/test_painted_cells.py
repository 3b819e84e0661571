"""What is painted of a table: how high rows are, their colours, and where texts and buttons go."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.contract.snapshot import HoldRow, LoanRow
from tests.helpers import snapshots
from tests.views.panels.table_scene import STAFF, Desk
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


class _Paints(QObject):
    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_other_rows_are_painted_once(hold_desk: Desk[HoldRow], qapp: QApplication) -> None:
    qapp.processEvents()
    paints = _Paints(hold_desk.table.viewport())
    hold_desk.table.rows_model.set_rows(tuple(snapshots.hold(n, shelf_place="予約棚") for n in range(4, 8)))
    for _ in range(5):
        qapp.processEvents()
    assert paints.count == 1


def test_nothing_is_painted_below_the_rows(hold_desk: Desk[HoldRow], qapp: QApplication) -> None:
    table = hold_desk.table
    qapp.processEvents()
    rows, frame = _Paints(table.viewport()), _Paints(table)

    table.viewport().update()
    qapp.processEvents()

    assert (rows.count, frame.count) == (1, 0)


def test_where_no_row_is_the_table_has_its_ground(hold_desk: Desk[HoldRow], theme: Theme) -> None:
    hold_desk.table.rows_model.set_rows(())
    hold_desk.table.setFixedHeight(20)
    image = hold_desk.table.viewport().grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert seen == {QColor(theme.tokens.colours.surface).name()}
