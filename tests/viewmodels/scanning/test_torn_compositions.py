"""A card with a pause or two among its keys, while an input method composes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viewmodels.scanning.classified import Classified
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS
from viewmodels.scanning.key_classifier import FAST_KEY_MS
from viewmodels.scanning.keys import Press

CARD = "１２３４５６７８９"
FAST = 4


def key(desk: Classified, gap: int, preedit: str) -> None:
    """Let a key go down, which an input method composes at once."""
    desk.pass_ms(gap)
    desk.go_down(Press.CHARACTER)
    desk.compose(preedit)


def begin(desk: Classified, begun: str) -> None:
    """Let something be composed by hand."""
    if begun:
        desk.pass_ms(500)
        desk.go_down(Press.FOREIGN)
        desk.compose(begun)
    desk.pass_ms(500)


@pytest.mark.parametrize("begun", ["", "かわ"])
@pytest.mark.parametrize("has_enter", [True, False])
@given(
    places=st.sets(st.integers(1, len(CARD) - 1), min_size=1, max_size=2),
    pause=st.integers(FAST_KEY_MS + 1, LONGEST_TEAR_MS),
)
def test_a_torn_card_is_put_together(begun: str, has_enter: bool, places: set[int], pause: int) -> None:
    desk = Classified()
    begin(desk, begun)
    for place in range(len(CARD)):
        key(desk, pause if place in places else FAST, begun + CARD[: place + 1])
    if has_enter:
        desk.pass_ms(FAST)
        desk.go_down(Press.ENDING)
        desk.compose("", begun + CARD)
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == (["123456789"], begun, "")


@given(gaps=st.lists(st.integers(FAST_KEY_MS + 1, LONGEST_TEAR_MS), min_size=len(CARD), max_size=len(CARD)))
def test_what_fingers_compose_is_written(gaps: list[int]) -> None:
    desk = Classified()
    begin(desk, "")
    for place, gap in enumerate(gaps):
        key(desk, gap, CARD[: place + 1])
    desk.pass_ms(500)
    desk.go_down(Press.ENDING)
    desk.compose("", CARD)
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == ([], CARD, "")


@pytest.mark.parametrize(("typed", "pause"), [("１", 100), ("１", 400), ("１２３", 400)])
def test_what_was_typed_before_a_whole_card_is_no_part_of_it(typed: str, pause: int) -> None:
    desk = Classified()
    begin(desk, "")
    for place in range(len(typed)):
        key(desk, 200, typed[: place + 1])
    for place in range(len(CARD)):
        key(desk, FAST if place else pause, typed + CARD[: place + 1])
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == (["123456789"], typed, "")


def test_a_misread_card_is_told_though_nothing_follows() -> None:
    desk = Classified()
    begin(desk, "")
    for place in range(6):
        key(desk, FAST, CARD[: place + 1])
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == (["123456"], "", "")
