"""Generated people: names that match in every form, numbers and addresses that nobody has."""

import random
import re
from datetime import date

import pytest

from services.own_schema.demo.names import Names, listed_names
from services.own_schema.demo.people import BirthDates, Homes, Weighted, mail_address, towns
from services.rules.people.names import has_variation_selector, name_key
from services.rules.people.romaji import kana_of
from services.rules.people.search_keys import fold, same_sound, shortened

TODAY = date(2026, 11, 24)
DRAWS = 3000


def test_names_match_in_every_form() -> None:
    """A family has one reading each; what differs is a variant of its first character."""
    names = Names(random.Random(1))
    listed = {(name_key(it.name), it.kana, it.romaji) for it in listed_names("family")}
    for _ in range(DRAWS):
        drawn = names.japanese()
        kanji, kana, romaji = next(
            zip(drawn.name.split(), drawn.kana.split(), drawn.romaji.split(), strict=True)
        )
        assert (name_key(kanji), kana, romaji) in listed


@pytest.mark.parametrize("part", ["family", "given", "abroad"])
def test_listed_names_can_be_read(part: str) -> None:
    names = listed_names(part)
    assert len(names) == len({it.name for it in names}) >= 25
    for it in names:
        assert re.fullmatch("[ァ-ヴー ]+", it.kana), it
        assert re.fullmatch("[A-Z][a-z]+( [A-Z][a-z]+)*", it.romaji), it
        assert it.name.isascii() is (part == "abroad")


def test_romaji_are_the_kanas() -> None:
    """Long vowels are left out: 大野 and 小野 are both Ono."""
    for it in (*listed_names("family"), *listed_names("given")):
        assert shortened(fold(str(kana_of(it.romaji.lower(), whole=True)))) == shortened(
            fold(same_sound(it.kana))
        ), it


def test_variants_and_selectors_are_among_the_names() -> None:
    names = Names(random.Random(1))
    drawn = [names.japanese().name for _ in range(DRAWS)]

    assert any("髙" in name for name in drawn)
    assert any(has_variation_selector(name) for name in drawn)


def test_one_in_twelve_is_foreign_and_some_have_an_alias() -> None:
    names = Names(random.Random(1))
    drawn = [names.draw() for _ in range(DRAWS)]
    foreign = [name for name in drawn if name.name.isascii()]

    assert abs(len(foreign) / DRAWS - 1 / 12) < 0.02
    assert all(name.name == name.name.upper() and name.kana for name in foreign)
    assert 0.3 < sum(name.alias is not None for name in foreign) / len(foreign) < 0.5
    assert not any(name.alias for name in drawn if not name.name.isascii())


def test_homes_are_in_known_towns_on_lots_that_no_town_has() -> None:
    homes = Homes(random.Random(1))
    known = {(town.postal_code, f"川口市{town.name}") for town in towns()}
    for _ in range(DRAWS):
        code, address = homes.address()
        assert any(code == known_code and address.startswith(town) for known_code, town in known)
        lot = address.removeprefix(max((town for _, town in known if address.startswith(town)), key=len))
        assert 900 <= int(lot.split("丁目")[-1].split("-")[0]) < 1000


def test_phones_and_mail_reach_nobody() -> None:
    homes = Homes(random.Random(1))

    for _ in range(DRAWS):
        area, exchange, last = homes.phone().split("-")
        assert (area, exchange) in {("048", "000"), ("090", "0000")}
        assert len(last) == 4
    assert mail_address("Sato Yoko", 7) == "sato.yoko.7@example.jp"


def test_births_are_before_today() -> None:
    births = BirthDates(random.Random(1), TODAY)
    drawn = [births.draw() for _ in range(DRAWS)]

    assert max(drawn) < TODAY
    assert min(drawn).year > 1925
    assert sum(day.year > 2014 for day in drawn) > DRAWS / 10


def test_weights_are_kept() -> None:
    choice = Weighted([("often", 3), ("seldom", 1)])
    rng = random.Random(1)
    drawn = [choice.draw(rng) for _ in range(DRAWS)]

    assert abs(drawn.count("seldom") / DRAWS - 1 / 4) < 0.03
