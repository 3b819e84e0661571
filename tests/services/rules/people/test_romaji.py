"""Romaji read as kana."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.romaji import kana_of, latin_key


@pytest.mark.parametrize(
    ("latin", "kana"),
    [
        ("kawaguchi", "カワグチ"),
        ("kawaguti", "カワグチ"),
        ("shimizu", "シミズ"),
        ("simizu", "シミズ"),
        ("chiyo", "チヨ"),
        ("jun", "ジュン"),
        ("zyun", "ジュン"),
        ("jyun", "ジュン"),
        ("fujii", "フジイ"),
        ("huzii", "フジイ"),
        ("tsuchiya", "ツチヤ"),
        ("shinichi", "シニチ"),
        ("honma", "ホンマ"),
        ("homma", "ホンマ"),
        ("hattori", "ハットリ"),
        ("hotchi", "ホッチ"),
        ("hocchi", "ホッチ"),
        ("ryouko", "リョウコ"),
        ("wan", "ワン"),
        ("luna", "ルナ"),
    ],
)
def test_whole_names(latin: str, kana: str) -> None:
    assert kana_of(latin, whole=True) == kana


@pytest.mark.parametrize("latin", ["smith", "kim", "nguyenx", "brown", "q"])
def test_what_is_not_japanese(latin: str) -> None:
    assert kana_of(latin, whole=True) is None


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("k", ""),
        ("ka", "カ"),
        ("kaw", "カ"),
        ("kawa", "カワ"),
        ("kawagu", "カワグ"),
        ("kawaguch", "カワグ"),
        ("sh", ""),
        ("honm", "ホン"),
        ("hat", "ハ"),
        ("hatt", "ハッ"),
        ("smith", None),
    ],
)
def test_as_far_as_it_is_typed(typed: str, kana: str | None) -> None:
    assert kana_of(typed, whole=False) == kana


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ŌNO", "ono"),
        ("Ono", "ono"),
        ("Ohno", "ono"),
        ("Oono", "ono"),
        ("Ouno", "ono"),
        ("Oouchi", "ochi"),
        ("Ouchi", "ochi"),
        ("Satoh", "sato"),
        ("YUUKI", "yuki"),
        ("Ｋａｗａ", "kawa"),
        ("Nguyễn Thị", "nguyenthi"),
        ("Đặng", "dang"),
        ("O'Brien-Łukasz", "obrienlukasz"),
        ("Ohara", "ohara"),
        ("川口", ""),
    ],
)
def test_latin_keys(typed: str, key: str) -> None:
    assert latin_key(typed) == key


@given(st.text(alphabet="aiueokstnhmyrwgzdbpjcfv", max_size=30))
def test_a_name_that_can_be_read_whole_can_be_read_while_it_is_typed(latin: str) -> None:
    whole = kana_of(latin, whole=True)
    if whole is None:
        return
    for end in range(len(latin)):
        assert kana_of(latin[:end], whole=False) is not None


@given(st.text())
def test_a_latin_key_is_small_letters_and_nothing_else(text: str) -> None:
    key = latin_key(text)
    assert key.isascii()
    assert key == "".join(filter(str.isalpha, key)).lower()
