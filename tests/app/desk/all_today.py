"""今日の仕事 on the desk as the program puts it together, over a real library."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.own_schema.library import Library
from services.rules.vocabulary import Role, SuspensionReason
from tests.app.sitting import sitting
from tests.helpers.accessible import everything_readable
from tests.helpers.patrons import CARD, Town, at, clerk, days_ago
from tests.helpers.waiting import until
from viewmodels.today.lift_form import LiftState
from views.desk.desk_window import DeskWindow
from views.panels.offering import there
from views.today.lift_list_dialog import LiftListDialog
from views.today.tiles import TileKind
from views.today.today_page import TodayPage

OTHER = "100000048"


@dataclass
class Scene:
    """A supervisor's desk, and the library behind it."""

    desk: OpenDesk
    town: Town

    @property
    def window(self) -> DeskWindow:
        return self.desk.window

    @property
    def page(self) -> TodayPage:
        assert self.window.today is not None
        return self.window.today

    def number(self, kind: TileKind) -> str:
        return self.page.tiles.tiles[kind].number.text()

    async def open_list(self) -> None:
        await until(lambda: self.number(TileKind.READY) != "–")
        self.page.tiles.tiles[TileKind.SUSPENDED].click()
        await until(self.page.bar.isVisible)


@pytest.fixture
async def scene(library: Library, looks: Looks) -> AsyncIterator[Scene]:
    town = await Town.found(library.db)
    for card, days in ((CARD, 20), (OTHER, 10)):
        patron_id = await town.patron(card)
        await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE, started_at=at(days_ago(days)))
    async with sitting(library, looks, clerk(Role.SUPERVISOR).staff) as opened:
        yield Scene(opened, town)


async def test_what_is_lifted_from_the_list_leaves_it_and_opens_nobody(scene: Scene) -> None:
    await scene.open_list()
    assert (scene.number(TileKind.READY), len(scene.page.ready.rows)) == ("2", 2)
    looks = len(await scene.town.looks())
    first = scene.page.ready.rows[0].entry
    scene.page.ready.table.go_to(0)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(scene.page.ready.table, key)
    await until(lambda: isinstance(QApplication.activeModalWidget(), LiftListDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LiftListDialog)
    for tick in dialog.boxes[first.id].ticks.values():
        tick.setChecked(True)
    dialog.yes.click()
    await until(lambda: len(scene.page.ready.rows) == 1)
    await until(lambda: scene.number(TileKind.READY) == "1")
    assert scene.desk.desk.answer.value is None
    assert scene.window.focusWidget() is scene.page.ready.table
    assert len(await scene.town.looks()) == looks + 1
    assert [act["verb"] for act in await scene.town.acts()] == ["suspension.lift"]


async def test_what_another_desk_changes_is_counted_and_listed(scene: Scene) -> None:
    await scene.open_list()
    lists = len(await scene.town.looks())
    patron_id = await scene.town.patron("100000072")
    await scene.town.suspend(patron_id, SuspensionReason.LONG_OVERDUE, started_at=at(days_ago(1)))
    await until(lambda: scene.number(TileKind.SUSPENDED) == "3")
    await until(lambda: len(scene.page.ready.rows) == 3)
    assert len(await scene.town.looks()) == lists  # nobody asked for it, so that it is no look


async def test_f11_takes_the_list_from_the_screen_and_from_screen_readers(
    scene: Scene, qapp: QApplication
) -> None:
    await scene.open_list()
    name = scene.page.ready.rows[0].entry.name
    assert name in everything_readable(qapp)
    for shown in (False, True):
        scene.desk.privacy.guard.hide_or_show()
        assert name not in everything_readable(qapp)
        assert scene.page.ready.rows == ()
        assert scene.page.isVisible() is shown
    await until(lambda: scene.number(TileKind.READY) == "2")
    assert not scene.page.bar.isVisible()


async def test_enter_opens_at_the_suspension_and_esc_comes_back(scene: Scene) -> None:
    await scene.open_list()
    scene.page.ready.table.go_to(1)
    key = scene.page.ready.rows[1].id
    QTest.keyClick(scene.page.ready.table, Qt.Key.Key_Return)
    await until(lambda: scene.desk.desk.snapshot is not None)
    await until(lambda: scene.window.focusWidget() in scene.window.registration.suspensions.cards)
    QTest.keyClick(scene.window.focusWidget(), Qt.Key.Key_Escape)
    await until(lambda: scene.window.focusWidget() is scene.page.ready.table)
    row = scene.page.ready.table.current_row()
    assert row is not None
    assert row.id == key


async def test_f11_stops_lifting_several_behind_the_row_in_hand(scene: Scene) -> None:
    await scene.open_list()
    lifting = there(there(scene.desk.today).lifting)
    lifting.open(*(row.entry for row in scene.page.ready.rows))
    form = lifting.form.value
    assert form is not None
    for row in form.rows.value:
        for item in row.unchecked:
            form.check(row.id, item, on=True)
    lifting.lift.start()
    await until(lambda: form.rows.value[0].state is LiftState.RUNNING)
    scene.desk.privacy.guard.hide_or_show()
    await lifting.lift.settled()
    assert [row.state for row in form.rows.value] == [LiftState.LIFTED, LiftState.OPEN]
    assert len(await scene.town.acts()) == 1
    scene.desk.privacy.guard.hide_or_show()
    lifting.close()
