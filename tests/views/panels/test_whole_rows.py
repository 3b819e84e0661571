"""A page of lists scrolls by whole rows, each list's head in sight as long as one of its rows is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from tests.helpers import snapshots
from tests.views.panels.rows_in_sight import faults, foot, head, span
from views.circulation.inquiry_page import InquiryPage
from views.panels.row_actions import RowAction
from views.style.theme import Theme

PAGE_DOWN = QAbstractSlider.SliderAction.SliderPageStepAdd
PAGE_UP = QAbstractSlider.SliderAction.SliderPageStepSub
ROW_DOWN = QAbstractSlider.SliderAction.SliderSingleStepAdd
SIZES = ((1.0, 1207, 400), (1.0, 900, 411), (1.5, 1024, 503), (2.0, 1024, 390))


def full(loans: int = 12, holds: int = 12) -> PatronSnapshot:
    return snapshots.everyday(
        loans=tuple(snapshots.loan(n, title=f"第{n}巻") for n in range(1, loans + 1)),
        holds=tuple(snapshots.hold(n, title=f"上巻{n}") for n in range(1, holds + 1)),
    )


@pytest.fixture
def page_of(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[float, int, int], InquiryPage]]:
    def make(scale: float, width: int, height: int) -> InquiryPage:
        theme.rescale(scale)
        page = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.set_snapshot(full())
        page.settle()
        return page

    yield make
    theme.rescale(1.0)


@pytest.mark.parametrize(("scale", "width", "height"), SIZES)
def test_wherever_the_page_stops_rows_are_whole_and_heads_in_sight(
    page_of: Callable[[float, int, int], InquiryPage], scale: float, width: int, height: int
) -> None:
    page = page_of(scale, width, height)
    bar = page.verticalScrollBar()
    assert bar.maximum() > 0
    stops = set()
    for value in (*range(0, bar.maximum() + 1, 7), bar.maximum(), *range(bar.maximum(), -1, -11)):
        bar.setValue(value)
        stops.add(bar.value())
        assert faults(page) == [], bar.value()
    rows = sum(len(panel.rows) for panel in page.lists)
    assert 10 < len({it for it in stops if it >= page.loans.y()}) <= rows, "above them it stops anywhere"
    bar.setValue(bar.maximum())
    last = page.lists[-1]
    assert span(page, last, len(last.rows) - 1)[1] <= foot(page), "the end can be reached"


@pytest.mark.parametrize(
    ("scale", "width", "height", "beside", "rows"),
    [
        (2.0, 1366, 438, False, 4),
        (2.0, 1366, round(768 * 0.65), False, 4),  # bars take at most 35 % of it
        (2.0, 1366, 384 * 2 - 212, False, 5),
        (1.5, 1024, 329, False, 4),
        (1.0, 1206, 183, True, 4),
    ],
)
def test_as_many_loans_are_whole_as_heights_leave_room_for(
    page_of: Callable[[float, int, int], InquiryPage],
    scale: float,
    width: int,
    height: int,
    rows: int,
    *,
    beside: bool,
) -> None:
    """Four need 4 + 31 + 4 x 46 pixels at 100 % below tabs; beside the menu 8 + 55 + 4 x 30."""
    page = page_of(scale, width, height)
    page.stand_beside_menu(beside=beside)
    page.set_snapshot(replace(full(), notices=()))
    page.settle()
    end = foot(page)
    assert sum(span(page, page.loans, row)[1] <= end for row in range(len(page.loans.rows))) == rows


def test_a_stuck_head_is_where_one_is_that_is_not(
    page_of: Callable[[float, int, int], InquiryPage],
) -> None:
    page = page_of(1.0, 1207, 400)
    first = page.loans
    top = head(page, first)[1] - head(page, first)[0]
    page.verticalScrollBar().setValue(first.y() + 3 * first.table.rowHeight(0))
    assert head(page, first) == (0, top)
    assert span(page, first, 3)[0] == top


def test_the_wheel_turns_by_rows(page_of: Callable[[float, int, int], InquiryPage]) -> None:
    page = page_of(1.0, 1207, 400)
    bar, height = page.verticalScrollBar(), page.loans.table.rowHeight(0)

    def turn(angle: int) -> None:
        middle = QPointF(page.viewport().rect().center())
        event = QWheelEvent(
            middle,
            page.viewport().mapToGlobal(middle),
            QPoint(),
            QPoint(0, angle),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(page.viewport(), event)

    bar.setValue(page.loans.y())
    turn(-120)
    assert bar.value() == page.loans.y() + 3 * height
    turn(-20)
    turn(-20)
    assert bar.value() == page.loans.y() + 4 * height
    turn(120)
    assert bar.value() == page.loans.y() + height


def test_the_row_that_has_the_keyboard_is_whole_and_below_its_head(
    page_of: Callable[[float, int, int], InquiryPage], qtbot: QtBot
) -> None:
    page = page_of(1.0, 1207, 400)
    with qtbot.waitActive(page):
        page.activateWindow()
    for panel in (page.loans, page.holds):
        panel.focus_table()
        for key in (Qt.Key.Key_Down,) * 11 + (Qt.Key.Key_Up,) * 11:
            QTest.keyClick(panel.table, key)
            top, bottom = span(page, panel, panel.table.currentIndex().row())
            assert head(page, panel)[1] <= top < bottom <= foot(page)
            assert faults(page) == []
        assert head(page, panel)[0] >= 0


def test_what_is_read_stays_when_rows_come_and_go_above_it(
    page_of: Callable[[float, int, int], InquiryPage],
) -> None:
    page = page_of(1.0, 1207, 400)
    page.verticalScrollBar().setValue(page.loans.y() + 5 * page.loans.table.rowHeight(0))
    before = span(page, page.loans, 5)
    fewer = full()
    page.set_snapshot(replace(fewer, loans=fewer.loans[2:]))
    assert span(page, page.loans, 3) == before
    assert faults(page) == []


def test_a_page_that_has_room_for_all_covers_nothing(
    page_of: Callable[[float, int, int], InquiryPage],
) -> None:
    page = page_of(1.0, 1207, 1600)
    assert page.verticalScrollBar().maximum() == 0
    assert foot(page) == page.viewport().height()
    page.set_snapshot(None)
    page.settle()
    assert page.verticalScrollBar().value() == 0


@pytest.mark.parametrize("size", SIZES)
def test_what_stands_in_a_head_is_in_sight_with_the_keyboard(
    page_of: Callable[[float, int, int], InquiryPage], qtbot: QtBot, size: tuple[float, int, int]
) -> None:
    page = page_of(*size)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    hint = page.holds.hint_button
    assert hint is not None
    for loans in range(1, 12):
        page.set_snapshot(full(loans))
        page.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # as the desk does
        page.verticalScrollBar().setValue(0)
        page.loans.table.setFocus()
        hint.setFocus(Qt.FocusReason.TabFocusReason)
        top = hint.mapTo(page.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= foot(page) - hint.height(), loans


@pytest.mark.parametrize(
    ("scale", "size", "other"),
    [
        (2.0, (1366, 438), (1326, 438)),
        (2.0, (900, 220), (700, 220)),
        (1.5, (1024, 503), (984, 503)),
        (1.0, (1207, 400), (1207, 250)),
    ],
)
def test_parts_laid_out_anew_leave_the_row_with_which_the_page_begins(
    page_of: Callable[[float, int, int], InquiryPage],
    scale: float,
    size: tuple[int, int],
    other: tuple[int, int],
) -> None:
    """A notice above the lists takes another line where the page is narrower, and gives it back."""
    page = page_of(scale, *size)
    bar, notices = page.verticalScrollBar(), page.notices

    def begins() -> tuple[int, int]:
        tops = [span(page, page.holds, row)[0] - head(page, page.holds)[1] for row in range(12)]
        return next((row, top) for row, top in enumerate(tops) if top >= 0)

    QApplication.processEvents()  # it gets the keyboard
    bar.setValue(page.holds.y() + 3 * page.holds.table.rowHeight(0))
    assert begins() == (3, 0)
    for width, height in (other, size, other, size):
        page.resize(width, height)
        for _ in range(3):
            QApplication.processEvents()
        assert begins() == (3, 0), (width, height)
    page.set_snapshot(replace(full(), notices=()))
    for _ in range(3):
        QApplication.processEvents()
    assert not notices.isVisible()
    assert begins() == (3, 0)


@pytest.mark.parametrize("seed", range(4))
def test_in_whatever_order_it_is_used_no_row_is_half_hidden(
    page_of: Callable[[float, int, int], InquiryPage], seed: int
) -> None:
    chance = Random(seed)
    page = page_of(*chance.choice(SIZES))
    bar, hint, table = page.verticalScrollBar(), page.holds.hint_button, page.holds.table
    assert hint is not None

    def show_another() -> None:
        page.set_snapshot(full(chance.randrange(1, 15), chance.randrange(1, 15)))
        page.settle()

    def show_another_patron() -> None:
        page.forget()
        show_another()

    ways: dict[str, Callable[[], object]] = {
        "scroll": lambda: bar.setValue(chance.randrange(bar.maximum() + 1)),
        "turn a page": lambda: bar.triggerAction(chance.choice((PAGE_DOWN, PAGE_UP, ROW_DOWN))),
        "resize": lambda: page.resize(chance.choice((1207, 1000, 900)), chance.choice((400, 411, 500, 620))),
        "read anew": show_another,
        "another patron": show_another_patron,
        "open or close the hint": hint.click,
        "go to a row": lambda: table.setCurrentIndex(
            table.model().index(chance.randrange(len(page.holds.rows)), 0)
        ),
    }
    for step in range(40):
        way = chance.choice(list(ways))
        ways[way]()
        for _ in range(3):
            QApplication.processEvents()
        assert faults(page) == [], (step, way)
