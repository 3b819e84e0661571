"""The hint about a missing 予約カード: once, behind ⓘ, by mouse and by keys, and told to screen readers."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.views.ear import Ear
from views.circulation.holds_panel import HoldsPanel
from views.circulation.inquiry_page import InquiryPage
from views.panels.grid import Slot
from views.panels.hint_button import HintButton
from views.style.theme import Theme
from views.text import words


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> InquiryPage:
    made = InquiryPage(theme, offers=EVERYTHING)
    qtbot.addWidget(made)
    made.resize(1174, 621)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_snapshot(snapshots.everyday())
    return made


def sentences(page: InquiryPage) -> list[QLabel]:
    return [it for it in page.findChildren(QLabel) if it.text() == words.lists_hint() and it.isVisible()]


def button_of(page: InquiryPage) -> HintButton:
    (shown,) = (it for it in page.findChildren(HintButton) if it.isVisible())
    return shown


def test_the_hint_is_closed_at_first_and_opens_below_its_heading(page: InquiryPage) -> None:
    button = button_of(page)
    assert page.holds.isAncestorOf(button)
    assert sentences(page) == []
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (said,) = sentences(page)
    assert page.holds.isAncestorOf(said)
    page.settle()
    assert said.mapTo(page, said.rect().topLeft()).y() < page.holds.table.mapTo(page, button.pos()).y()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sentences(page) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_open_and_close_it(page: InquiryPage, key: Qt.Key) -> None:
    button = button_of(page)
    button.setFocus()
    QTest.keyClick(button, key)
    assert len(sentences(page)) == 1
    QTest.keyClick(button, key)
    assert sentences(page) == []


def test_tab_comes_to_it_before_the_rows(page: InquiryPage) -> None:
    button = button_of(page)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert page.holds.table.hasFocus()


def test_screen_readers_hear_what_it_is_about_and_whether_it_is_open(page: InquiryPage) -> None:
    button = button_of(page)
    told = QAccessible.queryAccessibleInterface(button)
    assert told.role() == QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == "予約カードが一覧にないときは"
    assert told.text(QAccessible.Text.Description) == "押すと説明を表示します"
    button.click()
    assert told.text(QAccessible.Text.Description) == "説明を表示しています"
    (said,) = sentences(page)
    assert QAccessible.queryAccessibleInterface(said).text(QAccessible.Text.Name) == words.lists_hint()


def test_the_sentence_is_said_when_it_opens_and_not_when_it_closes(page: InquiryPage, ear: Ear) -> None:
    button = button_of(page)
    button.click()
    button.click()
    assert [text for text, _ in ear.heard] == [words.lists_hint()]


@pytest.mark.parametrize(
    "leave", [InquiryPage.forget, partial(InquiryPage.set_snapshot, snapshot=None)], ids=["another", "nobody"]
)
def test_for_the_next_patron_it_is_closed_again(
    page: InquiryPage, ear: Ear, leave: Callable[[InquiryPage], None]
) -> None:
    """Whether another card came or the patron was closed before."""
    button_of(page).click()
    leave(page)
    page.set_snapshot(snapshots.everyday())
    assert sentences(page) == []
    button_of(page).click()
    assert [text for text, _ in ear.heard] == [words.lists_hint()] * 2


def test_without_holds_it_stands_beside_the_line_that_says_so(page: InquiryPage) -> None:
    page.set_snapshot(snapshots.everyday(holds=()))
    button = button_of(page)
    assert page.empty_lists.isAncestorOf(button)
    button.click()
    assert len(sentences(page)) == 1
    page.set_snapshot(snapshots.everyday())
    assert sentences(page) == []
    assert page.holds.isAncestorOf(button_of(page))


def test_where_its_words_have_no_room_the_sign_alone_is_painted(page: InquiryPage) -> None:
    button = button_of(page)
    wide = button.shows_words
    button.setFixedWidth(button.minimumSizeHint().width())
    assert (wide, button.shows_words) == (True, False)
    assert button.accessibleName() == "予約カードが一覧にないときは"


@pytest.mark.parametrize(("width", "words"), [(1207, True), (832, True), (501, False)])
def test_in_the_title_of_few_pixels_it_leaves_the_headings_their_place(
    qtbot: QtBot, theme: Theme, width: int, *, words: bool
) -> None:
    """The title of the ready holds alone says two numbers."""
    panel = HoldsPanel(theme, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.resize(width, 400)
    panel.show()
    panel.only_ready = True
    ready = tuple(snapshots.past_waiting(n, HoldStatus.READY) for n in range(10))
    panel.set_rows((*ready, *(snapshots.hold(n) for n in range(10, 30))), snapshots.TODAY)
    hint, drawn = panel.hint_button, panel.table.drawn
    assert hint is not None
    assert drawn is not None
    assert hint.shows_words is words
    if drawn.lines > 1:
        assert hint.geometry().right() < drawn.areas[Slot.DAY].place.left()
