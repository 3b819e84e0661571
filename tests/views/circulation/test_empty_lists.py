"""Empty lists of a patron share one quiet line at the page's end."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from tests.helpers import snapshots
from views.circulation.inquiry_page import InquiryPage
from views.style.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> InquiryPage:
    made = InquiryPage(theme, offers=EVERYTHING)
    qtbot.addWidget(made)
    made.resize(1174, 621)
    made.show()
    return made


@pytest.mark.parametrize(
    ("snapshot", "said"),
    [
        (snapshots.everyday(holds=()), "予約中の資料はありません。"),
        (
            snapshots.everyday(holds=(), requests=()),
            "予約一覧・リクエスト一覧に表示するものはありません。",
        ),
        (
            snapshots.snapshot(),
            "貸出一覧・予約一覧・予約取消一覧・リクエスト一覧に表示するものはありません。",
        ),
    ],
)
def test_one_list_says_its_own_sentence_and_several_share_one(
    page: InquiryPage, snapshot: PatronSnapshot, said: str
) -> None:
    page.set_snapshot(snapshot)
    page.settle()
    assert page.empty_lists.said.text() == said
    told = QAccessible.queryAccessibleInterface(page.empty_lists.said)
    assert told.text(QAccessible.Text.Name) == said
    shown = [panel for panel in page.lists if panel.isVisible()]
    assert shown == [panel for panel in page.lists if panel.rows]
    assert all(page.empty_lists.y() > panel.y() for panel in shown)


def test_without_an_empty_list_there_is_no_line(page: InquiryPage) -> None:
    page.set_snapshot(snapshots.snapshot())
    page.set_snapshot(snapshots.everyday())
    assert not page.empty_lists.isVisible()
    assert all(panel.isVisible() for panel in page.lists)


def test_between_two_patrons_the_lists_stay_where_they_are(page: InquiryPage) -> None:
    page.set_snapshot(snapshots.everyday(requests=()))
    page.settle()
    before = [(panel.isVisible(), panel.height()) for panel in page.lists]
    page.forget()
    page.settle()
    assert [(panel.isVisible(), panel.height()) for panel in page.lists] == before


@pytest.mark.parametrize(("width", "is_beside"), [(1174, True), (500, False)])
def test_the_hint_stands_beside_the_line_or_where_it_has_no_room_below(
    qtbot: QtBot, page: InquiryPage, width: int, is_beside: bool
) -> None:
    page.resize(width, 621)
    page.set_snapshot(snapshots.snapshot())
    line, button = page.empty_lists.said, page.empty_lists.hint_button
    qtbot.waitUntil(lambda: button.shows_words)
    assert (button.x() > line.geometry().right()) is is_beside
    assert (button.y() > line.geometry().bottom()) is not is_beside


@pytest.mark.parametrize("leave", [InquiryPage.forget, lambda page: page.set_snapshot(None)])
def test_nothing_is_said_of_a_patron_who_was_left(
    page: InquiryPage, leave: Callable[[InquiryPage], None]
) -> None:
    page.set_snapshot(snapshots.everyday(holds=(), requests=()))
    page.settle()
    high = page.empty_lists.height()
    leave(page)
    page.settle()
    assert page.empty_lists.said.text() == ""
    assert page.empty_lists.height() == high
