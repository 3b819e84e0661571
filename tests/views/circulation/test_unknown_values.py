"""貸出・予約照会 of what a library system doesn't know: left out or said for what it is, one value or all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import CancelledHoldRow, HoldRow, LoanRow, PatronSnapshot, RequestRow
from services.rules.decision import UNFORESEEN, PageAndCounter, Reason
from services.rules.people.contacts import Attempt
from services.rules.vocabulary import ContactMeans, ContactResult, HoldStatus
from tests.helpers import snapshots
from tests.helpers.accessible import nodes
from tests.helpers.snapshots import both, days, refused
from tests.looks.grid import faults_in_grid
from tests.looks.lists import faults_in_lists
from tests.looks.names import faults_in_names
from tests.looks.unknowns import faults_in_text
from tests.views.circulation.panels_scene import table
from viewmodels.desk.patron_chips import chips_of
from viewmodels.settings.settings import Language
from views.circulation.inquiry_page import InquiryPage
from views.language.screen_language import ScreenLanguage
from views.panels.row_actions import RowAction
from views.style.theme import Theme
from views.style.tokens import Scheme

type Row = LoanRow | HoldRow | CancelledHoldRow | RequestRow


@dataclass(frozen=True)
class Unknown:
    """What isn't known of the rows of a list, and the column in which it would stand."""

    rows: str
    values: dict[str, Any]
    column: str
    said: str = ""

    def __str__(self) -> str:
        return f"{self.rows} {' '.join(self.values)}"


NO_TITLE = "(タイトルなし)"
DUE: dict[str, Any] = {"due_on": None, "days_left": None, "overdue_days": None, "renewal": both(UNFORESEEN)}
EACH = (
    Unknown("loans", {"title": None}, "title", NO_TITLE),
    Unknown("loans", {"item_number": None}, "number"),
    Unknown("loans", {"material_type": None}, "material"),
    Unknown("loans", {"branch": ""}, "branch"),
    Unknown("loans", {"loaned_on": None}, "loaned"),
    Unknown("loans", DUE, "due"),
    Unknown("holds", {"title": None}, "title", NO_TITLE),
    Unknown("holds", {"contact": None}, "contact"),
    Unknown("holds", {"position": None}, "position"),
    Unknown("holds", {"placed_on": None}, "placed"),
    Unknown("holds", {"material_type": None}, "material"),
    Unknown("holds", {"branch": "", "branch_id": None}, "branch"),
    Unknown("holds", {"shelf_until": None}, "shelf"),
    Unknown("cancelled_holds", {"title": None}, "title", NO_TITLE),
    Unknown("cancelled_holds", {"reason": None}, "reason"),
    Unknown("cancelled_holds", {"material_type": None}, "material"),
    Unknown("cancelled_holds", {"branch": ""}, "branch"),
    Unknown("requests", {"title": None}, "title", NO_TITLE),
    Unknown("requests", {"status": None}, "status"),
    Unknown("requests", {"received_on": None}, "received"),
    Unknown("requests", {"branch": ""}, "branch"),
)
ALWAYS_HEADED = {("holds", "position"), ("holds", "shelf"), ("loans", "title"), ("holds", "title")}
"""Columns whose heading stands over blanks on the own schema, too, and titles, of which something is said."""

EVERYDAY = snapshots.everyday(
    loans=(
        *snapshots.five_loans(),
        snapshots.loan(
            6, due_on=days(-3), overdue_days=3, renewed=True, renewal=both(refused(Reason.PAST_DUE))
        ),
    ),
    holds=(*snapshots.three_holds(), snapshots.hold(4, paused=True, paused_until=days(20))),
)


def lacking(unknown: tuple[Unknown, ...]) -> PatronSnapshot:
    """Make a patron of whose rows that isn't known."""
    made: Any = EVERYDAY
    for it in unknown:
        rows = tuple(replace(row, **it.values) for row in getattr(made, it.rows))
        made = replace(made, **{it.rows: rows})
    found: PatronSnapshot = made
    return found


USUAL = (1366, 1.0, Language.JAPANESE)


