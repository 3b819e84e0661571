"""The one grid of a page: the same thing at the same x in each of its lists, by the width of the page alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.decision import Allowed, Closure
from services.rules.people.contacts import Attempt
from services.rules.vocabulary import ContactMeans, ContactMethod, ContactResult, HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import both
from tests.looks.lists import rings_on_words
from views.circulation.holds_panel import HoldsPanel
from views.circulation.inquiry_page import InquiryPage
from views.circulation.loans_panel import LoansPanel
from views.panels.cell_measures import CellMeasures
from views.panels.grid import BESIDE_MENU, BESIDE_NOTHING, Slot, layout
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Column
from views.style.theme import Theme

ALL = frozenset(RowAction)
LONG = "とても長い題名の本をめぐる冒険と、その続きについての覚え書き" * 2
SIZES = ((1.0, 1207, 1), (1.0, 832, 2), (1.25, 780, 3), (1.5, 1080, 2), (2.0, 1366, 2), (2.0, 1000, 3))
TITLE, DUE, NUMBER, STAFF = 1, 2, 6, 7
BAR = 11


@pytest.fixture
def page_of(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[float, int], InquiryPage]]:
    def make(scale: float, width: int) -> InquiryPage:
        theme.rescale(scale)
        page = InquiryPage(theme, ALL, offers=EVERYTHING)
        qtbot.addWidget(page)
        page.resize(width, 700)
        page.show()
        page.set_snapshot(snapshots.everyday())
        page.settle()
        return page

    yield make
    theme.rescale(1.0)


def loans_of(qtbot: QtBot, theme: Theme, width: int) -> LoansPanel:
    panel = LoansPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.resize(width, 600)
    panel.set_rows(snapshots.five_loans(), snapshots.TODAY)
    panel.show()
    return panel


def places_in(table: PanelTable[Any], row: int) -> list[QRect]:
    """Tell where everything of a row that is to be seen stands, in the row."""
    found = []
    for column, spot in enumerate(table.spots(row)):
        if spot.buttons is not None:
            pad = theme_pad(table)
            found.append(spot.buttons.adjusted(pad, 0, -pad, 0))
        text = table.text_rect(row, column)
        if not text.isEmpty():
            found.append(text)
    return found


@pytest.mark.parametrize(
    ("width", "left", "places"),
    [
        (
            1366 - 160,
            BESIDE_MENU,
            {
                Slot.STATE: 184,
                Slot.SHELF: 306,
                Slot.TITLE: 352,
                Slot.DAY: 632,
                Slot.SECOND: 800,
                Slot.BRANCH: 864,
                Slot.MATERIAL: 944,
                Slot.HOW: 1016,
                Slot.ACT: 1098,
                Slot.STAFF: 1168,
            },
        ),
        (
            1280,
            BESIDE_NOTHING,
            {
                Slot.STATE: 16,
                Slot.SHELF: 138,
                Slot.TITLE: 184,
                Slot.DAY: 546,
                Slot.SECOND: 714,
                Slot.BRANCH: 778,
                Slot.MATERIAL: 858,
                Slot.HOW: 930,
                Slot.ACT: 1012,
                Slot.STAFF: 1082,
            },
        ),
        (
            683,
            BESIDE_NOTHING,
            {
                Slot.STATE: 16,
                Slot.SHELF: 16,
                Slot.TITLE: 176,
                Slot.DAY: 508,
                Slot.SECOND: 176,
                Slot.BRANCH: 278,
                Slot.MATERIAL: 352,
                Slot.HOW: 408,
                Slot.ACT: 458,
                Slot.STAFF: 508,
            },
        ),
        (512, BESIDE_NOTHING, {Slot.STATE: 16, Slot.TITLE: 16, Slot.DAY: 346, Slot.STAFF: 346}),
    ],
)
@pytest.mark.parametrize("scale", [1, 2])
def test_everything_stands_where_it_is_drawn(
    scale: int, width: int, left: int, places: dict[Slot, int]
) -> None:
    menu = 160 if left == BESIDE_MENU else 0
    drawn = layout((width - BAR) * scale, scale, left)
    assert {slot: drawn.areas[slot].place.left() for slot in places} == {
        slot: (x - menu) * scale for slot, x in places.items()
    }
    assert drawn.end == (width - 16) * scale
    assert drawn.areas[Slot.DAY].place.width() == 48 * scale


@pytest.mark.parametrize(
    ("width", "lines", "height"),
    [(1118, 1, 30), (1117, 2, 46), (640, 2, 46), (639, 3, 72)],
)
def test_the_width_of_the_page_alone_decides_how_many_lines_a_row_has(
    width: int, lines: int, height: int
) -> None:
    drawn = layout(width - BAR, 1.0)
    assert (drawn.lines, drawn.height) == (lines, height)


@pytest.mark.parametrize(("scale", "width", "lines"), SIZES)
def test_words_of_one_slot_share_their_x_in_all_lists(
    page_of: Callable[[float, int], InquiryPage], scale: float, width: int, lines: int
) -> None:
    page = page_of(scale, width)
    found: dict[Slot, set[int]] = {}
    for table in (panel.table for panel in page.lists):
        assert table.drawn.lines == lines
        slots = {it.slot for it in table.rows_model.columns}
        sooner = round(16 * scale) if lines == 2 and Slot.HOW not in slots else 0
        for row in range(table.rows_model.rowCount()):
            assert table.rowHeight(row) == table.drawn.height
            cells = table.rows_model.painted_cells(row)
            columns: tuple[Column[Any], ...] = table.rows_model.columns
            for column, cell, spot in zip(columns, cells, table.spots(row), strict=True):
                if spot.right:
                    found.setdefault(column.slot, set()).add(spot.text.right())
                elif cell.actions:
                    x = int(table.button_boxes(row, columns.index(column))[0].left()) + theme_pad(table)
                    found.setdefault(column.slot, set()).add(x + (sooner if column.slot is Slot.ACT else 0))
                elif cell.text and not spot.label:
                    found.setdefault(column.slot, set()).add(spot.text.left())
    assert found.keys() >= {Slot.STATE, Slot.TITLE, Slot.DAY, Slot.BRANCH, Slot.HOW, Slot.ACT, Slot.STAFF}
    assert {slot: places for slot, places in found.items() if len(places) > 1} == {}


def theme_pad(table: PanelTable[Any]) -> int:
    """Tell how far within its ring an act's word begins."""
    return CellMeasures(table.theme).around_word


