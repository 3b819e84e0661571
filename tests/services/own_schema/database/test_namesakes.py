"""Another patron of the same name, kana, age group and branch: asked in a look's one statement, on both databases."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Date, Integer, column, literal_column, select, values

from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.namesakes import age_group_number
from services.own_schema.library import Library
from services.own_schema.lookup.look_up import LookUps
from services.rules.characters import ODD
from services.rules.people.ages import age_group
from services.rules.people.search import SearchText
from services.rules.vocabulary import AgeGroup, CardStatus, Channel, Role
from tests.helpers.patrons import CARD, Town, clerk, open_card
from tests.helpers.statements import recorded

OTHER = "200000002"
YUTA: dict[str, Any] = {
    "name": "渡辺 裕太",
    "kana": "ワタナベ ユウタ",
    "romaji": "Watanabe Yuta",
    "birth_date": date(1995, 8, 9),
}

BLANKS = [it for it in map(chr, range(0x3001)) if it.isspace() and not re.search(f"[{ODD}]", it)]


async def has_namesake(look_ups: LookUps, number: str = CARD) -> bool:
    opened = await open_card(look_ups, number)
    return opened.patron.has_namesake


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"birth_date": date(1987, 11, 24)},
        {"name": "渡辺　裕太", "kana": "わたなべ　ゆうた"},
        *({"name": f"渡辺{blank}裕太"} for blank in BLANKS),
        {"address": "川口市芝900-1", "phone": None, "email": None, "alias": "通称", "romaji": ""},
        {"status": CardStatus.LOST},
    ],
)
async def test_another_who_looks_the_same_is_told(
    look_ups: LookUps, library: Library, town: Town, other: dict[str, Any]
) -> None:
    await town.patron(**YUTA)
    await town.patron(OTHER, **(YUTA | other))
    await open_card(look_ups)
    with recorded(library.db) as statements:
        assert await has_namesake(look_ups)
    assert len(statements) == 1
    assert await has_namesake(look_ups, OTHER)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "渡邉 裕太"},
        {"kana": "ワタナベ ヒロタ"},
        {"birth_date": date(1986, 11, 24)},
        {"birth_date": date(1996, 11, 25)},
        {"branch_id": 2},
    ],
)
async def test_who_can_be_told_apart_at_the_counter_is_no_namesake(
    look_ups: LookUps, town: Town, other: dict[str, Any]
) -> None:
    await town.patron(**YUTA)
    await town.patron(OTHER, **(YUTA | other))
    assert not await has_namesake(look_ups)
    assert not await has_namesake(look_ups, OTHER)


@pytest.mark.parametrize(("other", "alike"), [(None, True), (YUTA["birth_date"], False)])
async def test_who_has_no_birth_date_looks_the_same_as_another_without_one(
    look_ups: LookUps, library: Library, town: Town, other: date | None, *, alike: bool
) -> None:
    await town.patron(**(YUTA | {"birth_date": None}))
    await town.patron(OTHER, **(YUTA | {"birth_date": other}))
    assert await has_namesake(look_ups) is await has_namesake(look_ups, OTHER) is alike
    hits = (await library.backend.searches.find(SearchText(words="ワタナベ"), clerk())).hits
    assert [hit.has_namesake for hit in hits] == [alike, alike]
    assert {hit.apart.birth_date for hit in hits if hit.apart is not None} == {None, other}


async def test_who_has_no_card_in_use_or_whose_keys_are_missing_is_none(
    look_ups: LookUps, town: Town
) -> None:
    patron_id = await town.patron(**YUTA, kana_key="")
    await town.patron(OTHER, **YUTA, kana_key="")
    assert not await has_namesake(look_ups)
    await town.patron("300000001", **YUTA)
    assert not await has_namesake(look_ups, "300000001")
    await town.replace_card(patron_id, CARD, "300000002")
    assert not await has_namesake(look_ups, "300000001")


async def test_age_groups_of_the_day_count(look_ups: LookUps, town: Town) -> None:
    """One turns thirty on 1 December 2026, the other on the day after."""
    await town.patron(**(YUTA | {"birth_date": date(1996, 12, 1)}))
    await town.patron(OTHER, **(YUTA | {"birth_date": date(1996, 12, 2)}))
    for day, alike in ((30, True), (31, False), (32, True)):
        moment = datetime.fromisoformat("2026-11-01T00:30+09:00") + timedelta(days=day - 1)
        await town.set_time(moment)
        assert await has_namesake(look_ups) is alike, moment


@pytest.mark.parametrize(
    "day", ["2026-11-24", "2026-03-31", "2026-04-01", "2026-04-02", "2024-02-29", "2025-02-28", "2027-01-01"]
)
async def test_the_database_groups_ages_as_the_rule_does(library: Library, day: str) -> None:
    today = date.fromisoformat(day)
    births = [
        date(today.year - years, month, number)
        for years in range(110)
        for month, number in ((1, 1), (2, 28), (3, 31), (4, 1), (4, 2), (11, 24), (11, 25), (12, 31))
        if date(today.year - years, month, number) <= today
    ]
    births += [date(year, 2, 29) for year in range(1920, today.year, 4)]
    as_number = literal_column(str(int(today.strftime("%Y%m%d"))), Integer)
    rows = values(column("place", Integer), column("birth", Date), name="born").data(list(enumerate(births)))
    born = rows.cte()
    wanted = select(age_group_number(born.c.birth, as_number)).order_by(born.c.place)
    async with library.db.reading() as conn:
        numbers = (await conn.execute(wanted)).scalars().all()
    groups = [age_group(birth, today) for birth in births]
    assert (
        len(set(zip(groups, numbers, strict=True))) == len(set(groups)) == len(set(numbers)) == len(AgeGroup)
    )


@pytest.mark.parametrize("role", [Role.COUNTER, Role.PHONE])
async def test_by_phone_it_is_told_of_an_identified_caller_alone(
    library: Library, town: Town, role: Role
) -> None:
    patron_id = await town.patron(**YUTA)
    await town.patron(OTHER, **YUTA)
    at_phone = clerk(role, Channel.PHONE)
    before = await library.backend.look_ups.by_card(CARD, at_phone)
    assert isinstance(before, PhoneSummary)
    assert "namesake" not in repr(before)
    await town.identified(patron_id, at_phone)
    identified = await library.backend.look_ups.again(patron_id, at_phone)
    assert isinstance(identified, PatronSnapshot)
    assert identified.patron.has_namesake


async def test_hits_that_look_the_same_are_marked(library: Library, town: Town) -> None:
    await town.patron(**YUTA, address="川口市朝日1-1")
    await town.patron(OTHER, **YUTA, address="川口市芝1-1")
    await town.patron("300000001", **(YUTA | {"birth_date": date(1950, 8, 9)}))
    await town.patron("300000002", **(YUTA | {"branch_id": 2}))
    await town.patron("300000003", **(YUTA | {"name": "渡邉 裕太"}))
    answer = await library.backend.searches.find(SearchText(words="ワタナベ"), clerk())
    marked = {hit.id for hit in answer.hits if hit.has_namesake}
    assert len(answer.hits) == 5
    assert all(hit.apart is not None for hit in answer.hits)
    assert marked == {1, 2}
