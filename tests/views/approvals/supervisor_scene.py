"""A supervisor's page of what waits, the desks that wait for an approval among it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.approval import ApprovalCase
from services.rules.vocabulary import Role
from tests.helpers.windows import active
from tests.viewmodels.approvals.approval_fakes import FakeApprovals
from tests.viewmodels.suspensions.suspension_fakes import MASTERS
from tests.viewmodels.today.today_fakes import Rests, counts, go_on
from tests.views.counter import BareCounter
from tests.views.today.today_scene import Scene, WholeScene
from viewmodels.approvals.deciding import DecidingViewModel
from views.approvals.case_dialog import CaseDialog
from views.approvals.deciding_questions import DecidingQuestions
from views.approvals.waiting_desks_dialog import WaitingDesksDialog
from views.desk.wiring_lists import connect_deciding
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.tiles import TileKind


class Supervisor:
    """A supervisor's page of what waits, whose tile counts desks."""

    def __init__(self, scene: Scene, theme: Theme) -> None:
        self.scene, self.page = scene, scene.page
        self.approvals, self.rests = FakeApprovals(), Rests()
        self.ask = DecidingQuestions(scene.window, theme, lambda: MASTERS)
        self.model = DecidingViewModel(
            scene.acting,
            self.approvals,
            self.ask,
            scene.counter.bench.bugs,
            today=scene.model,
            source=scene.source,
            pause=self.rests,
        )
        self.page.approvals_wanted.connect(self.model.show.start)
        self.model.start()

    async def wait(self, *cases: ApprovalCase) -> None:
        self.approvals.cases = {it.waiting.id: it for it in cases}
        self.scene.source.now_counted = counts(approvals=tuple(it.waiting for it in cases))
        self.scene.model.changed()
        self.scene.rests.end()
        await go_on()

    async def list_opened(self) -> WaitingDesksDialog:
        self.page.tiles.tiles[TileKind.APPROVALS].click()
        return await self.scene.dialog(WaitingDesksDialog)

    async def case_opened(self, row: int = 0) -> CaseDialog:
        opened = await self.list_opened()
        opened.panel.table.setCurrentIndex(opened.panel.model.index(row, 0))
        QTest.keyClick(opened.panel.table, Qt.Key.Key_Return)
        return await self.scene.dialog(CaseDialog)

    async def aclose(self) -> None:
        self.model.cover(covered=True)
        await go_on()
        await self.model.aclose()

    @property
    def line(self) -> str:
        return self.scene.line


@pytest.fixture
async def supervisor(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path
) -> AsyncIterator[Supervisor]:
    bare = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    scene = Scene(bare, theme, tmp_path)
    scene.model.start()
    made = Supervisor(scene, theme)
    await active(bare.window)
    await go_on()
    yield made
    await made.aclose()
    await scene.aclose()
    await bare.aclose()


@pytest.fixture
async def whole_supervisor(whole_scene: WholeScene, theme: Theme) -> AsyncIterator[Supervisor]:
    made = Supervisor(whole_scene, theme)
    model = made.model
    connect_deciding(whole_scene.window, model.waiting, whole_scene.model.here, model.show.start)
    await go_on()
    yield made
    await made.aclose()
