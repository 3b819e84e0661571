"""The chip 取置 filters 予約一覧 to ready holds and back: by mouse, keyboard and for a screen reader."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from services.contract.snapshot import HoldRow, LoanRow
from services.rules.vocabulary import HoldStatus
from tests.helpers.snapshots import hold, loan, past_waiting, snapshot
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.views.counter import Counter
from viewmodels.desk.patron_chips import ChipKind

READY = tuple(past_waiting(n, HoldStatus.READY) for n in (2, 5))
HOLDS = (hold(1), READY[0], hold(3), hold(4), READY[1])


class Scene:
    """The whole desk with a patron who has two ready holds of five."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.window = counter.window
        self.page = counter.window.inquiry
        self.show(CARD_A)

    def show(self, card: str, holds: tuple[HoldRow, ...] = HOLDS, loans: tuple[LoanRow, ...] = ()) -> None:
        person = snapshot(card_number=card, loans=loans)
        person = replace(person, patron=replace(person.patron, id=int(card)), holds=holds)
        self.counter.bench.desk.answer.set(person)

    @property
    def chip(self) -> QPushButton:
        return self.window.header.line.chips.buttons[ChipKind.READY]

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.page.holds.rows]

    @property
    def title(self) -> str:
        head = self.page.holds.head
        assert head is not None
        return f"{head.title.text()} {head.count.text()}"

    def is_whole(self) -> bool:
        """Whether all holds are shown, and nothing says that some aren't."""
        return (self.ids, self.title, self.chip.isChecked()) == ([2, 5, 1, 3, 4], "予約一覧 5件", False)


@pytest.fixture
def scene(counter: Counter) -> Scene:
    made = Scene(counter)
    assert made.is_whole()
    return made


def state(chip: QPushButton) -> tuple[bool, bool]:
    """Tell what a screen reader hears of the chip: that it can be checked, and that it is."""
    told = QAccessible.queryAccessibleInterface(chip).state()
    return bool(told.checkable), bool(told.checked)


async def test_by_mouse(scene: Scene) -> None:
    assert state(scene.chip) == (True, False)
    QTest.mouseClick(scene.chip, Qt.MouseButton.LeftButton)
    assert (scene.ids, scene.title) == ([2, 5], "予約一覧 取置 2件 / 5件")
    assert state(scene.chip) == (True, True)
    assert scene.page.holds.accessibleDescription() == "取置 2件 / 5件"
    assert scene.page.holds.table.hasFocus()
    current = scene.page.holds.table.current_row()
    assert current is not None
    assert current.id == 2
    QTest.mouseClick(scene.chip, Qt.MouseButton.LeftButton)
    assert scene.is_whole()
    assert state(scene.chip) == (True, False)


@pytest.mark.parametrize("scrolled", [0, 200, 10_000])
async def test_the_list_is_seen_with_its_head_and_the_row_that_is_read_stays_where_it_is(
    scene: Scene, scrolled: int
) -> None:
    loans = tuple(loan(number) for number in range(1, 20))
    holds = (*(hold(number) for number in range(11, 30)), *READY)
    scene.show(CARD_B, holds, loans)
    page, panel = scene.page, scene.page.holds
    page.settle()
    bar = page.verticalScrollBar()
    assert bar.maximum() > page.viewport().height()
    bar.setValue(scrolled)
    QTest.mouseClick(scene.chip, Qt.MouseButton.LeftButton)
    QApplication.sendPostedEvents()
    begins = panel.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert begins >= 0, "with its head"
    assert begins + panel.height() <= page.viewport().height()
    scene.counter.press(Qt.Key.Key_Down)

    def read() -> tuple[int, int]:
        row, table = panel.table.current_row(), panel.table
        assert row is not None
        corner = QPoint(0, table.rowViewportPosition(table.currentIndex().row()))
        return row.id, table.viewport().mapTo(page.viewport(), corner).y()

    before = read()
    QTest.mouseClick(scene.chip, Qt.MouseButton.LeftButton)
    QApplication.sendPostedEvents()
    assert len(scene.ids) == len(holds)
    assert read() == before
    assert panel.table.hasFocus()


async def test_by_keyboard(scene: Scene) -> None:
    scene.chip.setFocus()
    scene.counter.press(Qt.Key.Key_Space)
    assert scene.ids == [2, 5]
    scene.counter.press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    assert scene.is_whole()
    assert scene.page.holds.table.hasFocus()
    assert scene.counter.bench.desk.snapshot is not None
    scene.counter.press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    assert scene.counter.bench.desk.snapshot is None


async def test_where_the_list_is_not_seen_esc_closes_the_patron(scene: Scene) -> None:
    scene.chip.click()
    scene.counter.turn_to(scene.window.email)
    scene.counter.press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    assert scene.counter.bench.desk.snapshot is None


async def test_another_patron_is_shown_whole(scene: Scene) -> None:
    scene.chip.click()
    scene.show(CARD_B)
    assert scene.is_whole()


async def test_an_act_that_leaves_nothing_ready_brings_all_back(scene: Scene) -> None:
    scene.chip.click()
    scene.show(CARD_A, (hold(1), *READY))
    assert (scene.ids, scene.title) == ([2, 5], "予約一覧 取置 2件 / 3件")
    scene.show(CARD_A, (hold(1), hold(3)))
    assert (scene.ids, scene.title) == ([1, 3], "予約一覧 2件")
    assert not scene.chip.isVisible()
    scene.show(CARD_A)
    assert scene.is_whole()
