"""Cards that are read while a dialog opens: keys of them that no window gets, and what is left of them."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.contract.cards import parse_card_number
from services.contract.errors import CardFault, CardNumberMalformed
from services.rules.card_numbers import CardNumbers
from tests.helpers.keyboard import Keyboard
from viewmodels.scanning.keys import Press
from views.scanning.scan_filter import ScanFilter

FAST, SLOW = 5, 80
CARD = "A12345679-0A"


class Counter:
    """A window, a dialog over it, and a keyboard whose keys are known to the window system wherever they go."""

    def __init__(self, qtbot: QtBot, scans: ScanFilter) -> None:
        self._qtbot = qtbot
        self._scans = scans
        self.desk, self.field = _window(QWidget())
        qtbot.addWidget(self.desk)
        self.desk.show()
        qtbot.waitExposed(self.desk)
        self.desk.activateWindow()
        self.settle_on(self.desk)
        self.dialog, self.asked = _window(QDialog(self.desk))
        self.answers = 0
        button = QPushButton("更新する", self.dialog)
        button.clicked.connect(self._answer)
        self.now = 1_000

    def _answer(self) -> None:
        self.answers += 1

    def settle_on(self, window: QWidget) -> None:
        """Wait until a window has the keyboard."""
        self._qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is _handle(window))

    def open(self) -> None:
        self.dialog.open()
        self.come()

    def come(self) -> None:
        """Let the window system give the dialog the keyboard."""
        self._qtbot.waitExposed(self.dialog)
        self.settle_on(self.dialog)
        self.asked.setFocus()

    def send(self, text: str, to: QWidget | None, gap: int = FAST) -> None:
        """Press keys; Qt gives them to a window, or drops them."""
        for character in text:
            self.now += gap
            self.go_down(character, self.now)
            if to is not None:
                self.arrive(character, to, self.now)

    def go_down(self, character: str, at: int) -> None:
        """Let the window system tell of a key."""
        press = Press.ENDING if character in "\r\t" else Press.CHARACTER
        self._scans.key_down(press, at, _code(character))

    def arrive(self, character: str, to: QWidget, at: int) -> None:
        """Let Qt give a key to a window."""
        keyboard = Keyboard(_handle(to))
        keyboard.now = at
        keyboard.press(character)
        keyboard.release(character)

    @property
    def typed(self) -> tuple[str, str, int]:
        return self.field.text(), self.asked.text(), self.answers


def _window[W: QWidget](window: W) -> tuple[W, QLineEdit]:
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    return window, field


def _handle(window: QWidget) -> QWindow:
    handle = window.windowHandle()
    assert handle is not None
    return handle


def _code(character: str) -> int:
    """Name the key as `Keyboard` does."""
    return {"-": 20, "A": 38, "\r": 36, "\t": 23}.get(character, ord(character))


@pytest.fixture
def heard(scan_filter: ScanFilter) -> list[str]:
    heard: list[str] = []
    scan_filter.scanned.connect(heard.append)
    return heard


@pytest.fixture
def counter(qtbot: QtBot, scan_filter: ScanFilter, heard: list[str]) -> Counter:
    """Give a counter at which a card was read already."""
    counter = Counter(qtbot, scan_filter)
    counter.send(f"{CARD}\r", to=counter.desk)
    counter.now += 1_000
    heard.clear()
    return counter


@pytest.mark.parametrize("before", [0, 1, 4])
@pytest.mark.parametrize("dropped", [1, 5, 8])
@pytest.mark.parametrize("gap", [1, FAST, 30])
def test_a_card_whose_middle_is_dropped_is_heard_whole(
    counter: Counter, heard: list[str], before: int, dropped: int, gap: int
) -> None:
    counter.send(CARD[:before], to=counter.desk, gap=gap)
    if not before:
        counter.send(CARD[:1], to=None, gap=gap)
    counter.open()
    counter.send(CARD[before or 1 : before + dropped], to=None, gap=gap)
    counter.send(f"{CARD[max(before + dropped, 1) :]}\r", to=counter.dialog, gap=gap)
    assert heard == [CARD]
    assert counter.typed == ("", "", 0)


@pytest.mark.parametrize("ending", ["\r", "\t", ""])
def test_a_card_of_which_no_window_got_a_key_is_heard(
    qtbot: QtBot, counter: Counter, heard: list[str], ending: str
) -> None:
    counter.send(CARD[:3], to=None)
    counter.open()
    counter.send(CARD[3:] + ending, to=None)
    qtbot.waitUntil(lambda: heard == [CARD])
    assert counter.typed == ("", "", 0)


def test_its_ending_presses_nothing_in_the_window_that_has_come(counter: Counter, heard: list[str]) -> None:
    counter.send(CARD[:3], to=None)
    counter.open()
    counter.send(CARD[3:], to=None)
    counter.dialog.findChildren(QPushButton)[0].setFocus()
    counter.send("\r\r", to=counter.dialog)
    assert heard == [CARD]
    assert counter.typed == ("", "", 0)


def test_a_key_that_no_window_ever_got_makes_it_no_card(counter: Counter, heard: list[str]) -> None:
    counter.send("12345", to=None)
    counter.open()
    counter.send("67y9", to=None)
    counter.send("\r", to=counter.dialog)
    assert heard == ["1234567?9"]
    with pytest.raises(CardNumberMalformed) as refused:
        parse_card_number(heard[0], CardNumbers())
    assert refused.value.fault is CardFault.CHARACTER
    assert counter.typed == ("", "", 0)


def test_the_key_that_opened_the_dialog_is_no_part_of_the_card(
    counter: Counter, scan_filter: ScanFilter, heard: list[str]
) -> None:
    counter.send("y", to=counter.desk)
    counter.send(CARD[:2], to=None)
    counter.open()
    counter.send(CARD[2:], to=None)
    counter.send("\r", to=counter.dialog)
    assert heard == [CARD]
    assert counter.typed == ("y", "", 0)


def test_a_card_right_behind_another_is_another(counter: Counter, heard: list[str]) -> None:
    counter.send(CARD[:3], to=None)
    counter.open()
    counter.send(CARD[3:], to=None)
    counter.now += 500
    counter.send("975643210\r", to=counter.dialog)
    assert heard == [CARD, "975643210"]
    assert counter.typed == ("", "", 0)


def test_what_a_clerk_types_while_a_dialog_opens_is_typed(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.send("12", to=counter.desk, gap=SLOW)
    qtbot.waitUntil(lambda: counter.field.text() == "12")
    counter.open()
    counter.send("34", to=None, gap=SLOW)
    counter.send("567890y", to=counter.dialog, gap=SLOW)
    assert heard == []
    assert counter.typed == ("12", "567890y", 0)


def test_keys_that_an_input_method_took_are_nobodys_loss(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.send(f"{CARD}\r", to=None)
    counter.now += 1_000
    counter.send("y", to=counter.desk)
    qtbot.waitUntil(lambda: counter.field.text() == "y")
    assert heard == []


def test_a_window_under_a_dialog_has_no_keys_to_give(counter: Counter, heard: list[str]) -> None:
    counter.dialog.open()
    assert QGuiApplication.focusWindow() is _handle(counter.desk)
    counter.send(CARD[:7], to=None)
    counter.come()
    counter.send(f"{CARD[7:]}\r", to=counter.dialog)
    assert heard == [CARD]
    assert counter.typed == ("", "", 0)


def test_a_dialog_that_is_long_in_coming_has_lost_nothing(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.dialog.open()
    assert QGuiApplication.focusWindow() is _handle(counter.desk)
    counter.send(f"{CARD}\r", to=None)
    qtbot.waitUntil(lambda: heard == [CARD])
    counter.come()
    assert counter.typed == ("", "", 0)


def test_behind_the_key_that_moved_the_keyboard_an_input_method_may_take_all(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.send("y", to=counter.desk)
    counter.open()
    counter.send(f"{CARD}\r", to=None)
    counter.now += 1_000
    counter.send("y", to=counter.dialog)
    qtbot.waitUntil(lambda: counter.asked.text() == "y")
    assert heard == []


def test_what_was_typed_right_before_is_no_part_of_the_card(counter: Counter, heard: list[str]) -> None:
    counter.send("7", to=counter.desk)
    counter.now += SLOW
    counter.send(CARD[:3], to=None)
    counter.open()
    counter.send(CARD[3:6], to=None)
    counter.send(f"{CARD[6:]}\r", to=counter.dialog)
    assert heard == [CARD]
    assert counter.typed[1:] == ("", 0)


def test_slow_keys_are_typing_however_long_the_dialog_is_in_coming(
    counter: Counter, heard: list[str]
) -> None:
    counter.dialog.open()
    counter.asked.setFocus()
    assert QGuiApplication.focusWindow() is _handle(counter.desk)
    counter.send("1234567y", to=counter.dialog, gap=SLOW)
    assert heard == []
    assert counter.typed == ("", "1234567y", 0)


def test_an_enter_behind_a_card_is_no_second_card_in_the_window_below(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.open()
    counter.send(CARD, to=counter.dialog)
    qtbot.waitUntil(lambda: heard == [CARD])
    counter.dialog.close()
    counter.desk.activateWindow()
    counter.settle_on(counter.desk)
    counter.now += 500
    counter.send("\r", to=counter.desk)
    counter.now += 500
    counter.send("y", to=counter.desk)
    assert heard == [CARD]
    assert counter.typed == ("y", "", 0)


def test_the_second_enter_of_a_reader_is_no_second_card_in_the_window_below(
    counter: Counter, heard: list[str]
) -> None:
    counter.open()
    counter.send(f"{CARD}\r", to=counter.dialog)
    counter.dialog.close()
    counter.desk.activateWindow()
    counter.settle_on(counter.desk)
    counter.send("\r", to=counter.desk)
    assert heard == [CARD]
    assert counter.typed == ("", "", 0)


@pytest.mark.parametrize("later", ["", "y"])
def test_a_card_that_is_read_at_once_after_another_is_one_of_its_own(
    counter: Counter, heard: list[str], later: str
) -> None:
    counter.open()
    keys = [(character, counter.now + place) for place, character in enumerate(f"975643210\r{CARD}\r")]
    for character, at in keys[:12]:  # the window was busy: it gets them later
        counter.go_down(character, at)
    counter.dialog.close()
    counter.desk.activateWindow()
    counter.settle_on(counter.desk)
    for character, at in keys[12:]:
        counter.go_down(character, at)
    for character in later:
        counter.go_down(character, counter.now + 2_000)
    for character, at in keys:
        counter.arrive(character, counter.desk, at)
    assert sorted(heard) == sorted([CARD, "975643210"])
    assert counter.typed == ("", "", 0)


@pytest.mark.parametrize("arrives", [True, False])
def test_a_shortcut_right_before_is_no_part_of_the_card(
    counter: Counter, heard: list[str], arrives: bool
) -> None:
    counter.now += FAST
    counter.go_down("y", counter.now)
    keyboard = Keyboard(_handle(counter.desk))
    keyboard.now = counter.now
    keyboard.send(QEvent.Type.ShortcutOverride, "y")  # all that Qt gives of a key that is a shortcut
    counter.send(CARD[:2], to=counter.desk if arrives else None)
    counter.open()
    counter.send(f"{CARD[2:]}\r", to=counter.dialog if arrives else None)
    counter.now += 500
    counter.send("y", to=counter.dialog)
    assert heard == [CARD]
    assert counter.typed == ("", "y", 0)
