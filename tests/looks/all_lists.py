"""What is out of sight of a table is found: each is shown one with one fault."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.looks.lists import faults_in_lists
from views.panels.grid import Slot
from views.panels.list_head import Heading, ListHead
from views.panels.list_panel import ListPanel, PanelWords
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
    state = spots[STATE]
    return *spots[:STATE], state._replace(wide=state.wide // 4), *spots[STATE + 1 :]


def _moved(spots: Spots, x: int, y: int) -> Spots:
    buttons = spots[ACT].buttons
    assert buttons is not None
    return *spots[:ACT], spots[ACT]._replace(buttons=buttons.translated(x, y))


def _beyond_the_edge(spots: Spots) -> Spots:
    return _moved(spots, 500, 0)


def _below_the_row(spots: Spots) -> Spots:
    return _moved(spots, 0, 200)


def _over_the_title(spots: Spots) -> Spots:
    return *spots[:STATE], spots[TITLE]._replace(right=spots[STATE].right), *spots[STATE + 1 :]


def _beside_the_act(spots: Spots) -> Spots:
    buttons = spots[ACT].buttons
    assert buttons is not None
    left, top, high = buttons.right() + 3, buttons.top(), buttons.height()
    beside = spots[STATE]._replace(left=left, top=top, wide=200, high=high)
    return *spots[:STATE], beside, *spots[STATE + 1 :]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_beside_the_act, "the ring of 「更新」 in Spoiled 「一覧」 touches 「貸出中です」"),
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


type Headings = tuple[Heading, ...]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    acts = (Action(RowAction.RENEW, "更新"),)
    columns = (
        Column[Line]("name", "題名", lambda _: "こころ", CellKind.TITLE, slot=Slot.TITLE),
        Column[Line]("material", "種別", lambda _: "図書", slot=Slot.MATERIAL),
        Column[Line]("act", "変更", lambda _: "変更", slot=Slot.ACT),
        Column[Line]("staff", "職員", lambda _: "", actions=lambda _: acts, slot=Slot.STAFF),
    )
    window = QWidget()
    qtbot.addWidget(window)
    made = ListPanel[Line](PanelWords("一覧", "%1件", ""), columns, theme, window)
    made.resize(1300, 300)
    made.set_rows((Line(),))
    window.resize(made.size())
    window.show()
    return window


@pytest.fixture
def panel(window: QWidget) -> ListPanel[Line]:
    (made,) = window.findChildren(ListPanel)
    return made


def test_a_head_in_its_place_has_no_fault(panel: ListPanel[Line]) -> None:
    assert len(panel.head.headings()) == 4
    assert panel.head.edge is not None
    assert list(faults_in_lists(panel.window())) == []


def _with(headings: Headings, column: int, **changes: object) -> Headings:
    changed = replace(headings[column], **changes)  # type: ignore[arg-type]
    return *headings[:column], changed, *headings[column + 1 :]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda it, _: _with(it, 1, place=it[0].place.translated(4, 0)),
            "「題名」 lies over 「種別」 in the head of ListPanel 「一覧」",
        ),
        (
            lambda it, head: _with(it, 0, place=head.title.geometry()),
            "「題名」 lies over QLabel 「一覧」 in the head of ListPanel 「一覧」",
        ),
        (
            lambda it, _: _with(it, 1, shown="…", place=QRect()),
            "「種別」 in the head of ListPanel 「一覧」 is cut",
        ),
        (
            lambda it, _: _with(it, 3, place=it[3].place.translated(400, 0)),
            "「職員」 sticks out of the head of ListPanel 「一覧」",
        ),
        (
            lambda it, head: _with(it, 2, place=QRect(head.edge - 30, it[2].place.top(), 30, 9)),
            "「変更」 of ListPanel 「一覧」 touches the edge",
        ),
    ],
)
def test_what_is_wrong_with_a_head_is_found(
    panel: ListPanel[Line],
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Headings, ListHead[Line]], Headings],
    told: str,
) -> None:
    spoiled = spoil(panel.head.headings(), panel.head)
    monkeypatch.setattr(panel.head, "headings", lambda: spoiled)
    monkeypatch.setattr(panel.head, "tooltip_at", lambda _: "")
    assert told in list(faults_in_lists(panel.window()))


def test_a_word_of_a_row_that_touches_the_brown_line_is_found(
    panel: ListPanel[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    edge = panel.head.edge
    assert edge is not None
    monkeypatch.setattr(panel.table, "text_rect", lambda *_: QRect(edge - 20, 0, 22, 9))
    assert "「変更」 of ListPanel 「一覧」 touches the edge" in list(faults_in_lists(panel.window()))
