"""Scans and typing, told apart with real key events on real windows; time is the events' own timestamp."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.helpers.keyboard import NONE, Keyboard
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, MOST_TEARS
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS
from viewmodels.settings.scanner_speed import LEAST_KEY_MS, MOST_ENDING_MS, MOST_KEY_MS
from views.scanning.scan_filter import ScanFilter

FAST = 5
SLOW = 80
LIMITS = [
    (FAST_KEY_MS, ENDING_MS),
    (LEAST_KEY_MS, LEAST_KEY_MS),
    (LEAST_KEY_MS, MOST_ENDING_MS),
    (MOST_KEY_MS, LEAST_KEY_MS),
    (MOST_KEY_MS, MOST_ENDING_MS),
]
"""What a workstation may be set to: the longest gap between two keys of a scan, and its ending's."""

TYPING = json.loads((Path(__file__).parent / "recorded" / "typing.json").read_text(encoding="utf-8"))
"""Key events that `xdotool` made on a real X server: at several speeds, evenly and rolling from key to key."""


class Desk(QWidget):
    """A window with everything that keys could end up in."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.table = QTableWidget(12, 2)
        for row in range(12):
            self.table.setItem(row, 0, QTableWidgetItem(f"{row}"))
        self.button = QPushButton("更新する")
        self.button.setAutoDefault(True)
        self.presses = 0
        self.button.clicked.connect(self._count)
        layout = QVBoxLayout(self)
        for part in (self.field, self.table, self.button):
            layout.addWidget(part)

    def _count(self) -> None:
        self.presses += 1

    @property
    def state(self) -> tuple[str, int, int]:
        return (self.field.text(), self.table.currentRow(), self.presses)


@pytest.fixture
def scans(scan_filter: ScanFilter) -> list[str]:
    heard: list[str] = []
    scan_filter.scanned.connect(heard.append)
    return heard


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    desk.field.setFocus()
    return desk


@pytest.fixture
def keys(desk: Desk, scans: list[str]) -> Keyboard:
    return Keyboard(desk.windowHandle())


@pytest.mark.parametrize(
    ("clock_ms", "limit", "gap", "is_scan"),
    [
        (0, FAST_KEY_MS, FAST_KEY_MS, True),
        (0, FAST_KEY_MS, FAST_KEY_MS + 1, False),
        (16, FAST_KEY_MS, FAST_KEY_MS + 16, True),
        (16, FAST_KEY_MS, FAST_KEY_MS + 17, False),
        (16, 20, 36, True),
        (16, 20, 37, False),
    ],
)
def test_a_coarse_clocks_step_is_added_to_the_longest_gap(
    qapp: QApplication, desk: Desk, *, clock_ms: int, limit: int, gap: int, is_scan: bool
) -> None:
    scan_filter = ScanFilter(clock_ms=clock_ms)
    if limit != FAST_KEY_MS:
        scan_filter.set_limits(limit, ENDING_MS)
    heard: list[str] = []
    scan_filter.scanned.connect(heard.append)
    scan_filter.listen(qapp)
    Keyboard(desk.windowHandle()).type("123456789\r", gap)
    scan_filter.stop(qapp)
    assert (heard == ["123456789"]) is is_scan


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

    keys.now += SLOW
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


def test_slow_enter_after_a_burst_is_the_clerks(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    keys.type("123456789", FAST)
    keys.type("\r", 400)

    assert scans == ["123456789"]
    assert entered == [""]


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


@pytest.mark.parametrize("rest", ["02-5d\r", "02-5d", "\r"])
def test_a_scan_that_a_busy_machine_tore_leaks_nothing(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str], rest: str
) -> None:
    desk.button.setFocus()
    keys.type("b200000", FAST)
    qtbot.waitUntil(lambda: scans == ["b200000"])
    keys.type(rest, FAST)

    whole = ["b200000"] if rest == "\r" else ["b200000", "b20000002-5d"]
    qtbot.waitUntil(lambda: scans == whole)
    assert desk.state == ("", -1, 0)
    keys.type("\r", 400)
    assert desk.presses == 1


def test_what_is_typed_after_a_scan_without_an_ending_is_typed(
    qtbot: QtBot, desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    keys.type("123456789", FAST)
    qtbot.waitUntil(lambda: scans == ["123456789"])
    keys.type("12x", SLOW)
    assert (scans, desk.field.text()) == (["123456789"], "12x")


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


def test_shortcuts_with_digits_pass_at_once(desk: Desk, keys: Keyboard) -> None:
    desk.field.setText("写し")
    keys.press("a", modifiers=Qt.KeyboardModifier.ControlModifier)

    assert desk.field.selectedText() == "写し"


class Listener(QLineEdit):
    """Remembers the keys it saw."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: list[str] = []
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}:
            self.seen.append(("+" if event.type() is QEvent.Type.KeyPress else "-") + event.text())
        return super().event(event)


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


