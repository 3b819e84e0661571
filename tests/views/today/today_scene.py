"""A supervisor's page of what waits, by itself or in the desk's window."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.vocabulary import Role
from tests.helpers.windows import active
from tests.viewmodels.search_fakes import GatedSearches
from tests.viewmodels.today.today_fakes import Rests, WhatWaits, entry, go_on, report, waiting, whose
from tests.views.counter import BareCounter, Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.search import SearchViewModel
from viewmodels.today.lifting import LiftingViewModel
from viewmodels.today.list_file import ListFileViewModel
from viewmodels.today.today import Tile, TodayViewModel
from views.desk.desk_window import DeskWindow
from views.desk.wiring import connect_search
from views.desk.wiring_lists import connect_today, take_today
from views.dialogs.decision_dialog import DecisionDialog
from views.panels.row_actions import RowAction
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import messages
from views.today.list_table import file_name, list_table
from views.today.today_page import TodayPage

ROWS = (entry(1, report=report()), entry(2), waiting(3), waiting(4))
"""Two that are ready, and two that aren't."""


class Scene:
    """A supervisor's page on fakes, in a bare window.

    Attributes:
        folder: where files go.
    """

    def __init__(self, counter: BareCounter, theme: Theme, folder: Path) -> None:
        self.counter, self.window = counter, counter.window
        self.desk, self.acts = counter.bench.desk, counter.acts
        self.look_ups, self.folder = counter.bench.look_ups, folder
        bugs = counter.bench.bugs
        self.source, self.rests = WhatWaits(ROWS), Rests()
        self.acting = ActCommands(self.desk, self.acts, bugs)
        self.model = TodayViewModel(self.desk, self.source, self.source, bugs, pause=self.rests)
        self.lifting = LiftingViewModel(self.acting, self.look_ups, bugs)
        self.files = ListFileViewModel(
            self.desk,
            self.source.suspensions_for_file,
            list_table,
            bugs,
            folder=lambda: folder,
            name=file_name,
        )
        self.page = TodayPage(theme, offers=EVERYTHING)
        self._show(theme)
        self.openers = connect_today(
            self.window,
            self.page,
            self.model,
            desk=self.desk,
            lifting=self.lifting,
            files=self.files,
            branches=lambda: {1: "中央", 2: "前川"},
            theme=theme,
        )
        for row in ROWS:
            self.look_ups.answer(f"found {row.patron_id}", whose(row))

    def _show(self, _theme: Theme) -> None:
        self.counter.turn_to(self.counter.add(self.page))

    async def open_list(self, tile: Tile = Tile.SUSPENDED) -> None:
        self.model.choose(tile)
        await go_on(lambda: self.model.listed.value is not None)
        await go_on()

    @property
    def line(self) -> str:
        """What the status bar says."""
        note = self.desk.note.value
        return "" if note is None else messages.line(note)

    def ready(self) -> list[str]:
        """The names in the first part of the list."""
        return [row.entry.name for row in self.page.ready.rows]

    async def dialog[D: DecisionDialog](self, kind: type[D]) -> D:
        for _ in range(50):
            await asyncio.sleep(0)
            found = QApplication.activeModalWidget()
            if isinstance(found, kind):
                return found
        msg = "no question opened"
        raise AssertionError(msg)

    def row_in_focus(self) -> int | None:
        """The key of the row that has the keyboard."""
        for panel in (self.page.ready, self.page.waiting):
            if panel.table is self.window.focusWidget():
                row = panel.table.current_row()
                return None if row is None else row.id
        return None

    async def aclose(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, DecisionDialog):
                widget.reject()
        await go_on()
        await self.acting.aclose()
        self.lifting.forget()
        await self.files.aclose()
        await self.model.aclose()


class WholeScene(Scene):
    """The same in the desk's window, in the place of the empty desk."""

    window: DeskWindow

    def _show(self, theme: Theme) -> None:
        search = SearchViewModel(self.desk, GatedSearches(), self.counter.bench.bugs, pause=0)
        self.searches = connect_search(self.window, self.window.empty, search, theme)
        take_today(self.window, self.page, self.model)


@pytest.fixture
async def scene(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path
) -> AsyncIterator[Scene]:
    bare = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    made = Scene(bare, theme, tmp_path)
    made.model.start()
    await active(bare.window)
    await go_on()
    yield made
    await made.aclose()
    await bare.aclose()


@pytest.fixture
async def whole_scene(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path
) -> AsyncIterator[WholeScene]:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR, verbs=frozenset(RowAction))
    made = WholeScene(counter, theme, tmp_path)
    made.model.start()
    await go_on()
    yield made
    await made.aclose()
    await counter.aclose()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(focused(), key, modifier)


def focused() -> QWidget:
    """Give what has the keyboard in the question that is open, or in the window."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    widget = window.focusWidget() if window is not None else None
    assert widget is not None
    return widget
