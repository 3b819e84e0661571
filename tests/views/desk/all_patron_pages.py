"""The pages' menu beside and above them, and the keys that lead to a page and into it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.views.counter import Counter
from viewmodels.settings.settings import Language
from views.desk.patron_pages import PatronPages
from views.language.screen_language import ScreenLanguage
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.page_menu import SideMenu

SIDE, ABOVE = 1366, 540


async def opened(counter: Counter, width: int) -> SideMenu:
    counter.window.resize(width, 700)
    counter.window.setMinimumWidth(100)
    counter.window.resize(width, 700)
    counter.bench.look_ups.answer(CARD_A, replace(snapshots.everyday(), card_number=CARD_A))
    await counter.scan(CARD_A)
    QApplication.sendPostedEvents()
    return counter.window.menu


def names(menu: SideMenu) -> list[str]:
    table = QAccessible.queryAccessibleInterface(menu)
    return [table.child(row).text(QAccessible.Text.Name) for row in range(menu.count())]


async def test_where_the_window_is_wide_the_titles_stand_below_each_other(counter: Counter) -> None:
    menu = await opened(counter, SIDE)

    assert not menu.is_tabs
    assert menu.geometry().bottom() < counter.window.mask_button.y()
    assert menu.item(3).text() == "レファレンス (1)"


async def test_a_report_that_waits_is_counted_beside_its_page(counter: Counter) -> None:
    patron = replace(snapshots.everyday(), card_number=CARD_A, reports=(snapshots.report(),))
    counter.bench.look_ups.answer(CARD_A, patron)
    await counter.scan(CARD_A)
    assert counter.window.menu.item(4).text() == "登録・貸出禁止 (1)"


async def test_where_it_is_narrow_they_stand_side_by_side_and_are_heard_in_full(counter: Counter) -> None:
    wide = names(await opened(counter, SIDE))
    menu = await opened(counter, ABOVE)

    assert menu.is_tabs
    assert menu.item(0).text() == "貸出・予約"
    assert menu.item(3).text() == "レファレンス 1"
    assert names(menu) == wide
    assert names(menu)[3] == "レファレンス (1)"
    rects = [menu.visualItemRect(menu.item(row)) for row in range(menu.count())]
    assert all(menu.viewport().rect().contains(rect) for rect in rects)
    assert len({rect.y() for rect in rects}) == 1
    assert menu.geometry().right() < counter.window.mask_button.x()
    assert counter.window.mask_button.isVisible()


async def test_where_even_short_titles_have_no_room_they_go_on_in_a_second_line(counter: Counter) -> None:
    menu = await opened(counter, 430)

    rects = [menu.visualItemRect(menu.item(row)) for row in range(menu.count())]
    assert len({rect.y() for rect in rects}) > 1
    assert all(menu.viewport().rect().contains(rect) for rect in rects)


async def test_the_button_beside_tabs_is_a_picture_before_they_go_on_in_a_second_line(
    counter: Counter,
) -> None:
    menu = await opened(counter, ABOVE)
    button = counter.window.mask_button
    shown = set()
    for width in range(ABOVE, 430, -4):
        counter.window.resize(width, 700)
        QApplication.sendPostedEvents()
        lines = len({menu.visualItemRect(menu.item(row)).y() for row in range(menu.count())})
        shown.add((lines, button.shown_text, button.icon().isNull()))
        assert button.text() == "タイトルを隠す"

    assert shown == {(1, "タイトルを隠す", True), (1, "隠す", True), (1, "", False), (2, "", False)}
    counter.window.resize(SIDE, 700)
    QApplication.sendPostedEvents()
    assert (button.shown_text, button.icon().isNull()) == ("タイトルを隠す", True)


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    language = ScreenLanguage(qapp, Language.ENGLISH)
    yield
    language.fall_silent()


@pytest.mark.usefixtures("english")
def test_in_a_low_window_glosses_go_before_tabs_go_on_in_a_second_line(
    qtbot: QtBot, theme: Theme, icons: Icons
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    pages = PatronPages(theme, icons)
    column.addWidget(pages)
    menu = pages.menu
    menu.list_pages(
        ("貸出・予約照会", "パスワード", "メールアドレス", "レファレンス"),
        ("貸出・予約", "パスワード", "メール", "レファレンス"),
    )
    window.show()
    seen = []
    for width, is_low in ((1366, False), (400, False), (400, True), (400, False)):
        window.resize(width, 700)
        pages.stand_low(low=is_low)
        QApplication.sendPostedEvents()
        lines = len({menu.visualItemRect(menu.item(row)).y() for row in range(menu.count())})
        seen.append((menu.is_tabs, lines, menu.item(2).text()))
        assert names(menu)[2] == "メールアドレス · E-mail address"

    side, above, low = "メールアドレス\nE-mail address", "メール\nE-mail address", "メール"
    assert seen == [(False, 4, side), (True, 2, above), (True, 1, low), (True, 2, above)]
    assert not menu.item(1).toolTip()
    pages.stand_low(low=True)
    assert menu.item(1).toolTip() == "パスワード · Password"


async def test_a_window_that_is_made_wider_has_its_menu_back(counter: Counter) -> None:
    menu = await opened(counter, ABOVE)
    counter.window.resize(SIDE, 700)
    QApplication.sendPostedEvents()

    assert not menu.is_tabs
    assert menu.item(0).text() == "貸出・予約照会"
    assert menu.width() == menu.width_of_list


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the width each time tabs are laid out."""
    widths: list[int] = []
    whole = SideMenu.stand_side_by_side

    def noted(menu: SideMenu, width: int, *, short: bool, glosses: bool = True) -> None:
        widths.append(width)
        whole(menu, width, short=short, glosses=glosses)

    monkeypatch.setattr(SideMenu, "stand_side_by_side", noted)
    return widths


