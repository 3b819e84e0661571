"""A scan that is no card, with a reader's keys: an item's goes to its row, and any other one closes the patron."""

import asyncio
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, NOW
from tests.views.acts import WholeActs
from tests.views.counter import Counter
from tests.views.ear import POLITE, Ear
from tests.views.passwords.issue_scene import button, opened, words
from views.dialogs.await_dialog import QtAsk
from views.dialogs.discard_dialog import DiscardDialog
from views.panels.list_panel import ListPanel
from views.style.theme import Theme

LENT, ON_SHELF, OTHERS, MISREAD = "3000097020", "3000097002", "3000097999", "12345678"


def patron() -> PatronSnapshot:
    loans = tuple(snapshots.loan(n, item_number=f"30000970{n:02}") for n in range(3, 21))
    holds = (
        snapshots.hold(31),
        snapshots.past_waiting(32, HoldStatus.READY, item_number=ON_SHELF, title="風立ちぬ"),
    )
    return snapshots.everyday(card_number=CARD_A, loans=loans, holds=holds)


async def at_a_low_window(counter: Counter) -> None:
    counter.window.resize(1100, 480)
    counter.bench.look_ups.answer(CARD_A, patron())
    await counter.scan(CARD_A)


def is_in_view(panel: ListPanel[Any], row: int, page: QScrollArea) -> bool:
    rect = panel.table.visualRect(panel.model.index(row, 0))
    top = panel.table.viewport().mapTo(page.viewport(), rect.topLeft()).y()
    return top >= 0 and top + rect.height() <= page.viewport().height()


@pytest.mark.parametrize("how", ["scanned", "typed"])
@pytest.mark.parametrize("theirs", [(LENT, 0, 17), (ON_SHELF, 1, 0)])
async def test_an_item_brings_its_row_into_view_with_the_keyboard(
    counter: Counter, ear: Ear, theirs: tuple[str, int, int], how: str
) -> None:
    number, place, row = theirs
    await at_a_low_window(counter)
    window = counter.window
    window.menu.setCurrentRow(2)
    panel = window.inquiry.lists[place]
    if how == "scanned":
        window.email.field.setFocus()
        typed = window.email.field.text()
        ear.forget()
        await counter.scan(f"A{number}B")
        assert window.email.field.text() == typed
    else:
        counter.press(Qt.Key.Key_F2)
        QTest.keyClicks(window.top_bar.card_field, number)
        ear.forget()
        counter.press(Qt.Key.Key_Return)
    assert window.page_shown is window.inquiry
    assert window.menu.currentRow() == 0
    assert QApplication.focusWidget() is panel.table
    assert panel.table.currentIndex().row() == row
    assert is_in_view(panel, row, window.inquiry)
    assert window.top_bar.card_field.text() == ""
    named = "貸出一覧" if place == 0 else "予約一覧"
    assert ear.heard == [(f"読み取った資料は、{named}にあります。", POLITE)]


async def test_an_item_takes_what_was_half_typed_out_of_the_card_field_as_a_card_does(
    counter: Counter,
) -> None:
    await at_a_low_window(counter)
    counter.press(Qt.Key.Key_F2)
    QTest.keyClicks(counter.window.top_bar.card_field, "12-3")
    await counter.scan(OTHERS)
    assert counter.window.top_bar.card_field.text() == ""


async def test_an_item_scanned_again_is_brought_back_into_view(counter: Counter) -> None:
    await at_a_low_window(counter)
    page = counter.window.inquiry
    await counter.scan(LENT)
    page.verticalScrollBar().setValue(0)
    assert not is_in_view(page.loans, 17, page)
    await counter.scan(LENT)
    assert is_in_view(page.loans, 17, page)


async def test_an_item_that_is_not_theirs_is_told_and_nothing_moves(counter: Counter, ear: Ear) -> None:
    await at_a_low_window(counter)
    counter.window.menu.setCurrentRow(2)
    counter.window.email.field.setFocus()
    ear.forget()
    await counter.scan(OTHERS)
    assert "この利用者の貸出一覧にも予約一覧にもありません" in counter.words()
    assert counter.window.page_shown is counter.window.email
    assert counter.window.email.field.hasFocus()
    assert counter.window.header.isVisible()
    assert [said for said, _ in ear.heard] == [
        "読み取った資料は、この利用者の貸出一覧にも予約一覧にもありません。"
    ]


