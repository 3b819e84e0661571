import unicodedata
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.cards import (
    CHECK_DIGIT_METHODS,
    check_digit_fits,
    format_card_number,
    mask_card_number,
    parse_card_number,
)
from services.errors import CardFault, CardNumberMalformed

DASHES = "-‐‑‒–—―⸺〜−ー－ｰ﹣﹘⁻\u00ad⁃˗─━➖"
BLANKS = " \t\r\n\v\f\u00a0\u2003\u202f\u3000\u200b\u200e\u2060\ufeff\u180e"
WIDE = str.maketrans("0123456789ABCDabcd-", "０１２３４５６７８９ＡＢＣＤａｂｃｄ－")


@pytest.mark.parametrize(
    "typed",
    [
        "123456789",
        "12345678-9",
        "12345678ー9",
        "１２３４５６７８９",
        "１２３４５６７８－９",
        "１２３４５６７８ー９",
        "12345678ｰ9",
        "A123456789A",
        "a123456789b",
        "C12345678-9D",
        "Ａ１２３４５６７８９Ｄ",
        "ｂ１２３４５６７８－９ｃ",
        "A123456789",
        "123456789D",
        "A-123456789-A",
        " A 123456789 A \r\n",
        "123456789\r",
        "123456789\n",
        "123456789\t",
        "\t123456789\r\n",
        "123 456 789",
        "123　456　789",
        "1-2-3-4-5-6-7-8-9",
        "--123456789--",
        "\ufeff123456789",
        "123\u200b456\u200b789",
        *(f"12345678{dash}9" for dash in DASHES),
        *(f"{blank}1234{blank}56789{blank}" for blank in BLANKS),
    ],
)
def test_every_form_of_a_number_finds_it(typed: str) -> None:
    assert parse_card_number(typed) == "123456789"


@pytest.mark.parametrize(
    ("typed", "fault", "digits", "character"),
    [
        ("", CardFault.EMPTY, 0, ""),
        (" -\r\n", CardFault.EMPTY, 0, ""),
        ("AB", CardFault.DIGIT_COUNT, 0, ""),
        ("A", CardFault.DIGIT_COUNT, 0, ""),
        ("12345678", CardFault.DIGIT_COUNT, 8, ""),
        ("12345678-90", CardFault.DIGIT_COUNT, 10, ""),
        ("123456789123456789", CardFault.DIGIT_COUNT, 18, ""),
        ("AA123456789", CardFault.CHARACTER, 9, "A"),
        ("123456789BB", CardFault.CHARACTER, 9, "B"),
        ("1234A56789", CardFault.CHARACTER, 9, "A"),
        ("E123456789", CardFault.CHARACTER, 9, "E"),
        ("12345678９0x", CardFault.CHARACTER, 10, "x"),
        ("1234５川口", CardFault.CHARACTER, 5, "川"),
        ("１２３Ｘ５６７８９", CardFault.CHARACTER, 8, "Ｘ"),
        ("123456789_", CardFault.CHARACTER, 9, "_"),
        ("12345678٩", CardFault.CHARACTER, 8, "٩"),
        ("123456789\0", CardFault.CHARACTER, 9, "\0"),
        ("1½", CardFault.CHARACTER, 3, "½"),
    ],
)
def test_anything_else_says_what_is_wrong(typed: str, fault: CardFault, digits: int, character: str) -> None:
    with pytest.raises(CardNumberMalformed) as caught:
        parse_card_number(typed)
    assert (caught.value.fault, caught.value.digits, caught.value.character) == (fault, digits, character)


def outcome(text: str) -> tuple[str, CardNumberMalformed | None]:
    try:
        return parse_card_number(text), None
    except CardNumberMalformed as fault:
        return "", fault


near_numbers = st.text(
    st.one_of(st.sampled_from("0123456789０１２３４５６７８９ABCDａｂ" + DASHES + BLANKS), st.characters())
)


@given(st.one_of(st.text(), near_numbers))
@example("²³¹⁴⁵⁶⁷⁸⁹")
@example("㉑㉒㉓㉔㉕")
def test_any_text_is_a_number_that_was_typed_or_malformed(text: str) -> None:
    plain = normalize("NFKC", text)
    number, fault = outcome(text)
    if fault is None:
        assert len(number) == 9
        assert set(number) <= set("0123456789")
        assert number == "".join(c for c in plain if unicodedata.category(c) == "Nd")
    else:
        assert (fault.fault is CardFault.CHARACTER) == bool(fault.character)
        assert fault.character in text
        assert fault.digits == sum(character in "0123456789" for character in plain)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.data())
def test_a_number_survives_what_scanners_and_hands_do_to_it(number: str, data: st.DataObject) -> None:
    filling = st.text(st.sampled_from(DASHES + BLANKS), max_size=3)
    letter = st.sampled_from(["", *"ABCDabcd"])
    typed = data.draw(letter)
    for digit in number:
        typed += data.draw(filling) + digit
    typed += (
        data.draw(filling) + data.draw(letter) + data.draw(st.sampled_from(["", "\r", "\n", "\t", "\r\n"]))
    )
    if data.draw(st.booleans()):
        typed = typed.translate(WIDE)
    assert parse_card_number(typed) == number


def test_numbers_are_written_with_a_hyphen_and_masked_but_for_four_digits() -> None:
    assert format_card_number("123456789") == "12345678-9"
    assert mask_card_number("123456789") == "●●●●●678-9"


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_a_printed_number_can_be_typed_as_printed(number: str) -> None:
    assert parse_card_number(format_card_number(number)) == number


@pytest.mark.parametrize(
    ("method", "number"),
    [
        # 4901234567894 is the usual example of a JAN code; 79927398713 that of Luhn; a modulus 11 by hand:
        # 3·2 + 2·3 + 1·4 = 16, 11 - 5 = 6; the seventh weight is 2 again.
        # Remainders of 0 and 1 both want a 0: 4·2 + 1·3 = 11, 6·2 = 12.
        ("modulus10-weight3", "4901234567894"),
        ("luhn", "79927398713"),
        ("luhn", "59"),
        ("modulus11", "1236"),
        ("modulus11", "140"),
        ("modulus11", "60"),
        ("modulus11", "00000019"),
        ("modulus11", "10000009"),
        ("modulus7", "100000014"),
    ],
)
def test_check_digits(method: str, number: str) -> None:
    assert check_digit_fits(number, method)
    for wrong in set("0123456789") - {number[-1]}:
        assert not check_digit_fits(number[:-1] + wrong, method)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_without_a_method_every_number_fits(number: str) -> None:
    assert check_digit_fits(number, None)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.sampled_from(sorted(CHECK_DIGIT_METHODS)))
def test_each_method_wants_exactly_one_digit(digits: str, method: str) -> None:
    assert sum(check_digit_fits(digits + check, method) for check in "0123456789") == 1


def test_an_unknown_method_is_told() -> None:
    with pytest.raises(ValueError, match="no check digit method"):
        check_digit_fits("123456789", "guess")
