"""What is typed into the one field of the desk, read as one thing or none."""

import string
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.contract.item_numbers import ItemNumbers
from services.contract.typed_text import TypedKind, TypedText, read_typed
from services.rules.people.search import Fact, Query, SearchText, read_search
from services.rules.policy import Policy

NO_ITEMS = ItemNumbers(digits=0)
EIGHT = ItemNumbers(digits=8)
CARD, ITEM, NAME = TypedKind.CARD, TypedKind.ITEM, TypedKind.NAME
BORN, PHONE, OTHER = TypedKind.BIRTH_DATE, TypedKind.PHONE, TypedKind.OTHER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("123456789", CARD),
        ("12345678-9", CARD),
        ("１２３４５６７８９", CARD),
        ("A123456789B", CARD),
        ("012-345-678", CARD),
        ("3000097999", ITEM),
        ("0480000001", ITEM),
        ("300-0097-999", ITEM),
        ("a3000097999b", ITEM),
        ("さとう", NAME),
        ("ｻﾄｳ", NAME),
        ("佐藤", NAME),
        ("々木", NAME),
        ("sato", NAME),
        ("Ad", NAME),
        ("Smith-Jones", NAME),
        ("スー", NAME),
        ("林 一", NAME),
        ("さとう 19800101", NAME),
        ("sato 0001", NAME),
        ("林 S55.1.1 -1234", NAME),
        ("川", NAME),
        ("川口1", NAME),
        ("昭和55年13月1日", NAME),
        ("1980/1/1", BORN),
        ("1980.1.1", BORN),
        ("1980-01-01", BORN),
        ("S55.1.1", BORN),
        ("ｓ５５．１．１", BORN),
        ("s550101", BORN),
        ("昭和55年1月1日", BORN),
        ("1980/1/1 -1234", BORN),
        ("048-000-0001", PHONE),
        ("048ー000ー0001", PHONE),
        ("(048)000-0001", PHONE),
        ("090-0000-0001", PHONE),
        ("+81 90 0000 0001", PHONE),
        ("-1234", PHONE),
        ("ー１２３４", PHONE),
        ("-1234 1980/1/1", PHONE),
        ("", OTHER),
        (" ", OTHER),
        ("ー", OTHER),
        ("/", OTHER),
        ("12345678", OTHER),
        ("1234567", OTHER),
        ("1980/13/1", OTHER),
        ("1980/1", OTHER),
        ("S55.13.1", OTHER),
        ("01-23", OTHER),
        ("0.1.2.3", OTHER),
        ("-123", OTHER),
        ("-12345", OTHER),
        ("555-1234", OTHER),
        ("A0123", OTHER),
        ("AB-00123", OTHER),
        ("AB-00", OTHER),
        ("1980/1/1 1234", OTHER),
    ],
)
def test_a_text_is_one_thing(text: str, kind: TypedKind) -> None:
    typed = read_typed(text, ItemNumbers())
    assert typed.kind is kind
    assert typed.is_searched is (kind in {NAME, BORN, PHONE})


@pytest.mark.parametrize(
    ("digits", "offered"),
    [
        ("0001", Fact.PHONE),
        ("0480000001", Fact.PHONE),
        ("048 000 0001", Fact.PHONE),
        ("09000000001", Fact.PHONE),
        ("１９８００１０１", Fact.BIRTH_DATE),
        ("19800101", Fact.BIRTH_DATE),
        ("19801301", None),
        ("12345", None),
        ("550101", None),
        ("123456789012", None),
        ("A0001B", None),
        ("00-01", None),
        ("²³¹¹", Fact.PHONE),
        ("٣٣٣٣", None),
    ],
)
def test_other_digits_are_offered_as_what_they_can_be(digits: str, offered: Fact | None) -> None:
    typed = read_typed(digits, NO_ITEMS)
    assert (typed.kind, typed.offered) == (OTHER, offered)
    assert (typed.search is None) == (offered is None)


def form(lengths: str, letters: str = "none", written: str = "8-1") -> ItemNumbers:
    values = Policy(card_lengths=lengths, card_letters=letters, card_written=written, item_number_digits=0)
    return ItemNumbers.of(values)


