"""Each character has one reading, and groups lose nothing."""

from string import ascii_lowercase, digits

import pytest
from hypothesis import given

from services.slips.readings import GROUP, CharacterReading, group, read
from tests.services.slips.contents import CHARACTERS, passwords

_NAMES = {
    "a": "エー",
    "b": "ビー",
    "c": "シー",
    "d": "ディー",
    "e": "イー",
    "f": "エフ",
    "g": "ジー",
    "h": "エイチ",
    "i": "アイ",
    "j": "ジェー",
    "k": "ケー",
    "l": "エル",
    "m": "エム",
    "n": "エヌ",
    "o": "オー",
    "p": "ピー",
    "q": "キュー",
    "r": "アール",
    "s": "エス",
    "t": "ティー",
    "u": "ユー",
    "v": "ブイ",
    "w": "ダブリュー",
    "x": "エックス",
    "y": "ワイ",
    "z": "ゼット",
}


@pytest.mark.parametrize("letter", ascii_lowercase)
def test_a_letter_has_its_bare_name(letter: str) -> None:
    assert read(letter) == (CharacterReading("", _NAMES[letter]),)


@pytest.mark.parametrize("digit", digits)
@pytest.mark.parametrize("others", ["", "k"])
def test_a_digit_is_called_a_digit(digit: str, others: str) -> None:
    assert read(digit + others)[0] == CharacterReading("数字の", digit)


def test_no_two_characters_sound_alike() -> None:
    readings = read(CHARACTERS)
    assert len(set(readings)) == len(CHARACTERS)


@pytest.mark.parametrize(
    "character", ["A", "-", " ", "é", "\uff41", "\uff17", "あ", "\u0663", "\u212a", "\u0301", "ß"]
)
def test_what_no_password_holds_is_refused_without_being_told(character: str) -> None:
    with pytest.raises(ValueError, match="small letters") as refusal:
        read("abc1" + character)
    assert "abc1" not in str(refusal.value)


@pytest.mark.parametrize(
    ("length", "sizes"),
    [
        (8, [4, 4]),
        (9, [3, 3, 3]),
        (10, [4, 3, 3]),
        (12, [4, 4, 4]),
        (13, [4, 3, 3, 3]),
        (20, [4] * 5),
        (1, [1]),
    ],
)
def test_groups_are_even(length: int, sizes: list[int]) -> None:
    assert [len(part) for part in group("x" * length)] == sizes


def test_nothing_has_no_groups() -> None:
    assert group("") == ()


@given(passwords)
def test_groups_are_the_password(password: str) -> None:
    groups = group(password)
    assert "".join(groups) == password
    assert all(1 < len(part) <= GROUP for part in groups)
