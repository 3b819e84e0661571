"""A counter at whose page 登録・貸出禁止 acts are done, by real keys, a real mouse and real scans."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.policy import Policy
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import CARD_A, patron
from tests.views.counter import BareCounter, Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.registration.registration import RegistrationViewModel
from views.desk.wiring import connect_lost_cards, connect_registration
from views.dialogs.discard_dialog import DiscardDialog
from views.registration.lost_card_dialogs import LossDialog, LossQuestions, ReplacementDialog
from views.registration.registration_page import RegistrationPage
from views.registration.registration_renewal_dialog import RegistrationDialog
from views.style.icons import Icons
from views.style.theme import Theme


class Registrations:
    """A counter at whose page 登録・貸出禁止 acts are done, on fakes."""

    def __init__(self, counter: BareCounter, page: RegistrationPage, theme: Theme, icons: Icons) -> None:
        self.counter = counter
        self.acts = counter.acts
        self.policy = Policy()
        bench, window = counter.bench, counter.window
        self.acting = ActCommands(bench.desk, self.acts, bench.bugs)
        self.page = page
        self.registration = RegistrationViewModel(
            self.acting, policy=lambda: self.policy, report_bug=bench.bugs
        )
        self.lost = LostCardViewModel(
            self.acting,
            LossQuestions(window, theme),
            policy=lambda: self.policy,
            report_bug=bench.bugs,
        )
        connect_registration(self.page, self.registration, window, theme=theme, icons=icons)
        connect_lost_cards(self.page, self.lost, window, theme=theme, icons=icons)

    async def open(self, *, scanned: bool = True, **changed: Any) -> None:
        base = patron(CARD_A)
        header = {name: value for name, value in changed.items() if hasattr(base.patron, name)}
        others = {name: value for name, value in changed.items() if name not in header}
        opened = replace(base, patron=replace(base.patron, **header), **others)
        self.counter.bench.look_ups.answer(CARD_A, opened)
        if scanned:
            await self.counter.scan(CARD_A)
        else:
            self.counter.bench.desk.typed(CARD_A)
            await self.counter.settled()
        self.counter.turn_to(self.page)

    def press(self, button: QAbstractButton) -> None:
        """Press a button with the keyboard."""
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    async def dialog[D: QDialog](self, kind: type[D], after: QDialog | None = None) -> D:
        for _ in range(100):
            found = QApplication.activeModalWidget()
            if isinstance(found, kind) and found is not after:
                return found
            await asyncio.sleep(0)
        msg = "no dialog opened"
        raise AssertionError(msg)

    async def renewing(self, **changed: Any) -> RegistrationDialog:
        await self.open(**changed)
        self.press(self.page.renew_button)
        return await self.dialog(RegistrationDialog)

    async def reporting(self, **changed: Any) -> LossDialog:
        await self.open(**changed)
        self.press(self.page.lost_button)
        return await self.dialog(LossDialog)

    async def replacing(self, **changed: Any) -> ReplacementDialog:
        await self.open(**changed)
        self.press(self.page.replace_button)
        return await self.dialog(ReplacementDialog)

    async def settled(self) -> None:
        await self.acting.settled()

    async def aclose(self) -> None:
        for _ in range(5):
            for widget in QApplication.topLevelWidgets():
                if (
                    isinstance(widget, LossDialog | DiscardDialog)
                    or type(widget).__name__ == "DecisionDialog"
                ):
                    widget.close()
            await asyncio.sleep(0)
        self.registration.close()
        self.lost.close()
        await self.acting.aclose()


@pytest.fixture
async def desk(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Registrations]:
    bare = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    made = Registrations(
        bare, bare.add(RegistrationPage(theme, parent=bare.window, offers=EVERYTHING)), theme, icons
    )
    yield made
    await made.aclose()
    await bare.aclose()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
async def whole_desk(counter: Counter, theme: Theme, icons: Icons) -> AsyncIterator[Registrations]:
    made = Registrations(counter, counter.window.registration, theme, icons)
    yield made
    await made.aclose()


def enter(widget: QAbstractButton) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)
