"""A desk on a system that lacks something: nothing stands for that, in words, keys or for a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING, with_places
from services.own_schema.library import Library
from services.rules.vocabulary import Role
from tests.app.desk.offers_cases import CASES, NOWHERE, WORDS
from tests.app.desk.offers_scene import SUSPENDED, Scene, fill, open_scene
from tests.helpers.patrons import CARD, Town
from viewmodels.core.notes import Caution
from views.desk.shortcuts import keys_of
from views.today.tiles import tiles_of

ALT = Qt.KeyboardModifier.AltModifier
ITEM = "3000097999"


@pytest.fixture
async def library(library: Library) -> Library:
    await fill(await Town.found(library.db))
    return library


async def heard_everywhere(scene: Scene) -> str:
    """Read the desk without anybody, with its lists, with two patrons on each page, and by phone."""
    window, heard = scene.window, []
    heard.append(scene.heard())
    if window.today is not None:
        for tile in tuple(window.today.tiles.tiles.values()):
            tile.click()
            await scene.turn()
            heard.append(scene.heard())
            await scene.leave()
    await scene.press(Qt.Key.Key_Home, ALT)
    heard.append(scene.heard())
    for card in (CARD, SUSPENDED):
        await scene.open(card)
        for page in window.pages:
            await scene.go(page)
            assert window.page_shown is page
            heard.append(scene.heard())
    await scene.press(Qt.Key.Key_Escape)
    if scene.desk.desk.may_switch_channel:
        await scene.press(Qt.Key.Key_F9)
        heard.append(scene.heard())
        await scene.open()
        heard.append(scene.heard())
    heard.extend(f"{key} {does}" for key, does in keys_of(scene.offers))
    return "\n".join(heard)


@pytest.mark.parametrize("role", [Role.COUNTER, Role.SUPERVISOR], ids=lambda it: it.value)
@pytest.mark.parametrize("case", CASES)
async def test_what_a_system_lacks_is_not_said_anywhere(
    qtbot: QtBot, qapp: QApplication, library: Library, case: str, role: Role
) -> None:

    offers = with_places(CASES[case])
    missing = (EVERYTHING.parts | EVERYTHING.acts) - offers.parts - offers.acts
    untold = {word for it in missing for word in WORDS[it]} | set(NOWHERE)
    async with open_scene(qapp, library, CASES[case], role) as scene:
        assert (scene.window.today is not None) is (role is Role.SUPERVISOR and bool(tiles_of(offers)))
        heard = await heard_everywhere(scene)
    for part in offers.parts | offers.acts:
        untold -= set(WORDS[part])
    said = {word: [line for line in heard.splitlines() if word in line][:3] for word in untold}
    assert {word: lines for word, lines in said.items() if lines} == {}


@pytest.mark.parametrize("case", ["no phone", "loans alone", "nothing"])
async def test_who_works_by_phone_is_told_of_no_check_that_is_not_there(
    qtbot: QtBot, qapp: QApplication, library: Library, case: str
) -> None:
    async with open_scene(qapp, library, CASES[case], Role.PHONE) as scene:
        heard = [scene.heard()]
        await scene.open()
        heard.append(scene.heard())
        scene.desk.desk.scanned(ITEM)
        await scene.turn()
        assert scene.desk.desk.note.value is Caution.ITEM_WITHOUT_CHECK
        heard.append(scene.heard())
    assert [line for line in "\n".join(heard).splitlines() if "確認" in line] == []


async def test_every_word_of_the_table_is_said_where_everything_is_offered(
    qtbot: QtBot, qapp: QApplication, library: Library
) -> None:

    heard = ""
    for role in (Role.COUNTER, Role.SUPERVISOR):
        async with open_scene(qapp, library, EVERYTHING, role) as scene:
            heard += await heard_everywhere(scene)
    unsaid = {word for words in WORDS.values() for word in words if word not in heard}
    assert not unsaid, "、".join(sorted(unsaid))
