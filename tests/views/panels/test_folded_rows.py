"""Rows of a table without room for its columns: the same table, the same keys, in further lines."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.rules.decision import Allowed, Reason
from tests.helpers import snapshots
from tests.helpers.snapshots import both, refused
from views.circulation.holds_panel import HoldsPanel
from views.circulation.inquiry_page import InquiryPage
from views.circulation.loans_panel import LoansPanel
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Column
from views.style.theme import Theme

ALL = frozenset(RowAction)
LONG = "とても長い題名の本をめぐる冒険と、その続きについての覚え書き" * 2
WIDTHS = ((1.0, 832), (1.25, 780), (1.5, 1080), (1.5, 740), (2.0, 1000), (2.0, 660))
TITLE, DUE, STAFF = 1, 2, 7


@pytest.fixture
def page_of(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[float, int], InquiryPage]]:
    def make(scale: float, width: int) -> InquiryPage:
        theme.rescale(scale)
        page = InquiryPage(theme, ALL)
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
    panel.set_rows(snapshots.five_loans())
    panel.show()
    return panel


def places_in(table: PanelTable[Any], row: int) -> list[QRect]:
    """Tell where everything of a row that is to be seen stands, in the viewport."""
    spots = table.spots(row)
    cells = table.rows_model.folded_cells(row)
    return [
        rect
        for cell, spot in zip(cells, spots, strict=True)
        for rect in (spot.buttons, spot.text if cell.text else None)
        if rect is not None
    ]


@pytest.mark.parametrize(("scale", "width"), WIDTHS)
def test_nothing_is_sideways_over_anything_or_outside_of_its_row(
    page_of: Callable[[float, int], InquiryPage], scale: float, width: int
) -> None:
    page = page_of(scale, width)
    assert page.horizontalScrollBar().maximum() == 0
    folded = [panel.table for panel in page.lists if panel.table.is_folded]
    assert folded
    for table in folded:
        for row in range(table.rows_model.rowCount()):
            room = QRect(0, 0, table.viewport().width(), table.rowHeight(row))
            places = places_in(table, row)
            assert all(room.contains(it) for it in places), (row, places, room)
            assert not [pair for pair in combinations(places, 2) if pair[0].intersects(pair[1])]
            for column, cell in enumerate(table.rows_model.cells(row)):
                assert not table.is_cut(row, column), cell.text


@pytest.mark.parametrize(("scale", "width"), WIDTHS)
def test_a_title_has_two_fifths_of_its_row_and_acts_are_beside_it(
    page_of: Callable[[float, int], InquiryPage], scale: float, width: int
) -> None:
    page = page_of(scale, width)
    for table in (panel.table for panel in page.lists if panel.table.is_folded):
        for row in range(table.rows_model.rowCount()):
            columns: tuple[Column[Any], ...] = table.rows_model.columns
            spots = table.spots(row)
            title = next(place for place, it in enumerate(columns) if it.key == "title")
            pad = spots[title].text.left()
            assert spots[title].text.width() >= 0.4 * (table.viewport().width() - 2 * pad)
            assert spots[title].text.top() == 0


@pytest.mark.parametrize(("width", "is_folded"), [(1200, False), (800, True)])
def test_headings_stand_only_where_columns_do(
    qtbot: QtBot, theme: Theme, width: int, is_folded: bool
) -> None:
    panel = loans_of(qtbot, theme, 1200 if is_folded else 600)
    panel.resize(width, 600)
    QApplication.processEvents()
    table, heading = panel.table, panel.table.horizontalHeader()
    assert (table.is_folded, heading.isHidden()) == (is_folded, is_folded)
    above = 0 if is_folded else heading.height()
    assert table.height() == above + table.verticalHeader().length()
    assert (table.rowHeight(0) > theme.tokens.sizes.row) == is_folded


def test_a_screen_reader_hears_the_same_table(qtbot: QtBot, theme: Theme) -> None:
    def heard(width: int) -> list[tuple[QAccessible.Role, str]]:
        panel = loans_of(qtbot, theme, width)
        panel.set_rows(snapshots.five_loans(), snapshots.TODAY)
        table = QAccessible.queryAccessibleInterface(panel.table)
        parts = [table.child(place) for place in range(table.childCount())]
        assert len(parts) >= 6 * 8
        return [(part.role(), part.text(QAccessible.Text.Name)) for part in parts]

    assert heard(700) == heard(1200)


def test_a_click_on_a_folded_button_acts_and_one_beside_it_does_not(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    table = panel.table
    acted: list[tuple[int, RowAction]] = []
    panel.acted.connect(lambda row, verb: acted.append((row.id, verb)))
    (box,) = table.button_boxes(0, 0)
    (counter,) = table.button_boxes(4, STAFF)
    for place in (box.center(), counter.center()):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    beside = QPoint(round(box.left()) - 4, round(box.center().y()))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert acted == [(1, RowAction.RENEW), (5, RowAction.RENEW)]


def test_every_cell_is_found_where_it_stands(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    table = panel.table
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


def test_a_remark_longer_than_the_row_goes_on_in_further_lines(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 420)
    plain = panel.table.rowHeight(2)
    reasons = (Reason.SUSPENDED, Reason.REGISTRATION_EXPIRED, Reason.LONG_OVERDUE, Reason.BY_PHONE)
    panel.set_rows((snapshots.loan(1, renewal=both(refused(*reasons))),))
    QApplication.processEvents()
    assert panel.table.rowHeight(0) > plain
    assert panel.table.spots(0)[STAFF].text.height() > 2 * theme.tokens.sizes.small * 1.2


def test_the_year_is_left_out_only_where_rows_are_folded_and_only_the_current_one(
    qtbot: QtBot, theme: Theme
) -> None:
    panel = loans_of(qtbot, theme, 700)
    loans = (snapshots.loan(1), snapshots.loan(2, due_on=date(2027, 1, 5)))
    panel.set_rows(loans)
    whole = [panel.table.spots(row)[DUE].text.width() for row in range(2)]
    panel.set_rows(loans, snapshots.TODAY)
    painted = [panel.table.spots(row)[DUE].text.width() for row in range(2)]
    assert painted[0] < whole[0]
    assert painted[1] == whole[1]
    assert [panel.model.folded_cells(row)[DUE].text for row in range(2)] == ["11/28", "2027/1/5"]
    assert [panel.model.cell(row, DUE).text for row in range(2)] == ["2026/11/28", "2027/1/5"]
    assert panel.model.folded_cells(0)[STAFF].text == "更新すると 12/8"


def test_in_another_year_the_same_rows_are_written_anew(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    loans = (snapshots.loan(1),)
    panel.set_rows(loans, date(2026, 12, 31))
    panel.set_rows(loans, date(2027, 1, 1))
    assert panel.model.folded_cells(0)[DUE].text == "2026/11/28"


def test_a_title_that_looks_like_a_day_stays_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    panel = loans_of(qtbot, theme, 700)
    panel.set_rows((snapshots.loan(1, title="2026/11/24の出来事"),), snapshots.TODAY)
    assert panel.model.folded_cells(0)[1].text == "2026/11/24の出来事"


def test_a_stroke_that_fills_a_column_is_not_painted_in_a_folded_row(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.three_holds())
    change = next(place for place, it in enumerate(panel.model.columns) if it.key == "change")
    assert panel.model.cell(1, change).spoken == "—"
    assert panel.model.folded_cells(1)[change].text == ""
    assert panel.model.folded_cells(0)[change].actions


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


def test_rows_that_stay_make_room_for_a_wider_date_of_another(qtbot: QtBot, theme: Theme) -> None:
    """The year is left out of the first one's date alone."""
    stays, wider = snapshots.loan(1), snapshots.loan(2, due_on=date(2027, 1, 5))
    kept, fresh = loans_of(qtbot, theme, 700), loans_of(qtbot, theme, 700)
    kept.set_rows((stays,), snapshots.TODAY)
    alone = kept.table.spots(0)
    for panel in (kept, fresh):
        panel.set_rows((stays, wider), snapshots.TODAY)
    assert kept.table.spots(0) == fresh.table.spots(0)
    assert kept.table.spots(0)[TITLE].text.width() < alone[TITLE].text.width()
