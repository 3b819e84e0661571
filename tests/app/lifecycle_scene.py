"""One run of the program on a small demo library, as seen from outside."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.demo import STAFF
from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor, database_opener
from app.lifecycle import DeskOptions, run_desk
from app.settings.settings_files import Settings
from services.own_schema.library import Library
from tests.helpers.waiting import AGAIN, HOPELESS, until
from views.desk.desk_window import DeskWindow
from views.sign_in.sign_in_window import SignInWindow

CARD = "100000001"
PASSWORD = STAFF[0].password


@pytest.fixture
def url(filled: Path, tmp_path: Path) -> str:
    path = tmp_path / "library.sqlite3"
    shutil.copy(filled, path)
    return f"sqlite:///{path}"


@pytest.fixture
def options(url: str, tmp_path: Path) -> DeskOptions:
    settings = Settings(branch="chuo", workstation="2番窓口")
    return DeskOptions(settings, tmp_path / "settings.toml", LibraryDoor(database_opener(url)))


class Program:
    """One run of the program, as seen from outside."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self._ended: asyncio.Task[int] | None = None
        self.desks: list[OpenDesk] = []

    def start(self, options: DeskOptions) -> None:
        self._ended = asyncio.create_task(run_desk(self.app, replace(options, on_desk=self.desks.append)))

    async def window[W: QWidget](self, kind: type[W]) -> W:
        """Wait until a window of a kind is there."""
        async with asyncio.timeout(HOPELESS):
            while True:
                for widget in QApplication.topLevelWidgets():
                    if isinstance(widget, kind) and widget.isVisible():
                        return widget
                assert self._ended is not None
                assert not self._ended.done(), self._ended
                await asyncio.sleep(AGAIN)

    async def until(self, condition: Callable[[], bool]) -> None:
        await until(condition)

    async def desk(self) -> OpenDesk:
        await self.window(DeskWindow)
        return self.desks[0]

    async def code(self) -> int:
        assert self._ended is not None
        await asyncio.wait({self._ended}, timeout=HOPELESS)
        assert self._ended.done(), "the program doesn't end"
        code = self._ended.result()
        assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []
        return code

    async def aclose(self) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.cancel()
            await asyncio.wait({self._ended}, timeout=HOPELESS)


@pytest.fixture
async def program(qtbot: QtBot, qapp: QApplication) -> AsyncIterator[Program]:
    made = Program(qapp)
    yield made
    await made.aclose()
    gc.collect()
    gc.freeze()  # or the next test looks through all that was loaded since the collection once more


class Opening:
    """A library that never opens, or fails to."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.begun = asyncio.Event()
        self.left = False
        self._trouble = trouble

    async def __aenter__(self) -> Library:
        if self._trouble is not None:
            raise self._trouble
        self.begun.set()
        try:
            never: asyncio.Future[Library] = asyncio.get_running_loop().create_future()
            return await never
        finally:
            self.left = True

    async def __aexit__(self, *_: object) -> None:
        self.left = True


def sign_in(window: SignInWindow, staff_id: str, password: str) -> None:
    window.staff_id.setText(staff_id)
    QTest.keyClicks(window.password, password)
    QTest.keyClick(window.password, Qt.Key.Key_Return)