@pytest.mark.parametrize(
    ("numbers", "text", "kind"),
    [
        (form("10"), "0480000001", CARD),
        (form("10"), "048-000-0001", PHONE),
        (form("10"), "048ー000ー0001", PHONE),
        (form("10"), "(048)000-0001", PHONE),
        (form("10"), "04800-00001", PHONE),
        (form("10", written="5-5"), "04800-00001", CARD),
        (form("10", written="5-5"), "０４８００－００００１", CARD),
        (form("10", written="5-5"), "048-000-0001", PHONE),
        (form("10", written="5-5"), "12345-67890", CARD),
        (form("10", written="5-5"), "123-456-7890", CARD),
        (form("11"), "09000000001", CARD),
        (form("11"), "090-0000-0001", PHONE),
        (form("8"), "19800101", CARD),
        (form("8"), "1980-01-01", BORN),
        (form("7", "any"), "S550101", CARD),
        (form("7", "any", ""), "S550101", CARD),
        (form("7", "any", ""), "s550101", CARD),
        (form("12", written=""), "048-000-0001", PHONE),
        (form("8", "capitals", ""), "ab-00123", CARD),
    ],
)
def test_a_fact_is_a_card_where_cards_are_written_so(
    numbers: ItemNumbers, text: str, kind: TypedKind
) -> None:
    assert read_typed(text, numbers).kind is kind


@pytest.mark.parametrize("text", ["1980-01-01", "19800101"])
def test_a_date_with_its_signs_is_no_item_and_one_without_them_is(text: str) -> None:
    assert read_typed(text, EIGHT).kind is (BORN if "-" in text else ITEM)


def test_what_was_typed_is_in_no_representation() -> None:
    for text in ("さとう", "1980/1/1", "0001"):
        assert text not in repr(read_typed(text, NO_ITEMS))


ANYTHING = st.text(max_size=14) | st.text(
    alphabet=string.digits + "-/. ()+SsABＡ１ーあ佐年月日元", max_size=14
)


FORMS = [form("10"), form("10-11", written="5-5"), form("8"), form("7-12", "any", ""), form("6-32", "any")]


@given(ANYTHING, st.sampled_from([NO_ITEMS, ItemNumbers(), EIGHT, ItemNumbers(9, "3"), *FORMS]))
@example("0-0/0", NO_ITEMS)
@example("048-000-0001-", FORMS[0])
def test_every_text_is_one_thing_and_what_is_searched_has_signs_or_letters(
    text: str, items: ItemNumbers
) -> None:
    typed = read_typed(text, items)
    assert isinstance(typed, TypedText)
    if typed.is_searched:
        assert not text.isdigit()
        assert typed.kind in {NAME, BORN, PHONE}
    if typed.search is not None and typed.kind is not NAME:
        assert isinstance(read_search(typed.search), Query), "a fact that was read can be searched by"
    if typed.offered is not None:
        assert typed.kind is OTHER


DIGITS = st.text(alphabet=string.digits, max_size=14)


@given(DIGITS, st.sampled_from(["", "A", "b", "D"]), st.sampled_from(["", "C", "d"]))
def test_digits_of_a_barcode_are_never_searched_by_themselves(digits: str, start: str, stop: str) -> None:
    typed = read_typed(f"{start}{digits}{stop}" if digits else "", ItemNumbers())
    assert not typed.is_searched


@given(st.text(alphabet=string.digits, min_size=9, max_size=9), st.sets(st.integers(1, 8)))
def test_no_piece_of_a_card_with_dashes_is_searched_but_four_digits_behind_a_dash(
    number: str, dashes: set[int]
) -> None:
    cuts = [0, *sorted(dashes), 9]
    printed = "-".join(number[a:b] for a, b in pairwise(cuts))
    for begin in range(len(printed)):
        for end in range(begin + 1, len(printed) + 1):
            piece = printed[begin:end]
            typed = read_typed(piece, ItemNumbers())
            is_end = len(piece) == 5 and piece[0] == "-" and piece[1:].isdigit()
            if typed.is_searched and not is_end:
                assert typed.kind is BORN, piece  # 1980-1-1: no card is printed so


@given(st.text(alphabet="アイウカキクサシス佐藤川口 ", min_size=1, max_size=10))
def test_names_are_searched_as_they_stand(text: str) -> None:
    typed = read_typed(text, ItemNumbers())
    expected = SearchText(words=text) if text.strip() else None
    assert typed.search == expected
