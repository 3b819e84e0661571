import unicodedata
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.contract.cards import is_card, parse_card_number
from services.contract.errors import CardFault, CardNumberMalformed
from services.rules.card_numbers import CardNumbers

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
    assert parse_card_number(typed, CardNumbers()) == "123456789"


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
        parse_card_number(typed, CardNumbers())
    assert (caught.value.fault, caught.value.digits, caught.value.character) == (fault, digits, character)


def outcome(text: str) -> tuple[str, CardNumberMalformed | None]:
    try:
        return parse_card_number(text, CardNumbers()), None
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
    assert parse_card_number(typed, CardNumbers()) == number


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_a_printed_number_can_be_typed_as_printed(number: str) -> None:
    assert parse_card_number(CardNumbers().write(number), CardNumbers()) == number


@pytest.mark.parametrize(
    ("found", "is_this"), [("1234567890", True), ("A1234567890B", True), ("1234567891", False), ("？", False)]
)
def test_a_card_that_is_there_is_this_one_whatever_length_new_ones_have(found: str, *, is_this: bool) -> None:
    assert is_card(found, "1234567890", CardNumbers()) is is_this
