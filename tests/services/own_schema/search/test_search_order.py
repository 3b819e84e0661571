"""Whose surname begins with what is typed stands before who has it in the middle, on both databases."""

from datetime import date

import pytest

from services.own_schema.database.tables import patron
from services.own_schema.library import Library
from services.rules.people.search import MOST_SHOWN, SearchText
from tests.helpers.patrons import Town, clerk
from tests.helpers.statements import recorded
from tests.services.own_schema.search.searching import found

_GIVEN = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"


async def everybody(town: Town, *people: str, times: int = 1) -> None:
    """Register people, each as 「漢字 カナ ローマ字」 with a comma within the names: several of each where wanted."""
    looks = len(await town.all_rows(patron))
    for place, written in enumerate(people * times):
        name, kana, romaji = (part.replace(",", " ") for part in written.split(" "))
        await town.patron(f"2{looks + place:08}", name=name, kana=kana, romaji=romaji)


AOKI = "青木,里美 アオキ,サトミ Aoki,Satomi"
MURASATO = "村里,明 ムラサト,アキラ Murasato,Akira"
SATO = "佐藤,修 サトウ,オサム Sato,Osamu"
SATONAKA = "里中,緑 サトナカ,ミドリ Satonaka,Midori"
SHIONO = "塩野,愛 シオノ,アイ Shiono,Ai"
ONO = "大野,一 オオノ,ハジメ Ono,Hajime"
ONO_SHORT = "小野,二郎 オノ,ジロウ Ono,Jiro"
LE_THI = "LE,THI,AN レ,ティ,アン Le,Thi,An"
THIBAULT = "THIBAULT,LEA ティボー,レア Thibault,Lea"


@pytest.mark.parametrize(
    ("typed", "people", "kana"),
    [
        ("sato", (AOKI, MURASATO, SATONAKA, SATO), ["サトウ", "サトナカ", "アオキ", "ムラサト"]),
        ("satou", (AOKI, MURASATO, SATONAKA, SATO), ["サトウ", "サトナカ", "アオキ", "ムラサト"]),
        ("サト", (AOKI, MURASATO, SATONAKA, SATO), ["サトウ", "サトナカ", "アオキ", "ムラサト"]),
        ("さと", (AOKI, MURASATO, SATONAKA, SATO), ["サトウ", "サトナカ", "アオキ", "ムラサト"]),
        ("里中", (MURASATO.replace("明", "中"), SATONAKA), ["サトナカ", "ムラサト"]),
        ("ono", (SHIONO, ONO, ONO_SHORT), ["オオノ", "オノ", "シオノ"]),
        ("オノ", (SHIONO, ONO, ONO_SHORT), ["オノ", "オオノ", "シオノ"]),
        ("thi", (LE_THI.replace("レ", "ア"), THIBAULT), ["ティボー", "ア"]),
        ("サト ミドリ", (AOKI, SATONAKA, SATO), ["サトナカ"]),
        ("アキラ ムラ", ("秋村,明 アキムラ,アキラ Akimura,Akira", MURASATO), ["ムラサト", "アキムラ"]),
    ],
)
async def test_beginnings_of_surnames_come_first(
    library: Library, town: Town, typed: str, people: tuple[str, ...], kana: list[str]
) -> None:
    await everybody(town, *people)
    answer = await library.backend.searches.find(SearchText(words=typed), clerk())
    assert [str(hit.kana).split()[0] for hit in answer.hits] == kana


async def test_the_first_part_that_is_typed_decides_before_the_second(library: Library, town: Town) -> None:
    await everybody(
        town,
        "秋川,春 アキカワ,ハル Akikawa,Haru",
        "春田,秋 ハルタ,アキ Haruta,Aki",
        "石春,秋 イシハル,アキ Ishiharu,Aki",
    )
    assert await found(library, "春 秋", birth_date="1980/4/2") == ["春田 秋", "秋川 春", "石春 秋"]
    assert await found(library, "ハル アキ") == ["春田 秋", "秋川 春", "石春 秋"]
    assert await found(library, "アキ ハル") == ["秋川 春", "春田 秋", "石春 秋"]


@pytest.mark.parametrize("typed", ["sato", "サト", "サトウ", "佐藤"])
async def test_they_come_first_where_others_alone_would_fill_the_list(
    library: Library, town: Town, typed: str
) -> None:
    """Before サトウ by kana stand アオキ サトミ, アオキ サトオ and 赤佐藤: more of each than are shown."""
    middles = ("青木,里美 アオキ,サトミ Aoki,Satomi", "赤佐藤,恵 アカサトウ,メグミ Akasato,Megumi")
    await everybody(town, *middles, times=MOST_SHOWN + 2)
    sato = [f"佐藤,{place:02} サトウ,{given} Sato,{place}" for place, given in enumerate(_GIVEN)]
    await everybody(town, *reversed(sato[:5]))
    with recorded(library.db) as statements:
        answer = await library.backend.searches.find(SearchText(words=typed), clerk())
    assert len(statements) == (2 if library.db.dialect == "sqlite" else 1)
    assert [hit.kana for hit in answer.hits[:6]] == [
        *(f"サトウ {given}" for given in "アイウエオ"),
        "アカサトウ メグミ" if typed in {"サトウ", "佐藤"} else "アオキ サトミ",
    ]
    assert (len(answer.hits), answer.more) == (MOST_SHOWN, True)
    await everybody(town, *sato[5:])
    answer = await library.backend.searches.find(SearchText(words=typed), clerk())
    assert [hit.kana for hit in answer.hits] == [f"サトウ {given}" for given in _GIVEN[:MOST_SHOWN]]
    assert answer.more


async def test_two_parts_with_more_than_are_shown(library: Library, town: Town) -> None:
    await everybody(town, "青木,佐藤美 アオキ,サトミ Aoki,Satomi", times=MOST_SHOWN + 2)
    await everybody(town, "佐藤,青木 サトウ,アオキ Sato,Aoki", "美佐藤,青木 ミサトウ,アオキ Misato,Aoki")
    assert (await found(library, "サト アオキ"))[0] == "佐藤 青木"
    assert (await found(library, "佐藤 青木"))[:2] == ["佐藤 青木", "青木 佐藤美"]
    assert "佐藤 青木" not in await found(library, "アオキ サト")


async def test_a_birth_date_or_a_number_leaves_beginnings_first(library: Library, town: Town) -> None:
    await everybody(town, AOKI, SATO)
    for words in ("サト 1980/4/2", "sato 0001", "サト 048-000-0001"):
        assert await found(library, words) == ["佐藤 修", "青木 里美"], words
    assert await found(library, "1980/4/2") == ["青木 里美", "佐藤 修"]


async def test_twenty_of_one_birth_date(library: Library, town: Town) -> None:
    for place in range(MOST_SHOWN + 1):
        await town.patron(f"2000000{place:02}", kana="アオキ サトミ", birth_date=date(1979, 4, 1))
    await town.patron("200000099", name="佐藤 修", kana="サトウ オサム", birth_date=date(1979, 4, 1))
    assert (await found(library, "サト S54.4.1"))[0] == "佐藤 修"