@pytest.mark.parametrize(("scale", "width", "_lines"), SIZES)
def test_nothing_is_sideways_over_anything_or_outside_of_its_row(
    page_of: Callable[[float, int], InquiryPage], scale: float, width: int, _lines: int
) -> None:
    page = page_of(scale, width)
    assert page.horizontalScrollBar().maximum() == 0
    for table in (panel.table for panel in page.lists):
        for row in range(table.rows_model.rowCount()):
            room = QRect(0, 0, table.viewport().width(), table.rowHeight(row))
            places = places_in(table, row)
            assert list(rings_on_words(table)) == []
            assert all(room.contains(it) for it in places), (row, places, room)
            assert not [pair for pair in combinations(places, 2) if pair[0].intersects(pair[1])]


def test_the_list_follows_when_the_page_becomes_wider_and_narrower(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 1200)
    wide = [panel.table.spots(0)[TITLE], panel.table.height()]
    panel.resize(500, 600)
    qtbot.waitUntil(lambda: panel.table.width() == 500)
    assert panel.table.spots(0)[DUE].text.right() < 500
    assert panel.table.spots(0)[TITLE].text.width() > 200
    panel.resize(1200, 600)
    qtbot.waitUntil(lambda: panel.table.width() == 1200)
    assert [panel.table.spots(0)[TITLE], panel.table.height()] == wide


def test_a_screen_reader_hears_the_same_table_and_whole_days(qtbot: QtBot, theme: Theme) -> None:
    def heard(width: int) -> list[tuple[QAccessible.Role, str]]:
        panel = loans_of(qtbot, theme, width)
        table = QAccessible.queryAccessibleInterface(panel.table)
        parts = [table.child(place) for place in range(table.childCount())]
        assert len(parts) >= 6 * 8
        return [(part.role(), part.text(QAccessible.Text.Name)) for part in parts]

    assert heard(700) == heard(1200)
    told = [text for _, text in heard(700)]
    assert "2026/11/28(土) あと4日" in told
    assert "2026/11/14" in told


