"""What is out of sight of a table is found: each is shown one with one fault."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.looks.lists import faults_in_lists
from views.panels.grid import Slot
from views.panels.panel_table import PanelTable
from views.panels.places import Spot
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column, RowTableModel
from views.style.theme import Theme

type Spots = tuple[Spot, ...]

TITLE, STATE, ACT = range(3)


@dataclass(frozen=True, slots=True)
class Line:
    """A row."""

    id: int = 1


class Spoiled(PanelTable[Line]):
    """A table whose rows have a fault put in."""

    spoil: Callable[[Spots], Spots] | None = None

    def spots(self, row: int) -> Spots:
        """Give the places of a row with the fault."""
        made = super().spots(row)
        spoil = type(self).spoil
        return made if spoil is None else spoil(made)


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Callable[[int], tuple[QScrollArea, Spoiled]]:
    def make(width: int) -> tuple[QScrollArea, Spoiled]:
        acts = (Action(RowAction.RENEW, "更新"),)
        columns = (
            Column[Line]("name", "題名", lambda _: "こころ", CellKind.TITLE, slot=Slot.TITLE),
            Column[Line](
                "state", "状態", lambda _: "貸出中です", tooltip=lambda _: "いまは", slot=Slot.STATE
            ),
            Column[Line]("act", "手続き", lambda _: "", actions=lambda _: acts, slot=Slot.STAFF),
        )
        table = Spoiled(RowTableModel(columns), theme)
        table.rows_model.setParent(table)
        table.setAccessibleName("一覧")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(table)
        area.resize(width, 300)
        qtbot.addWidget(area)
        table.rows_model.set_rows((Line(),))
        area.show()
        return area, table

    return make


@pytest.mark.parametrize(("width", "lines"), [(1300, 1), (700, 2), (500, 3)])
def test_a_list_in_its_place_has_no_fault(
    shown: Callable[[int], tuple[QScrollArea, Spoiled]], width: int, lines: int
) -> None:
    area, table = shown(width)
    assert table.drawn.lines == lines
    assert list(faults_in_lists(area)) == []


def test_a_list_wider_than_its_place_is_found_and_its_acts_beyond_the_edge(
    shown: Callable[[int], tuple[QScrollArea, Spoiled]],
) -> None:
    area, table = shown(700)
    table.setMinimumWidth(1200)
    QApplication.processEvents()
    found = list(faults_in_lists(area))
    assert [it.split(" ", 1)[1] for it in found if it.startswith("Spoiled")] == [
        "「一覧」 is wider than its place"
    ]
    assert next(it for it in found if it.startswith("「更新」")).endswith("is out of view of its row")


def _cut(spots: Spots) -> Spots:
    few = QRect(spots[STATE].text)
    few.setWidth(few.width() // 4)
    return *spots[:STATE], replace(spots[STATE], text=few), *spots[STATE + 1 :]


def _moved(spots: Spots, x: int, y: int) -> Spots:
    buttons = spots[ACT].buttons
    assert buttons is not None
    return *spots[:ACT], replace(spots[ACT], buttons=buttons.translated(x, y))


def _beyond_the_edge(spots: Spots) -> Spots:
    return _moved(spots, 500, 0)


def _below_the_row(spots: Spots) -> Spots:
    return _moved(spots, 0, 200)


def _over_the_title(spots: Spots) -> Spots:
    title = spots[TITLE].text
    return *spots[:STATE], replace(spots[STATE], text=QRect(title)), *spots[STATE + 1 :]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_cut, "「貸出中です」 in column state of Spoiled 「一覧」 is cut"),
        (_beyond_the_edge, "「更新」 in Spoiled 「一覧」 is out of view of its row"),
        (_below_the_row, "「更新」 in Spoiled 「一覧」 is out of view of its row"),
        (_over_the_title, "「貸出中です」 in Spoiled 「一覧」 lies over something else of its row"),
    ],
)
def test_what_a_row_does_not_show_is_found(
    shown: Callable[[int], tuple[QScrollArea, Spoiled]],
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Spots], Spots],
    told: str,
) -> None:
    area, _ = shown(700)
    monkeypatch.setattr(Spoiled, "spoil", staticmethod(spoil))
    assert told in list(faults_in_lists(area))
