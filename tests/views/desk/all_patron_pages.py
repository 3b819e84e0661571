"""The pages' menu beside and above them, and the keys that lead to a page and into it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from services.rules.vocabulary import SuspensionReason
from tests.helpers import snapshots
from tests.looks.bars import faults_in_bars
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.views.counter import Counter
from views.bars.desk_menu import DeskMenu
from views.bars.patron_line import PatronLine
from views.bars.top_bar import TopBar
from views.desk.patron_pages import PatronPages
from views.panels.row_actions import RowAction
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import suspension_words
from views.widgets.flow_row import FlowRow
from views.widgets.page_menu import SideMenu

SIDE, ABOVE = 1366, 700
WIDE_TABS, SMALLEST = 1200, 470


async def opened(counter: Counter, width: int) -> SideMenu:
    counter.window.setMinimumSize(100, 100)
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


async def test_the_button_gives_way_to_the_menu_of_the_desk(counter: Counter) -> None:
    menu = await opened(counter, WIDE_TABS)
    window = counter.window
    button, desk = window.mask_button, window.findChild(DeskMenu)
    assert isinstance(desk, DeskMenu)
    shown = []
    for width in range(WIDE_TABS, SMALLEST, -4):
        window.resize(width, 700)
        QApplication.sendPostedEvents()
        assert len({menu.visualItemRect(menu.item(row)).y() for row in range(menu.count())}) == 1
        assert menu.visualItemRect(menu.item(menu.count() - 1)).right() < menu.width()
        shown.append((button.isVisible() and button.shows_key, desk.isVisible()))

    assert list(dict.fromkeys(shown)) == [(True, False), (False, True)]
    window.resize(SIDE, 700)
    QApplication.sendPostedEvents()
    assert (button.isVisible(), desk.isVisible()) == (True, False)


@pytest.mark.usefixtures("english")
async def test_glosses_go_before_tabs_go_on_in_a_second_line(counter: Counter) -> None:
    seen = []
    for width in (SIDE, 1200, 600):
        menu = await opened(counter, width)
        lines = len({menu.visualItemRect(menu.item(row)).y() for row in range(menu.count())})
        seen.append((menu.is_tabs, lines, menu.item(2).text()))
        assert names(menu)[2] == "メールアドレス · E-mail address"

    whole = "メールアドレス\nE-mail address"
    assert seen == [(False, menu.count(), whole), (True, 1, whole), (True, 1, "メール")]
    assert menu.item(1).toolTip() == "パスワード · Password"


async def test_a_window_that_is_made_wider_has_its_menu_back(counter: Counter) -> None:
    menu = await opened(counter, ABOVE)
    counter.window.resize(SIDE, 700)
    QApplication.sendPostedEvents()

    assert not menu.is_tabs
    assert menu.item(0).text() == "貸出・予約照会"
    assert menu.width() == menu.width_of_list


async def test_a_title_stands_where_it_stood_whatever_is_counted(counter: Counter) -> None:
    menu = await opened(counter, ABOVE)
    before = [menu.visualItemRect(menu.item(row)) for row in range(menu.count())]
    counter.bench.look_ups.answer(CARD_B, replace(snapshots.everyday(), card_number=CARD_B, questions=()))
    await counter.scan(CARD_B)
    assert menu.item(3).text() == "レファレンス"
    assert [menu.visualItemRect(menu.item(row)) for row in range(menu.count())] == before
    counter.press(Qt.Key.Key_Escape)
    await counter.settled()
    assert [menu.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (3, 4)] == [
        "レファレンス",
        "登録・貸出禁止",
    ]


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("width", [SIDE, WIDE_TABS, ABOVE])
async def test_nothing_moves_when_titles_are_hidden(counter: Counter, width: int) -> None:
    await opened(counter, width)
    window = counter.window

    def places() -> list[tuple[QRect, QRect]]:
        shown = (it for it in window.findChildren(QWidget) if it.isVisible())
        return [(it.geometry(), it.rect()) for it in shown]

    window.mask_button.setFocus()  # a list with the keyboard tells of its row
    QApplication.sendPostedEvents()
    before = places()
    counter.bench.desk.toggle_titles()
    QApplication.sendPostedEvents()
    assert places() == before
    assert window.mask_button.shows_key or not window.mask_button.isVisible()


@pytest.fixture
def arranged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time that parts are placed."""
    noted: list[str] = []
    for kind, name in (
        (TopBar, "arrange"),
        (PatronLine, "arrange"),
        (PatronPages, "_put_menu"),
        (SideMenu, "stand_side_by_side"),
        (FlowRow, "setGeometry"),
    ):
        whole = getattr(kind, name)

        def note(self: QWidget, *args: object, whole: Any = whole, kind: type = kind, **named: object) -> Any:
            noted.append(kind.__name__)
            return whole(self, *args, **named)

        monkeypatch.setattr(kind, name, note)
    return noted


