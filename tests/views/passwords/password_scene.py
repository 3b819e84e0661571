"""A counter whose page パスワード acts, and a patron who types."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from services.acts.as_offered import EVERYTHING
from services.rules.policy import Policy
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import BareCounter, Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.passwords.password_use import PasswordUseViewModel
from views.desk.wiring import connect_password_use
from views.passwords.password_page import PasswordPage
from views.passwords.password_use_dialogs import ChangeDialog, CheckDialog, PasswordUseDialogs
from views.passwords.password_use_frame import PasswordUseDialog
from views.style.icons import Icons
from views.style.theme import Theme

OLD, NEW = "Kingyo2026", "Hanabi0815"


class Scene:
    """A counter whose page パスワード acts, on fakes."""

    def __init__(self, counter: BareCounter, page: PasswordPage, theme: Theme, icons: Icons) -> None:
        self.counter = counter
        self.page = page
        self.acts = counter.acts
        self.policy = Policy()
        self.acting = ActCommands(counter.bench.desk, self.acts, counter.bench.bugs)
        self.use = PasswordUseViewModel(
            self.acting,
            self.acts,
            PasswordUseDialogs(counter.window, theme, icons),
            policy=lambda: self.policy,
            report_bug=counter.bench.bugs,
        )
        connect_password_use(self.page, self.use)

    async def open(self, **changed: Any) -> None:
        patron = snapshots.everyday(card_number=CARD_A, **changed)
        self.counter.bench.look_ups.answer(CARD_A, patron)
        self.acts.after = patron
        await self.counter.scan(CARD_A)
        self.counter.turn_to(self.page)

    async def press[D: PasswordUseDialog](self, button: QAbstractButton, kind: type[D]) -> D:
        """Press a button of the page with the keyboard, and give the dialog that opens."""
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        for _ in range(50):
            await asyncio.sleep(0)
            found = QApplication.activeModalWidget()
            if isinstance(found, kind):
                return found
        msg = "no dialog opened"
        raise AssertionError(msg)

    async def changing(self) -> ChangeDialog:
        return await self.press(self.page.change_button, ChangeDialog)

    async def checking(self) -> CheckDialog:
        return await self.press(self.page.check_button, CheckDialog)

    async def settled(self) -> None:
        await self.use.settled()

    async def closed(self) -> None:
        await self.acting.settled()

    async def aclose(self) -> None:
        await self.use.aclose()
        await self.acting.aclose()


@pytest.fixture
async def scene(bare: BareCounter, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    made = Scene(bare, bare.add(PasswordPage(theme, bare.window, offers=EVERYTHING)), theme, icons)
    yield made
    await made.aclose()


@pytest.fixture
async def whole_scene(counter: Counter, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    made = Scene(counter, counter.window.password, theme, icons)
    yield made
    await made.aclose()


def type_into(dialog: PasswordUseDialog, *texts: str) -> None:
    """Type as a patron does: each text where the keyboard is, ended with Enter."""
    for text in texts:
        field = dialog.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)


async def scan(dialog: PasswordUseDialog, text: str) -> None:
    Keyboard(dialog.windowHandle()).type(text + "\r", 4)
    await asyncio.sleep(0)
