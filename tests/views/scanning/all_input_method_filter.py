"""Scans that an input method composes.

What Anthy really sent is played to real fields: `make try-ime ARGS=FOLDER` writes it down.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from services.contract.cards import parse_card_number
from services.rules.card_numbers import CardNumbers
from tests.helpers.keyboard import Keyboard
from viewmodels.scanning.key_classifier import KeyClassifier
from viewmodels.scanning.keys import NativePress, Press
from views.bars.card_field import CardField
from views.scanning.input_method_filter import InputMethodFilter
from views.scanning.scan_filter import ScanFilter

ANTHY = json.loads((Path(__file__).parent / "recorded" / "anthy.json").read_text(encoding="utf-8"))
CARD = "１２３４５６７８９"


class Form:
    """A field with an input method, and what is heard over it."""

    def __init__(
        self, field: QLineEdit | QPlainTextEdit, scans: InputMethodFilter, classifier: KeyClassifier
    ) -> None:
        self.field = field
        self.scans = scans
        self.composed = classifier.composed
        self.classifier = classifier
        self.heard: list[str] = []
        self.preedit = ""
        self.now = 1_000
        scans.scanned.connect(self.heard.append)
        scans.stand_before(field)

    def compose(self, preedit: str, confirmed: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(confirmed)
        QCoreApplication.sendEvent(self.field, event)

    def press(self, gap: int, press: Press = Press.CHARACTER) -> None:
        self.now += gap
        self.go_down(press, self.now)

    def go_down(self, press: Press, at: int) -> None:
        self.scans.perform(self.classifier.key_down(NativePress(press, at, code=0)).actions)

    def settle(self) -> None:
        """Press the mouse."""
        self.scans.perform(self.classifier.interrupt().actions)

    def keys(self, text: str, gap: int, before: str = "") -> None:
        """Type what is composed one by one."""
        for place in range(1, len(text) + 1):
            self.press(gap)
            self.compose(before + text[:place])

    def play(self, steps: list[list[Any]]) -> None:
        for first, second in steps:
            if isinstance(second, int):
                self.go_down(Press[first], second)
            else:
                self.compose(first, second)

    @property
    def text(self) -> str:
        return self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()

    def confirmed(self, qtbot: QtBot) -> str:
        """Everything that was written, once nothing is held: what is still being composed is confirmed."""
        qtbot.waitUntil(lambda: not self.composed.is_holding)
        self.compose("", self.composed.shown)
        self.settle()
        return self.text


@pytest.fixture
def classifier() -> KeyClassifier:
    return KeyClassifier(time.monotonic)


@pytest.fixture
def scans(qapp: QApplication, classifier: KeyClassifier) -> Iterator[InputMethodFilter]:
    scans = InputMethodFilter(classifier)
    yield scans
    scans.stand_before(None)


@pytest.fixture(params=[QLineEdit, QPlainTextEdit, CardField])
def form(
    request: pytest.FixtureRequest, qtbot: QtBot, scans: InputMethodFilter, classifier: KeyClassifier
) -> Form:
    field = request.param()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    return Form(field, scans, classifier)


@pytest.mark.parametrize("case", ANTHY, ids=[case["what"] for case in ANTHY])
def test_what_anthy_sent(qtbot: QtBot, form: Form, case: dict[str, Any]) -> None:
    form.play(case["steps"])
    qtbot.waitUntil(lambda: not form.composed.is_holding)
    if case["what"] == "plain letters":  # these went past the input method, as keys
        return
    wanted = [] if case["scan"] is None else [parse_card_number(case["scan"], CardNumbers())]
    assert [parse_card_number(text, CardNumbers()) for text in form.heard] == wanted
    assert form.confirmed(qtbot) == case["left"]


def test_the_first_digit_of_a_clerk_is_seen_at_once(form: Form) -> None:
    form.press(500)
    form.compose("１")
    assert form.composed.shown == "１"


def test_digits_that_come_in_one_lump_long_after_their_slow_keys_are_typing(qtbot: QtBot, form: Form) -> None:
    for _ in CARD:
        form.press(90)
    for place in range(1, len(CARD) + 1):
        form.compose(CARD[:place])
    assert form.heard == []
    assert form.confirmed(qtbot) == CARD


def test_an_input_method_that_is_behind_is_waited_for(qtbot: QtBot, form: Form) -> None:
    form.keys("かわ", 200)
    for _ in CARD:
        form.press(4)
    form.compose("かわ１", "")
    with qtbot.waitSignal(form.scans.waited):
        pass
    with qtbot.waitSignal(form.scans.waited):
        pass
    assert form.heard == []
    form.compose("", f"かわ{CARD}")
    qtbot.waitUntil(lambda: form.heard == ["123456789"])
    assert form.text == "かわ"


def test_a_suggestion_that_a_readers_tab_asked_for_is_no_part_of_it(qtbot: QtBot, form: Form) -> None:
    form.keys("かわ", 200)
    form.keys(CARD, 4, before="かわ")
    form.press(4, Press.ENDING)
    form.compose("川一億二千万")
    qtbot.waitUntil(lambda: form.heard == ["123456789"])
    assert form.confirmed(qtbot) == "かわ"


def test_confirmed_one_by_one_nothing_is_left_either(qtbot: QtBot, form: Form) -> None:
    for digit in CARD:
        form.press(4)
        form.compose("", digit)
    qtbot.waitUntil(lambda: form.heard == ["123456789"])
    assert form.text == ""


def test_a_letter_that_joins_the_kana_before_it_loses_no_digit(qtbot: QtBot, form: Form) -> None:
    form.press(300)
    form.compose("ｂ")
    form.press(300)
    form.compose("ば")
    for place in range(1, len(CARD) + 1):
        form.press(4)
        form.compose("ば" + CARD[:place])
    qtbot.waitUntil(lambda: form.heard == ["123456789"], timeout=5_000)
    assert form.confirmed(qtbot) == "ば"


def test_what_is_held_stays_in_the_field_that_had_the_keyboard(qtbot: QtBot, form: Form) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    form.press(500)
    form.compose("", "１")
    form.scans.stand_before(other)
    assert form.text == "１"
    assert other.text() == ""


def test_a_field_that_is_gone_takes_what_is_held_along(
    qtbot: QtBot, scans: InputMethodFilter, classifier: KeyClassifier
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    form = Form(QLineEdit(parent), scans, classifier)
    form.press(500)
    form.compose("", "１")
    form.field.setParent(None)
    form.field.deleteLater()
    del form.field
    QCoreApplication.sendPostedEvents(None, 52)  # deferred deletion
    form.settle()
    scans.stand_before(None)
    assert form.heard == []


def test_where_no_key_has_a_time_what_arrives_is_as_fast(qtbot: QtBot, form: Form) -> None:
    for place in range(1, len(CARD) + 1):
        form.compose(CARD[:place])
    qtbot.waitUntil(lambda: form.heard == ["123456789"])
    assert form.text == ""


@pytest.mark.parametrize("text", ["ミホンハナコ", "川口市", "よ"])
def test_where_no_key_has_a_time_words_that_come_whole_are_not_held(form: Form, text: str) -> None:
    form.compose("", text)
    if text != "よ":
        assert form.text == text
    assert form.heard == []


def test_an_enter_that_the_input_method_left_alone_ends_the_scan(qtbot: QtBot, qapp: QApplication) -> None:
    scan_filter = ScanFilter()
    heard: list[str] = []
    scan_filter.scanned.connect(heard.append)
    scan_filter.listen(qapp)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    field.activateWindow()
    field.setFocus()
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    qtbot.waitUntil(lambda: qapp.focusObject() is field)
    form = Form(field, scan_filter.composed, scan_filter.classifier)
    for digit in CARD:
        form.press(4)
        form.compose("", digit)
    keyboard = Keyboard(field.windowHandle())
    keyboard.now = form.now
    keyboard.type("\r", 4)
    keyboard.type("\r", 4)
    scan_filter.stop(qapp)

    assert heard == ["123456789"]
    assert (entered, field.text()) == ([], "")