@pytest.mark.parametrize(("width", "height"), [(SIDE, 700), (ABOVE, 700), (ABOVE, 400)])
async def test_bars_are_placed_for_a_size_and_not_for_a_patron(
    counter: Counter, arranged: list[str], width: int, height: int
) -> None:
    await opened(counter, width - 20)
    counter.window.resize(width, height)
    QApplication.sendPostedEvents()
    assert set(arranged) >= {"TopBar", "PatronLine", "PatronPages"}
    arranged.clear()
    other = snapshots.snapshot(
        card_number=CARD_B,
        patron=snapshots.header(name="マクシミリアーノ・アレハンドロ・フェルナンデス", has_namesake=True),
        loans=tuple(snapshots.loan(number, due_on=snapshots.days(number - 3)) for number in range(5)),
        password=None,
    )
    counter.bench.look_ups.answer(CARD_B, other)
    await counter.scan(CARD_B)
    QApplication.sendPostedEvents()

    assert counter.window.header.name.text() == other.patron.name
    assert arranged == []
    counter.window.resize(width + 10, height)
    QApplication.sendPostedEvents()
    assert "PatronLine" in arranged


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
async def test_in_a_small_window_the_name_is_in_the_upper_bar_and_the_rest_of_it_in_the_menu_of_the_desk(
    counter: Counter,
) -> None:
    await opened(counter, 700)
    window = counter.window
    window.resize(700, 400)
    QApplication.sendPostedEvents()
    desk = window.findChild(DeskMenu)
    assert isinstance(desk, DeskMenu)
    assert window.header.y() == window.top_bar.y() == 0
    assert desk.button.text() == "窓口 ▾"
    assert not window.top_bar.lock_button.isVisible()
    bars = window.header.height() + window.menu.height() + window.status_bar.height()
    assert bars <= 0.35 * window.height()
    locked: list[bool] = []
    window.top_bar.lock_button.clicked.connect(lambda: locked.append(True))

    desk.button.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [it.text() for it in menu.actions()] == [
        "電話\tF9",
        "設定\tF10",
        "ロック\tF12",
        "タイトルを隠す\tF8",
    ]
    menu.actions()[2].trigger()
    menu.close()
    assert locked == [True]
    window.top_bar.show_approvals(2)
    window.top_bar.urgent.emit("▲ 接続なし", "承認待ち 2")
    assert [it.text() for it in desk.findChildren(QLabel) if it.isVisible()] == ["▲ 接続なし"]
    assert desk.waiting.isVisible()
    counter.press(Qt.Key.Key_Escape)
    await counter.settled()
    assert window.top_bar.lock_button.isVisible()


async def test_the_auditor_of_looks_finds_what_moves_and_bars_that_are_too_high(counter: Counter) -> None:
    await opened(counter, 700)
    window, seen = counter.window, dict[tuple[int, int, int, str], QRect]()
    window.resize(700, 400)
    QApplication.sendPostedEvents()
    assert list(faults_in_bars(window, seen)) == []
    window.header.line.card.move(7, 0)
    window.status_bar.setFixedHeight(100)

    moved, high = faults_in_bars(window, seen)
    assert moved.startswith("card stands at (7, 0")
    assert high.startswith("bars take ")


@pytest.mark.parametrize(("width", "height"), [(SIDE, 700), (ABOVE, 700), (700, 400)])
async def test_a_wrong_card_is_told_beneath_the_bars_which_stay_where_they_are(
    counter: Counter, width: int, height: int
) -> None:
    await opened(counter, width)
    window = counter.window
    window.resize(width, height)
    QApplication.sendPostedEvents()
    bars = window.top_bar, window.header
    before = [it.geometry() for it in bars]
    counter.bench.desk.typed("12")
    QApplication.sendPostedEvents()
    assert [it.geometry() for it in bars] == before
    strip = window.field_strip
    assert strip.y() >= window.header.geometry().bottom()
    assert "2桁" in strip.said.text()
    counter.bench.look_ups.answer(CARD_B, replace(snapshots.everyday(), card_number=CARD_B))
    await counter.scan(CARD_B)
    QApplication.sendPostedEvents()
    assert not strip.isVisible()


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
@pytest.mark.parametrize(("row", "part"), [(0, "貸出一覧"), (1, "発行したパスワードの手続き")])
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
    assert window.top_bar.card_field.text() == ""
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
    assert counter.window.top_bar.card_field.text() == ""


async def test_without_a_patron_alt_and_a_digit_do_nothing(counter: Counter) -> None:
    window = counter.window
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)

    assert window.menu.currentRow() == 0
    assert window.top_bar.card_field.text() == ""


def _press_on_the_keypad(counter: Counter, digit: Qt.Key) -> None:
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
    QTest.keyClick(counter.window.windowHandle(), digit, held)


@pytest.fixture
async def lifting(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Counter]:
    """A counter where suspensions can be lifted."""
    made = Counter(qtbot, qapp, theme, icons, verbs=frozenset({RowAction.LIFT_SUSPENSION}))
    yield made
    await made.aclose()


async def test_what_to_do_about_a_suspension_stands_once_on_the_page_of_its_cards(lifting: Counter) -> None:
    """The line below the patron says it on every other page, with the way there."""
    row = snapshots.suspended(SuspensionReason.LONG_OVERDUE)
    lifting.bench.look_ups.answer(CARD_A, replace(snapshots.snapshot(suspensions=(row,)), card_number=CARD_A))
    await lifting.scan(CARD_A)
    strip, advice = lifting.window.header.suspension, suspension_words.advice(row.facts)
    seen = []
    for page in (0, 4, 1):
        lifting.window.menu.setCurrentRow(page)
        QApplication.sendPostedEvents()
        seen.append((lifting.words().count(advice), strip.open_button.isVisible()))
    assert seen == [(1, True), (1, False), (1, True)]
