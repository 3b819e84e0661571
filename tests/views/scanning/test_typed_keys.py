"""Keys that a clerk types, and how they reach the window that they were for."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from tests.helpers.keyboard import NONE, Keyboard
from tests.views.scanning.desk_widgets import FAST, SLOW, Desk, Listener


def test_slow_digits_reach_the_field_in_order_and_once(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.type("12-45", SLOW)
    keys.type("x6", SLOW)

    qtbot.waitUntil(lambda: desk.field.text() == "12-45x6")
    assert scans == []


def test_five_fast_keys_and_enter_are_typing(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))

    keys.type("12345\r", FAST)

    assert entered == ["12345"]
    assert scans == []


def test_other_keys_come_after_what_was_held(desk: Desk, keys: Keyboard) -> None:
    keys.type("12", FAST)
    keys.now += FAST
    keys.press("", Qt.Key.Key_Left)
    keys.release("", Qt.Key.Key_Left)
    keys.type("x", FAST)

    assert desk.field.text() == "1x2"


def test_key_held_down_repeats_in_the_field(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    keys.press("1")
    keys.now += 220
    for _ in range(9):
        keys.now += 30
        keys.release("1", repeat=True)
        keys.press("1", repeat=True)
    keys.release("1")

    assert desk.field.text() == "1" * 10
    assert scans == []


def test_what_is_typed_after_a_scan_without_an_ending_is_typed(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.type("123456789", FAST)
    qtbot.waitUntil(lambda: scans == ["123456789"])
    keys.type("12x", SLOW)
    assert (scans, desk.field.text()) == (["123456789"], "12x")


def test_shortcuts_with_digits_pass_at_once(desk: Desk, keys: Keyboard) -> None:
    desk.field.setText("写し")
    keys.press("a", modifiers=Qt.KeyboardModifier.ControlModifier)

    assert desk.field.selectedText() == "写し"


def test_releases_reach_the_widget_that_saw_the_press(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    listener = Listener(desk)
    keys.press("x")
    keys.now += FAST
    keys.press("1")
    keys.release("x")
    keys.release("1")
    keys.type("23456789\r", FAST)

    assert listener.seen == ["+x", "-x"]
    assert scans == ["123456789"]

    keys.now += SLOW
    keys.press("4")
    keys.release("4")
    keys.type("x", SLOW)
    assert listener.seen[2:] == ["+4", "-4", "+x", "-x"]


def test_keys_of_a_scan_that_are_released_late_reach_nobody(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    listener = Listener(desk)
    for digit in "123456789\r":
        keys.now += FAST
        keys.press(digit)
    for digit in "123456789\r":
        keys.release(digit)

    assert listener.seen == []
    assert scans == ["123456789"]


def test_keys_of_a_scan_that_were_never_released_work_again(desk: Desk, keys: Keyboard) -> None:
    listener = Listener(desk)
    for digit in "123456789\r":
        keys.now += FAST
        keys.press(digit)

    keys.type("1", SLOW)
    keys.type("\r", SLOW)
    assert listener.seen == ["+1", "-1", "+\r", "-\r"]


def test_an_ending_with_a_modifier_is_the_clerks(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    listener = Listener(desk)
    keys.type("123456789", FAST)
    keys.press("\t", modifiers=Qt.KeyboardModifier.ControlModifier)

    assert scans == ["123456789"]
    assert listener.seen == ["+\t"]


def test_a_repeating_key_from_before_is_no_part_of_what_is_held(desk: Desk, keys: Keyboard) -> None:
    listener = Listener(desk)
    keys.press("x")
    keys.now += FAST
    keys.press("1")
    keys.release("x", repeat=True)

    assert listener.seen == ["+x", "+1", "-x"]


def test_typing_before_a_click_goes_where_it_was_typed(desk: Desk, keys: Keyboard) -> None:
    other = QLineEdit(desk)
    other.show()
    keys.type("12", FAST)
    QTest.mousePress(desk.windowHandle(), Qt.MouseButton.LeftButton, NONE, other.geometry().center())

    assert other.hasFocus()
    assert desk.field.text() == "12"


def test_what_was_typed_into_one_window_stays_in_it(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    qtbot.waitExposed(other)

    keys.type("12", FAST)
    second = Keyboard(other.windowHandle())
    second.now = keys.now
    second.type("345x", FAST)

    assert desk.field.text() == "12"
    assert other.text() == "345x"
    assert scans == []


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from("0123456789-ABabxyz"), st.sampled_from([1, 5, 30, 36, 90, 300])),
        max_size=24,
    )
)
def test_nothing_typed_is_lost_doubled_or_moved(
    desk: Desk, scans: list[str], typed: list[tuple[str, int]]
) -> None:
    desk.field.clear()
    scans.clear()
    keys = Keyboard(desk.windowHandle())
    keys.now += 10_000
    arrived: list[str] = []
    heard = 0
    for character, gap in typed:
        keys.type(character, gap)
    keys.type("x", 1_000)
    arrived = list(desk.field.text())
    whole = "".join(character for character, _ in typed) + "x"
    for scan in scans:
        heard += len(scan)
    assert heard + len(arrived) == len(whole)
    assert sorted("".join(scans) + "".join(arrived)) == sorted(whole)
    rest = iter(whole)
    assert all(character in rest for character in arrived)
