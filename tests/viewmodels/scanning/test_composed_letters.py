"""Cards with letters, of which an input method makes kana: the keys' places on the keyboard tell which they are."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.rules.card_numbers import CardLetters, CardNumbers
from tests.viewmodels.scanning.classified import Classified
from viewmodels.scanning.card_characters import FEWEST_CHARACTERS
from viewmodels.scanning.key_classifier import FAST_KEY_MS
from viewmodels.scanning.keys import Press

LETTERS = CardNumbers(((6, 32),), CardLetters.CAPITALS, ())
KANA = {"a": "あ", "i": "い", "u": "う", "e": "え", "o": "お", "-": "ー"}
JOINED = {
    "ka": "か",
    "wa": "わ",
    "ca": "か",
    "kya": "きゃ",
    "shi": "し",
    "si": "し",
    "ba": "ば",
    "nn": "ん",
    "tu": "つ",
}
NUMBERS = st.text(
    string.ascii_lowercase + string.digits + "-", min_size=FEWEST_CHARACTERS, max_size=16
).filter(lambda it: any(one.isdigit() for one in it))


def romaji(keys: str) -> str:
    """Compose as Romaji input does: kana of a vowel and the consonants before it, other keys wide."""
    written, at = "", 0
    while at < len(keys):
        joined = next((it for it in (keys[at : at + 3], keys[at : at + 2]) if it in JOINED), "")
        if joined:
            written += JOINED[joined]
        else:
            written += KANA.get(keys[at]) or chr(ord(keys[at]) + 0xFEE0)
        at += len(joined) or 1
    return written


def write(desk: Classified, begun: str) -> None:
    """Begin a word with fingers."""
    for place, key in enumerate(begun, 1):
        desk.pass_ms(200)
        desk.go_down(Press.CHARACTER, character=key)
        desk.compose(romaji(begun[:place]))
    desk.pass_ms(500)


def read(desk: Classified, begun: str, card: str, *, ending: str = "\r", places: bool = True) -> None:
    """Let a reader send a card; what was begun goes on being composed with it."""
    for place, key in enumerate(card, 1):
        desk.pass_ms(4)
        desk.go_down(Press.CHARACTER, character=key if places else "")
        desk.compose(romaji(begun + card[:place]))
    if ending:
        desk.pass_ms(4)
        desk.go_down(Press.ENDING)
        desk.compose("", romaji(begun + card))
    desk.pass_ms(5_000)


@given(NUMBERS, st.sampled_from(["", "kawa", "kak", "n", "12", "b"]), st.sampled_from(["\r", ""]))
@example("ka-00123", "", "\r")
@example("ab-00123", "b", "\r")
@example("nn00123", "", "")
def test_a_card_is_told_exactly_and_what_was_begun_stays(card: str, begun: str, ending: str) -> None:
    desk = Classified(cards=LETTERS)
    write(desk, begun)
    read(desk, begun, card, ending=ending)
    assert (desk.scans, desk.text, desk.preedit) == ([card], romaji(begun), "")


@given(NUMBERS, st.lists(st.integers(0, 400), min_size=16, max_size=16))
def test_it_is_told_however_late_it_is_composed(card: str, late: list[int]) -> None:
    desk = Classified(cards=LETTERS)
    write(desk, "kawa")
    for key in card:
        desk.now += 4
        desk.go_down(Press.CHARACTER, character=key)
    for place, gap in enumerate(late[: len(card)], 1):
        desk.pass_ms(gap)
        desk.compose(romaji("kawa" + card[:place]))
    desk.pass_ms(5_000)
    assert (desk.scans, desk.text, desk.preedit) == ([card], "かわ", "")


def test_what_a_key_wrote_in_a_window_goes_before_its_place() -> None:
    desk = Classified(cards=LETTERS)
    desk.press("z", code=29)
    desk.release("z", code=29)
    desk.pass_ms(500)
    for place, key in enumerate("yb-00123", 1):
        desk.now += 4
        desk.go_down(Press.CHARACTER, code=29 if key == "y" else 0, character=key)
        desk.compose(romaji("zb-00123"[:place]))
    desk.pass_ms(5_000)
    assert desk.scans == ["zb-00123"]


def test_without_a_keys_place_no_other_card_is_told() -> None:
    desk = Classified(cards=LETTERS)
    read(desk, "", "ka-00123", places=False)
    assert (desk.scans, desk.text) == ([], "かー００１２３")


@pytest.mark.parametrize("typed", ["kawaguchi", "ka1ka2ka3"])
def test_fingers_are_no_reader(typed: str) -> None:
    desk = Classified(cards=LETTERS)
    for place, key in enumerate(typed, 1):
        desk.pass_ms(FAST_KEY_MS + 1)
        desk.go_down(Press.CHARACTER, character=key)
        desk.compose(romaji(typed[:place]))
    desk.pass_ms(5_000)
    assert (desk.scans, desk.preedit) == ([], romaji(typed))


def test_fast_letters_without_a_digit_are_typing() -> None:
    desk = Classified(cards=LETTERS)
    for place, key in enumerate("kawaguchi", 1):
        desk.now += 10
        desk.go_down(Press.CHARACTER, character=key)
        desk.compose(romaji("kawaguchi"[:place]))
    desk.pass_ms(5_000)
    assert (desk.scans, desk.preedit) == ([], romaji("kawaguchi"))
