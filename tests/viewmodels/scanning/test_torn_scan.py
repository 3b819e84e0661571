"""The pieces of a card, and when they are put together: by a table, and whatever keys come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.cards import parse_card_number
from services.contract.errors import CardNumberMalformed
from services.rules.card_numbers import CardNumbers
from tests.viewmodels.scanning.classified import Classified
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS
from viewmodels.scanning.key_classifier import FAST_KEY_MS
from viewmodels.scanning.keys import Scanned
from viewmodels.scanning.torn_scan import JOINED_MS, JustTyped, put_together

PIECES = st.text("0123456789-ad", max_size=12)


@pytest.mark.parametrize(
    ("scan", "field", "number"),
    [
        (Scanned("456789", typed="123"), "123", "123456789"),
        (Scanned("6789", typed="12345"), "12345", "123456789"),
        (Scanned("5678-9B", typed="A1234"), "A1234", "123456789"),
        (Scanned("9", ("12345678",)), "", "123456789"),
        (Scanned("9", ("12345678",)), "5", "123456789"),
        (Scanned("9", ("345678",), "12"), "12", "123456789"),
        pytest.param(Scanned("123456789"), "", None, id="a whole card is scanned"),
        pytest.param(Scanned("123456789", typed="-"), "-", None, id="a whole card after a dash"),
        pytest.param(Scanned("123456789", typed="987654321"), "987654321", None, id="typed, then scanned"),
        pytest.param(Scanned("123456789", typed="21"), "987654321", None, id="typed slowly, then scanned"),
        pytest.param(Scanned("123456", typed="321"), "987654321", None, id="the end of what was typed fits"),
        pytest.param(Scanned("123456", typed="321"), "", None, id="what was typed isn't there any more"),
        pytest.param(Scanned("123456", typed="32"), "32", None, id="eight digits"),
        pytest.param(Scanned("1234567", typed="321"), "321", None, id="ten digits"),
        pytest.param(Scanned("A123456", typed="321"), "321", None, id="a beginning after a beginning"),
        pytest.param(Scanned("345678", ("987654",), "12"), "12", None, id="two scans"),
    ],
)
def test_what_is_put_together(scan: Scanned, field: str, number: str | None) -> None:
    assert put_together(scan, field, CardNumbers()) == number


@given(PIECES, st.lists(PIECES, max_size=2).map(tuple), PIECES, PIECES)
def test_nothing_is_left_out_or_made_up(typed: str, before: tuple[str, ...], text: str, others: str) -> None:
    scan = Scanned(text, before, typed)
    for field in (typed, others):
        number = put_together(scan, field, CardNumbers())
        if number is not None:
            assert number == parse_card_number(typed + "".join(before) + text, CardNumbers())
            assert not typed or field == typed
            for piece in (typed, *before, text):
                with pytest.raises(CardNumberMalformed):
                    parse_card_number(piece, CardNumbers())


@given(
    st.lists(st.tuples(st.sampled_from("0123456789"), st.integers(0, 200)), max_size=20), st.integers(0, 400)
)
def test_only_the_last_moments_are_known(keys: list[tuple[str, int]], pause: int) -> None:
    typed, now = JustTyped(), 1_000
    known: list[tuple[str, int]] = []
    for character, gap in keys:
        now += gap
        typed.note(character, now)
        known.append((character, now))
    now += pause
    assert typed.before(now) == "".join(text for text, at in known if now - at <= JOINED_MS)
    typed.forget()
    assert typed.before(now) == ""


@pytest.mark.parametrize("place", range(1, 9))
@pytest.mark.parametrize("tear", [FAST_KEY_MS + 1, 80, LONGEST_TEAR_MS - 1])
def test_a_torn_card_is_told_with_its_first_piece(place: int, tear: int) -> None:
    desk = Classified()
    desk.type("123456789"[:place], 5)
    desk.type("123456789"[place], tear)
    desk.type("123456789"[place + 1 :] + "\r", 5)

    (told,) = desk.told
    assert put_together(told, desk.typed, CardNumbers()) == "123456789"


@pytest.mark.parametrize("other", ["x", "\b", "\r"])
def test_a_key_between_the_pieces_parts_them(other: str) -> None:
    desk = Classified()
    desk.type("123", 5)
    desk.type(other, 80)
    desk.type("4", 80)
    desk.type("56789\r", 5)

    assert [it.typed for it in desk.told] == [""]


def test_a_click_between_the_pieces_parts_them() -> None:
    desk = Classified()
    desk.type("123", 5)
    desk.pass_ms(70)
    desk.click()
    desk.type("4", 80)
    desk.type("56789\r", 5)

    assert [it.typed for it in desk.told] == [""]


def test_pieces_are_used_once() -> None:
    desk = Classified()
    desk.type("123", 5)
    desk.type("4", 80)
    desk.type("56789\r456789\r", 5)

    assert [put_together(it, "123", CardNumbers()) for it in desk.told] == ["123456789", None]


@given(
    st.lists(
        st.tuples(st.sampled_from("123456789\rx"), st.sampled_from([5, 30, 80, 140, 160, 299, 301])),
        max_size=40,
    )
)
def test_every_key_is_told_once_whatever_comes(keys: list[tuple[str, int]]) -> None:
    """A piece that is kept for what follows is told all the same, in its place."""
    desk = Classified()
    for character, gap in keys:
        desk.type(character, gap)
    desk.pass_ms(1_000)

    characters = "".join(it for it, _ in keys if it.isdigit())
    heard = "".join(desk.scans)
    typed = "".join(it for it in desk.typed if it.isdigit())
    assert sorted(heard + typed) == sorted(characters)
