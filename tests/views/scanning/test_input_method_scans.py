"""Scans that an input method composes.

What Anthy really sent is played to real fields: `make try-ime ARGS=FOLDER` writes it down.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from services.cards import parse_card_number
from tests.helpers.keyboard import Keyboard
from views.scanning.composed_cards import may_belong_to_card, read_composed
from views.scanning.input_method_scans import ComposedScans
from views.scanning.native_key_times import Press, PressRun
from views.scanning.scan_filter import ENDING_MS, FAST_KEY_MS, ScanFilter

ANTHY = json.loads((Path(__file__).parent / "recorded" / "anthy.json").read_text(encoding="utf-8"))
CARD = "１２３４５６７８９"


class Form:
    """A field with an input method, and what is heard over it."""

    def __init__(self, field: QLineEdit | QPlainTextEdit, scans: ComposedScans) -> None:
        self.field = field
        self.scans = scans
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
        self.scans.pressed(press, self.now)

    def keys(self, text: str, gap: int, before: str = "") -> None:
        """Type what is composed one by one."""
        for place in range(1, len(text) + 1):
            self.press(gap)
            self.compose(before + text[:place])

    def play(self, steps: list[list[Any]]) -> None:
        for first, second in steps:
            if isinstance(second, int):
                self.scans.pressed(Press[first], second)
            else:
                self.compose(first, second)

    @property
    def text(self) -> str:
        return self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()

    def confirmed(self, qtbot: QtBot) -> str:
        """Everything that was written, once nothing is held: what is still being composed is confirmed."""
        qtbot.waitUntil(lambda: not self.scans._held)
        self.compose("", self.scans._shown)
        self.scans.settle()
        return self.text


@pytest.fixture
def scans(qapp: QApplication) -> Iterator[ComposedScans]:
    scans = ComposedScans(FAST_KEY_MS, ENDING_MS)
    yield scans
    scans.stand_before(None)


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def form(request: pytest.FixtureRequest, qtbot: QtBot, scans: ComposedScans) -> Form:
    field = request.param()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    return Form(field, scans)


@pytest.mark.parametrize("case", ANTHY, ids=[case["what"] for case in ANTHY])
def test_what_anthy_sent(qtbot: QtBot, form: Form, case: dict[str, Any]) -> None:
    form.play(case["steps"])
    qtbot.waitUntil(lambda: not form.scans._held)
    if case["what"] == "plain letters":  # these went past the input method, as keys
        return
    wanted = [] if case["scan"] is None else [parse_card_number(case["scan"])]
    assert [parse_card_number(text) for text in form.heard] == wanted
    assert form.confirmed(qtbot) == case["left"]


def test_the_first_digit_of_a_clerk_is_seen_at_once(form: Form) -> None:
    form.press(500)
    form.compose("１")
    assert form.scans._shown == "１"


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
    with qtbot.waitSignal(form.scans._timer.timeout):
        pass
    with qtbot.waitSignal(form.scans._timer.timeout):
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


def test_a_field_that_is_gone_takes_what_is_held_along(qtbot: QtBot, scans: ComposedScans) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    form = Form(QLineEdit(parent), scans)
    form.press(500)
    form.compose("", "１")
    form.field.setParent(None)
    form.field.deleteLater()
    del form.field
    QCoreApplication.sendPostedEvents(None, 52)  # deferred deletion
    scans.settle()
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
    form = Form(field, scan_filter.composed)
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


@given(st.lists(st.tuples(st.sampled_from(list(Press)), st.integers(FAST_KEY_MS + 1, 5_000)), max_size=30))
def test_slow_keys_are_never_fast(keys: list[tuple[Press, int]]) -> None:
    run = PressRun(FAST_KEY_MS, ENDING_MS)
    now = 0
    for press, gap in keys:
        now += gap
        run.note(press, now)
        assert not run.is_fast


def test_a_key_held_down_is_never_fast_and_the_same_digit_at_once_is() -> None:
    run = PressRun(FAST_KEY_MS, ENDING_MS)
    run.note(Press.CHARACTER, 1_000)
    for at in range(1_250, 2_000, 30):
        run.note(Press.REPEAT, at)
        assert not run.is_fast
    run.note(Press.CHARACTER, 3_000)
    run.note(Press.REPEAT, 3_000)
    run.note(Press.REPEAT, 3_001)
    assert (run.is_fast, run.characters) == (True, 3)


@given(st.lists(st.integers(0, FAST_KEY_MS), min_size=1, max_size=20), st.integers(FAST_KEY_MS + 1, 5_000))
def test_fast_keys_are_counted_from_the_first(gaps: list[int], pause: int) -> None:
    run = PressRun(FAST_KEY_MS, ENDING_MS)
    run.note(Press.CHARACTER, 10_000)
    now = 10_000 + pause
    run.note(Press.CHARACTER, now)
    for gap in gaps:
        now += gap
        run.note(Press.CHARACTER, now)
    assert (run.is_fast, run.characters) == (True, len(gaps) + 1)
    run.note(Press.ENDING, now + 1)
    assert run.ends_at(now + 1)
    run.note(Press.CHARACTER, now + 2)
    assert run.characters == 1


@pytest.mark.parametrize(
    ("composed", "read"),
    [
        ("１２３４５６７８９", "123456789"),
        ("A12345678-9b", "A12345678-9b"),
        ("あ１２３４５６７８ー９ｂ", "a12345678-9b"),
        ("Ａ１２３４５６７８−９Ｂ", "A12345678-9B"),
        ("ぬふあうえおやゆよ", "123456789"),
        ("ちぬふあうえおやゆほよこ", "a12345678-9b"),
        ("ヌフアウエオヤユヨ", "123456789"),
        ("ﾇﾌｱｳｴｵﾔﾕﾖ", "123456789"),
        ("か１２３４５６７８９", None),
        ("ぬか", None),
        ("ABCD", None),
        ("", None),
        ("１ぬ", None),
    ],
)
def test_composed_text_is_read_back(composed: str, read: str | None) -> None:
    assert read_composed(composed) == read


@pytest.mark.parametrize(
    ("text", "may"), [("１", True), ("ぬ", True), ("ー", True), ("か", False), ("", False)]
)
def test_what_may_belong_to_a_card(text: str, may: bool) -> None:
    assert may_belong_to_card(text) is may
