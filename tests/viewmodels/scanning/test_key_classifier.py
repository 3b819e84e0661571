"""Scans and typing, told apart by keys and their times alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contract.cards import parse_card_number
from services.rules.card_numbers import CardNumbers
from tests.viewmodels.scanning.classified import Classified, recorded
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, MOST_TEARS
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS, LATE_ENDING_MS, ClassifierState
from viewmodels.scanning.keys import PASS, KeyEvent, KeyKind, Press
from viewmodels.settings.scanner_speed import LEAST_KEY_MS, MOST_ENDING_MS, MOST_KEY_MS

FAST, SLOW = 5, 80
OVER = 1_000
"""Longer than anything is waited for."""

TYPING = recorded("typing")
ANTHY = [it for it in recorded("anthy") if it["what"] != "plain letters"]  # these went past it, as keys

PHONE = [("967", FAST), ("8", SLOW), ("84", FAST), ("7", SLOW), ("28", FAST)]
"""The first nine digits of a phone number, typed in rolls that are as fast as a reader."""

Keys = list[tuple[str, int]]
"""Characters, and the milliseconds before each of them."""


@pytest.mark.parametrize(
    ("keys", "state", "scans", "typed"),
    [
        ([], ClassifierState.IDLE, [], ""),
        ([("1", FAST)], ClassifierState.UNDECIDED, [], ""),
        ([("12345", FAST)], ClassifierState.UNDECIDED, [], ""),
        ([("123456", FAST)], ClassifierState.SCAN, [], ""),
        ([("123456789", FAST)], ClassifierState.SCAN, [], ""),
        ([("123456789", FAST_KEY_MS)], ClassifierState.SCAN, [], ""),
        ([("123456789", FAST), ("\r", FAST)], ClassifierState.IDLE, ["123456789"], ""),
        ([("123456789", FAST), ("\r", ENDING_MS - 1)], ClassifierState.IDLE, ["123456789"], ""),
        ([("123456789", FAST), ("\t\r", FAST)], ClassifierState.IDLE, ["123456789"], ""),
        ([("123456789", FAST), ("\r", FAST), ("\r", ENDING_MS)], ClassifierState.IDLE, ["123456789"], ""),
        (
            [("123456789", FAST), ("\r", FAST), ("\r", ENDING_MS + 1)],
            ClassifierState.IDLE,
            ["123456789"],
            "\r",
        ),
        ([("123456789", FAST), ("\r\t", FAST), ("\t", SLOW)], ClassifierState.IDLE, ["123456789"], "\t"),
        ([("1", SLOW), ("\r", SLOW), ("\r", SLOW)], ClassifierState.IDLE, [], "1\r"),
        ([("123456789", FAST), ("\r", 400)], ClassifierState.IDLE, ["123456789"], "\r"),
        ([("123456789", FAST), ("x", FAST)], ClassifierState.IDLE, ["123456789"], "x"),
        ([("123456789\r", FAST), ("a", SLOW)], ClassifierState.UNDECIDED, ["123456789"], ""),
        ([("123456789x", FAST), ("a", SLOW)], ClassifierState.UNDECIDED, ["123456789"], "x"),
        ([("12345", FAST), ("\r", FAST)], ClassifierState.IDLE, [], "12345\r"),
        ([("12345", FAST), ("x", FAST)], ClassifierState.IDLE, [], "12345x"),
        ([("123", SLOW)], ClassifierState.UNDECIDED, [], "12"),
        ([("123456789", FAST_KEY_MS + 1)], ClassifierState.UNDECIDED, [], "12345678"),
        ([("⇧A12345678-9⇧B", FAST), ("\r", FAST)], ClassifierState.IDLE, ["A12345678-9B"], "⇧"),
        ([("123", FAST), ("456789", SLOW)], ClassifierState.UNDECIDED, [], "12345678"),
        ([("12345", FAST), ("6", SLOW), ("789", FAST)], ClassifierState.SCAN, [], "12345"),
        ([("12345", FAST), ("6", SLOW), ("789\r", FAST)], ClassifierState.IDLE, ["6789"], "12345"),
        ([("2", SLOW), ("1", 2 * SLOW), ("2345678\r", FAST)], ClassifierState.IDLE, ["12345678"], "2"),
        (
            [("12345", FAST), ("6", LONGEST_TEAR_MS + 1), ("789\r", FAST)],
            ClassifierState.IDLE,
            [],
            "123456789\r",
        ),
        ([*PHONE, ("7", SLOW)], ClassifierState.UNDECIDED, [], "967884728"),
        ([*PHONE, ("7", LONGEST_TEAR_MS), ("\r", FAST)], ClassifierState.IDLE, [], "9678847287\r"),
        ([*PHONE, ("\r", FAST)], ClassifierState.IDLE, ["728"], "967884"),
        (
            [("12345", FAST), ("6", SLOW), ("789", FAST), ("0", SLOW), ("\r", FAST)],
            ClassifierState.IDLE,
            ["0"],
            "123456789",
        ),
        (
            [("1234", FAST), ("5", SLOW), ("6789", FAST), ("b", SLOW), ("\r", FAST)],
            ClassifierState.IDLE,
            ["56789", "b"],
            "1234",
        ),
    ],
)
@pytest.mark.parametrize("is_busy", [True, False], ids=["busy", "in time"])
def test_what_keys_are(
    keys: Keys, state: ClassifierState, scans: list[str], typed: str, *, is_busy: bool
) -> None:
    """A busy machine hands keys over late; their own times decide all the same."""
    desk = Classified()
    for text, gap in keys:
        desk.type(text, gap, lets_time_pass=not is_busy)
    assert (desk.classifier.state, desk.scans, desk.typed) == (state, scans, typed)


@pytest.mark.parametrize(
    ("keys", "state", "scans", "typed"),
    [
        ([("12345", FAST)], ClassifierState.IDLE, [], "12345"),
        ([("123456", FAST)], ClassifierState.TORN, ["123456"], ""),
        ([("123456789", FAST)], ClassifierState.TORN, ["123456789"], ""),
        ([("12345", FAST), ("6", SLOW), ("789", FAST)], ClassifierState.TORN, ["6789"], "12345"),
    ],
)
def test_what_keys_are_once_nothing_followed_them(
    keys: Keys, state: ClassifierState, scans: list[str], typed: str
) -> None:
    desk = Classified()
    for text, gap in keys:
        desk.type(text, gap)
    desk.pass_ms(OVER)
    assert (desk.classifier.state, desk.scans, desk.typed) == (state, scans, typed)


@pytest.mark.parametrize(
    ("later", "gap", "state", "scans", "typed"),
    [
        ("02-5d\r", FAST, ClassifierState.IDLE, ["b200000", "b20000002-5d"], ""),
        ("\r", FAST, ClassifierState.TORN, ["b200000"], ""),
        ("\r\r", FAST, ClassifierState.TORN, ["b200000"], ""),
        ("0", SLOW, ClassifierState.UNDECIDED, ["b200000"], ""),
        ("x", FAST, ClassifierState.IDLE, ["b200000"], "x"),
        ("\r", LATE_ENDING_MS, ClassifierState.TORN, ["b200000"], ""),
        ("\r", LATE_ENDING_MS + 1, ClassifierState.IDLE, ["b200000"], "\r"),
    ],
)
def test_a_torn_scan_goes_on(
    later: str, gap: int, state: ClassifierState, scans: list[str], typed: str
) -> None:
    """The window was busy: what is waited for was over before keys came that were fast."""
    desk = Classified()
    desk.type("b200000", FAST)
    pressed_at = desk.now
    desk.pass_ms(OVER)
    desk.now = pressed_at
    desk.type(later, gap, lets_time_pass=False)
    assert (desk.classifier.state, desk.scans, desk.typed) == (state, scans, typed)


@given(
    card=st.sampled_from(["123456789", "12345678-9", "a123456789b"]),
    gap=st.integers(0, FAST_KEY_MS),
    passes=st.booleans(),
    ending=st.integers(0, LATE_ENDING_MS),
    more=st.lists(st.integers(0, ENDING_MS), max_size=2),
    key=st.sampled_from("\r\t"),
)
def test_no_window_gets_the_enter_of_a_card_whatever_its_scan_brings_or_takes_away(
    *, card: str, gap: int, passes: bool, ending: int, more: list[int], key: str
) -> None:
    """A sheet goes on to its filled button when it has its card: told before its Enter, that would press it."""
    desk = Classified()
    desk.type(card, gap)
    for later in (ending if passes else min(ending, ENDING_MS), *(min(it, FAST_KEY_MS) for it in more)):
        desk.type(key, later, lets_time_pass=passes)
    assert (desk.scans, desk.typed) == ([card], "")


@pytest.mark.parametrize(
    ("late_ms", "scans", "typed"), [(0, [], "123"), (4, [], "123"), (6, [], ""), (OVER, [], "")]
)
def test_a_wait_that_is_over_late_is_waited_for_again(late_ms: int, scans: list[str], typed: str) -> None:
    desk = Classified()
    desk.type("123", FAST)
    (wait,) = desk.due
    desk.now = desk.due[wait] + late_ms
    desk.go_on_until(desk.now)
    assert (desk.scans, desk.typed) == (scans, typed)
    desk.pass_ms(OVER)
    assert (desk.scans, desk.typed) == (scans, "123")


def test_an_ending_that_may_come_at_once_tears_no_scan() -> None:
    desk = Classified(MOST_KEY_MS, LEAST_KEY_MS)
    desk.type("123456", FAST)
    desk.type("789", MOST_KEY_MS)
    desk.type("\r", LEAST_KEY_MS)
    assert (desk.classifier.state, desk.scans) == (ClassifierState.IDLE, ["123456789"])


def test_what_has_arrived_by_then_is_looked_at_before_a_wait_ends() -> None:
    desk = Classified()
    desk.type("123", FAST)
    (wait,) = desk.due
    desk.now = desk.due[wait]
    assert [it.milliseconds for it in _waits(desk)] == [0]
    assert desk.typed == ""


def _waits(desk: Classified) -> list[Any]:
    (wait,) = desk.due
    return list(desk.classifier.waited(wait).actions)


def test_keys_of_a_scan_that_are_released_late_reach_nobody() -> None:
    desk = Classified()
    for digit in "123456789\r":
        desk.pass_ms(FAST)
        desk.press(digit)
    for digit in "123456789\r":
        desk.release(digit)
    assert (desk.scans, desk.got) == (["123456789"], [])


def test_the_times_of_card_characters_are_told() -> None:
    desk = Classified()
    desk.type("x12\r", FAST)
    assert desk.times == [1_010, 1_015]


@pytest.mark.parametrize("name", ["command", "shifted"])
def test_an_ending_with_a_modifier_is_a_clerks(name: str) -> None:
    desk = Classified()
    desk.type("123456789", FAST)
    desk.press("\t", **{name: True})
    assert (desk.scans, desk.got) == (["123456789"], ["+\t"])


def test_a_command_with_a_digit_passes_at_once() -> None:
    desk = Classified()
    desk.press("1", command=True)
    desk.release("1")
    assert desk.got == ["+1", "-1"]


def test_a_click_comes_after_what_was_typed_before_it() -> None:
    desk = Classified()
    desk.type("12", FAST)
    desk.click()
    assert (desk.typed, desk.classifier.state) == ("12", ClassifierState.IDLE)


def test_a_key_that_acts_does_so_once_while_it_is_held() -> None:
    desk = Classified()
    desk.press("\r")
    desk.press("\r", repeat=True)
    desk.release("\r")
    desk.press("\r")
    assert desk.got == ["+\r", "-\r"]
    desk.release("\r")
    desk.pass_ms(ENDING_MS + 1)
    desk.press("\r")
    assert desk.got == ["+\r", "-\r", "-\r", "+\r"]


def test_a_key_that_is_only_asked_about_passes() -> None:
    desk = Classified()
    asked = KeyEvent(KeyKind.SHORTCUT_ASKED, "1", 1_000, name=(10, 0))
    assert desk.classifier.key(asked) is PASS


@pytest.mark.parametrize("dropped", range(1, 9))
def test_a_card_whose_first_keys_no_window_got_is_whole(dropped: int) -> None:
    desk, below, dialog = Classified(), object(), object()
    desk.type("123456789\r", FAST)
    desk.pass_ms(OVER)
    for place, digit in enumerate("123456789\r"):
        desk.now += FAST
        press = Press.ENDING if digit == "\r" else Press.CHARACTER
        is_below = place < dropped
        desk.go_down(press, code=ord(digit), window=below if is_below else dialog, is_blocked=is_below)
        if not is_below:
            desk.press(digit)
            desk.release(digit)
    assert (desk.scans, desk.got) == (["123456789"] * 2, [])


def test_a_card_that_comes_to_two_windows_is_one() -> None:
    """Of its keys the last one comes to no window."""
    desk, below, dialog = Classified(), object(), object()
    desk.type("123456789\r", FAST)
    desk.pass_ms(OVER)
    for digit in "123456789":
        desk.now += FAST
        desk.go_down(Press.CHARACTER, code=ord(digit), window=below if digit < "5" else dialog)
        if digit < "9":
            desk.press(digit)
            desk.release(digit)
    desk.pass_ms(OVER)
    assert (desk.scans, desk.got) == (["123456789"] * 2, [])


def test_composed_text_is_held_only_while_keys_are_fast() -> None:
    desk = Classified()
    desk.pass_ms(SLOW)
    desk.go_down(Press.CHARACTER)
    desk.compose("１")
    assert (desk.preedit, desk.classifier.composed.is_holding) == ("１", False)
    for place in range(2, 11):
        desk.pass_ms(FAST if place > 2 else SLOW)
        desk.go_down(Press.CHARACTER)
        desk.compose("１" * place)
    assert desk.classifier.composed.is_holding
    desk.pass_ms(OVER)
    assert (desk.scans, desk.text, desk.preedit, desk.forgotten) == (["1" * 9], "１", "", 1)


@pytest.mark.parametrize("threshold", [FAST_KEY_MS, MOST_KEY_MS])
@pytest.mark.parametrize("typing", TYPING, ids=[f"{n} {it['typed']}" for n, it in enumerate(TYPING)])
def test_recorded_typing_is_never_a_scan(typing: dict[str, Any], threshold: int) -> None:
    desk = Classified(threshold, MOST_ENDING_MS)
    for edge, text, _, code, at in typing["events"]:
        desk.go_on_until(at)
        if edge == "+":
            desk.press(text, code=code)
        else:
            desk.release(text, code=code)
    desk.pass_ms(OVER)
    assert (desk.scans, desk.typed) == ([], typing["typed"])
    assert sorted(desk.got) == sorted(edge + text for edge, text, *_ in typing["events"])


@pytest.mark.parametrize("case", ANTHY, ids=[case["what"] for case in ANTHY])
def test_what_anthy_sent(case: dict[str, Any]) -> None:
    desk = Classified()
    for first, second in case["steps"]:
        if isinstance(second, int):
            desk.now = second
            desk.go_down(Press[first])
        else:
            desk.compose(first, second)
    desk.pass_ms(5 * OVER)
    desk.compose("", desk.preedit)
    desk.click()
    wanted = [] if case["scan"] is None else [parse_card_number(case["scan"], CardNumbers())]
    assert [parse_card_number(text, CardNumbers()) for text in desk.scans] == wanted
    assert (desk.text, desk.preedit) == (case["left"], "")


@settings(max_examples=150)
@given(
    typed=st.lists(
        st.tuples(st.sampled_from("0123456789-ABab⇧xyz\r"), st.sampled_from([0, 1, 5, 30, 36, 90, 300])),
        max_size=24,
    ),
    is_busy=st.booleans(),
)
def test_each_key_is_in_a_scan_or_comes_once_and_in_order(
    typed: list[tuple[str, int]], *, is_busy: bool
) -> None:
    desk = Classified()
    for character, gap in typed:
        desk.type(character, gap, lets_time_pass=not is_busy)
    desk.pass_ms(OVER)
    desk.type("x", OVER)
    characters = [it for it, _ in typed if it not in "⇧\r"] + ["x"]
    arrived = [it for it in desk.typed if it not in "⇧\r"]
    assert sorted(arrived + list("".join(desk.scans))) == sorted(characters)
    rest = iter(characters)
    assert all(it in rest for it in arrived)


@settings(max_examples=300)
@given(
    rolls=st.lists(
        st.tuples(
            st.text("0123456789", min_size=1, max_size=5),
            st.integers(0, FAST_KEY_MS),
            st.integers(FAST_KEY_MS + 1, LONGEST_TEAR_MS),
        ),
        min_size=MOST_TEARS + 2,
        max_size=7,
    ),
    ending_ms=st.sampled_from([LEAST_KEY_MS, ENDING_MS, MOST_ENDING_MS]),
    ending=st.sampled_from(["\r", "\t", ""]),
)
def test_digits_with_more_pauses_than_a_card_has_are_typing(
    rolls: list[tuple[str, int, int]], ending_ms: int, ending: str
) -> None:
    """A phone number is, however fast its rolls are, also before its last pause."""
    desk = Classified(ending_ms=ending_ms)
    for roll, fast, pause in rolls:
        desk.type(roll[0], pause)
        desk.type(roll[1:], fast)
    desk.type(ending, FAST)
    desk.pass_ms(OVER)
    assert (desk.scans, desk.typed) == ([], "".join(roll for roll, *_ in rolls) + ending)
