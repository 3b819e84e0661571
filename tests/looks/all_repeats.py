"""The auditor of what stands twice finds it: each test shows one fault, or what only looks like one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.looks.repeats import faults_in_repeats
from views.panels.grid import Slot
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, Column, RowTableModel
from views.style.theme import Theme

SAID = "利用カードを読み取ってください。"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    id: int


class Desk(QWidget):
    """A sentence, a button, and a list of which every row says the same and has the same act."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        act = (Action(RowAction.RENEW, "再貸出可能"),)
        columns = (
            Column[Line]("state", "状況", lambda _: "すでに延長されています", slot=Slot.TITLE),
            Column[Line]("act", "手続き", lambda _: "", actions=lambda _: act, slot=Slot.STAFF),
        )
        self.table = PanelTable(RowTableModel(columns, self), theme, self)
        self.table.rows_model.set_rows((Line(1), Line(2)))
        for part in (QLabel(SAID), QPushButton("更新する"), QPushButton("更新しない"), self.table):
            self.add(part)

    def add(self, part: QWidget) -> None:
        """Show one more part."""
        self.column.addWidget(part)
        part.show()
        self.column.activate()


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Iterator[Desk]:
    made = Desk(theme)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    yield made
    made.close()


def test_what_stands_once_and_rows_that_are_alike_are_no_fault(desk: Desk) -> None:
    for part in (QLabel("返却日"), QLabel("返却日"), QPushButton("閉じる")):
        desk.add(part)
    assert list(faults_in_repeats(desk)) == []


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: QLabel(SAID), "「利用カードを読み取ってください」 is said 2 times"),
        (lambda: QLabel(f"▲ 別の人の利用カードです。{SAID}"), "「利用カードを読み取ってください」 is said"),
        (lambda: QLabel("すでに延長されています"), "「すでに延長されています」 is said 2 times"),
        (lambda: QPushButton("更新する"), "a button 「更新する」 is there 2 times"),
        (lambda: QPushButton("再貸出可能"), "a button 「再貸出可能」 is there 2 times"),
    ],
)
def test_each_fault_is_found(desk: Desk, make: Callable[[], QWidget], told: str) -> None:
    desk.add(make())
    (found,) = faults_in_repeats(desk)
    assert found.startswith(told)


def test_what_is_hidden_is_not_said_twice(desk: Desk) -> None:
    again = QLabel(SAID)
    desk.add(again)
    again.hide()
    assert list(faults_in_repeats(desk)) == []