@pytest.fixture
def shown(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> Iterator[Callable[[PatronSnapshot, int, float, Language], InquiryPage]]:
    """Show a patron in a page of a width, a size of text and a language."""
    spoken, scales = list[ScreenLanguage](), set[float]()

    def show(snapshot: PatronSnapshot, width: int, scale: float, language: Language) -> InquiryPage:
        spoken.append(ScreenLanguage(qapp, language))
        scales.add(scale)
        sized = theme if scales == {1} else Theme(qapp, theme.tokens.scheme, scale)
        page = InquiryPage(sized, frozenset(RowAction), offers=EVERYTHING)
        qtbot.addWidget(page)
        page.resize(width, 1400)
        page.show()
        page.set_snapshot(snapshot)
        page.settle()
        return page

    yield show
    for language in spoken:
        language.fall_silent()
    if scales != {1}:
        Theme(qapp, Scheme.LIGHT)


@pytest.mark.parametrize(
    "unknown", [*((it,) for it in EACH), EACH], ids=lambda it: str(it[0] if len(it) == 1 else len(it))
)
def test_nothing_is_invented_and_nothing_gapes(
    shown: Callable[..., InquiryPage], unknown: tuple[Unknown, ...]
) -> None:
    nothing_is_invented_and_nothing_gapes(shown, unknown, USUAL)


def nothing_is_invented_and_nothing_gapes(
    shown: Callable[..., InquiryPage],
    unknown: tuple[Unknown, ...],
    look: tuple[int, float, Language],
) -> None:
    page, language = shown(lacking(unknown), *look), look[2]
    for it in unknown:
        panel = getattr(page, it.rows)
        place = [column.key for column in panel.model.columns].index(it.column)
        assert len(panel.rows) == len(getattr(EVERYDAY, it.rows))
        said = {panel.model.cell(row, place).text for row in range(len(panel.rows))}
        expected = "(no title)" if it.said and language is Language.ENGLISH else it.said
        assert said == {expected}
        assert {panel.model.cell(row, place).note for row in range(len(panel.rows))} <= {None}
        if not it.said and (it.rows, it.column) not in ALWAYS_HEADED:
            assert panel.model.columns[place] not in panel.model.columns_with_values()
    read = [cell for panel in page.lists for row in table(panel) for cell in row]
    assert [fault for it in read for fault in faults_in_text(it)] == []
    faults = [*faults_in_lists(page), *faults_in_grid(page), *faults_in_names(page)]
    assert faults == []
    assert not page.grab().isNull()


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("language", Language)
def test_a_screen_reader_hears_of_what_is_there(
    qapp: QApplication, shown: Callable[..., InquiryPage], language: Language
) -> None:
    page = shown(lacking(EACH), 1366, 1.0, language)
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    heard = [text for node in nodes(qapp) for kind in kinds if (text := node.text(kind))]
    assert [fault for it in heard for fault in faults_in_text(it)] == []
    titles = sum("(タイトルなし)" in it or "(no title)" in it for it in heard)
    assert titles >= sum(len(panel.rows) for panel in page.lists)


def test_a_loan_without_a_due_day_is_counted_nowhere() -> None:
    kinds = {it.kind.name for it in chips_of(lacking((EACH[5],)))}
    assert {it.kind.name for it in chips_of(EVERYDAY)} - kinds == {"OVERDUE", "DUE_TOMORROW"}


@pytest.mark.parametrize(
    ("hold", "status", "staff"),
    [
        ({"paused": True, "paused_until": days(20)}, "予約解除可能", "2026/12/14まで中断中"),
        ({"paused": True}, "予約解除可能", "中断中"),
        ({"paused": True, "cancel": both(refused(Reason.NOT_OFFERED))}, "中断中", ""),
        (
            {"paused": True, "cancel": PageAndCounter(snapshots.ALLOWED, refused(Reason.BY_PHONE))},
            "中断中",
            "",
        ),
        (
            {"paused": True, "paused_until": days(20), "cancel": both(refused(Reason.NOT_OFFERED))},
            "中断中",
            "2026/12/14まで中断中",
        ),
    ],
)
def test_a_hold_that_is_paused(
    qtbot: QtBot, theme: Theme, hold: dict[str, Any], status: str, staff: str
) -> None:
    page = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(page)
    page.set_snapshot(snapshots.snapshot(holds=(snapshots.hold(1, **hold),)))
    (row,) = table(page.holds)
    assert row[0] == status
    assert row[-1].split("・")[0].split(": ")[0].removesuffix("予約解除") == staff


def test_a_hold_that_is_prepared(qtbot: QtBot, theme: Theme) -> None:
    page = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(page)
    prepared = snapshots.past_waiting(1, HoldStatus.IN_TRANSIT, preparing=True)
    page.set_snapshot(snapshots.snapshot(holds=(prepared,)))
    assert table(page.holds)[0][0] == "準備中です"


def test_where_the_contact_is_not_known_the_button_says_what_it_does(qtbot: QtBot, theme: Theme) -> None:
    page = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(page)
    tried = snapshots.contacts(
        None, Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER, next=None)
    )
    ready = snapshots.past_waiting(1, HoldStatus.READY, contact=None, contacts=tried)
    page.set_snapshot(snapshots.snapshot(holds=(ready,)))
    place = [column.key for column in page.holds.model.columns].index("contact")
    (act,) = page.holds.model.cell(0, place).actions
    assert (act.label, act.full) == ("連絡", "連絡を記録")
