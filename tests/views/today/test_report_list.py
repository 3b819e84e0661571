"""申し出の一覧: its number, its rows, by keys and by mouse, and the way back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from services.contract.today.report_list import ReportFilter
from services.rules.vocabulary import PatronReport, SuspensionReason
from tests.helpers.snapshots import report
from tests.viewmodels.fakes import patron
from tests.viewmodels.today.today_fakes import CARDS, go_on, reported
from tests.views.ear import Ear
from tests.views.today.today_scene import Scene, WholeScene, focused, press, scene, whole_scene
from views.panels.table_model import CellKind
from views.today.report_table import columns, state
from views.today.tiles import TileKind
from views.widgets import announcing

__all__ = ["scene", "whole_scene"]
LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason


async def opened(scene: Scene, *numbers: int) -> None:
    scene.source.reported = tuple(reported(number) for number in numbers)
    tile = scene.page.tiles.tiles[TileKind.REPORTS]
    tile.setFocus()
    press(Qt.Key.Key_Space)
    await go_on(lambda: scene.model.reports.value is not None)
    await go_on()


def row_in_focus(scene: Scene) -> int | None:
    table = scene.page.reports.table
    row = table.current_row()
    return row.id if row is not None and table is scene.window.focusWidget() else None


async def test_its_number_opens_it_with_the_branch_alone_to_choose(scene: Scene) -> None:
    await scene.open_list()
    page, bar = scene.page, scene.page.bar
    await opened(scene, 1, 2)
    assert [row.name for row in page.reports.rows] == ["見本 1子", "見本 2子"]
    assert [it.isVisible() for it in (page.ready, page.waiting)] == [False, False]
    assert [it.isVisible() for it in (bar.branch, bar.reason, bar.days, bar.file_button)] == [
        True,
        False,
        False,
        False,
    ]
    assert (bar.accessibleName(), bar.accessibleDescription()) == ("申し出の一覧", "未対応の申し出 2件")
    assert [kind for kind, it in page.tiles.tiles.items() if it.isChecked()] == [TileKind.REPORTS]
    bar.branch.setFocus()
    press(Qt.Key.Key_Down)
    await go_on()
    assert scene.source.asked[-2] == ("reports", ReportFilter(branch_id=2))
    await scene.open_list()
    assert bar.reason.isVisible()
    assert not page.reports.isVisible()


@pytest.mark.parametrize("by_mouse", [False, True])
async def test_a_row_opens_its_patron_at_the_report_and_esc_comes_back_to_it(
    whole_scene: WholeScene, *, by_mouse: bool
) -> None:
    await opened(whole_scene, 1, 2)
    whose = replace(patron(CARDS[2]), reports=(report(501), report(502)))
    whole_scene.look_ups.answer("found 2", whose)
    table = whole_scene.page.reports.table
    if by_mouse:
        place = table.visualRect(table.model().index(1, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    else:
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
        assert row_in_focus(whole_scene) == 502
        press(Qt.Key.Key_Return)
    await whole_scene.counter.settled()
    reports = whole_scene.window.registration.reports
    assert reports.table is whole_scene.window.focusWidget()
    row = reports.table.current_row()
    assert row is not None
    assert row.id == 502
    press(Qt.Key.Key_Escape)
    await whole_scene.counter.settled()
    await go_on()
    assert row_in_focus(whole_scene) == 502


async def test_the_keyboard_stays_in_the_list_when_its_row_goes(scene: Scene) -> None:
    await opened(scene, 1, 2, 3)
    scene.page.go_to_row(502)
    scene.source.reported = (reported(1), reported(3))
    scene.rests.end()
    scene.model.changed()
    await go_on(lambda: len(scene.page.reports.rows) == 2)
    assert row_in_focus(scene) == 503


async def test_it_is_told_aloud_without_a_name_and_what_is_not_shown_is_counted(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear()
    monkeypatch.setattr(announcing, "QAccessible", ear)
    scene.source.total = 300
    await opened(scene, 1)
    assert [said for said, _ in ear.heard] == ["未対応の申し出 300件"]
    assert scene.page.more.text() == "古いものから1件です。ほかに299件あります。"
    assert focused() is scene.page.tiles.tiles[TileKind.REPORTS]


async def test_an_empty_list_says_so(scene: Scene) -> None:
    await opened(scene)
    assert not scene.page.reports.isVisible()
    assert scene.page.none.text() == "対応を待つ申し出はありません。"
    assert scene.page.bar.accessibleDescription() == "未対応の申し出 0件"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert focused() in scene.page.tiles.tiles.values()


@pytest.mark.parametrize(
    ("in_force", "ready", "told"),
    [
        (None, (), ""),
        ((), (), "貸出禁止ではありません"),
        ((CONTACT,), (CONTACT,), "⑤で貸出禁止中"),
        ((ADDRESS, CONTACT), (), "④はまだ解除できません"),
        ((ADDRESS, CONTACT), (CONTACT,), "④はまだ解除できません"),
        ((UNREACHABLE, ADDRESS, CONTACT), (ADDRESS,), "✓ ④は解除できます"),
        ((UNREACHABLE, ADDRESS), (UNREACHABLE, ADDRESS), "✓ ②④は解除できます"),
    ],
)
def test_it_says_what_the_report_may_lead_to(
    in_force: tuple[SuspensionReason, ...] | None, ready: tuple[SuspensionReason, ...], told: str
) -> None:
    entry = reported(1, PatronReport.ADDRESS_CHANGED, in_force=in_force, ready=ready)
    (column,) = (it for it in columns() if it.key == "state")
    assert (state(entry), column.text(entry)) == (told, told)
    kind = column.kind(entry) if callable(column.kind) else column.kind
    assert (kind is CellKind.GOOD) is told.startswith("✓")
