"""Cards with a pause among their keys, and scans that a busy machine tore."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.helpers.keyboard import Keyboard
from tests.views.scanning.desk_widgets import FAST, SLOW, Desk
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, MOST_TEARS
from viewmodels.scanning.key_classifier import FAST_KEY_MS


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


def test_a_phone_number_that_is_typed_in_fast_rolls_stays_in_its_field(
    desk: Desk, keys: Keyboard, scans: list[str]
) -> None:
    """Its first nine digits have no more pauses than a card that came in pieces."""
    for roll in ("967", "884", "728", "7"):
        keys.type(roll[0], SLOW)
        keys.type(roll[1:], FAST)
    keys.type("x", SLOW)
    assert (scans, desk.field.text()) == ([], "9678847287x")
