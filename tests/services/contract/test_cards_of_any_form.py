"""Card numbers of any library's form, cleaned of all that readers, hands and input methods do to them."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.contract.cards import clean_card_number, is_card, parse_card_number
from services.contract.errors import CardFault, CardNumberMalformed
from services.rules.card_numbers import KEPT, LONGEST, CardLetters, CardNumbers
from services.rules.check_digits import CHECK_DIGIT_METHODS, check_digit_fits
from tests.services.contract.test_cards import BLANKS, DASHES

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDE = {ord(it): ord(it) - ord("0") + ord("０") for it in DIGITS + CAPITALS + CAPITALS.lower()}


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a library, of a length that new ones have or of one that is only there."""

    number: str
    cards: CardNumbers


@st.composite
def cards_of_libraries(draw: st.DrawFn) -> Card:
    letters = draw(st.sampled_from(CardLetters))
    keeps = draw(st.booleans())
    length = draw(st.integers(1, LONGEST))
    inner = DIGITS + ("" if letters is CardLetters.NONE else CAPITALS)
    ends = draw(st.text(inner, min_size=min(length, 2), max_size=min(length, 2)))
    between = draw(
        st.text(inner + ("-" if keeps else ""), min_size=max(0, length - 2), max_size=max(0, length - 2))
    )
    number = ends[:1] + between + ends[1:]
    if not re.search("[0-9]", number):
        number = draw(st.sampled_from(DIGITS)) + number[1:]
    there = draw(st.booleans())
    cards = CardNumbers(
        lengths=((9, 9),) if there else ((min(length, 6), max(length, 6)),),
        letters=letters,
        written=() if keeps else ((8, 1),),
        there=frozenset({length} if there else ()),
    )
    return Card(number, cards)


@given(cards_of_libraries(), st.data())
def test_a_number_survives_what_readers_and_hands_do_to_it(card: Card, data: st.DataObject) -> None:
    number, cards = card.number, card.cards
    filling = st.text(BLANKS if cards.keeps_hyphens else BLANKS + DASHES, max_size=2)
    typed = "" if cards.has_letters else data.draw(st.sampled_from(["", *"ABCDabcd"]))
    for character in number:
        same = DASHES if character == "-" else (character, character.lower())
        typed += data.draw(filling) + data.draw(st.sampled_from(same))
    typed += data.draw(filling)
    typed += "" if cards.has_letters else data.draw(st.sampled_from(["", *"ABCDabcd"]))
    typed += data.draw(st.sampled_from(["", "\r", "\n", "\t", "\r\n"]))
    if data.draw(st.booleans()):
        typed = typed.translate(WIDE)
    assert parse_card_number(typed, cards) == number
    assert is_card(typed, number, cards)


@given(cards_of_libraries())
def test_a_number_as_it_is_written_is_that_number(card: Card) -> None:
    assert parse_card_number(card.cards.write(card.number), card.cards) == card.number
    assert re.fullmatch(KEPT, card.number)


def outcome(text: str, cards: CardNumbers) -> tuple[str, CardNumberMalformed | None]:
    try:
        return clean_card_number(text, cards), None
    except CardNumberMalformed as malformed:
        return "", malformed


@given(st.text(max_size=40) | st.text(DIGITS + CAPITALS + "abcdｂー－- ", max_size=40), cards_of_libraries())
@example("-00125", Card("AB-00123", CardNumbers(((8, 8),), CardLetters.CAPITALS, ())))
def test_any_text_is_a_number_that_a_table_can_hold_or_malformed(text: str, card: Card) -> None:
    number, malformed = outcome(text, card.cards)
    if malformed is not None:
        assert (malformed.fault is CardFault.CHARACTER) == bool(malformed.character)
        assert malformed.character in text
        return
    assert number == "" or re.fullmatch(KEPT.replace("{0,30}", "*"), number)
    assert clean_card_number(number, card.cards) == number if number else True


@pytest.mark.parametrize(
    ("typed", "fault", "digits"),
    [
        ("-00125", CardFault.HYPHEN_AT_END, 5),
        ("AB-00123-", CardFault.HYPHEN_AT_END, 7),
        ("ー００１２５", CardFault.HYPHEN_AT_END, 5),
        ("--", CardFault.EMPTY, 0),
        ("AB-CDEFG", CardFault.NO_DIGIT, 0),
        ("AB-0012", CardFault.DIGIT_COUNT, 7),
    ],
)
def test_a_hyphen_of_a_numbers_own(typed: str, fault: CardFault, digits: int) -> None:
    with pytest.raises(CardNumberMalformed) as caught:
        parse_card_number(typed, CardNumbers(((8, 8),), CardLetters.CAPITALS, ()))
    assert (caught.value.fault, caught.value.digits, caught.value.character) == (fault, digits, "")


@given(cards_of_libraries(), st.sampled_from(sorted(CHECK_DIGIT_METHODS)))
@example(Card("5", CardNumbers()), "modulus7")
def test_every_method_checks_every_number(card: Card, method: str) -> None:
    fits = check_digit_fits(card.number, method)
    assert fits or card.number.replace("-", "").isdecimal()
