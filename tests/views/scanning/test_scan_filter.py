"""Scans, taken out of real key events on real windows; time is the events' own timestamp."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from tests.helpers.keyboard import Keyboard
from tests.views.scanning.desk_widgets import FAST, Desk
from viewmodels.scanning.key_classifier import ENDING_MS
from views.scanning.scan_filter import ScanFilter


@pytest.mark.parametrize("focus", ["field", "table", "button"])
@pytest.mark.parametrize("ending", ["\r", "\t"])
def test_scan_with_an_ending_reaches_nothing_else(
    desk: Desk, keys: Keyboard, scans: list[str], focus: str, ending: str
) -> None:
    getattr(desk, focus).setFocus()
    before = (desk.state, desk.focusWidget())

    keys.type("123456789" + ending, FAST)

    assert scans == ["123456789"]
    assert (desk.state, desk.focusWidget()) == before


def test_scan_without_an_ending_is_a_scan_after_a_moment(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.type("123456789", FAST)
    assert scans == []

    qtbot.waitUntil(lambda: scans == ["123456789"])
    assert desk.state == ("", -1, 0)


def test_start_and_stop_letters_and_the_hyphen_belong_to_the_scan(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.shifted("A", FAST)
    keys.type("12345678-9", FAST)
    keys.shifted("B", FAST)
    keys.type("\r", FAST)

    assert scans == ["A12345678-9B"]
    assert desk.state == ("", -1, 0)


def test_full_width_keys_are_a_scan_too(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    wide = "".join(chr(0xFF10 + digit) for digit in range(1, 9)) + "\uff0d\uff19"
    keys.type(wide + "\r", FAST)

    assert scans == [wide]
    assert desk.field.text() == ""


def test_scan_in_a_dialog_neither_answers_nor_fills_it(qtbot: QtBot, desk: Desk, scans: list[str]) -> None:
    dialog = QDialog(desk)
    field = QLineEdit(dialog)
    default = QPushButton("更新する", dialog)
    default.setDefault(True)
    default.clicked.connect(dialog.accept)
    dialog.open()
    qtbot.waitExposed(dialog)
    field.setFocus()

    Keyboard(dialog.windowHandle()).type("123456789\r", FAST)

    assert scans == ["123456789"]
    assert dialog.isVisible()
    assert field.text() == ""
    dialog.close()


def test_second_ending_of_a_reader_that_sends_two_presses_nothing(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    desk.button.setFocus()
    keys.type("123456789\r\r", FAST)
    assert (scans, desk.presses) == (["123456789"], 0)

    keys.now += ENDING_MS + 1
    keys.press("\r")
    assert desk.presses == 1


def test_two_scans_in_a_row_are_two_scans(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    keys.type("123456789\r", FAST)
    keys.type("987654321\r", FAST)
    keys.type("111111111", FAST)
    keys.now += 1_000
    keys.type("222222222\r", FAST)

    assert scans == ["123456789", "987654321", "111111111", "222222222"]
    assert desk.field.text() == ""


def test_slow_enter_after_a_burst_is_the_clerks(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    keys.type("123456789", FAST)
    keys.type("\r", 400)

    assert scans == ["123456789"]
    assert entered == [""]


def test_the_same_digit_twice_in_one_millisecond_is_no_key_held_down(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.press("1")
    keys.release("1")
    keys.press("0")
    for _ in range(6):
        keys.release("0", repeat=True)
        keys.press("0", repeat=True)
    keys.release("0")
    keys.type("1\r", 1)

    assert scans == ["100000001"]
    assert desk.state == ("", -1, 0)


def test_the_ending_of_a_scan_held_too_long_presses_nothing(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    desk.button.setFocus()
    keys.type("123456789", FAST)
    keys.press("\r")
    for _ in range(3):
        keys.now += 30
        keys.release("\r", repeat=True)
        keys.press("\r", repeat=True)
    keys.release("\r")

    assert (scans, desk.presses) == (["123456789"], 0)


def test_a_busy_window_makes_no_typing_of_a_scan(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    seconds = 0.0
    scan_filter = ScanFilter(clock=lambda: seconds)
    scans: list[str] = []
    scan_filter.scanned.connect(scans.append)
    scan_filter.listen(qapp)
    keys = Keyboard(desk.windowHandle())
    keys.type("123", FAST)
    seconds += 1
    for _ in range(2):  # after a wait of no time, what came meanwhile would be typing
        with qtbot.waitSignal(scan_filter.waited):
            pass
    keys.type("456789\r", FAST)
    scan_filter.stop(qapp)

    assert scans == ["123456789"]


def test_a_scan_during_which_a_dialog_opens_is_one_scan(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.type("1", FAST)
    keys.now += FAST
    keys.press("0")
    dialog = QDialog(desk)
    field = QLineEdit(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    second = Keyboard(dialog.windowHandle())
    second.now = keys.now
    second.release("0")
    second.type("0000001-7\r", FAST)

    assert scans == ["100000001-7"]
    assert (desk.state, field.text()) == (("", -1, 0), "")
    dialog.close()


def test_window_that_goes_away_takes_its_keys_with_it(qtbot: QtBot, scans: list[str]) -> None:
    passing = QLineEdit()
    passing.show()
    qtbot.waitExposed(passing)
    Keyboard(passing.windowHandle()).type("123", FAST)
    passing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    desk.field.setFocus()
    Keyboard(desk.windowHandle()).type("x", FAST)

    assert desk.field.text() == "x"
    assert scans == []


def test_the_platforms_own_events_are_understood(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    patient = ScanFilter(fast_key_ms=60_000, ending_ms=60_000)
    heard: list[str] = []
    patient.scanned.connect(heard.append)
    patient.listen(qapp)
    for digit in range(1, 10):
        QTest.keyClick(desk.windowHandle(), Qt.Key(Qt.Key.Key_0 + digit))
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Return)
    patient.stop(qapp)

    assert heard == ["123456789"]
    assert desk.field.text() == ""