def test_a_click_on_a_word_acts_and_one_beside_it_does_not(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    table = panel.table
    acted: list[tuple[int, RowAction]] = []
    panel.acted.connect(lambda row, verb: acted.append((row.id, verb)))
    (box,) = table.button_boxes(0, 0)
    (counter,) = table.button_boxes(4, STAFF)
    for place in (box.center(), counter.center()):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    beside = QPoint(round(box.right()) + 4, round(box.center().y()))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert acted == [(1, RowAction.RENEW), (5, RowAction.RENEW)]


def test_every_cell_is_found_where_it_stands(qtbot: QtBot, theme: Theme) -> None:
    for width in (700, 1200):
        table = loans_of(qtbot, theme, width).table
        for row in range(5):
            for column, cell in enumerate(table.rows_model.cells(row)):
                if cell.text or cell.actions:
                    index = table.rows_model.index(row, column)
                    assert table.indexAt(table.visualRect(index).center()) == index
        between = table.rowViewportPosition(2) + 1
        assert table.indexAt(QPoint(table.width() - 1, between)).row() == 2
        assert not table.indexAt(QPoint(5, table.height() + 50)).isValid()


def test_a_long_title_is_cut_and_says_itself_in_full(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    panel.set_rows((snapshots.loan(1, title=LONG, renewal=both(Allowed(snapshots.days(14)))),))
    place = panel.table.visualRect(panel.model.index(0, 1)).center()
    assert panel.table.tooltip_at(place) == LONG


def test_a_text_ends_before_the_ring_of_an_act_behind_it(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, ALL, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.resize(672, 600)
    tried = snapshots.contacts(None, Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER))
    by_phone = snapshots.past_waiting(1, HoldStatus.READY, contact=ContactMethod.PHONE, contacts=tried)
    panel.set_rows((replace(by_phone, material_type="語学カセット"),))
    panel.show()
    material = next(place for place, it in enumerate(panel.model.columns) if it.slot is Slot.MATERIAL)
    assert list(rings_on_words(panel.table)) == []
    assert panel.table.is_cut(0, material)


def test_a_text_without_room_behind_its_acts_is_told_elsewhere_alone(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, ALL, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.resize(672, 600)
    tried = snapshots.contacts(None, Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER))
    ready = snapshots.past_waiting(1, HoldStatus.READY, contact=ContactMethod.PHONE, contacts=tried)
    panel.set_rows((ready,))
    panel.show()
    table, staff = panel.table, len(panel.model.columns) - 1
    text = panel.model.cell(0, staff).text
    assert text
    assert table.text_rect(0, staff).isEmpty()
    assert list(rings_on_words(table)) == []
    assert table.is_cut(0, staff)
    table.go_to(0)
    assert text in table.told
    panel.resize(1207, 600)
    qtbot.waitUntil(lambda: not table.text_rect(0, staff).isEmpty())


def test_a_year_is_written_only_where_a_day_is_far_away(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 1200)
    loans = (
        snapshots.loan(1, due_on=date(2027, 1, 5)),
        snapshots.loan(2, due_on=date(2026, 5, 1), loaned_on=date(2026, 4, 17), title=LONG),
    )
    panel.set_rows(loans, snapshots.TODAY)
    painted = [panel.model.painted_cells(row) for row in range(2)]
    assert [cells[DUE].text for cells in painted] == ["1/5", "2026/5/1"]
    assert [cells[DUE].weekday for cells in painted] == ["(火)", "(金)"]
    assert [cells[DUE + 1].text for cells in painted] == ["11/14", "2026/4"]
    assert panel.table.is_cut(1, DUE + 1), "the whole day is in reach"
    assert not panel.table.is_cut(0, DUE + 1)
    near, far = (panel.table.spots(row)[TITLE].text for row in range(2))
    assert far.right() < near.right(), "the year has room before the title's end"
    assert panel.head.said.text() == "更新すると 12/8(火)"
    assert panel.head.said.accessibleName() == "更新すると 2026/12/8(火)"
    assert painted[0][STAFF].text == "", "the head says it"


def test_the_head_says_why_all_would_be_renewed_until_a_later_day(qtbot: QtBot, theme: Theme) -> None:
    by_new_year = Allowed(snapshots.days(42), closure=Closure.NEW_YEAR)
    panel = loans_of(qtbot, theme, 1200)
    loans = [snapshots.loan(number, renewal=both(by_new_year)) for number in (1, 2)]
    panel.set_rows(tuple(loans), snapshots.TODAY)
    said = panel.head.said
    assert said.text() == "更新すると 1/5(火)・年末年始休館のため"
    assert said.accessibleName() == "更新すると 2027/1/5(火)・年末年始休館のため"
    assert not said.geometry().intersects(panel.renew_all.geometry())
    loans[1] = snapshots.loan(2, renewal=both(Allowed(snapshots.days(42))))
    panel.set_rows(tuple(loans), snapshots.TODAY)
    assert said.text() == "更新すると 1/5(火)", "not all of them for that reason"


@pytest.mark.parametrize("width", [380, 500, 620, 700, 900])
def test_a_reason_without_room_in_the_head_is_in_reach(qtbot: QtBot, theme: Theme, width: int) -> None:
    renewal = both(Allowed(snapshots.days(42), closure=Closure.NEW_YEAR))
    panel = loans_of(qtbot, theme, width)
    panel.set_rows(tuple(snapshots.loan(number, renewal=renewal) for number in (1, 2)), snapshots.TODAY)
    said, high = panel.head.said, panel.head.height()
    whole = "更新すると 1/5(火)・年末年始休館のため"
    assert said.text() == whole or (said.text(), said.toolTip()) == (whole.partition("・")[0], whole)
    assert said.geometry().right() <= panel.head.width()
    assert not said.geometry().intersects(panel.renew_all.geometry())
    panel.set_rows(
        tuple(snapshots.loan(number, renewal=both(Allowed(snapshots.days(42)))) for number in (1, 2)),
        snapshots.TODAY,
    )
    assert (panel.head.height(), said.toolTip()) == (high, ""), "the reason takes no line of its own"


def test_another_day_writes_the_same_rows_anew(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    loans = (snapshots.loan(1),)
    panel.set_rows(loans, snapshots.TODAY)
    assert panel.model.painted_cells(0)[DUE].text == "11/28"
    panel.set_rows(loans, date(2027, 6, 1))
    assert panel.model.painted_cells(0)[DUE].text == "2026/11/28"


def test_a_title_that_looks_like_a_day_stays_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    panel.set_rows((snapshots.loan(1, title="2026/11/24の出来事"),), snapshots.TODAY)
    assert panel.model.painted_cells(0)[1].text == "2026/11/24の出来事"


def test_a_stroke_that_fills_a_cell_is_not_painted(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, ALL - {RowAction.CHANGE_HOLD}, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.three_holds())
    change = next(place for place, it in enumerate(panel.model.columns) if it.key == "change")
    assert panel.model.cell(0, change).spoken == "—"
    assert panel.model.painted_cells(0)[change].text == ""


def test_what_is_ready_stands_first_by_the_day_until_which_it_is_kept(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, offers=EVERYTHING)
    qtbot.addWidget(panel)
    ready = [
        snapshots.past_waiting(n, HoldStatus.READY, shelf_until=snapshots.days(left), shelf_place="B-2")
        for n, left in ((3, 5), (4, 2))
    ]
    panel.set_rows((snapshots.hold(1), snapshots.hold(2), *ready), snapshots.TODAY)
    assert [row.id for row in panel.rows] == [4, 3, 1, 2]
    cells = panel.model.cells(0)
    assert (cells[0].kind.name, cells[1].text) == ("GOOD", "B-2")
    assert cells[3].note is not None
    assert cells[3].note.text == "あと2日"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_rows_that_stay_stand_as_if_all_were_laid_out_anew(qtbot: QtBot, theme: Theme, scale: float) -> None:
    kept = loans_of(qtbot, theme, 700)
    theme.rescale(scale)
    try:
        kept.set_rows(snapshots.five_loans()[1:])
        fresh = loans_of(qtbot, theme, 700)
        fresh.set_rows(snapshots.five_loans()[1:])
        for row in range(4):
            assert kept.table.spots(row) == fresh.table.spots(row)
            assert kept.table.rowHeight(row) == fresh.table.rowHeight(row)
    finally:
        theme.rescale(1.0)
