"""A desk on a system that lacks something: a few of the cases that all_offers.py and all_offered_keys.py try."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.own_schema.library import Library
from services.rules.vocabulary import Role
from tests.app.desk.offered_keys import check_help
from tests.app.desk.offers_cases import LOANS_ALONE, NO_PARTS, NOWHERE
from tests.app.desk.offers_scene import fill, open_scene
from tests.helpers.patrons import Town


@pytest.fixture
async def library(library: Library) -> Library:
    await fill(await Town.found(library.db))
    return library


async def test_a_desk_with_loans_alone_names_and_does_nothing_else(
    qtbot: QtBot, qapp: QApplication, library: Library
) -> None:
    async with open_scene(qapp, library, LOANS_ALONE, Role.COUNTER) as scene:
        await check_help(scene)
        await scene.begin()
        titles = [page.accessibleName() for page in scene.window.pages]
        heard = scene.heard()
    assert titles == ["貸出・予約照会", "メールアドレス", "登録・貸出禁止"]
    assert [word for word in NOWHERE if word in heard] == []


async def test_a_supervisor_without_lists_has_the_empty_desk(
    qtbot: QtBot, qapp: QApplication, library: Library
) -> None:
    async with open_scene(qapp, library, NO_PARTS, Role.SUPERVISOR) as scene:
        assert scene.window.today is None
        assert scene.window.nobody is scene.window.empty
        assert "利用カードを読み取ってください" in scene.heard()
