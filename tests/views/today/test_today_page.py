"""今日の仕事: its numbers, its list, the keys in them, and what leaves the screen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from services.contract.errors import SystemUnreachable
from services.contract.today.suspension_list import SuspensionFilter
from tests.helpers.accessible import everything_readable
from tests.helpers.waiting import until
from tests.viewmodels.today.today_fakes import OVERDUE, counts, entry, go_on, waiting
from tests.views.ear import Ear
from tests.views.today.today_scene import ROWS, Scene, focused, press, scene
from viewmodels.today.today import Tile
from views.today.tiles import TileKind
from views.widgets import announcing

__all__ = ["scene"]


async def test_a_number_opens_its_list(scene: Scene) -> None:
    tiles = scene.page.tiles.tiles
    tiles[TileKind.READY].setFocus()
    press(Qt.Key.Key_Space)
    await go_on()
    assert scene.ready() == ["見本 1子", "見本 2子"]
    assert not scene.page.waiting.isVisible()
    assert [kind for kind, it in tiles.items() if it.isChecked()] == [TileKind.READY]
    QTest.mouseClick(tiles[TileKind.SUSPENDED].number, Qt.MouseButton.LeftButton)
    QTest.mouseClick(tiles[TileKind.SUSPENDED], Qt.MouseButton.LeftButton)
    await go_on()
    assert [row.entry.name for row in scene.page.waiting.rows] == ["見本 3子", "見本 4子"]
    assert [kind for kind, it in tiles.items() if it.isChecked()] == [TileKind.SUSPENDED]


@pytest.mark.parametrize(
    ("tile", "said"),
    [(Tile.SUSPENDED, "全部で 4件"), (Tile.READY, ""), (Tile.CONTACTS, "予定日を過ぎた連絡 0件")],
)
async def test_beside_its_title_a_list_says_what_no_head_says(scene: Scene, tile: Tile, said: str) -> None:
    await scene.open_list(tile)
    told = [it.text() for it in scene.page.bar.findChildren(QLabel) if it.isVisible()]
    assert told == [it for it in ("貸出禁止一覧", said) if it]
    assert scene.page.bar.accessibleDescription() != ""


def tile_in_focus(scene: Scene) -> TileKind | None:
    focused = scene.window.focusWidget()
    return next((kind for kind, tile in scene.page.tiles.tiles.items() if tile is focused), None)


async def test_arrows_home_and_end_go_from_number_to_number(scene: Scene) -> None:
    scene.page.tiles.tiles[TileKind.READY].setFocus()
    reached = []
    keys = Qt.Key
    for key in (
        keys.Key_Left,
        keys.Key_Right,
        keys.Key_Up,
        keys.Key_Down,
        keys.Key_End,
        keys.Key_Right,
        keys.Key_Left,
        keys.Key_Home,
    ):
        press(key)
        reached.append(tile_in_focus(scene))
    assert reached == [
        TileKind.READY,
        TileKind.REPORTS,
        TileKind.REPORTS,
        TileKind.REPORTS,
        TileKind.APPROVALS,
        TileKind.APPROVALS,
        TileKind.SUSPENDED,
        TileKind.READY,
    ]


async def test_the_arrow_down_goes_from_a_number_into_the_list(scene: Scene) -> None:
    await scene.open_list()
    scene.page.tiles.tiles[TileKind.SUSPENDED].setFocus()
    press(Qt.Key.Key_Down)
    assert scene.row_in_focus() == scene.page.ready.rows[0].id
    scene.source.rows = ROWS[2:]
    scene.model.changed()
    scene.rests.end()
    await go_on(lambda: not scene.page.ready.rows)
    scene.page.tiles.tiles[TileKind.SUSPENDED].setFocus()
    press(Qt.Key.Key_Down)
    assert scene.row_in_focus() == scene.page.waiting.rows[0].id


async def test_a_filter_opens_the_list_anew(scene: Scene) -> None:
    await scene.open_list()
    bar = scene.page.bar
    assert [bar.branch.itemText(it) for it in range(bar.branch.count())] == ["館 すべて", "中央", "前川"]
    bar.reason.setCurrentIndex(3)
    await go_on()
    assert scene.source.asked[-2] == ("open", SuspensionFilter(branch_id=1, reason=OVERDUE))
    bar.days.setCurrentIndex(1)
    await go_on()
    assert scene.source.asked[-2] == ("open", SuspensionFilter(branch_id=1, reason=OVERDUE, days=30))
    assert scene.ready() == []
    await scene.open_list(Tile.READY)
    assert (bar.reason.currentIndex(), bar.days.currentIndex()) == (0, 0)


async def test_a_double_click_opens_but_not_on_a_box(scene: Scene) -> None:
    await scene.open_list()
    table = scene.page.ready.table
    name = table.visualRect(table.model().index(0, 2)).center()
    for place, opened in ((table.button_boxes(0, 1)[0].center().toPoint(), None), (name, 1)):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        await scene.counter.settled()
        assert scene.desk.patron_id == opened
    assert scene.model.ticked.value == {101}  # once


async def test_one_row_alone_needs_no_button_for_all(scene: Scene) -> None:
    await scene.open_list()
    scene.page.bar.tick_button.setFocus()
    scene.source.rows = (entry(1), waiting(3))
    scene.rests.end()
    scene.model.changed()
    await go_on()
    assert not scene.page.bar.tick_button.isVisible()
    assert scene.row_in_focus() == 101  # where no Space lifts anything


async def test_all_are_those_that_are_shown(scene: Scene) -> None:
    scene.source.total, scene.source.ready = 340, 338
    await scene.open_list()
    button = scene.page.bar.tick_button
    assert button.text() == "はじめの2件を選ぶ"
    button.click()
    assert button.text() == "選択をすべて外す"
    assert scene.model.ticked.value == {101, 102}


async def test_space_ticks_wherever_the_keyboard_is_in_a_row(scene: Scene) -> None:
    await scene.open_list()
    table = scene.page.ready.table
    assert not scene.page.bar.lift_button.isVisible()
    table.go_to(0)
    press(Qt.Key.Key_Space)
    assert scene.model.ticked.value == {101}
    assert scene.page.bar.lift_button.text() == "1件をまとめて解除…"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert scene.page.bar.lift_button.text() == "2件をまとめて解除…"
    assert scene.row_in_focus() == 102
    press(Qt.Key.Key_Down)
    assert scene.row_in_focus() == 103
    press(Qt.Key.Key_Space)  # what isn't ready has no box
    assert scene.model.ticked.value == {101, 102}
    press(Qt.Key.Key_Up)
    assert scene.row_in_focus() == 102
    box = table.button_boxes(0, 1)[0].center().toPoint()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert scene.model.ticked.value == {102}


async def test_enter_lifts_what_is_ticked_as_the_filled_button_does(scene: Scene) -> None:
    await scene.open_list()
    lifted: list[frozenset[int]] = []
    scene.page.bar.lift_button.clicked.connect(lambda *_: lifted.append(scene.model.ticked.value))
    opened: list[int] = []
    scene.page.opened.connect(opened.append)
    table = scene.page.ready.table
    table.go_to(0)
    press(Qt.Key.Key_Space)
    act = table.current_act()
    assert act is not None
    assert act.label == "1件をまとめて解除…"
    press(Qt.Key.Key_Return)
    assert (lifted, opened) == ([frozenset({101})], [])


async def test_the_box_says_what_space_does(scene: Scene) -> None:
    await scene.open_list()
    scene.model.tick(101)
    model = scene.page.ready.model
    assert [model.cell(row, 1).spoken for row in (0, 1)] == ["選択を外す", "選ぶ"]
    assert scene.page.waiting.model.cell(0, 1).spoken == ""


async def test_the_keyboard_stays_in_the_list_when_its_row_goes(scene: Scene) -> None:
    await scene.open_list()
    scene.page.ready.table.go_to(1)
    scene.rests.end()
    scene.source.rows = (entry(1), entry(5))
    scene.model.changed()
    await go_on()
    assert scene.row_in_focus() == 105
    scene.source.rows = ()
    scene.rests.end()
    scene.model.changed()
    await go_on()
    assert focused() is scene.page.tiles.tiles[TileKind.READY]


async def test_a_cover_takes_names_out_of_what_can_be_read(scene: Scene, qapp: QApplication) -> None:
    await scene.open_list()
    scene.model.cover(covered=True)
    assert scene.page.ready.rows == ()
    assert "見本" not in everything_readable(qapp)
    scene.model.cover(covered=False)
    await go_on()
    assert scene.ready() == []


async def test_no_more_is_shown_than_the_list_has_and_the_rest_is_counted(scene: Scene) -> None:
    scene.source.total = 30_000
    await scene.open_list()
    assert scene.page.more.text().startswith("はじめの4件を表示しています。全部で30000件あります。")
    assert scene.page.waiting.accessibleDescription() == "29998件"


async def test_a_long_list_is_laid_out_from_picture_to_picture(scene: Scene) -> None:
    scene.source.rows = tuple(replace(entry(1), id=number) for number in range(1000, 1090))
    shown: list[int] = []
    scene.page.ready.model.modelReset.connect(lambda: shown.append(len(scene.page.ready.rows)))
    await scene.open_list()
    assert scene.page.ready.accessibleDescription() == "90件"
    await until(lambda: len(scene.page.ready.rows) == 90)
    assert shown == [25, 50, 75, 90]
    scene.page.ready.table.go_to(80)
    scene.source.rows = scene.source.rows[1:]
    scene.rests.end()
    scene.model.changed()
    await go_on()
    assert (len(scene.page.ready.rows), scene.row_in_focus()) == (89, 1080)
    scene.model.cover(covered=True)
    assert scene.page.ready.rows == ()


async def test_a_list_that_opens_is_told_aloud_without_a_name_and_what_it_follows_is_not(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear()
    with monkeypatch.context() as patched:
        patched.setattr(announcing, "QAccessible", ear)
        await scene.open_list()
        scene.source.rows = (entry(5),)
        scene.rests.end()
        scene.model.changed()
        await go_on()
        await scene.open_list(Tile.READY)
    assert [said for said, _ in ear.heard] == ["解除できるもの 2件・全部で 4件", "解除できるもの 1件"]


async def test_why_nothing_could_be_read_is_told_on_the_page(scene: Scene) -> None:
    scene.source.failures = [SystemUnreachable()]
    await scene.open_list()
    assert scene.page.trouble.isVisible()
    assert not scene.page.bar.isVisible()


async def test_counts_follow(scene: Scene) -> None:
    scene.source.now_counted = counts(ready=0, oldest_report=None, reports=0)
    scene.rests.end()
    scene.model.changed()
    await go_on()
    tiles = scene.page.tiles.tiles
    assert (tiles[TileKind.READY].number.text(), tiles[TileKind.REPORTS].line.text()) == (
        "0",
        "ありません・全館 1",
    )
