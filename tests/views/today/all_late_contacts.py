"""連絡待ち in the window: those whose day is over alone, until the person takes that away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from services.contract.today.suspension_list import SuspensionEntry, SuspensionFilter
from services.rules.people.contacts import Attempt, NextStep
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep
from tests.helpers.snapshots import contacts, days
from tests.viewmodels.today.today_fakes import OVERDUE, counts, go_on, waiting
from tests.views.today.today_scene import ROWS, Scene, scene
from viewmodels.today.today import Tile
from views.today.tiles import TileKind

__all__ = ["scene"]

TO_CONTACT = SuspensionFilter(branch_id=1, to_contact=True)
LATE = SuspensionFilter(branch_id=1, to_contact=True, late_only=True)


def tried(number: int, on: int) -> SuspensionEntry:
    """Make one of somebody who is to be called some days from today."""
    after = NextStep(ContactStep.CALL, days(on))
    attempt = Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER, next=after)
    return waiting(number, contacts=contacts(OVERDUE, attempt))


NOBODY_TRIED = waiting(5, contacts=contacts(OVERDUE))
DUE_TODAY = tried(6, 0)
SINCE_YESTERDAY = tried(7, -1)


@pytest.fixture(autouse=True)
def _rows(scene: Scene) -> None:
    scene.source.rows = (*ROWS, SINCE_YESTERDAY, DUE_TODAY, NOBODY_TRIED)


def names(scene: Scene) -> list[str]:
    return [row.entry.name for row in scene.page.waiting.rows]


def opened_with(scene: Scene) -> SuspensionFilter:
    """Tell with which filter the list was opened last."""
    kind, wanted = next(it for it in reversed(scene.source.asked) if isinstance(it, tuple))
    assert kind == "open"
    assert isinstance(wanted, SuspensionFilter)
    return wanted


async def press_tile(scene: Scene) -> None:
    scene.page.tiles.tiles[TileKind.CONTACTS].click()
    await go_on()


async def test_the_tile_opens_those_that_are_late_alone_and_says_so(scene: Scene) -> None:
    tile, bar = scene.page.tiles.tiles[TileKind.CONTACTS], scene.page.bar
    assert (tile.number.text(), tile.line.text()) == ("7", "うち予定日を過ぎた 3・全館 9")
    await press_tile(scene)
    assert (names(scene), opened_with(scene)) == (["見本 7子"], LATE)
    assert (bar.late.currentText(), bar.late.accessibleDescription()) == (
        "予定日を過ぎた連絡",
        "連絡の予定日",
    )
    assert bar.accessibleDescription() == "予定日を過ぎた連絡 1件"
    assert not scene.page.ready.isVisible()
    assert [kind for kind, it in scene.page.tiles.tiles.items() if it.isChecked()] == [TileKind.CONTACTS]


async def test_the_person_takes_it_away_and_sets_it_again_by_keyboard(scene: Scene) -> None:
    await press_tile(scene)
    late = scene.page.bar.late
    assert late.isVisible()
    late.setFocus()
    QTest.keyClick(late, Qt.Key.Key_Up)
    await go_on()
    assert (names(scene), opened_with(scene)) == (["見本 7子", "見本 6子", "見本 5子"], TO_CONTACT)
    assert (late.currentText(), late.accessibleDescription()) == ("連絡の予定日 すべて", "")
    assert scene.page.bar.accessibleDescription() == "連絡待ち 3件"
    assert scene.page.tiles.tiles[TileKind.CONTACTS].isChecked()
    assert scene.window.focusWidget() is late
    QTest.keyClick(late, Qt.Key.Key_Down)
    await go_on()
    assert (names(scene), opened_with(scene)) == (["見本 7子"], LATE)


async def test_another_filter_leaves_it_as_it_is(scene: Scene) -> None:
    await press_tile(scene)
    scene.page.bar.reason.setCurrentIndex(3)
    await go_on()
    assert opened_with(scene) == SuspensionFilter(
        branch_id=1, reason=OVERDUE, to_contact=True, late_only=True
    )


@pytest.mark.parametrize("tile", [Tile.SUSPENDED, Tile.READY, Tile.REPORTS])
async def test_the_other_lists_have_no_such_filter(scene: Scene, tile: Tile) -> None:
    await press_tile(scene)
    scene.model.choose(tile)
    await go_on()
    assert not scene.page.bar.late.isVisible()


async def test_where_nobody_is_late_the_tile_opens_all(scene: Scene) -> None:
    scene.source.now_counted = counts(contact_late=0)
    scene.model.changed()
    scene.rests.end()
    await go_on()
    await press_tile(scene)
    assert (names(scene), opened_with(scene)) == (["見本 7子", "見本 6子", "見本 5子"], TO_CONTACT)


async def test_an_empty_list_says_what_is_not_there(scene: Scene) -> None:
    scene.source.rows = ROWS
    said = []
    await press_tile(scene)
    for wanted in (LATE, TO_CONTACT, SuspensionFilter(branch_id=1, days=30)):
        scene.model.filter(wanted)
        await go_on()
        assert scene.page.none.isVisible()
        said.append(scene.page.none.text())
    assert said == [
        "予定日を過ぎた連絡はありません。",
        "連絡待ちはありません。",
        "解除できる貸出禁止はありません。まだ解除できない貸出禁止はありません。",
    ]
