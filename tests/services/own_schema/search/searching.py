"""Patrons to be searched for, and a search as a clerk makes it."""

from datetime import date
from typing import Any

from services.own_schema.library import Library
from services.rules.people.search import SearchText
from tests.helpers.patrons import Town, clerk

PEOPLE: dict[str, dict[str, Any]] = {
    "hanako": {"name": "川口 花子", "kana": "カワグチ ハナコ", "romaji": "Kawaguchi Hanako"},
    "ichiro": {"name": "髙﨑 一郎", "kana": "タカサキ イチロウ", "romaji": "Takasaki Ichiro"},
    "osamu": {"name": "佐藤 修", "kana": "サトウ オサム", "romaji": "Sato Osamu"},
    "umeko": {"name": "大内 梅子", "kana": "オオウチ ウメコ", "romaji": "Ouchi Umeko"},
    "chizuru": {"name": "三ツ塚 千鶴", "kana": "ミツヅカ チヅル", "romaji": "Mitsuzuka Chizuru"},
    "lan": {
        "name": "NGUYEN THI LAN",
        "kana": "グエン ティ ラン",
        "romaji": "Nguyen Thi Lan",
        "alias": "阮 蘭",
    },
    "kuzuki": {"name": "葛\U000e0100城 渡邉", "kana": "カツラギ ワタナベ", "romaji": "Katsuragi Watanabe"},
}


async def people(town: Town) -> dict[str, int]:
    """Register everybody, each with a birth date and a telephone number of their own."""
    return {
        key: await town.patron(
            f"2000000{place:02}",
            **names,
            birth_date=date(1979, 4, 1 + place),
            phone=f"048-000-00{place:02}",
        )
        for place, (key, names) in enumerate(PEOPLE.items())
    }


async def found(library: Library, words: str = "", **fields: str) -> list[str]:
    """Tell the names of the hits, in their order."""
    answer = await library.backend.searches.find(SearchText(words=words, **fields), clerk())
    return [hit.name for hit in answer.hits]
