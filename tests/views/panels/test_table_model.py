"""The one table model: frozen rows in, cells out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from views.panels.grid import Slot
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column, RowTableModel


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    number: int = 0


RENEW = Action(RowAction.RENEW, "再貸出可能")
UNDO = Action(RowAction.UNDO_CANCEL, "予約に戻す", staff=True)
COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "名前", lambda row: row.name, tooltip=lambda row: f"全部: {row.name}", slot=Slot.TITLE),
    Column(
        "number",
        "数",
        lambda row: str(row.number),
        kind=lambda row: CellKind.MUTED if row.number > 1 else CellKind.TEXT,
        actions=lambda row: (RENEW,) if row.number == 1 else (),
        slot=Slot.STATE,
    ),
    Column(
        "staff",
        "職員",
        lambda row: f"備考{row.number}",
        CellKind.STAFF,
        lambda _row: (UNDO,),
        slot=Slot.STAFF,
    ),
)
ROWS = (Row(1, "甲", 1), Row(2, "乙", 2))


@pytest.fixture
def model() -> RowTableModel[Row]:
    made = RowTableModel(COLUMNS)
    made.set_rows(ROWS)
    return made


def test_it_is_a_model_as_qt_wants_it(qtmodeltester: ModelTester, model: RowTableModel[Row]) -> None:
    check = cast("Callable[..., None]", qtmodeltester.check)
    check(model, force_py=True)
    model.set_rows(ROWS[:1])
    check(model, force_py=True)


def test_rows_that_are_as_they_were_keep_their_cells(model: RowTableModel[Row]) -> None:
    first, second = model.cells(0), model.cells(1)
    model.set_rows((Row(3, "丙"), ROWS[1], Row(1, "丁", 1)))
    assert model.cells(1) is second
    assert model.cells(2) is not first
    assert [model.cell(row, 0).text for row in range(3)] == ["丙", "乙", "丁"]
    model.set_rows(())
    model.set_rows(ROWS)
    assert model.cells(1) is not second


def test_rows_and_titles(model: RowTableModel[Row]) -> None:
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]

    assert titles == ["名前", "数", "職員", None]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    assert model.rowCount(model.index(0, 0)) == 0


def test_equal_rows_reset_nothing(qtbot: QtBot, model: RowTableModel[Row]) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows((Row(1, "甲", 1), Row(2, "乙", 2)))


def test_other_rows_show_at_once(qtbot: QtBot, model: RowTableModel[Row]) -> None:
    assert model.cell(0, 0).text == "甲"

    with qtbot.waitSignal(model.modelReset):
        model.set_rows((Row(1, "丙"),))

    assert model.index(0, 0).data() == "丙"
    assert model.row_of(1) == 0
    assert model.row_of(2) is None


def test_buttons_stand_in_for_the_text_but_beside_staffs(model: RowTableModel[Row]) -> None:
    act, staff = model.cell(0, 1), model.cell(0, 2)

    assert (act.text, act.actions, act.spoken) == ("", (RENEW,), "再貸出可能")
    assert (staff.text, staff.actions, staff.spoken) == ("備考1", (UNDO,), "予約に戻す 備考1")
    assert model.cell(1, 1).kind is CellKind.MUTED


def test_what_is_spoken_is_what_is_seen(model: RowTableModel[Row]) -> None:
    index = model.index(0, 1)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "再貸出可能"
    assert index.data(Qt.ItemDataRole.DisplayRole) == "再貸出可能"


def test_tooltip(model: RowTableModel[Row]) -> None:
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "全部: 甲"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) is None


def test_nothing_can_be_edited_and_nothing_is_outside(model: RowTableModel[Row]) -> None:
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.data(QModelIndex()) is None
