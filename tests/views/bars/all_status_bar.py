"""The last thing worth telling: its mark says whether anything was done."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.rules.clock import tokyo_day
from tests.helpers.windows import active
from tests.viewmodels.fakes import CARD_A, NOW, patron
from tests.views.counter import Counter
from viewmodels.core.notes import Caution, Done, PreviousRunCrashed, Result, StatusMessage
from viewmodels.core.trouble import Bug
from views.dialogs.decision_dialog import DecisionDialog
from views.style.theme import Theme


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        (Done.PASSWORD_CHANGED, "✓"),
        (Done.PASSWORD_NOT_CHANGED, "※"),
        (Done.PASSWORD_WOULD_LOG_IN, "✓"),
        (Done.PASSWORD_WOULD_NOT_LOG_IN, "※"),
        (Done.PASSWORD_WRONG, "※"),
        (Done.EMAIL_UNCHANGED, "※"),
        (Done.REGISTRATION_UNCHANGED, "※"),
        (Caution.CHECK_DIGIT, "※"),
        (Bug("1"), "▲"),
    ],
)
async def test_only_what_was_done_is_ticked_off(counter: Counter, note: StatusMessage, mark: str) -> None:
    counter.bench.desk.tell(note)

    marks = {line[0] for line in counter.words().split("\n") if line[:2] in {"✓ ", "※ ", "▲ "}}
    assert marks == {mark}


async def test_a_reference_can_be_copied_and_nothing_else(counter: Counter) -> None:
    button = counter.window.status_bar.copy_button
    assert not button.isVisible()
    for note, told in (
        (Bug("4F2A"), "番号 4F2A"),
        (PreviousRunCrashed("07BC"), "前回、正しく終了しませんでした(番号 07BC)。"),
    ):
        counter.bench.desk.tell(note)
        assert button.isVisible()
        button.click()
        assert told in QGuiApplication.clipboard().text()
    counter.bench.desk.tell(Done.READ_AGAIN)
    assert not button.isVisible()


async def test_a_short_line_after_a_long_one_takes_no_more_room_than_it_needs(counter: Counter) -> None:
    bar = counter.window.status_bar
    bar.show_row("長い言葉" * 12)
    long = bar.line.width()
    bar.show_row("短い言葉")
    assert bar.line.width() < long / 8


async def test_over_a_question_no_row_is_told_and_a_card_that_waits_is_told_there_alone(
    counter: Counter, theme: Theme
) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    bar, desk = counter.window.status_bar, counter.bench.desk
    bar.show_row("資料種別 図書")
    asked = DecisionDialog("質問", yes="する", no="しない", theme=theme, parent=counter.window)
    asked.show()
    await active(asked)
    assert not bar.line.isVisible()
    desk.waiting_scan.set("200000028")
    assert (bar.line.isVisible(), asked.scans.is_shown()) == (False, True)
    asked.reject()
    await active(counter.window)
    assert bar.line.text() == "… 読み取ったカードは、この操作が終わってから開きます"
    desk.waiting_scan.set(None)
    assert bar.line.text() == "資料種別 図書"


async def test_what_was_done_goes_with_a_function_key_and_with_the_mouse_but_not_with_the_foots_own(
    counter: Counter,
) -> None:
    """A key hint in the foot would move from under the mouse."""
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    window, bar = counter.window, counter.window.status_bar
    handle = window.windowHandle()
    in_foot = bar.mapTo(window, bar.rect().center())
    elsewhere = window.header.mapTo(window, window.header.rect().center())

    def told() -> bool:
        counter.bench.desk.note.set(None)
        counter.bench.desk.tell(Done.READ_AGAIN)
        return bar.line.text().startswith("✓")

    assert told()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=in_foot)
    assert bar.line.text().startswith("✓")
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=elsewhere)
    assert not bar.line.text()
    assert told()
    QTest.keyClick(handle, Qt.Key.Key_F6)
    assert not bar.line.text()


async def test_one_line_stands_in_the_middle_of_the_bar(counter: Counter) -> None:
    counter.bench.desk.tell(Done.READ_AGAIN)
    bar = counter.window.status_bar
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    above, below = bar.line.y(), bar.height() - bar.line.geometry().bottom() - 1
    assert abs(above - below) <= 1
    assert bar.height() > bar.line.height()


async def test_a_day_of_a_result_is_short_and_heard_whole(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    line = counter.window.status_bar.line
    counter.bench.desk.tell(Result(Done.LOANS_RENEWED, day=tokyo_day(NOW) + timedelta(days=14)))
    assert line.text() == "✓ 返却期限日を 12/8(火) に更新しました。"
    assert line.accessibleName() == "返却期限日を 2026/12/8(火) に更新しました。"
    counter.bench.desk.tell(Done.READ_AGAIN)
    assert line.accessibleName() == ""
