"""The characters that a card can have, from a key and from an input method."""

import pytest

from services.rules.card_numbers import CardNumbers
from viewmodels.scanning.card_characters import card_character, may_belong_to_card, read_composed


@pytest.mark.parametrize("text", ["0", "9", "\uff15", "-", "\uff0d", "\u2010", "A", "d", "\uff22"])
def test_card_characters(text: str) -> None:
    assert card_character(text, CardNumbers())


@pytest.mark.parametrize("text", ["", "E", "x", " ", "あ", "12", "\r", "²³", "\u0663", "/"])
def test_other_characters(text: str) -> None:
    assert not card_character(text, CardNumbers())


@pytest.mark.parametrize(
    ("composed", "read"),
    [
        ("１２３４５６７８９", "123456789"),
        ("A12345678-9b", "A12345678-9b"),
        ("あ１２３４５６７８ー９ｂ", "a12345678-9b"),
        ("Ａ１２３４５６７８−９Ｂ", "A12345678-9B"),
        ("ぬふあうえおやゆよ", "123456789"),
        ("ちぬふあうえおやゆほよこ", "a12345678-9b"),
        ("ヌフアウエオヤユヨ", "123456789"),
        ("ﾇﾌｱｳｴｵﾔﾕﾖ", "123456789"),
        ("か１２３４５６７８９", None),
        ("ぬか", None),
        ("ABCD", None),
        ("", None),
        ("１ぬ", None),
    ],
)
def test_composed_text_is_read_back(composed: str, read: str | None) -> None:
    assert read_composed(composed, CardNumbers()) == read


@pytest.mark.parametrize(
    ("text", "may"), [("１", True), ("ぬ", True), ("ー", True), ("か", False), ("", False)]
)
def test_what_may_belong_to_a_card(text: str, may: bool) -> None:
    assert may_belong_to_card(text, CardNumbers()) is may
