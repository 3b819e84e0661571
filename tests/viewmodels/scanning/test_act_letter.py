"""Letters that stand for acts: one that is pressed alone acts, one of a scan never does, wherever the scan is torn."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viewmodels.scanning.classified import Classified
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS

ITEM = "AB-00123"
SCANS = 1_000
FAST, SLOW, TORN, APART = 4, 50, LONGEST_TEAR_MS, LONGEST_TEAR_MS + 1


@pytest.fixture
def desk() -> Classified:
    made = Classified()
    made.letters_act = True
    return made


@pytest.mark.parametrize("letter", list("RAEXCKBraexckb"))
def test_a_letter_acts_once_no_scanner_s_next_key_has_come(desk: Classified, letter: str) -> None:
    desk.press(letter)
    desk.release(letter)
    desk.pass_ms(LONGEST_TEAR_MS)
    assert "+" + letter not in desk.got
    desk.pass_ms(100)
    assert desk.typed == letter


@pytest.mark.parametrize(
    ("keys", "acts"),
    [
        ([("R", FAST), ("R", APART)], "RR"),
        ([("RE", FAST)], ""),
        ([("R", FAST), ("E", TORN)], ""),
        ([("A", FAST), ("B-00123", TORN)], ""),
        ([("AB-0012", FAST), ("X", TORN), ("\r", FAST)], ""),
        ([("123456789", FAST), ("X", FAST)], ""),
        ([("123456789", FAST), ("X", TORN)], ""),
        ([("R", FAST), ("\r", TORN)], ""),
        ([("A", FAST), ("\r", FAST)], ""),
        ([("A", FAST), ("\t", TORN)], ""),
        ([("R", FAST), ("\r", APART + SLOW)], "R\r"),
        ([("REF-00123", FAST), ("\r", FAST)], ""),
        ([("R", FAST), ("\x1b", FAST)], "R\x1b"),
    ],
)
@pytest.mark.parametrize("letters_in", ["upper", "lower"])
def test_what_stands_beside_other_keys_presses_nothing(
    desk: Classified, keys: list[tuple[str, int]], acts: str, letters_in: str
) -> None:
    for text, gap in keys:
        first, rest = text[:1], text[1:]
        desk.type(getattr(first, letters_in)(), gap)
        desk.type(getattr(rest, letters_in)(), FAST)
    desk.pass_ms(1_000)
    assert "".join(it for it in desk.typed if not it.isdigit() and it != "-") == getattr(acts, letters_in)()


@pytest.mark.parametrize("ending", ["\r", "\r\r", ""])
def test_a_torn_scan_asks_nothing(ending: str) -> None:
    """However a busy computer tears it: no letter acts, nor does its Enter where the keyboard is."""
    chance = random.Random(20261124)
    for _ in range(SCANS):
        desk = Classified()
        desk.letters_act = True
        at = sorted(chance.sample(range(len(ITEM + ending)), 2))
        for place, key in enumerate(ITEM + ending):
            gap = chance.randint(36, LONGEST_TEAR_MS) if place in at and place < len(ITEM) else FAST
            desk.type(key, gap, lets_time_pass=chance.random() < 0.7)
        desk.pass_ms(1_000)
        assert not [it for it in desk.typed if it.isalpha()], desk.got


def test_a_letter_held_down_acts_once(desk: Classified) -> None:
    desk.press("R")
    for _ in range(20):
        desk.pass_ms(30)
        desk.press("R", repeat=True)
    desk.pass_ms(1_000)
    assert desk.typed == "R"


def test_a_click_after_a_letter_takes_its_place(desk: Classified) -> None:
    desk.press("A")
    desk.click()
    desk.pass_ms(1_000)
    assert desk.typed == ""


def test_a_busy_window_waits_for_what_was_pressed_meanwhile(desk: Classified) -> None:
    desk.type("R", FAST)
    desk.now += 400
    wait = min(desk.due, key=desk.due.__getitem__)
    desk.now, at = desk.now, desk.now
    desk.due.pop(wait)
    desk._do(desk.classifier.waited(wait))  # noqa: SLF001 - over late, as in a window that was busy
    desk.now = at - 400 + FAST
    desk.press("1")
    desk.now = at
    desk.pass_ms(1_000)
    assert desk.typed == "1"


def test_elsewhere_letters_are_written_at_once() -> None:
    desk = Classified()
    desk.type("REX", SLOW)
    assert desk.typed == "REX"


@given(st.lists(st.tuples(st.sampled_from("RAXB1-\r"), st.integers(1, 400)), max_size=12))
def test_a_letter_acts_only_where_nothing_else_is_near(keys: list[tuple[str, int]]) -> None:
    desk = Classified()
    desk.letters_act = True
    pressed: list[tuple[str, float]] = []
    for text, gap in keys:
        desk.type(text, gap)
        pressed.append((text, desk.now))
    desk.pass_ms(1_000)
    alone = [
        text
        for place, (text, at) in enumerate(pressed)
        if text.isalpha()
        and all(abs(at - other) > LONGEST_TEAR_MS for n, (_, other) in enumerate(pressed) if n != place)
    ]
    assert [it for it in desk.typed if it.isalpha()] == alone
