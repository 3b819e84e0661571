import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.contract.cards import parse_card_number
from services.contract.errors import CardNumberMalformed, ItemNumberRead
from services.contract.item_numbers import ItemNumbers, read_card_number
from services.rules.card_numbers import SHORTEST, CardLetters, CardNumbers, clashes
from services.rules.policy import Policy


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3000097999", "3000097999"),
        ("A3000-097-999B", "3000097999"),
        ("\uff13\uff10\uff10\uff10\uff10\uff19\uff17\uff19\uff19\uff19", "3000097999"),
        ("0012345601", "0012345601"),
        ("123456789", None),
        ("12345678", None),
        ("30000979991", None),
        ("300009799x", None),
        ("", None),
    ],
)
def test_ten_digits_are_an_item_unless_the_library_says_otherwise(text: str, number: str | None) -> None:
    assert ItemNumbers.of(Policy()).read(text) == number


@pytest.mark.parametrize(
    ("digits", "prefix", "text", "fits"),
    [
        (10, "30", "3000097999", True),
        (10, "31", "3000097999", False),
        (8, "", "12345678", True),
        (0, "", "3000097999", False),
        (9, "", "300009799", False),
        (9, "3", "300009799", False),
        (9, "3", "100000001", False),
    ],
)
def test_the_library_says_how_its_item_numbers_look(digits: int, prefix: str, text: str, fits: bool) -> None:
    policy = Policy(item_number_digits=digits, item_number_prefix=prefix)
    assert (ItemNumbers.of(policy).read(text) is not None) is fits


def test_where_a_card_is_asked_for_an_item_is_named_as_one() -> None:
    items = ItemNumbers(8, "3")
    assert read_card_number("100000001", items) == parse_card_number("100000001", CardNumbers())
    with pytest.raises(ItemNumberRead):
        read_card_number("30000979", items)
    with pytest.raises(CardNumberMalformed):
        read_card_number("12", items)


LENGTHS = st.sets(st.integers(SHORTEST, 14), min_size=1, max_size=3)


@given(
    lengths=LENGTHS,
    letters=st.sampled_from(CardLetters),
    there=st.frozensets(st.integers(1, 14), max_size=2),
    prefix=st.text("0123456789", max_size=11),
    rest=st.text("0123456789", max_size=6),
)
def test_where_values_go_together_no_item_that_is_scanned_is_a_card(
    lengths: set[int], letters: CardLetters, there: frozenset[int], prefix: str, rest: str
) -> None:
    number = prefix + rest
    policy = Policy(
        card_lengths=" ".join(map(str, lengths)),
        card_letters=letters,
        item_number_digits=len(number),
        item_number_prefix=prefix,
    )
    items = ItemNumbers.of(policy, CardNumbers.of(policy, there))
    read = {items.read(number), items.read(f"A{number}B")}
    assume(number)
    assert (read == {number}) == (not clashes(policy, there))