async def test_tabs_are_laid_out_once_for_a_patron_with_other_numbers(
    counter: Counter, laid_out: list[int]
) -> None:
    menu = await opened(counter, ABOVE)
    before = [menu.visualItemRect(menu.item(row)) for row in range(menu.count())]
    counter.bench.look_ups.answer(CARD_B, replace(snapshots.everyday(), card_number=CARD_B, questions=()))

    laid_out.clear()
    await counter.scan(CARD_B)
    assert (len(laid_out), menu.item(3).text()) == (1, "レファレンス")
    await counter.scan(CARD_A)
    assert (len(laid_out), menu.item(3).text()) == (2, "レファレンス 1")
    QApplication.sendPostedEvents()
    assert [menu.visualItemRect(menu.item(row)) for row in range(menu.count())] == before


async def test_tabs_are_left_as_they_are_for_a_patron_with_the_same_numbers(
    counter: Counter, laid_out: list[int]
) -> None:
    menu = await opened(counter, ABOVE)
    told = names(menu)

    laid_out.clear()
    await counter.scan(CARD_A)
    assert (laid_out, names(menu)) == ([], told)
    counter.press(Qt.Key.Key_Escape)
    await counter.settled()
    assert [menu.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (3, 4)] == [
        "レファレンス",
        "登録・貸出禁止",
    ]
    await counter.scan(CARD_A)
    assert (laid_out, names(menu)) == ([], told)


async def test_tabs_are_laid_out_anew_for_another_width_and_another_word_on_the_button(
    counter: Counter, laid_out: list[int]
) -> None:
    await opened(counter, ABOVE)
    laid_out.clear()
    counter.window.resize(ABOVE + 20, 700)
    QApplication.sendPostedEvents()
    assert len(laid_out) == 1
    counter.press(Qt.Key.Key_F8)
    assert len(laid_out) == 2


@pytest.mark.parametrize("width", [SIDE, ABOVE])
async def test_the_arrows_walk_the_pages(counter: Counter, width: int) -> None:
    menu = await opened(counter, width)
    counter.press(Qt.Key.Key_F7)
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up):
        counter.press(key)
        walked.append(menu.currentRow())

    assert walked == [1, 2, 1, 0, 0]
    assert counter.window.focusWidget() is menu


@pytest.mark.parametrize("width", [SIDE, ABOVE])
@pytest.mark.parametrize(("row", "part"), [(0, "貸出一覧"), (1, "パスワード")])
async def test_enter_on_a_page_goes_into_it(counter: Counter, width: int, row: int, part: str) -> None:
    counter.window.password.offer()
    menu = await opened(counter, width)
    counter.press(Qt.Key.Key_F7)
    menu.setCurrentRow(row)
    counter.press(Qt.Key.Key_Return)

    focused = counter.window.focusWidget()
    assert focused is not None
    around = focused.parentWidget()
    assert around is not None
    assert around.accessibleName() == part
    assert counter.passwords.dialog.value is None  # the same Enter presses nothing there


@pytest.mark.parametrize("place", range(6))
async def test_alt_and_a_digit_open_a_page(counter: Counter, place: int) -> None:
    menu = await opened(counter, SIDE)
    menu.setCurrentRow(0 if place else 3)
    window = counter.window
    key = Qt.Key(Qt.Key.Key_1 + place)
    QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.AltModifier)

    assert window.page_shown is window.pages[place]
    assert window.top_bar.card_field.text() == CARD_A
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("place", range(6))
async def test_alt_and_a_digit_of_the_keypad_are_left_to_characters_by_code(
    counter: Counter, place: int
) -> None:
    menu = await opened(counter, SIDE)
    menu.setCurrentRow(0 if place else 3)
    before = counter.window.page_shown
    _press_on_the_keypad(counter, Qt.Key(Qt.Key.Key_1 + place))

    assert counter.window.page_shown is before
    assert counter.window.top_bar.card_field.text() == CARD_A


async def test_without_a_patron_alt_and_a_digit_do_nothing(counter: Counter) -> None:
    window = counter.window
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)

    assert window.menu.currentRow() == 0
    assert window.top_bar.card_field.text() == ""


async def test_alt_and_nought_show_what_is_folded(counter: Counter) -> None:
    await opened(counter, ABOVE)
    line = counter.window.header.line
    assert not line.facts.isVisible()
    _press_on_the_keypad(counter, Qt.Key.Key_0)
    assert not line.facts.isVisible()
    QTest.keyClick(counter.window.windowHandle(), Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert line.facts.isVisible()
    QTest.keyClick(counter.window.windowHandle(), Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert not line.facts.isVisible()


def _press_on_the_keypad(counter: Counter, digit: Qt.Key) -> None:
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
    QTest.keyClick(counter.window.windowHandle(), digit, held)
