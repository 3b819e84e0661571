"""統計 in its window: numbers as they are read and heard, their bars, and the keys."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.errors import FolderMissing
from services.contract.today.figures import YearLooks
from services.rules.figures import Counts, FigureLine
from services.rules.vocabulary import Role, SuspensionReason
from tests.helpers.waiting import until
from tests.helpers.windows import active
from tests.viewmodels.today.today_fakes import WhatWaits
from tests.views.counter import BareCounter
from tests.views.ear import ASSERTIVE, Ear
from viewmodels.today.figures import FiguresViewModel
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import messages
from views.today.figure_grid import BAR_ROLE
from views.today.figure_table import figure_table, file_name
from views.today.figures_window import FiguresWindow

SET, ISSUED = FigureLine.SUSPENSIONS_SET, FigureLine.PASSWORDS_ISSUED
OVERDUE = SuspensionReason.LONG_OVERDUE.value
BRANCHES = {1: "中央", 2: "前川"}
OF = {
    (ISSUED, None, 1, 12): 600,
    (ISSUED, None, 1, 19): 1200,
    (ISSUED, None, 2, 19): 5,
    (ISSUED, None, 1, 0): 2000,
    (SET, None, 1, 19): 4,
    (SET, OVERDUE, 1, 19): 4,
}
SPOKEN, SEEN = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole


class Scene:
    def __init__(self, counter: BareCounter, theme: Theme, folder: Path) -> None:
        self.source, self.folder = WhatWaits(), folder
        parts = tuple(it.value for it in SuspensionReason)
        self.source.counted = Counts(of=OF, parts=parts, until=20, unknown={})
        self.source.looks = YearLooks(of={}, unknown=14)
        self.model = FiguresViewModel(
            counter.bench.desk,
            self.source,
            lambda found, branch_id: figure_table(found, BRANCHES, branch_id),
            counter.bench.bugs,
            today=lambda: date(2026, 11, 24),
            folder=lambda: self.folder,
            name=file_name,
        )
        self.window = FiguresWindow(self.model, lambda: BRANCHES, theme, counter.window)

    def row(self, title: str, role: int = SEEN) -> list[object]:
        """Give the cells of a row."""
        figures = self.window.grid.figures
        for row in range(figures.rowCount()):
            if figures.index(row, 0).data(SPOKEN) == title:
                return [figures.index(row, column).data(role) for column in range(figures.columnCount())]
        raise AssertionError(title)

    async def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key, Qt.KeyboardModifier.AltModifier)
        await self.model.read.settled()


@pytest.fixture
async def scene(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, tmp_path: Path
) -> AsyncIterator[Scene]:
    counter = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    await active(counter.window)
    made = Scene(counter, theme, tmp_path)
    made.window.open()
    await made.model.read.settled()
    await active(made.window)
    yield made
    await made.model.aclose()
    await counter.aclose()


async def test_numbers_stand_by_month_with_the_year_before_and_the_difference(scene: Scene) -> None:
    assert scene.row("パスワード発行") == [
        *("パスワード発行", "600", "0", "0", "0", "0", "0", "0", "1,200", "", "", "", ""),
        *("1,800", "2,000", "-200"),
    ]
    assert scene.row("貸出禁止 ③長期延滞")[8:] == ["–", "", "", "", "", "–", "0", "–"]
    assert scene.row("利用者の照会")[1:4] == ["…", "…", "0"]


async def test_a_bar_is_as_high_as_its_month_among_the_rows(scene: Scene) -> None:
    assert scene.row("パスワード発行", BAR_ROLE)[1:9] == [0.5, 0, 0, 0, 0, 0, 0, 1]
    assert scene.row("パスワード発行", BAR_ROLE)[9:] == [0] * 7
    assert scene.row("貸出禁止 ③長期延滞", BAR_ROLE)[8] == 0


async def test_a_cell_is_heard_with_its_line_and_month_and_no_bar(scene: Scene) -> None:
    heard = scene.row("パスワード発行", SPOKEN)
    assert heard[1] == "パスワード発行 4月 600"
    assert heard[9] == "パスワード発行 12月 まだ"
    assert heard[-1] == "パスワード発行 差 -200"
    assert scene.row("貸出禁止 ③長期延滞", SPOKEN)[8] == "貸出禁止 ③長期延滞 11月 少数"
    assert scene.row("利用者の照会", SPOKEN)[1] == "利用者の照会 4月 不明"
    assert scene.row("貸出更新", Qt.ItemDataRole.ToolTipRole)[0] == "更新した資料の件数"


async def test_one_key_goes_a_year_back_and_another_one_on(scene: Scene) -> None:
    window = scene.window
    assert (window.later.isEnabled(), window.grid.hasFocus()) == (False, True)
    await scene.press(Qt.Key.Key_Left)
    assert (scene.model.year.value, window.later.isEnabled()) == (2025, True)
    await scene.press(Qt.Key.Key_Right)
    assert (scene.model.year.value, window.later.isEnabled()) == (2026, False)


async def test_a_year_that_is_not_there_yet_is_said_to_be_read(scene: Scene) -> None:
    reading, scene.source.gate = scene.window.reading, asyncio.Event()
    QTest.keyClick(scene.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await until(reading.isVisible)
    scene.source.gate.set()
    await scene.model.read.settled()
    assert not reading.isVisible()


async def test_looks_come_after_the_others_and_a_file_after_both(scene: Scene) -> None:
    window, source = scene.window, scene.source
    source.looks, source.looks_gate = YearLooks(of={(1, 19): 12}, unknown=0), asyncio.Event()
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await until(lambda: scene.model.found.value is not None and not scene.model.found.value.whole)
    assert scene.row("パスワード発行")[1] == "600"
    assert (scene.row("利用者の照会")[8], window.file_button.isEnabled()) == ("", False)
    assert scene.row("利用者の照会", SPOKEN)[8] == "利用者の照会 11月 集計中"
    window.grid.setCurrentIndex(window.grid.figures.index(3, 4))
    source.looks_gate.set()
    await scene.model.read.settled()
    assert (scene.row("利用者の照会")[8], window.file_button.isEnabled()) == ("12", True)
    assert (window.grid.currentIndex().row(), window.grid.currentIndex().column()) == (3, 4)


async def test_another_branch_shows_its_own_numbers_and_the_current_cell_stays(scene: Scene) -> None:
    window = scene.window
    assert [window.branch.itemText(it) for it in range(window.branch.count())] == [
        *("全館", "中央", "前川", "館ごと"),
    ]
    assert window.branch.currentText() == "中央"
    window.grid.setCurrentIndex(window.grid.figures.index(3, 4))
    window.branch.setCurrentIndex(2)
    assert scene.row("パスワード発行")[8] == "5"
    current = window.grid.currentIndex()
    assert (current.row(), current.column()) == (3, 4)


async def test_one_line_of_every_branch_stands_one_below_the_other(scene: Scene) -> None:
    window, figures = scene.window, scene.window.grid.figures
    assert not window.line.isVisible()
    window.grid.setCurrentIndex(figures.index(1, 4))
    window.branch.setCurrentIndex(3)
    assert (window.line.isVisible(), window.line.currentText()) == (True, "パスワード再発行")
    assert figures.headerData(0, Qt.Orientation.Horizontal) == "館"
    window.line.setCurrentIndex(0)
    names = [figures.index(row, 0).data() for row in range(figures.rowCount())]
    november = [figures.index(row, 8).data() for row in range(figures.rowCount())]
    assert (names, november) == (["全館", "中央", "前川"], ["1,205", "1,200", "5"])
    assert figures.index(2, 8).data(SPOKEN) == "パスワード発行 前川 11月 5"
    await scene.press(Qt.Key.Key_Left)
    assert (scene.model.year.value, figures.rowCount()) == (2025, 3)
    window.branch.setCurrentIndex(1)
    assert not window.line.isVisible()
    assert scene.row("パスワード発行")[8] == "1,200"


async def test_the_file_has_the_branch_or_all_of_them(scene: Scene, tmp_path: Path) -> None:
    for place in (1, 3):
        scene.window.branch.setCurrentIndex(place)
        scene.window.file_button.click()
        await scene.model.save.settled()
    one, every = sorted(tmp_path.iterdir(), key=lambda it: it.stat().st_size)
    assert one.name == "統計_2026年度.csv"
    lines = every.read_text(encoding="utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == {'"全館"', '"中央"', '"前川"'}
    assert '"中央","パスワード発行","",600,0,0,0,0,0,0,1200,"","","","",1800,2000,-200' in lines


async def test_the_names_stay_while_the_numbers_are_scrolled(scene: Scene) -> None:
    window, grid = scene.window, scene.window.grid
    window.resize(700, 400)
    await until(lambda: grid.horizontalScrollBar().maximum() > 0)
    names = QRect(0, 0, grid.columnWidth(0), grid.viewport().height())
    before = grid.viewport().grab(names).toImage()
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    assert grid.viewport().grab(names).toImage() == before
    at = QPoint(names.center().x(), grid.rowViewportPosition(2) + 2)
    assert grid.indexAt(at) == grid.figures.index(2, 0)
    QTest.keyClick(grid, Qt.Key.Key_End)
    for column in reversed(range(1, grid.figures.columnCount())):
        assert (grid.currentIndex().column(), grid.is_cut(column)) == (column, False)
        QTest.keyClick(grid, Qt.Key.Key_Left)


async def test_keys_on_a_name_leave_the_numbers_where_they_are(scene: Scene) -> None:
    window, grid = scene.window, scene.window.grid
    window.resize(700, 400)
    await until(lambda: grid.horizontalScrollBar().maximum() > 0)
    bar = grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    grid.setCurrentIndex(grid.figures.index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert (grid.currentIndex().row(), bar.value()) == (1, bar.maximum())


async def counts_many_looks(scene: Scene) -> asyncio.Event:
    """Go to another year in a narrow window, whose many looks come once the event is set."""
    gate = asyncio.Event()
    scene.window.resize(700, 400)
    scene.source.looks, scene.source.looks_gate = YearLooks(of={(1, 13): 123_456_789}, unknown=0), gate
    QTest.keyClick(scene.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await until(lambda: scene.model.found.value is not None and not scene.model.found.value.whole)
    return gate


async def test_larger_numbers_leave_the_current_one_in_sight(scene: Scene) -> None:
    grid, counted = scene.window.grid, await counts_many_looks(scene)
    grid.setCurrentIndex(grid.figures.index(3, 12))
    assert not grid.is_cut(12)
    counted.set()
    await scene.model.read.settled()
    assert scene.row("利用者の照会")[2] == "123,456,789"
    assert not grid.is_cut(12)


async def test_larger_numbers_leave_what_was_scrolled_to_in_sight(scene: Scene) -> None:
    grid, counted = scene.window.grid, await counts_many_looks(scene)
    grid.setCurrentIndex(grid.figures.index(0, 1))
    down, across = grid.verticalScrollBar(), grid.horizontalScrollBar()
    down.setValue(down.maximum())
    across.setValue(across.maximum())
    before = down.value(), across.value()
    counted.set()
    await scene.model.read.settled()
    assert scene.row("利用者の照会")[2] == "123,456,789"
    assert (down.value(), across.value()) == before


async def test_the_keyboard_goes_to_the_numbers_while_no_file_can_be_made(scene: Scene) -> None:
    window, source = scene.window, scene.source
    window.file_button.setFocus()
    source.looks_gate = asyncio.Event()
    QTest.keyClick(window.file_button, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await until(lambda: not window.file_button.isEnabled())
    assert window.focusWidget() is window.grid
    source.looks_gate.set()


async def test_the_keyboard_goes_to_the_numbers_from_an_arrow_that_goes_no_further(scene: Scene) -> None:
    window = scene.window
    await scene.press(Qt.Key.Key_Left)
    window.later.setFocus()
    QTest.keyClick(window.later, Qt.Key.Key_Space)
    assert not window.later.isEnabled()
    assert window.focusWidget() is window.grid


async def test_why_there_is_no_file_is_heard(scene: Scene, ear: Ear) -> None:
    scene.folder = scene.folder / "gone"
    scene.window.file_button.click()
    await scene.model.save.settled()
    trouble = scene.model.trouble.value
    assert isinstance(trouble, FolderMissing)
    assert ear.heard == [(messages.line(trouble), ASSERTIVE)]


async def test_a_number_that_is_cut_is_left_out(scene: Scene) -> None:
    window, grid = scene.window, scene.window.grid
    window.resize(700, 400)
    await until(lambda: grid.horizontalScrollBar().maximum() > 0)

    def colours_of_april() -> int:
        left, right = grid.columnWidth(0), grid.columnViewportPosition(2)
        place = QRect(left, 2, right - left, grid.rowHeight(0) - 4)
        shown = grid.viewport().grab(place).toImage()
        return len({shown.pixel(x, y) for x in range(shown.width()) for y in range(shown.height())})

    assert colours_of_april() > 1
    grid.horizontalScrollBar().setValue(4)
    assert colours_of_april() == 1