def test_a_busy_window_makes_no_typing_of_a_scan(
    qtbot: QtBot,
    keys: Keyboard,
    scan_filter: ScanFilter,
    scans: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys.type("123", FAST)
    later = time.monotonic() + 1
    monkeypatch.setattr(scan_filter._classifier, "_clock", lambda: later)
    with qtbot.waitSignal(scan_filter._timer.timeout):
        pass
    keys.type("456789\r", FAST)

    assert scans == ["123456789"]


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


def test_key_times_are_told_for_measuring_a_reader(
    desk: Desk, keys: Keyboard, scan_filter: ScanFilter
) -> None:
    times: list[int] = []
    scan_filter.character_pressed.connect(times.append)
    keys.now = 2**31 + 5  # a machine that is up for 25 days
    keys.type("xA123456789\r", 4)

    assert [time - 2**31 for time in times] == [13, 17, 21, 25, 29, 33, 37, 41, 45, 49]


def test_other_limits_hold_from_the_next_key_on(
    desk: Desk, keys: Keyboard, scan_filter: ScanFilter, scans: list[str]
) -> None:
    keys.type("123456789\r", 50)
    assert scans == []

    scan_filter.set_limits(60, 150)
    keys.now += 1_000
    keys.type("123456789\r", 50)
    assert scans == ["123456789"]


def test_an_ending_that_may_come_at_once_tears_no_scan(
    desk: Desk, keys: Keyboard, scan_filter: ScanFilter, scans: list[str]
) -> None:
    scan_filter.set_limits(MOST_KEY_MS, LEAST_KEY_MS)
    keys.type("123456", FAST)
    assert scan_filter._timer.interval() > MOST_KEY_MS
    keys.type("789", MOST_KEY_MS)
    keys.type("\r", LEAST_KEY_MS)
    assert scans == ["123456789"]


@pytest.mark.parametrize("threshold", [FAST_KEY_MS, MOST_KEY_MS])
@pytest.mark.parametrize("typing", TYPING, ids=[f"{n} {it['typed']}" for n, it in enumerate(TYPING)])
def test_recorded_typing_is_never_a_scan(
    *,
    qtbot: QtBot,
    desk: Desk,
    keys: Keyboard,
    scan_filter: ScanFilter,
    scans: list[str],
    typing: dict[str, Any],
    threshold: int,
) -> None:
    scan_filter.set_limits(threshold, MOST_ENDING_MS)
    for edge, text, key, code, at in typing["events"]:
        keys.now = at
        kind = QEvent.Type.KeyPress if edge == "+" else QEvent.Type.KeyRelease
        keys.send(kind, text, Qt.Key(key), code=code)
    qtbot.waitUntil(lambda: desk.field.text() == typing["typed"])
    assert scans == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(LIMITS),
    st.lists(
        st.tuples(st.sampled_from("0123456789-ABCDabcd\r"), st.just(1) | st.integers(1, 2_000)), max_size=24
    ),
)
def test_no_typing_with_gaps_above_the_threshold_is_a_scan(
    desk: Desk,
    scan_filter: ScanFilter,
    scans: list[str],
    limits: tuple[int, int],
    typed: list[tuple[str, int]],
) -> None:
    scan_filter.set_limits(*limits)
    keys = Keyboard(desk.windowHandle())
    keys.now += 10_000
    for character, above in typed:
        keys.type(character, limits[0] + above)
    keys.type("x", 1_000)
    assert scans == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limits=st.sampled_from(LIMITS),
    text=st.text("0123456789-abcd", min_size=6, max_size=14),
    below=st.lists(st.just(0) | st.integers(0, MOST_KEY_MS), min_size=14, max_size=14),
    ending=st.sampled_from(["\r", "\t", "\r\r"]),
)
def test_no_scan_with_gaps_up_to_the_threshold_is_typing(
    *,
    desk: Desk,
    scan_filter: ScanFilter,
    scans: list[str],
    limits: tuple[int, int],
    text: str,
    below: list[int],
    ending: str,
) -> None:
    scan_filter.set_limits(*limits)
    gaps = [max(0, limits[0] - each) for each in below]
    desk.field.clear()
    scans.clear()
    keys = Keyboard(desk.windowHandle())
    keys.now += 10_000
    for character, gap in zip(text, gaps, strict=False):
        keys.type(character, gap)
    keys.type(ending, 1)
    assert scans == [text]
    assert desk.state == ("", -1, 0)
    keys.type("x", 1_000)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    card=st.sampled_from(["123456789", "12345678-9", "a123456789b", "a12345678-9b"]),
    gaps=st.lists(st.integers(0, FAST_KEY_MS), min_size=12, max_size=12),
    tears=st.lists(
        st.tuples(st.integers(1, 11), st.integers(FAST_KEY_MS + 1, LONGEST_TEAR_MS)), max_size=MOST_TEARS
    ),
    ending=st.sampled_from(["\r", "\t", "\r\r", ""]),
)
def test_a_card_that_came_in_pieces_presses_nothing_and_is_told(
    *,
    desk: Desk,
    scans: list[str],
    card: str,
    gaps: list[int],
    tears: list[tuple[int, int]],
    ending: str,
) -> None:
    """What was typed into a button does nothing; the ending of a card would press it."""
    tears = [it for it in tears if it[0] < len(card)]
    for place, gap in tears:
        gaps[place] = gap
    desk.button.setFocus()
    scans.clear()
    keys = Keyboard(desk.windowHandle())
    keys.now += 10_000
    for character, gap in zip(card, gaps, strict=False):
        keys.type(character, gap)
    keys.type(ending, FAST)
    keys.type("x", 1_000)
    assert desk.state == ("", -1, 0)
    assert desk.focusWidget() is desk.button
    assert scans == [card] if not tears else scans
    assert all(it in card for it in scans), "nothing is put together"


def test_a_card_in_more_pieces_than_that_is_typing(desk: Desk, keys: Keyboard, scans: list[str]) -> None:
    for piece in ("123", "456", "78", "9"):
        keys.type(piece[0], SLOW)
        keys.type(piece[1:], FAST)
    keys.type("x", SLOW)
    assert (scans, desk.field.text()) == ([], "123456789x")


def test_what_was_typed_just_before_a_card_is_no_part_of_it(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    """Together they would be the number of somebody else."""
    keys.type("2", SLOW)
    keys.now += SLOW
    keys.type("12345678\r", FAST)
    assert (scans, desk.field.text()) == (["12345678"], "2")


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
