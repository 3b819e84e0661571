"""The demo on an invented Koha: every patron opens on a whole desk, however broken their rows are."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.demo import TOUR_CARD, demo_beside_opener
from services.contract.errors import ProgramMissing
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.library import Library
from services.rules.vocabulary import Role
from services.systems.koha.demo import server
from services.systems.koha.demo.hostile import HOSTILE, key_of
from tests.app.desk.offers_cases import NOWHERE
from tests.app.desk.offers_scene import Scene, open_scene
from tests.helpers.mariadb import left_out_because
from views.panels.panel_table import PanelTable

pytestmark = pytest.mark.skipif(left_out_because() is not None, reason=left_out_because() or "")


@pytest.fixture
async def library() -> AsyncIterator[Library]:
    async with demo_beside_opener()() as opened:
        yield opened


@pytest.mark.parametrize("role", [Role.COUNTER, Role.SUPERVISOR], ids=lambda it: it.value)
async def test_every_patron_opens_with_every_page(
    qtbot: QtBot, qapp: QApplication, library: Library, role: Role
) -> None:
    async with open_scene(qapp, library, library.backend.offers, role) as scene:
        await scene.open(TOUR_CARD)
        shown = scene.desk.desk.snapshot
        assert shown is not None
        assert (len(shown.loans), len(shown.holds)) == (20, 5)
        for name in HOSTILE:
            await opens(scene, library, name)


async def opens(scene: Scene, library: Library, name: str) -> None:
    number = await library.recording.patrons.number_of(str(key_of(name)))
    scene.desk.desk.found(number)
    await scene.turn()
    shown = scene.desk.desk.snapshot
    assert isinstance(shown, PatronSnapshot), name
    assert shown.patron.id == number
    scene.window.menu.setCurrentRow(0)
    await scene.turn()
    lists = shown.loans, shown.holds, shown.cancelled_holds, shown.requests
    tables = scene.window.inquiry.findChildren(PanelTable)
    assert sum(it.model().rowCount() for it in tables) == sum(map(len, lists)), name
    for page in scene.window.pages:
        await scene.go(page)
    told = "" if name == "many_holds" else scene.heard()  # of so many cells it takes half a minute
    for word in (*NOWHERE, "カードなしで探す", "カード番号なし", "登録館が"):
        assert word not in told, name


async def test_a_caller_hears_of_each_no_more_than_counts(
    qtbot: QtBot, qapp: QApplication, library: Library
) -> None:
    async with open_scene(qapp, library, library.backend.offers, Role.PHONE) as scene:
        for name in HOSTILE:
            number = await library.recording.patrons.number_of(str(key_of(name)))
            scene.desk.desk.found(number)
            await scene.turn()
            assert isinstance(scene.desk.desk.answer.value, PhoneSummary), name


async def test_without_a_server_to_start_it_is_told_which_program_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(server, "find_program", lambda: None)
    with pytest.raises(ProgramMissing) as missing:
        async with demo_beside_opener()():
            pass
    assert missing.value.program == "MariaDB"
    assert list(tmp_path.iterdir()) == []
