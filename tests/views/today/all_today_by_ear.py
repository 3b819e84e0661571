"""今日の仕事 by assistive technology: numbers that are toggled, boxes that are told and ticked, and what is said."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.accessible import children
from tests.helpers.assistive import act, choose
from tests.helpers.waiting import until
from tests.viewmodels.today.today_fakes import go_on, waiting
from tests.views.ear import Ear
from tests.views.today.today_scene import Scene, press, scene
from viewmodels.today.today import Tile
from views.today.tiles import TileKind
from views.widgets import announcing

__all__ = ["scene"]

pytestmark = pytest.mark.usefixtures("listening")  # else cells that were read stay after their rows have gone

_NAME = QAccessible.Text.Name


def cells(table: QWidget, name: str) -> list[QAccessibleInterface]:
    """Find the cells with a name."""
    found = children(QAccessible.queryAccessibleInterface(table))
    return [it for it in found if it.role() is QAccessible.Role.Cell and it.text(_NAME) == name]


@pytest.fixture
def ear(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Ear:
    """Hear what is said once the window is there; nothing else goes that way."""
    made = Ear()
    monkeypatch.setattr(announcing, "QAccessible", made)
    return made


async def test_a_number_that_is_toggled_opens_its_list(scene: Scene) -> None:
    tile = scene.page.tiles.tiles[TileKind.READY]
    act(tile)
    await go_on()
    assert scene.ready() == ["見本 1子", "見本 2子"]
    assert tile.isChecked()
    act(tile)
    await go_on()
    assert scene.ready() == ["見本 1子", "見本 2子"]
    assert tile.isChecked()


async def test_a_number_without_a_list_of_its_own_stays_unmarked_when_it_is_toggled(scene: Scene) -> None:
    wanted: list[None] = []
    scene.page.approvals_wanted.connect(lambda: wanted.append(None))
    tile = scene.page.tiles.tiles[TileKind.APPROVALS]
    act(tile)
    assert wanted == [None]
    assert not tile.isChecked()


async def test_a_box_is_told_as_one_and_ticked_when_it_is_toggled(scene: Scene) -> None:
    await scene.open_list()
    table = scene.page.ready.table
    first, second = cells(table, "選ぶ")
    assert [(it.state().checkable, it.state().checked) for it in (first, second)] == [(1, 0), (1, 0)]
    second.actionInterface().doAction("Toggle")
    await until(lambda: bool(scene.model.ticked.value))
    (ticked,) = cells(table, "選択を外す")
    assert (ticked.state().checkable, ticked.state().checked) == (1, 1)
    assert scene.model.ticked.value == {102}
    assert scene.page.bar.lift_button.text() == "1件をまとめて解除…"
    ticked.actionInterface().doAction("Toggle")
    await until(lambda: not scene.model.ticked.value)
    assert len(cells(table, "選ぶ")) == 2


async def test_no_other_cell_is_told_as_a_box_or_ticks(scene: Scene) -> None:
    await scene.open_list()
    for name in ("見本 1子", "開く 解除"):
        cell = cells(scene.page.ready.table, name)[0]
        assert not cell.state().checkable
        cell.actionInterface().doAction("Toggle")
    await go_on()
    assert scene.model.ticked.value == frozenset()
    assert not scene.page.ready.table.selectionModel().hasSelection()


async def test_keys_and_mouse_select_nothing(scene: Scene) -> None:
    await scene.open_list()
    table = scene.page.ready.table
    table.go_to(0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home):
        press(key, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.rows_model.index(1, 2)).center(),
    )
    assert not table.selectionModel().hasSelection()
    assert scene.model.ticked.value == frozenset()


async def test_a_tick_is_said_with_how_many_there_are_and_no_name(scene: Scene, ear: Ear) -> None:
    await scene.open_list()
    ear.forget()
    scene.page.ready.table.go_to(0)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Space):
        press(key)
    assert [said for said, _ in ear.heard] == [
        "選びました。全部で1件です。",
        "選びました。全部で2件です。",
        "選択を外しました。全部で1件です。",
    ]


async def test_everything_that_is_ready_is_ticked_with_a_button_or_a_key(scene: Scene, ear: Ear) -> None:
    await scene.open_list()
    ear.forget()
    bar, table = scene.page.bar, scene.page.waiting.table
    assert bar.tick_button.text() == "すべて選ぶ"
    bar.tick_button.click()
    assert scene.model.ticked.value == {101, 102}
    assert bar.tick_button.text() == "選択をすべて外す"
    assert bar.lift_button.text() == "2件をまとめて解除…"
    bar.tick_button.click()
    assert scene.model.ticked.value == frozenset()
    table.go_to(0)
    for _ in range(2):
        press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert scene.model.ticked.value == {101, 102}
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, "", autorep=True
    )
    QApplication.sendEvent(table, held)
    assert scene.row_in_focus() == 103
    assert not table.selectionModel().hasSelection()
    assert [said for said, _ in ear.heard] == [
        "選びました。全部で2件です。",
        "選択を外しました。全部で0件です。",
        "選びました。全部で2件です。",
        "選びました。全部で2件です。",
    ]


async def test_where_nothing_can_be_ticked_that_is_said(scene: Scene, ear: Ear) -> None:
    scene.source.rows = (waiting(3),)
    await scene.open_list()
    ear.forget()
    scene.page.waiting.table.go_to(0)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert [said for said, _ in ear.heard] == ["選べる行はありません。"]


async def test_the_keyboard_comes_to_what_leads_a_row_and_not_to_a_blank_cell(scene: Scene) -> None:
    await scene.open_list()
    for panel, name in ((scene.page.ready, "見本 1子"), (scene.page.waiting, "見本 3子")):
        panel.table.setFocus(Qt.FocusReason.TabFocusReason)
        assert panel.table.currentIndex().data() == name
        press(Qt.Key.Key_Down)
        assert panel.table.currentIndex().column() == panel.model.lead


async def test_a_filter_says_what_it_is_about_where_its_value_does_not(scene: Scene) -> None:
    await scene.open_list()
    bar = scene.page.bar
    assert bar.reason.accessibleDescription() == ""
    choose(bar.reason, bar.reason.itemText(3))
    await go_on()
    assert bar.reason.accessibleDescription() == "理由"
    await scene.open_list(Tile.READY)
    assert bar.reason.accessibleDescription() == ""
