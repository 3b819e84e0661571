"""A supervisor's page 登録・貸出禁止 whose buttons of 貸出禁止, 解除 and 申し出 act."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.masters import Masters
from services.contract.snapshot import SuspensionRow
from services.rules.vocabulary import Role, SuspensionReason
from tests.helpers.snapshots import TODAY
from tests.helpers.windows import active
from tests.viewmodels.fakes import CARD_A, patron
from tests.viewmodels.suspensions.suspension_fakes import MASTERS
from tests.views.counter import BareCounter
from viewmodels.core.notes import StatusMessage
from viewmodels.desk.act_commands import ActCommands
from viewmodels.suspensions.contacts import ContactViewModel
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import SuspensionViewModel
from views.desk.wiring import connect_reports, connect_suspensions
from views.dialogs.decision_dialog import DecisionDialog
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.registration.registration_page import RegistrationPage
from views.style.icons import Icons
from views.style.theme import Theme
from views.suspensions.lift_dialog import LiftDialog
from views.suspensions.suspension_dialogs import SuspensionDialogs

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason


class Desk:
    """A supervisor's page whose buttons act."""

    def __init__(self, counter: BareCounter, page: RegistrationPage, theme: Theme) -> None:
        self.counter = counter
        self.acts = counter.acts
        self.masters: Masters = MASTERS
        self.acting = ActCommands(counter.bench.desk, self.acts, counter.bench.bugs)
        ask = SuspensionDialogs(counter.window, theme, lambda: TODAY)
        self.suspensions = SuspensionViewModel(self.acting, ask, lambda: self.masters)
        self.reports = ReportViewModel(self.acting, ask)
        self.contacts = ContactViewModel(self.acting, ask, lambda: self.masters)
        self.page = page
        connect_suspensions(self.page, self.suspensions, self.contacts)
        connect_reports(self.page, self.reports)

    @property
    def told(self) -> StatusMessage | None:
        return self.counter.bench.desk.note.value

    async def open(self, **changed: Any) -> None:
        self.counter.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))
        await self.counter.scan(CARD_A)
        self.counter.turn_to(self.page)

    async def dialog[D: DecisionDialog](self, kind: type[D]) -> D:
        for _ in range(50):
            await asyncio.sleep(0)
            found = QApplication.activeModalWidget()
            if isinstance(found, kind):
                return found
        msg = "no question opened"
        raise AssertionError(msg)

    async def enter[D: DecisionDialog](self, table: PanelTable[Any], kind: type[D]) -> D:
        """Press the first button of the first row with Enter, and give the question that opens."""
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, 0))
        if table.current_act() is None:
            QTest.keyClick(table, Qt.Key.Key_Right)
        QTest.keyClick(table, Qt.Key.Key_Return)
        return await self.dialog(kind)

    async def press_card(self) -> LiftDialog:
        """Press Space on the 解除 of the first card and give the question that opens."""
        button = self.page.suspensions.cards[0].lift
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        return await self.dialog(LiftDialog)

    async def lift(self, row: SuspensionRow, **changed: Any) -> LiftDialog:
        await self.open(suspensions=(row,), **changed)
        return await self.press_card()

    async def settled(self) -> None:
        await self.acting.settled()

    async def aclose(self) -> None:
        for _ in range(5):
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, DecisionDialog):
                    widget.reject()
            await asyncio.sleep(0)
        await self.acting.aclose()


@pytest.fixture
async def desk(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Desk]:
    bare = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    made = Desk(
        bare, bare.add(RegistrationPage(theme, frozenset(RowAction), bare.window, offers=EVERYTHING)), theme
    )
    await active(bare.window)
    yield made
    await made.aclose()
    await bare.aclose()


def press(key: Qt.Key, times: int = 1) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(focused(), key)


def focused() -> QWidget:
    """Give what has the keyboard in the question that is open, or in the window."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    widget = window.focusWidget() if window is not None else None
    assert widget is not None
    return widget
