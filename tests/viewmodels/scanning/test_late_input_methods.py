"""A card that an input method composes while the machine is busy: it may be behind the keys, and behind the program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viewmodels.scanning.classified import Classified
from viewmodels.scanning.keys import Press

CARD = "１２３４５６７８９"
FAST = 4


def read(desk: Classified, begun: str = "") -> None:
    """Let a reader send a card with its Enter, which the input method takes; it has composed something before."""
    if begun:
        desk.pass_ms(500)
        desk.go_down(Press.FOREIGN)
        desk.compose(begun)
        desk.pass_ms(500)
    for _ in CARD:
        desk.now += FAST
        desk.go_down(Press.CHARACTER)
    desk.now += FAST
    desk.go_down(Press.ENDING)


@given(
    begun=st.sampled_from(["", "かわ"]),
    late=st.lists(st.integers(0, 900), min_size=len(CARD), max_size=len(CARD)),
    confirmed=st.integers(0, 900),
)
def test_a_card_is_taken_however_late_it_is_composed(begun: str, late: list[int], confirmed: int) -> None:
    desk = Classified()
    read(desk, begun)
    for place, gap in enumerate(late, 1):
        desk.pass_ms(gap)
        desk.compose(begun + CARD[:place])
    desk.pass_ms(confirmed)
    desk.compose("", begun + CARD)
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == (["123456789"], begun, "")


@pytest.mark.parametrize(("preedit", "confirmed"), [("", CARD), (CARD, ""), ("", "一億二千万")])
def test_what_is_composed_after_its_card_was_taken_is_dropped(preedit: str, confirmed: str) -> None:
    """The input method has taken Enter before it is told to forget."""
    desk = Classified()
    read(desk)
    for place in range(1, len(CARD) + 1):
        desk.compose(CARD[:place])
    desk.pass_ms(300)
    assert (desk.scans, desk.forgotten) == (["123456789"], 1)
    desk.compose(preedit, confirmed)
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == (["123456789"], "", "")


def test_what_is_typed_after_a_card_is_written_at_once() -> None:
    desk = Classified()
    read(desk)
    desk.compose("", CARD)
    desk.pass_ms(300)
    desk.go_down(Press.FOREIGN)
    desk.compose("ｋ")
    assert desk.preedit == "ｋ"
    desk.go_down(Press.CHARACTER)
    desk.compose("", "か")
    desk.pass_ms(500)
    assert (desk.scans, desk.text) == (["123456789"], "か")


def test_what_comes_without_a_key_long_after_a_card_is_written() -> None:
    """It is dictated, or chosen by the mouse."""
    desk = Classified()
    read(desk)
    desk.compose("", CARD)
    desk.pass_ms(3_000)
    desk.compose("", "かわ")
    desk.pass_ms(500)
    assert desk.text == "かわ"