@pytest.mark.parametrize("text", [LENT, OTHERS, MISREAD])
async def test_after_any_other_scan_f4_offers_nobodys_password_without_the_card(
    counter: Counter, text: str
) -> None:
    await at_a_low_window(counter)
    await counter.scan(text)
    counter.press(Qt.Key.Key_F4)
    dialog = counter.window.password_dialogs.current
    if text == MISREAD:
        assert dialog is None
        return
    assert dialog is not None
    assert "この利用者の利用カードを読み取ってください" in words(dialog)
    assert not button(dialog, "再発行する").isEnabled()
    await counter.scan(CARD_A)
    assert button(dialog, "再発行する").isEnabled()


@pytest.mark.parametrize("text", [LENT, MISREAD])
async def test_a_dialog_that_asks_for_the_card_takes_no_item_for_it(counter: Counter, text: str) -> None:
    dialog = await opened(counter)
    assert button(dialog, "再発行する").isEnabled()
    await counter.scan(text)
    assert ("資料の番号です。" if text == LENT else "数字が8桁しかありません。") in words(dialog)
    assert "利用カードを読み取りました" not in words(dialog)
    assert not button(dialog, "再発行する").isEnabled()
    assert dialog.isVisible()


async def test_what_is_misread_closes_the_patron_and_stands_in_the_field(counter: Counter, ear: Ear) -> None:
    await at_a_low_window(counter)
    counter.window.inquiry.loans.focus_table()
    ear.forget()
    await counter.scan(MISREAD)
    window, field = counter.window, counter.window.top_bar.card_field
    assert not window.header.isVisible()
    assert all(panel.rows == () for panel in window.inquiry.lists)
    assert field.text() == field.selectedText() == MISREAD
    assert field.hasFocus()
    assert "数字が8桁しかありません。" in counter.words()
    assert "利用者を閉じました" in counter.words()
    assert len(ear.heard) == 2
    await counter.scan(CARD_A)
    assert (window.header.isVisible(), field.text()) == (True, "")


async def test_a_mistyped_number_keeps_the_patron(counter: Counter) -> None:
    await at_a_low_window(counter)
    counter.press(Qt.Key.Key_F2)
    QTest.keyClicks(counter.window.top_bar.card_field, MISREAD)
    counter.press(Qt.Key.Key_Return)
    await counter.settled()
    assert counter.window.header.isVisible()
    assert "数字が8桁しかありません。" in counter.words()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
async def test_half_typed_input_is_asked_about_before_the_patron_closes(
    counter: Counter, theme: Theme, key: Qt.Key
) -> None:
    await at_a_low_window(counter)
    desk = counter.bench.desk
    ask = QtAsk(theme)
    ask.over(counter.window)
    counter.bench.answers.dialog = ask
    desk.note_unsaved_input("form", dirty=True)
    desk.scanned(MISREAD)
    for _ in range(5):
        await asyncio.sleep(0)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, DiscardDialog)
    assert counter.window.header.isVisible()
    if key == Qt.Key.Key_Tab:
        QTest.keyClick(asked, key)
        QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    else:
        QTest.keyClick(asked.no, key)
    await counter.settled()
    assert counter.window.header.isVisible() is (key == Qt.Key.Key_Return)
    shown = "" if key == Qt.Key.Key_Return else MISREAD
    assert counter.window.top_bar.card_field.text() == shown


async def test_over_a_question_an_item_is_told_and_answers_nothing(whole_acts: WholeActs) -> None:
    await whole_acts.open(snapshots.everyday())
    dialog = await whole_acts.enter(whole_acts.counter.window.inquiry.cancelled_holds.table, 0, 6)
    await whole_acts.counter.scan(LENT)
    assert dialog.isVisible()
    assert dialog.scans.said == "資料の番号です。この操作が終わってから、もう一度読み取ってください。"
    assert whole_acts.fake.sent == []
    dialog.reject()


@pytest.mark.parametrize("number", [LENT, OTHERS])
async def test_by_phone_before_the_check_nothing_tells_whether_it_is_theirs(
    counter: Counter, number: str
) -> None:
    counter.press(Qt.Key.Key_F9)
    await counter.settled()
    phone_summary = PhoneSummary(NOW, CARD_A, 1, 18, 2, 0, 0, 0)
    counter.bench.look_ups.answer(CARD_A, phone_summary)
    await counter.scan(CARD_A)
    await counter.scan(number)
    assert "資料の番号です。本人確認が済むまで、資料については何も表示しません。" in counter.words()
    assert "一覧にあります" not in counter.words()
    assert "一覧にもありません" not in counter.words()
    assert counter.window.phone_summary.isVisible()
    assert counter.bench.desk.answer.value == phone_summary
