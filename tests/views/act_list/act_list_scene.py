"""A desk on fakes with 操作の一覧."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.today.act_list import ActFilter, ActList
from services.rules.vocabulary import Role
from tests.helpers.windows import active
from tests.viewmodels.act_list.act_list_fakes import ListedActs
from tests.viewmodels.today.today_fakes import Rests, WhatWaits, go_on
from tests.views.counter import Counter
from tests.views.today.today_scene import focused, press
from viewmodels.act_list.act_list import ActListViewModel
from viewmodels.core.notes import SavedList
from viewmodels.today.list_file import ListFileViewModel
from viewmodels.today.today import TodayViewModel
from views.act_list.act_list_page import ActListPage
from views.act_list.act_rows import ActRow, columns
from views.act_list.act_table import act_table, file_name
from views.desk.wiring_lists import connect_act_list, connect_today, take_today, take_turns
from views.panels.row_actions import RowAction
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.today_page import TodayPage

ALT = Qt.KeyboardModifier.AltModifier


class Scene:
    """A desk on fakes, a supervisor's with 今日の仕事."""

    def __init__(self, counter: Counter, theme: Theme, role: Role, folder: Path) -> None:
        self.counter = counter
        self.window, self.desk = self.counter.window, self.counter.bench.desk
        bugs = self.counter.bench.bugs
        self.field = self.window.top_bar.card_field
        self.source, self.rests = ListedActs(), Rests()
        self.model = ActListViewModel(self.desk, self.source, bugs, pause=self.rests)
        self.files = ListFileViewModel[ActFilter, ActList](
            self.desk,
            self.source.acts_for_file,
            act_table,
            bugs,
            folder=lambda: folder,
            name=file_name,
            kind=SavedList.ACTS,
        )
        self.today: TodayViewModel | None = None
        self.page = ActListPage(theme, everybodys=role is Role.SUPERVISOR)
        branches = {1: "中央", 2: "前川"}
        self.opener = connect_act_list(
            self.window,
            self.page,
            self.model,
            desk=self.desk,
            files=self.files,
            branches=lambda: branches,
            theme=theme,
        )
        if role is Role.SUPERVISOR:
            waits = WhatWaits()
            self.today = TodayViewModel(self.desk, waits, waits, bugs, pause=self.rests)
            page = TodayPage(theme, offers=self.desk.offers)
            take_today(self.window, page, self.today)
            connect_today(
                self.window,
                page,
                self.today,
                desk=self.desk,
                lifting=None,
                files=None,
                branches=lambda: branches,
                theme=theme,
            )
            take_turns(page, self.model, self.today)
            self.today.start()
        self.model.start()

    async def open(self) -> None:
        press(Qt.Key.Key_End, ALT)
        await go_on()

    def rows(self) -> list[list[str]]:
        """What the list says, row by row."""
        return [[it.text(row) for it in columns()] for row in self.page.panel.rows]

    def row_in_focus(self) -> int | None:
        """The key of the row that has the keyboard."""
        panel = self.page.panel
        row = panel.table.current_row() if focused() is panel.table else None
        return row.id if isinstance(row, ActRow) else None

    async def aclose(self) -> None:
        if self.today is not None:
            await self.today.aclose()
        await self.files.aclose()
        await self.model.aclose()
        await self.counter.aclose()


@pytest.fixture
async def boss(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path
) -> AsyncIterator[Scene]:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR, verbs=frozenset(RowAction))
    made = Scene(counter, theme, Role.SUPERVISOR, tmp_path)
    await active(counter.window)
    await go_on()
    yield made
    await made.aclose()


@pytest.fixture
async def clerk(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path
) -> AsyncIterator[Scene]:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.COUNTER, verbs=frozenset(RowAction))
    made = Scene(counter, theme, Role.COUNTER, tmp_path)
    await active(counter.window)
    yield made
    await made.aclose()
