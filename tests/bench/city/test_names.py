"""The names of a city's people, which match in every form."""

import random

import pytest
from faker.providers.person.ja_JP import Provider

from services.rules.people.names import has_variation_selector, name_key
from tests.bench.city.latin import to_ascii, to_kana
from tests.bench.city.names import CityNames

DRAWS = 3000


def test_japanese_names_match_in_kanji_kana_and_romaji() -> None:
    names = CityNames(random.Random(1))
    families = {(name_key(kanji), kana, romaji) for kanji, kana, romaji in Provider.last_name_pairs}
    for _ in range(DRAWS):
        drawn = names.japanese()
        parts = zip(drawn.name.split(), drawn.kana.split(), drawn.romaji.split(), strict=True)
        kanji, kana, romaji = next(parts)
        assert (name_key(kanji), kana, romaji) in families


def test_variants_and_selectors_are_among_the_names() -> None:
    names = CityNames(random.Random(1))
    drawn = [names.japanese().name for _ in range(20_000)]

    assert any("髙" in name for name in drawn)
    assert any(has_variation_selector(name) for name in drawn)


def test_one_in_twelve_is_foreign_and_some_have_an_alias() -> None:
    names = CityNames(random.Random(1))
    drawn = [names.draw() for _ in range(DRAWS)]
    foreign = [name for name in drawn if name.name.isascii()]

    assert abs(len(foreign) / DRAWS - 1 / 12) < 0.02
    assert all(name.name == name.name.upper() and name.kana for name in foreign)
    assert 0.3 < sum(name.alias is not None for name in foreign) / len(foreign) < 0.5
    assert not any(name.alias for name in drawn if not name.name.isascii())


@pytest.mark.parametrize(
    ("name", "kana"),
    [
        ("Nguyễn Thị Lan", "グエン ティ ラン"),
        ("ZHANG WEI", "ジャン ウェイ"),
        ("Yıldırım", "イルディリム"),
        ("Albuquerque", "アルブケルケ"),
        ("Phạm Minh", "ファム ミン"),
        ("Casey", "カセイ"),
    ],
)
def test_latin_names_are_read_in_kana(name: str, kana: str) -> None:
    assert to_kana(name) == kana
    assert to_ascii(name).isascii()
