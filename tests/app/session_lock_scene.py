"""A real desk that is locked, and those who sign in over it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor, database_opener
from app.lifecycle import DeskOptions
from app.settings.settings_files import Settings
from services.contract.snapshot import PatronSnapshot
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, sign_in
from tests.helpers.keyboard import Keyboard
from views.sign_in.sign_in_window import SignInWindow


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "library.sqlite3"))


@pytest.fixture
def options(library: Path, tmp_path: Path) -> DeskOptions:
    settings = Settings(branch="chuo", workstation="2番窓口")
    return DeskOptions(
        settings, tmp_path / "settings.toml", LibraryDoor(database_opener(f"sqlite:///{library}"))
    )


def acts(library: Path, verb: str) -> int:
    with closing(sqlite3.connect(library)) as conn:
        return int(conn.execute("SELECT count(*) FROM act WHERE verb = ?", (verb,)).fetchone()[0])


async def at_work(program: Program, options: DeskOptions, staff_id: str = "counter") -> OpenDesk:
    """Sign in and open a patron."""
    program.start(options)
    sign_in(await program.window(SignInWindow), staff_id, PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    assert isinstance(desk.desk.answer.value, PatronSnapshot)
    return desk


def lock(desk: OpenDesk) -> None:
    """Press F12, as the platform sends it, wherever the keyboard is."""
    window = QApplication.activeModalWidget() or desk.window
    Keyboard(window.windowHandle()).press("", Qt.Key.Key_F12)


async def locked(program: Program) -> SignInWindow:
    return await program.window(SignInWindow)


async def gone(program: Program) -> None:
    """Wait until the locked desk's window is no more."""
    window = program.desks[-1].window
    await program.until(lambda: not isValid(window))


async def unlock(program: Program, window: SignInWindow, staff_id: str) -> OpenDesk:
    before = len(program.desks)
    window.staff_id.clear()
    sign_in(window, staff_id, PASSWORD)
    await program.until(lambda: len(program.desks) > before and program.desks[-1].window.isVisible())
    return program.desks[-1]


async def end(program: Program, window: QWidget) -> None:
    window.close()
    assert await program.code() == 0
