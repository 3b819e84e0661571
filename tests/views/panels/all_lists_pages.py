"""Each page of lists has one grid: words of a slot share their x, rows are whole, and their head is in sight."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.recorded_acts import PatronRecords
from services.contract.today.own_work import OwnWork, WorkKind
from services.contract.today.report_list import ReportFilter, ReportList
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.vocabulary import PatronReport, SuspensionReason
from tests.helpers import snapshots
from tests.looks.lists import faults_in_lists
from tests.viewmodels.act_history_fakes import ROW
from tests.viewmodels.today.today_fakes import entry, report, reported, waiting, work
from tests.views.panels.rows_in_sight import faults, foot
from views.act_history_page import ActHistoryPage
from views.panels.cell_measures import CellMeasures
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel
from views.panels.lists_page import ListsPage
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.reference.reference_page import ReferencePage
from views.registration.registration_page import RegistrationPage
from views.style.theme import Theme
from views.today.own_work_page import OwnWorkPage
from views.today.today_page import TodayPage

MANY = 14
LONG = "荒川の渡し場の場所がわかる古い地図と、渡し舟の写真を見たい。鳩ヶ谷宿の本陣のことも知りたい。" * 2
SIZES = ((1.0, 1207, 400), (1.0, 900, 411), (1.5, 1024, 503), (2.0, 1024, 390), (2.0, 1366, 500))


def records(theme: Theme) -> ListsPage:
    page = ActHistoryPage(theme)
    rows = tuple(
        replace(ROW, id=it, verb="email.resend", workstation="移動図書館あおぞら号") for it in range(MANY)
    )
    page.set_snapshot(snapshots.everyday())
    page.show_records(PatronRecords(1, (ROW, *rows[1:]), MANY, of_everybody=True))
    return page


def questions(theme: Theme) -> ListsPage:
    page = ReferencePage(theme, offers=EVERYTHING)
    page.offer()
    asked = tuple(snapshots.question(it, question=LONG[it:]) for it in range(1, MANY))
    page.set_snapshot(snapshots.snapshot(questions=asked))
    return page


def registration(theme: Theme) -> ListsPage:
    page = RegistrationPage(theme, frozenset(RowAction), offers=EVERYTHING)
    page.offer_acts()
    name = "南鳩ヶ谷 花子"
    past = snapshots.suspended(
        SuspensionReason.CONTACT_WANTED, started_by=name, lifted_on=snapshots.TODAY, lifted_by=name
    )
    settled = snapshots.report(settled_on=snapshots.TODAY, settled_by=name, reported_by=name)
    open_one = snapshots.report(1)
    page.set_snapshot(
        snapshots.snapshot(
            suspensions=(snapshots.suspended(SuspensionReason.LONG_OVERDUE),),
            reports=(open_one, *(replace(settled, id=it) for it in range(2, 12))),
            past_suspensions=tuple(replace(past, id=it, note=LONG, override=LONG) for it in range(MANY)),
        )
    )
    return page


def today(theme: Theme) -> ListsPage:
    page = TodayPage(theme, offers=EVERYTHING)
    name = "アレシャンドレ ガブリエル"
    others = (SuspensionReason.CARD_LOST,)
    rows = (
        *(replace(entry(1, report=report(), name=name, others=others), id=it) for it in range(100, 108)),
        *(replace(waiting(2, name=name, others=others), id=it) for it in range(200, 200 + MANY)),
    )
    page.show_list(
        SuspensionList(now=snapshots.NOW, wanted=SuspensionFilter(), entries=rows, ready=8, total=len(rows))
    )
    return page


def reports(theme: Theme) -> ListsPage:
    page = TodayPage(theme, offers=EVERYTHING)
    one = reported(1, PatronReport.REACHED, reported_by="南鳩ヶ谷 花子", in_force=tuple(SuspensionReason))
    rows = tuple(replace(one, id=it) for it in range(MANY))
    page.show_reports(ReportList(now=snapshots.NOW, wanted=ReportFilter(), entries=rows, total=MANY))
    return page


def own_work(theme: Theme) -> ListsPage:
    page = OwnWorkPage(theme)
    kinds = (WorkKind.REPORT, WorkKind.SLIP, WorkKind.MAIL_FAILED)
    rows = tuple(replace(work(1, kinds[it % 3]), id=it) for it in range(MANY))
    page.show_list(OwnWork(now=snapshots.NOW, entries=rows, total=MANY))
    return page


PAGES: dict[str, Callable[[Theme], ListsPage]] = {
    "records": records,
    "questions": questions,
    "registration": registration,
    "today": today,
    "reports": reports,
    "own work": own_work,
}


@pytest.fixture
def page_of(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[str, float, int, int], ListsPage]]:
    def make(name: str, scale: float, width: int, height: int) -> ListsPage:
        theme.rescale(scale)
        page = PAGES[name](theme)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.settle()
        return page

    yield make
    theme.rescale(1.0)


def shown(page: ListsPage) -> list[ListPanel[Any]]:
    return [it for it in page.lists if it.isVisible()]


def words_in(table: PanelTable[Any], pad: int) -> Iterator[tuple[Slot, int]]:
    """Give the slot and the x of each word, of an act as of a text."""
    for row in range(table.rows_model.rowCount()):
        cells, spots = table.rows_model.painted_cells(row), table.spots(row)
        for place, (column, cell, spot) in enumerate(
            zip(table.rows_model.columns, cells, spots, strict=True)
        ):
            if spot.right:
                yield column.slot, spot.text.right()
            elif cell.actions:
                box = table.button_boxes(row, place)[0]
                yield column.slot, int(box.left()) + (0 if cell.ticked is not None else pad)
            elif cell.text and not spot.label:
                yield column.slot, spot.text.left()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_words_of_one_slot_share_their_x_and_nothing_is_over_anything(
    page_of: Callable[[str, float, int, int], ListsPage],
    theme: Theme,
    name: str,
    size: tuple[float, int, int],
) -> None:
    page = page_of(name, *size)
    assert list(faults_in_lists(page)) == []
    found: dict[Slot, set[int]] = {}
    for panel in shown(page):
        for current in (-1, 0, len(panel.rows) - 1):
            panel.table.setCurrentIndex(panel.model.index(current, 0))
            for slot, x in words_in(panel.table, CellMeasures(theme).around_word):
                found.setdefault(slot, set()).add(x)
    assert Slot.TITLE in found
    assert {slot: places for slot, places in found.items() if len(places) > 1} == {}
    assert page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_wherever_the_page_stops_rows_are_whole_and_heads_in_sight(
    page_of: Callable[[str, float, int, int], ListsPage], name: str, size: tuple[float, int, int]
) -> None:
    page = page_of(name, *size)
    bar = page.verticalScrollBar()
    assert bar.maximum() > 0
    for value in (*range(0, bar.maximum() + 1, 13), bar.maximum(), *range(bar.maximum(), -1, -17)):
        bar.setValue(value)
        assert faults(page) == [], bar.value()
    bar.setValue(0)
    for panel in shown(page):
        for row in range(len(panel.rows)):
            panel.table.go_to(row)
            QApplication.processEvents()
            assert faults(page) == [], (panel.words.title, row)


@pytest.mark.parametrize("name", PAGES)
def test_a_list_without_rows_is_one_muted_line(
    page_of: Callable[[str, float, int, int], ListsPage], name: str
) -> None:
    page = page_of(name, 1.0, 1207, 400)
    for panel in shown(page):
        panel.set_rows(())
        page.settle()
        line, head = panel._empty, panel.head  # noqa: SLF001
        assert (line.isVisible(), head.isVisible()) == (not head.has_button, head.has_button)
        assert line.contentsRect().left() == head.title.x() == panel.table.drawn.left


def test_a_form_below_a_list_is_shown_as_far_as_it_has_room(
    page_of: Callable[[str, float, int, int], ListsPage],
) -> None:
    page = page_of("questions", 1.0, 1207, 400)
    form, bar, high = page.parts()[-1], page.verticalScrollBar(), page.viewport().height()
    cut = 0
    for value in range(bar.maximum() + 1):
        bar.setValue(value)
        if form.y() < bar.value() + high < form.y() + form.height():
            cut += 1
            assert foot(page) == high, value
    assert cut > 0
