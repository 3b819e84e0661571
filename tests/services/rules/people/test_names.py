import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.people.names import VARIANTS, for_print, has_variation_selector, kana_key, name_key

IVS = "\U000e0100"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋 一郎", "高橋一郎"),
        ("山﨑", "山崎"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斎藤"),
        ("齊藤", "斎藤"),
        ("斉藤", "齊藤"),
        ("濵田", "浜田"),
        ("𠮷田", "吉田"),
        ("櫻井　壽", "桜井寿"),
        (f"葛{IVS}城", "葛城"),
        ("辻\ufe00", "辻"),
        ("ＳＭＩＴＨ　John", "smith john"),
        ("Nguyễn Thị", "nguyễn thị"),
        ("塚\u3000", "塚"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_find_each_other(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("高橋", "高端"), ("斎藤", "佐藤"), ("大阪", "大坂")])
def test_names_that_dont(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("kana", "key"),
    [
        ("カワグチ ハナコ", "カワグチハナコ"),
        ("カワグチ\u3000ハナコ", "カワグチハナコ"),
        ("ｶﾜｸﾞﾁ ﾊﾅｺ", "カワグチハナコ"),
        ("かわぐち はなこ", "カワグチハナコ"),
        ("ゔぃゖ", "ヴィヶ"),
        ("ぁー", "ァー"),
    ],
)
def test_kana_keys(kana: str, key: str) -> None:
    assert kana_key(kana) == key


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("葛城", False),
        (f"葛{IVS}城", True),
        ("葛\U000e01ef", True),
        ("葛\ufe00", True),
        ("葛\ufe0f", True),
        ("髙橋", False),
    ],
)
def test_variation_selectors_are_found_and_stripped_for_print(name: str, has: bool) -> None:
    assert has_variation_selector(name) is has
    assert has_variation_selector(for_print(name)) is False
    assert for_print(name) == "".join(c for c in name if "VARIATION SELECTOR" not in unicodedata.name(c))


def test_printing_leaves_the_registered_variant_as_it_is() -> None:
    assert for_print(f"髙{IVS}﨑") == "髙﨑"


def test_each_variant_belongs_to_one_form() -> None:
    everything = [character for group in VARIANTS.split() for character in group]
    assert len(everything) == len(set(everything))
    assert all(unicodedata.normalize("NFKC", it) == it for it in everything)


@given(st.text())
def test_keys_of_keys_are_the_same_and_hold_no_blank(text: str) -> None:
    for make in (name_key, kana_key):
        key = make(text)
        assert key == "".join(key.split())
        assert not has_variation_selector(key)
