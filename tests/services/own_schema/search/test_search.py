"""Finding a patron without a card, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from services.contract.errors import NotPermitted, SearchUnfit
from services.contract.hits import Hits, ToldApart
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.search_key_rows import make_missing_keys
from services.own_schema.database.tables import patron, patron_gram
from services.own_schema.library import Library
from services.rules.people.search import MOST_SHOWN, SearchFault, SearchText
from services.rules.vocabulary import CardStatus, Channel, Role
from tests.helpers.grams import grams
from tests.helpers.patrons import CARD, NOW, Town, clerk, open_card
from tests.helpers.statements import recorded
from tests.services.own_schema.search.searching import found, people


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SearchText(), SearchFault.TOO_SHORT),
        (SearchText(words="川"), SearchFault.TOO_SHORT),
        (SearchText(words="カワグチ 1979/4"), SearchFault.BIRTH_DATE_UNREADABLE),
        (SearchText(words="カワグチ", birth_date="S54"), SearchFault.BIRTH_DATE_UNREADABLE),
        (SearchText(words=CARD), SearchFault.NUMBER_UNREADABLE),
        (SearchText(phone="048"), SearchFault.NUMBER_UNREADABLE),
    ],
)
async def test_what_cannot_be_searched_is_no_search(
    library: Library, town: Town, text: SearchText, fault: SearchFault
) -> None:
    with pytest.raises(SearchUnfit) as refused:
        await library.backend.searches.find(text, clerk())
    assert refused.value.fault is fault
    assert await town.looks() == []


async def test_names_stand_in_the_order_of_their_kana(library: Library, town: Town) -> None:
    kana = [
        "カワグチ ハナコ",
        "カワイ ハナコ",
        "カワクチ アイ",
        "カーワ ハナコ",
        "ガワグチ ハナ",
        "カワグチ ヂロウ",
        "カワグチ ジュン",
    ]
    for place, each in enumerate(kana):
        await town.patron(f"2000000{place:02}", name=f"人 {place}", kana=each, romaji="")
    answer = await library.backend.searches.find(SearchText(words="カワ"), clerk())
    assert [hit.kana for hit in answer.hits] == [
        "カワイ ハナコ",
        "カワクチ アイ",
        "カワグチ ジュン",
        "カワグチ ヂロウ",
        "ガワグチ ハナ",
        "カワグチ ハナコ",
        "カーワ ハナコ",
    ], "カーワ begins with カワ only for those who type letters"


async def test_twenty_are_shown_and_that_there_are_more(library: Library, town: Town) -> None:
    for place in range(MOST_SHOWN + 3):
        await town.patron(
            f"2000000{place:02}", kana=f"カワグチ {'アイウエオカキクケコサシスセソタチツテトナニヌ'[place]}"
        )
        answer = await library.backend.searches.find(SearchText(words="カワグチ"), clerk())
        assert len(answer.hits) == min(place + 1, MOST_SHOWN)
        assert answer.more is (place >= MOST_SHOWN)
    assert [str(hit.kana)[-1] for hit in answer.hits] == list("アイウエオカキクケコサシスセソタチツテト")


async def test_the_first_by_kana_are_found_whatever_way_each_is_found(library: Library, town: Town) -> None:
    """「kawa」 is カワ, and a part of some foreign names: both kinds stand together, each patron once."""
    for place in range(30):
        names: dict[str, Any] = {
            "name": f"KAWALSKI {place}",
            "kana": f"コワルスキ {place:02}",
            "romaji": f"Kawalski {place}",
        }
        if place % 2:
            names = {"name": "川井 実", "kana": "カワイ ミノル", "romaji": "Kawai Minoru"}
        await town.patron(f"2000000{place:02}", **names)
    answer = await library.backend.searches.find(SearchText(words="kawa"), clerk())
    assert [hit.kana for hit in answer.hits] == ["カワイ ミノル"] * 15 + [
        f"コワルスキ {place:02}" for place in range(0, 10, 2)
    ]


async def test_only_patrons_of_one_name_are_told_apart(library: Library, town: Town) -> None:
    await town.patron("200000001", birth_date=date(1979, 4, 1), address="川口市朝日1丁目2-3")
    await town.patron(
        "200000002", birth_date=date(1991, 4, 1), address="川口市芝900-1", kana="かわぐち　はなこ"
    )
    await town.patron("200000003", name="川口 葉奈", kana="カワグチ ハナ")
    answer = await library.backend.searches.find(SearchText(words="カワグチ"), clerk())
    branch = library.masters.current.branches[1].name
    assert [hit.apart for hit in answer.hits] == [
        None,
        ToldApart(date(1979, 4, 1), "川口市朝日", branch),
        ToldApart(date(1991, 4, 1), "川口市芝", branch),
    ]


async def test_a_namesake_who_is_not_shown_any_more_is_told(library: Library, town: Town) -> None:
    for place in range(MOST_SHOWN - 1):
        await town.patron(f"2000000{place:02}", name=f"川口 {place}", kana=f"カワグチ ア{place:02}")
    for card_number in ("200000098", "200000099"):
        await town.patron(card_number, name="川口 若葉", kana="カワグチ ワカバ")
    answer = await library.backend.searches.find(SearchText(words="カワグチ"), clerk())
    assert answer.more
    assert [hit.name for hit in answer.hits if hit.has_namesake] == ["川口 若葉"]


async def test_a_search_is_recorded_with_who_searched_and_how_many_it_named_and_not_what_for(
    library: Library, town: Town
) -> None:
    await people(town)
    await found(library, "カワグチ")
    before = len(await town.looks())
    with recorded(library.db) as statements:
        await found(library, "satou osamu")
        await found(library, "存在しない")
    assert len(statements) == (4 if library.db.dialect == "sqlite" else 2)
    first, second = (await town.looks())[before:]
    assert timedelta() <= first.pop("at") - NOW < timedelta(minutes=1)
    assert (first.pop("made_by") is None) == (library.db.dialect == "sqlite")
    assert first.pop("listed") == {"kind": "search", "bare": False, "rows": 1}
    assert (first | {"id": 0}) == {
        "id": 0,
        "staff_id": "staff01",
        "branch_id": 1,
        "workstation": "2番窓口",
        "channel": Channel.COUNTER,
        "patron_id": None,
        "purpose": "search",
    }
    assert (second["purpose"], second["listed"]["rows"]) == ("search", 0)


async def test_what_was_typed_is_in_no_representation() -> None:
    text = SearchText(words="カワグチ", birth_date="19790401", phone="0480000001")
    assert repr(text) == "SearchText()"
    assert repr(Hits()) == "Hits(hits=(), more=False, pause=None)"


async def test_opening_a_hit_is_a_look_as_that_of_a_card(library: Library, town: Town) -> None:
    ids = await people(town)
    await open_card(library.backend.look_ups, "200000000")
    with recorded(library.db) as statements:
        answer = await library.backend.look_ups.by_patron(ids["osamu"], clerk())
    assert isinstance(answer, PatronSnapshot)
    assert (answer.patron.id, len(statements)) == (ids["osamu"], 1)
    _, look = await town.looks()
    assert (look["patron_id"], look["purpose"]) == (ids["osamu"], "look_up")


@pytest.mark.parametrize(
    "actor",
    [
        replace(clerk(), channel=Channel.PHONE),
        replace(clerk(), staff=replace(clerk().staff, role=Role.PHONE)),
        replace(clerk(), staff=replace(clerk().staff, role=Role.SUPERVISOR), channel=Channel.PHONE),
    ],
)
async def test_nobody_is_listed_by_phone(library: Library, town: Town, actor: object) -> None:
    await people(town)
    with pytest.raises(NotPermitted):
        await library.backend.searches.find(SearchText(words="カワグチ"), actor)  # type: ignore[arg-type]
    assert await town.looks() == []


async def test_who_has_no_card_is_not_listed_and_who_lost_it_is(library: Library, town: Town) -> None:
    await town.patron("200000001", status=CardStatus.LOST)
    patron_id = await town.patron("200000002", name="川口 紙子")
    async with town.db.transaction() as conn:
        await conn.execute(text("DELETE FROM card WHERE patron_id = :it"), {"it": patron_id})
    assert await found(library, "カワグチ") == ["川口 花子"]


# The keys, whoever writes the names


async def kept_grams(town: Town, patron_id: int) -> set[str]:
    rows = await town.all_rows(patron_gram)
    return {row["gram"] for row in rows if row["patron_id"] == patron_id}


async def test_the_database_keeps_the_pieces_of_what_is_written(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    (row,) = await town.all_rows(patron)
    assert await kept_grams(town, patron_id) == grams(row["search_key"])
    await town.change(patron, patron.c.id == patron_id, search_key="アアアア 山田", kana_order=5)
    assert await kept_grams(town, patron_id) == {"アア", "アアア", "山田"}
    assert {row["kana_order"] for row in await town.all_rows(patron_gram)} == {5}
    await town.change(patron, patron.c.id == patron_id, search_key="-")
    assert await town.all_rows(patron_gram) == []
    await town.change(patron, patron.c.id == patron_id, search_key="山田")
    async with town.db.transaction() as conn:
        await conn.execute(text("DELETE FROM card"))
        await conn.execute(delete(patron))
    assert await town.all_rows(patron_gram) == []


async def test_names_that_others_write_get_their_keys(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.patron(
        "200000002", name="空欄 太郎", kana="クウラン タロウ", romaji="", search_key="", keys_of=None
    )
    await town.change(
        patron, patron.c.id == patron_id, name="青木 花子", kana="アオキ ハナコ", phone="048-000-7777"
    )
    assert await found(library, "アオキ") == []
    assert await found(library, "カワグチ") == ["青木 花子"], "found as before until the keys are made"
    before = {row["id"]: row["version"] for row in await town.all_rows(patron)}
    told: list[tuple[int, int]] = []
    assert await make_missing_keys(library.db, lambda done, total: told.append((done, total))) == 2
    assert told == [(2, 2)]
    assert await found(library, "青木") == ["青木 花子"]
    assert await found(library, "7777") == ["青木 花子"]
    assert await found(library, "クウラン") == ["空欄 太郎"]
    assert await found(library, "カワグチ") == []
    assert {row["id"]: row["version"] for row in await town.all_rows(patron)} == before
    assert await make_missing_keys(library.db) == 0


async def test_keys_that_fit_are_left_alone(library: Library, town: Town) -> None:
    patron_id = await town.patron(alias="通称", phone=None)
    await town.change(patron, patron.c.id == patron_id, email="new@example.jp")
    assert await make_missing_keys(library.db) == 0


async def test_a_name_without_a_letter_is_not_made_a_key_again_and_again(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron(name="・", kana="ー", romaji="")
    await town.change(patron, patron.c.id == patron_id, keys_of=None)
    assert await make_missing_keys(library.db) == 1
    assert await make_missing_keys(library.db) == 0


async def test_a_key_written_for_a_name_that_changed_meanwhile_is_made_again(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    (row,) = await town.all_rows(patron)
    await town.change(patron, patron.c.id == patron_id, name="青木 花子")
    async with town.db.transaction() as conn:
        await conn.execute(update(patron).values(keys_of=row["keys_of"], search_key=row["search_key"]))
        left = (await conn.execute(select(patron.c.id))).scalars().all()
    assert left == [patron_id]
    assert await make_missing_keys(library.db) == 1
