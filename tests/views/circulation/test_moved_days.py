"""A day that a closure moved says so in its row: in staff's place or, where something stands there, at the foot."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.decision import Closure, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import both, days, refused
from tests.viewmodels.fakes import CARD_A
from tests.views.acts import WholeActs
from tests.views.circulation.panels_scene import table
from viewmodels.core.notes import Caution
from views.circulation.inquiry_page import InquiryPage
from views.panels.row_actions import RowAction
from views.style.theme import Theme

WHY = "年末年始休館のため"
ALREADY = both(refused(Reason.ALREADY_RENEWED))
FREE = snapshots.loan(1, renewed=True, due_on=days(42), renewal=ALREADY, closure=Closure.NEW_YEAR)
WAITED_FOR = snapshots.loan(
    2, waiting=1, due_on=days(42), renewal=both(refused(Reason.HOLD_WAITING)), closure=Closure.NEW_YEAR
)
UNMOVED = snapshots.loan(3)
KEPT = snapshots.past_waiting(4, HoldStatus.READY, shelf_until=days(42), closure=Closure.NEW_YEAR)
PATRON = snapshots.snapshot(card_number=CARD_A, loans=(FREE, WAITED_FOR, UNMOVED), holds=(KEPT,))


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> InquiryPage:
    made = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(made)
    made.resize(1366, 600)
    made.show()
    made.set_snapshot(PATRON)
    made.settle()
    return made


def test_it_stands_where_nothing_else_does(page: InquiryPage) -> None:
    loans, holds = page.loans.model, page.holds.model
    assert [loans.cell(row, 7).text for row in range(3)] == [WHY, "予約待ちあり(1人)", ""]
    assert [loans.cell(row, 2).tooltip for row in range(3)] == ["", WHY, ""]
    assert [action.label for action in holds.cell(0, 10).actions] == ["取置延長", "窓口取消"]
    assert (holds.cell(0, 10).text, holds.cell(0, 3).tooltip) == ("", WHY)


def test_a_screen_reader_hears_it_once_a_row(page: InquiryPage) -> None:
    heard = [" ".join(row) for panel in (page.loans, page.holds) for row in table(panel)]
    assert [row.count(WHY) for row in heard] == [1, 1, 0, 1]


async def test_with_an_act_there_it_is_at_the_foot_while_the_row_is_current(whole_acts: WholeActs) -> None:
    counter = whole_acts.counter
    counter.bench.desk.answer.set(PATRON)
    page, foot = counter.window.inquiry, counter.window.status_bar.line
    page.loans.go_to(FREE.id)
    assert foot.text() == ""
    page.loans.go_to(WAITED_FOR.id)
    assert foot.text() == f"返却期限日 1/5(火) {WHY}"
    page.loans.go_to(UNMOVED.id)
    assert foot.text() == ""
    page.holds.go_to(KEPT.id)
    assert foot.text() == f"取置期限日 1/5(火) {WHY}"
    counter.window.top_bar.card_field.setFocus()
    assert foot.text() == ""


async def test_what_is_cut_is_whole_at_the_foot(whole_acts: WholeActs) -> None:
    title = "失われた時を求めて" * 8
    counter = whole_acts.counter
    counter.bench.desk.answer.set(replace(PATRON, loans=(replace(UNMOVED, title=title), WAITED_FOR)))
    page, foot = counter.window.inquiry, counter.window.status_bar.line
    page.loans.go_to(UNMOVED.id)
    assert foot.text() == title
    counter.bench.desk.tell(Caution.CHECK_DIGIT)
    assert title not in foot.text()
    page.loans.table.setCurrentIndex(page.loans.model.index(1, 0))
    page.loans.go_to(UNMOVED.id)
    assert title not in foot.text()
    counter.bench.desk.begin_act()
    assert foot.text() == title
    counter.bench.desk.answer.set(None)
    assert foot.text() == ""


async def test_the_foot_grows_for_no_row(whole_acts: WholeActs) -> None:
    counter, title = whole_acts.counter, "失われた時を求めて" * 30
    counter.bench.desk.answer.set(replace(PATRON, loans=(replace(UNMOVED, title=title),)))
    bar = counter.window.status_bar
    high = bar.height()
    counter.window.inquiry.loans.go_to(UNMOVED.id)
    assert bar.height() == high
    assert bar.line.text().endswith("…")
    assert title.startswith(bar.line.text()[:-1])
    assert bar.line.toolTip() == title
    counter.window.top_bar.card_field.setFocus()
    assert (bar.line.text(), bar.line.toolTip()) == ("", "")
