"""The form of a library's card numbers: by tables, and for any values and numbers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.card_numbers import KEPT, LONGEST, SHORTEST, CardLetters, CardNumbers, Clash, clashes
from services.rules.policy import Policy, bounds

LENGTHS = st.integers(SHORTEST, LONGEST)
RANGES = st.lists(st.tuples(LENGTHS, LENGTHS).map(lambda it: tuple(sorted(it))), min_size=1, max_size=4)
GROUPS = st.lists(st.integers(1, 12), min_size=2, max_size=4)


def form(lengths: str = "9", letters: str = "none", written: str = "8-1") -> CardNumbers:
    return CardNumbers.of(Policy(card_lengths=lengths, card_letters=letters, card_written=written))


def test_without_a_word_of_the_librarys_they_are_as_in_kawaguchi() -> None:
    assert CardNumbers.of(Policy()) == CardNumbers()
    assert (CardNumbers().shortest, CardNumbers().longest, CardNumbers().has_letters) == (9, 9, False)


@pytest.mark.parametrize(
    ("lengths", "fitting"),
    [
        ("9", {9}),
        ("7-10", {7, 8, 9, 10}),
        ("8 13", {8, 13}),
        ("13 8", {8, 13}),
        ("10-7", {7, 8, 9, 10}),
        ("6 8-9 32", {6, 8, 9, 32}),
    ],
)
def test_lengths(lengths: str, fitting: set[int]) -> None:
    cards = form(lengths)
    assert {it for it in range(40) if cards.fits(it)} == fitting
    assert (cards.shortest, cards.longest) == (min(fitting), max(fitting))


def test_cards_that_are_there_are_read_whatever_new_ones_have() -> None:
    cards = CardNumbers.of(Policy(card_lengths="10"), frozenset({4, 9}))
    assert [it for it in range(40) if cards.reads(it)] == [4, 9, 10]
    assert [it for it in range(40) if cards.fits(it)] == [10]
    assert (cards.shortest, cards.longest) == (4, 10)


@pytest.mark.parametrize(
    ("written", "number", "told", "masked"),
    [
        ("8-1", "123456789", "12345678-9", "●●●●●678-9"),
        ("8-1", "1234567890", "1234567890", "●●●●●●7890"),
        ("8-1 3-7", "1234567890", "123-4567890", "●●●-●●●7890"),
        ("2-5", "AB00123", "AB-00123", "●●-●0123"),
        ("", "AB-00123", "AB-00123", "●●●●0123"),
        ("", "1234567", "1234567", "●●●4567"),
        ("", "12345", "12345", "●2345"),
        ("", "1234", "1234", "●●●4"),
        ("", "12", "12", "●2"),
        ("", "1", "1", "1"),
        ("4-4-4-4", "1234567890123456", "1234-5678-9012-3456", "●●●●-●●●●-●●●●-3456"),
    ],
)
def test_how_numbers_are_written_and_masked(written: str, number: str, told: str, masked: str) -> None:
    cards = form(written=written)
    assert (cards.write(number), cards.mask(number)) == (told, masked)


@pytest.mark.parametrize(
    ("lengths", "written", "found"),
    [
        ("9", "8-1", True),
        ("10", "8-1", False),
        ("8 9", "8-1", True),
        ("9", "", False),
        ("10", "8-1 5-5", True),
    ],
)
def test_whether_some_are_written_with_hyphens(lengths: str, written: str, found: bool) -> None:
    cards = form(lengths, written=written)
    assert cards.has_written_hyphens is found
    assert ("-" in cards.write(cards.example())) is found


@given(st.lists(GROUPS, max_size=3), st.from_regex(KEPT, fullmatch=True))
def test_writing_adds_hyphens_and_nothing_else_and_a_mask_hides_all_but_the_end(
    written: list[list[int]], number: str
) -> None:
    cards = form(written=" ".join("-".join(map(str, it)) for it in written))
    assert cards.write(number).replace("-", "") == number.replace("-", "")
    hidden = cards.mask(number).replace("-", "")
    end = number[-4:] if len(number) > 4 else number[-1:]
    assert hidden.count("●") == max(0, len(number) - len(end))
    assert hidden.endswith(end.replace("-", ""))


@given(RANGES, st.sampled_from(CardLetters), st.lists(GROUPS, max_size=2))
def test_whatever_is_within_bounds_is_a_form(
    lengths: list[tuple[int, int]], letters: CardLetters, written: list[list[int]]
) -> None:
    texts = {
        "card_lengths": " ".join(f"{least}-{most}" for least, most in lengths),
        "card_letters": letters.value,
        "card_written": " ".join("-".join(map(str, it)) for it in written),
    }
    assert all(bounds()[name].fits(text) for name, text in texts.items())
    cards = CardNumbers.of(Policy(**texts))  # type: ignore[arg-type]
    assert cards.lengths == tuple(sorted(lengths))
    example = cards.example()
    assert cards.fits(len(example))
    assert re.fullmatch(KEPT, example)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("card_lengths", ""),
        ("card_lengths", "5"),
        ("card_lengths", "33"),
        ("card_lengths", "7-"),
        ("card_lengths", "7–10"),
        ("card_lengths", "8,13"),
        ("card_lengths", " 8"),
        ("card_lengths", "８"),
        ("card_letters", "some"),
        ("card_letters", ""),
        ("card_written", "9"),
        ("card_written", "8-0"),
        ("card_written", "8-1-"),
        ("card_written", "8 1"),
    ],
)
def test_what_is_no_form(name: str, text: str) -> None:
    assert not bounds()[name].fits(text)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"card_lengths": "10"}, ((Clash.CARDS_AND_ITEMS, "1234567890"),)),
        ({"card_lengths": "7-13"}, ((Clash.CARDS_AND_ITEMS, "1234567890"),)),
        ({"card_lengths": "8 13"}, ()),
        ({"card_lengths": "10", "item_number_prefix": "30"}, ((Clash.CARDS_AND_ITEMS, "3012345678"),)),
        ({"card_lengths": "10", "item_number_digits": 0}, ()),
        ({"card_lengths": "10", "item_number_digits": 8}, ()),
        (
            {"card_lengths": "10", "item_number_digits": 10, "item_number_prefix": "1" * 10},
            ((Clash.CARDS_AND_ITEMS, "1111111111"),),
        ),
        ({"card_lengths": "10", "item_number_digits": 10, "item_number_prefix": "1" * 11}, ()),
        (
            {"card_lengths": "12", "card_letters": "any", "item_number_prefix": "30"},
            ((Clash.CARDS_AND_ITEMS, "A3012345678B"),),
        ),
        ({"card_lengths": "12"}, ()),
        ({"card_lengths": "12", "card_letters": "any", "item_number_digits": 0}, ()),
        ({"card_lengths": "10", "card_letters": "any"}, ((Clash.CARDS_AND_ITEMS, "1234567890"),)),
        (
            {"card_letters": "capitals", "card_check_digit": "luhn"},
            ((Clash.CHECK_DIGIT_OF_LETTERS, "luhn"),),
        ),
        ({"card_check_digit": "luhn"}, ()),
    ],
)
def test_which_values_do_not_go_together(
    changed: dict[str, object], found: tuple[tuple[Clash, str], ...]
) -> None:
    assert clashes(replace(Policy(), **changed)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ({9}, ()),
        ({8, 11}, ()),
        ({9, 10}, ((Clash.CARDS_THERE_AND_ITEMS, "1234567890"),)),
    ],
)
def test_cards_that_are_there_go_together_with_items_too(
    there: set[int], found: tuple[tuple[Clash, str], ...]
) -> None:
    assert clashes(Policy(), frozenset(there)) == found
