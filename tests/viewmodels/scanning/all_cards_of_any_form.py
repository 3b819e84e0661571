"""Cards of libraries whose numbers have other lengths, or letters: each is told whole, or as what is no card.

2,000 of each form: whole, torn in the card field, in pieces where other keys act, over two windows, composed. None is
lost, misplaced (a key of it comes to a window), doubled, or cut (told as another, shorter number).
"""

import random
from collections.abc import Callable
from typing import Final

import pytest

from services.contract.cards import parse_card_number
from services.contract.errors import CardNumberMalformed
from services.rules.card_numbers import CardLetters, CardNumbers
from tests.viewmodels.scanning.classified import Classified
from viewmodels.scanning.card_characters import card_character
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, MOST_TEARS
from viewmodels.scanning.key_classifier import FAST_KEY_MS
from viewmodels.scanning.keys import Press
from viewmodels.scanning.torn_scan import put_together, texts_of

SCANS: Final = 2_000
OVER: Final = 1_000
_WIDE = str.maketrans(
    "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ーＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)


def _like(*numbers: str, letters: CardLetters = CardLetters.NONE, written: str = "") -> CardNumbers:
    lengths = tuple(sorted((len(it), len(it)) for it in numbers))
    groups = tuple(tuple(map(int, it.split("-"))) for it in written.split())
    return CardNumbers(lengths, letters, groups)


FORMS: Final = {
    "7": (_like("0012345"), ("0012345",)),
    "8": (_like("00123456"), ("00123456",)),
    "9": (CardNumbers(), ("001234567",)),
    "10": (_like("0012345678"), ("0012345678",)),
    "13": (_like("0012345678901"), ("0012345678901",)),
    "16": (_like("0" * 16, written="4-4-4-4"), ("0012345678901234",)),
    "AB-00123": (_like("AB-00123", letters=CardLetters.CAPITALS), ("AB-00123",)),
    "AB00123": (_like("AB00123", letters=CardLetters.ANY, written="2-5"), ("AB00123",)),
    "8 13": (_like("0" * 8, "0" * 13), ("00123456", "0012345678901")),
    "7-10": (CardNumbers(((7, 10),), written=()), ("0012345", "00123456", "001234567", "0012345678")),
}


class Library:
    """Cards of one form, and a reader.

    Args:
        name: of the form.
    """

    def __init__(self, name: str) -> None:
        self.cards, self._likes = FORMS[name]
        self.rng = random.Random(name)

    def number(self) -> str:
        """Make a card's number; many have zeros in front."""
        like = self.rng.choice(self._likes)
        zeros = self.rng.choice((0, 0, 1, 3))
        return "".join(
            self.rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if it.isalpha()
            else it
            if it == "-"
            else "0"
            if place < zeros
            else self.rng.choice("0123456789")
            for place, it in enumerate(like)
        )

    def sent(self, number: str) -> str:
        """Write it as a reader sends it, without an ending."""
        text = self.cards.write(number) if self.rng.random() < 0.3 else number
        if self.cards.has_letters:
            return text.lower() if self.rng.random() < 0.3 else text
        return (
            f"{self.rng.choice('ABcd')}{text}{self.rng.choice('aBCd')}" if self.rng.random() < 0.3 else text
        )

    def ending(self) -> str:
        """Choose what a reader sends behind a card."""
        return self.rng.choice(("\r", "\r", "\t", "\r\r", ""))

    def desk(self) -> Classified:
        """Open a desk."""
        return Classified(cards=self.cards)

    def read(self, text: str) -> str | None:
        """Read what was told; None for what is no card."""
        try:
            return parse_card_number(text, self.cards)
        except CardNumberMalformed:
            return None


def whole(library: Library, desk: Classified, number: str) -> None:
    """A card is told once, and no window has a key of it."""
    text = library.sent(number)
    for character in text + library.ending():
        desk.type(character, library.rng.randint(0, FAST_KEY_MS))
    desk.pass_ms(OVER)
    assert [library.read(it) for it in desk.scans] == [number]
    assert desk.typed == ""


def torn(library: Library, desk: Classified, number: str) -> None:
    """In the card field a card with a pause is put together from what stands there."""
    text = library.sent(number)
    place = library.rng.randint(1, len(text) - 1)
    desk.type(text[:place], 5)
    desk.type(text[place], library.rng.randint(FAST_KEY_MS + 1, LONGEST_TEAR_MS - 1))
    desk.type(text[place + 1 :] + "\r", 5)
    desk.pass_ms(OVER)
    assert "\r" not in desk.typed
    heard = [
        [put_together(told, desk.typed, library.cards)]
        if put_together(told, desk.typed, library.cards)
        else [library.read(it) for it in texts_of(told, library.cards)]
        for told in desk.told
    ]
    assert [it for several in heard for it in several if it is not None] == [number]


def in_pieces(library: Library, desk: Classified, number: str) -> None:
    """Where other keys act, a card with pauses opens nobody else, and its Enter does nothing."""
    text = library.sent(number)
    tears = set(library.rng.sample(range(1, len(text)), library.rng.randint(1, MOST_TEARS)))
    for place, character in enumerate(text):
        slow = library.rng.randint(FAST_KEY_MS + 1, LONGEST_TEAR_MS)
        desk.type(character, slow if place in tears else library.rng.randint(0, FAST_KEY_MS))
    desk.type("\r", 5)
    desk.pass_ms(OVER)
    assert "\r" not in desk.typed
    told = [library.read(text) for scan in desk.told for text in texts_of(scan, library.cards)]
    assert told
    assert {it for it in told if it is not None} <= {number}


def moved(library: Library, desk: Classified, number: str) -> None:
    """A card whose first keys no window got is whole, as far as it is known what its keys write."""
    text, below, dialog = library.sent(number), object(), object()
    for character in sorted(set(text)):
        desk.type(character, OVER)
    desk.pass_ms(OVER)
    desk.scans.clear()
    desk.got.clear()
    dropped = library.rng.randint(1, len(text) - 1)
    for place, character in enumerate(text + "\r"):
        desk.now += library.rng.randint(1, FAST_KEY_MS)
        is_below = place < dropped
        press = Press.ENDING if character == "\r" else Press.CHARACTER
        desk.go_down(press, code=ord(character), window=below if is_below else dialog, is_blocked=is_below)
        if not is_below:
            desk.press(character)
            desk.release(character)
    desk.pass_ms(OVER)
    assert [library.read(it) for it in desk.scans] == [number]
    assert desk.typed == ""


def composed(library: Library, desk: Classified, number: str) -> None:
    """A card whose keys an input method composes is told, and the field has nothing of it."""
    text = library.sent(number).upper()
    made = text.translate(_WIDE)
    desk.pass_ms(OVER)
    for place in range(len(text)):
        desk.pass_ms(library.rng.randint(1, FAST_KEY_MS) if place else OVER)
        desk.go_down(Press.CHARACTER)
        desk.compose(made[: place + 1])
    desk.pass_ms(5 * OVER)
    assert [library.read(it) for it in desk.scans] == [number]
    assert (desk.text, desk.preedit) == ("", "")


@pytest.mark.parametrize("way", [whole, torn, in_pieces, moved, composed])
@pytest.mark.parametrize("form", FORMS)
def test_no_card_is_lost_misplaced_doubled_or_cut(
    form: str, way: Callable[[Library, Classified, str], None]
) -> None:
    library = Library(form)
    for _ in range(SCANS // 5):
        way(library, library.desk(), library.number())


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_is_no_scan(form: str) -> None:
    library = Library(form)
    for _ in range(SCANS // 5):
        desk, number = library.desk(), library.number()
        for character in number:
            desk.type(character, library.rng.randint(LONGEST_TEAR_MS // 2, 300))
        desk.type("\r", 200)
        desk.pass_ms(OVER)
        assert (desk.scans, desk.typed) == ([], number + "\r")


@pytest.mark.parametrize(("text", "with_letters"), [("E", True), ("z", True), ("ｚ", True), ("é", False)])
def test_letters_are_a_readers_where_numbers_have_some(text: str, *, with_letters: bool) -> None:
    assert card_character(text, FORMS["AB-00123"][0]) is with_letters
    assert not card_character(text, CardNumbers())


@pytest.mark.parametrize("way", [whole, in_pieces])
@pytest.mark.parametrize("form", ["AB-00123", "AB00123"])
def test_no_letter_of_a_card_acts_where_letters_act(
    form: str, way: Callable[[Library, Classified, str], None]
) -> None:
    library = Library(form)
    for _ in range(SCANS // 10):
        desk = library.desk()
        desk.letters_act = True
        way(library, desk, library.number())
        assert not any(map(str.isalpha, desk.typed))


def test_a_letter_alone_acts_where_letters_act() -> None:
    desk = Library("AB-00123").desk()
    desk.letters_act = True
    desk.type("R", OVER)
    desk.pass_ms(OVER)
    assert (desk.typed, desk.scans) == ("R", [])
