"""What is typed finds whom it should and nobody else, on both databases; nothing here changes the library."""

import pytest
import pytest_asyncio

from services.own_schema.library import Library
from tests.helpers.patrons import Town
from tests.services.own_schema.search.searching import PEOPLE, found, people

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def known(shared_library: Library, shared_town: Town) -> Library:
    """A library in which everybody is registered."""
    await people(shared_town)
    return shared_library


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("カワグチ", "hanako"),
        ("かわぐちはなこ", "hanako"),
        ("かわくち　はなこ", "hanako"),
        ("ｶﾜｸﾞﾁ", "hanako"),
        ("ハナコ カワ", "hanako"),
        ("グチハ", "hanako"),
        ("川口花子", "hanako"),
        ("川口", "hanako"),
        ("花子 川口", "hanako"),
        ("kawaguchi", "hanako"),
        ("KAWAGU", "hanako"),
        ("Ｋａｗａｇｕｃｈｉ　ｈａｎａ", "hanako"),
        ("高崎", "ichiro"),
        ("髙\U000e0100﨑", "ichiro"),
        ("タカサキ イチロー", "ichiro"),
        ("takasaki ichirou", "ichiro"),
        ("サトウオサム", "osamu"),
        ("さとおおさむ", "osamu"),
        ("satou osamu", "osamu"),
        ("satoh", "osamu"),
        ("オサム", "osamu"),
        ("ウメコ", "umeko"),
        ("オーウチ", "umeko"),
        ("ウチ", "umeko"),
        ("ouchi umeko", "umeko"),
        ("ミツズカ", "chizuru"),
        ("mituduka", "chizuru"),
        ("chizuru", "chizuru"),
        ("nguyen", "lan"),
        ("グエン", "lan"),
        ("阮蘭", "lan"),
        ("葛城", "kuzuki"),
        ("渡辺", "kuzuki"),
        ("渡邊", "kuzuki"),
        ("19790401", "hanako"),
        ("1979/4/2", "ichiro"),
        ("S54.4.3", "osamu"),
        ("昭和54年4月4日", "umeko"),
        ("048-000-0004", "chizuru"),
        ("0480000005", "lan"),
        ("0006", "kuzuki"),
        ("カツラギ 0006 S54.4.7", "kuzuki"),
    ],
)
async def test_a_patron_is_found(known: Library, words: str, key: str) -> None:
    assert await found(known, words) == [PEOPLE[key]["name"]]


@pytest.mark.parametrize(
    "words",
    [
        "カワサキ",
        "川崎",
        "口川",
        "コハナ",
        "川口 修",
        "カワグチ 19790402",
        "カワグチ 0001",
        "0099",
        "kawasaki",
    ],
)
async def test_nobody_is_found_of_whom_something_typed_is_not_true(known: Library, words: str) -> None:
    assert await found(known, words) == []


async def test_several_fields_mean_all_of_them(known: Library) -> None:
    assert await found(known, "カワグチ", birth_date="1979/4/1", phone="0000") == ["川口 花子"]
    assert await found(known, "カワグチ", birth_date="1979/4/2") == []
    assert await found(known, birth_date="S54.4.2", phone="048-000-0001") == ["髙﨑 一郎"]
