"""A login names so many people in an hour by searching, and no more, on both databases; a card opens anybody."""

from dataclasses import replace
from datetime import date, timedelta

from services.contract.hits import Hits
from services.own_schema.library import Library
from services.rules.people.hourly_bounds import MOST_NAMED, SPAN, Pause
from services.rules.people.search import MOST_SHOWN, SearchText
from tests.helpers.patrons import CARD, NOW, Town, clerk, open_card
from tests.services.acts.issue_scene import set_rule
from tests.services.own_schema.today.busy_scene import searches

_NUMBERS = 120
_BORN = SearchText(birth_date="19800402")
_NAMED = SearchText(words="カワグチ")


async def find(library: Library, text: SearchText) -> Hits:
    return await library.backend.searches.find(text, clerk())


async def test_who_goes_through_birth_dates_is_stopped(library: Library, town: Town) -> None:
    days = [date(1950, 1, 1) + timedelta(days=place) for place in range(_NUMBERS)]
    for place, day in enumerate(days):
        await town.patron(f"2000{place:05}", name=f"人 {place}", birth_date=day)
    named = set()
    for day in days:
        found = await find(library, SearchText(birth_date=day.isoformat()))
        named |= {hit.id for hit in found.hits}
    assert len(named) == 100


async def test_who_goes_through_names_is_stopped(library: Library, town: Town) -> None:
    for place in range(MOST_NAMED):
        await town.patron(f"2000{place:05}")
    named = 0
    for _ in range(150):
        found = await find(library, _NAMED)
        named += len(found.hits) + found.more
    assert named == 3_000 // MOST_NAMED * MOST_NAMED
    looks = await town.looks()
    assert sum(look["listed"]["rows"] for look in looks) == named
    assert len(looks) == named // MOST_NAMED, "who waits searches nothing, and has no record of it"


async def test_it_goes_on_when_it_was_said_and_a_card_opens_meanwhile(library: Library, town: Town) -> None:
    await town.patron(CARD)
    await searches(town, NOW - timedelta(minutes=20), *[MOST_NAMED] * 100)
    await searches(town, NOW - timedelta(minutes=10), *[MOST_NAMED] * 42)
    until = NOW + timedelta(minutes=40)
    waiting = await find(library, _NAMED)
    assert waiting == Hits(pause=Pause(until, bare_alone=False))
    assert (await open_card(library.backend.look_ups)).patron.name == "川口 花子"
    await town.set_time(until - timedelta(seconds=30))
    assert (await find(library, _NAMED)).pause == waiting.pause
    await town.set_time(until)
    assert len((await find(library, _NAMED)).hits) == 1


async def test_a_clock_that_was_ahead_holds_nobody_up(library: Library, town: Town) -> None:
    """Before, a login waited until the wrong clock's hour was over: a day, where it had been a day ahead."""
    await town.patron(CARD)
    await searches(town, NOW + timedelta(days=1), *[MOST_NAMED] * 142)
    assert len((await find(library, _NAMED)).hits) == 1


async def test_with_a_name_it_goes_on_where_birth_dates_and_numbers_alone_are_too_many(
    library: Library, town: Town
) -> None:
    await town.patron(CARD)
    at = NOW - timedelta(minutes=59)
    await searches(town, at, *[1] * 100, bare=True)
    for alone in (_BORN, SearchText(phone="0000"), SearchText(phone="048-111-1111")):
        assert (await find(library, alone)).pause == Pause(at + SPAN, bare_alone=True)
    assert len((await find(library, replace(_BORN, words="カワ"))).hits) == 1
    assert len((await find(library, _NAMED)).hits) == 1


async def test_what_another_login_searched_or_looked_up_holds_nobody_up(library: Library, town: Town) -> None:
    await town.patron(CARD)
    await searches(town, NOW, *[MOST_NAMED] * 143, staff_id="staff02")
    await searches(town, NOW - SPAN, *[MOST_NAMED] * 143)
    for _ in range(3):
        await open_card(library.backend.look_ups)
    assert len((await find(library, _NAMED)).hits) == 1


async def test_the_librarys_own_bounds_hold(library: Library, town: Town) -> None:
    await town.patron(CARD)
    await set_rule(town, "people_named_an_hour", 100)
    await set_rule(town, "bare_searches_an_hour", 2)
    for _ in range(2):
        assert (await find(library, _BORN)).pause is None
    assert isinstance((await find(library, _BORN)).pause, Pause)
    await searches(town, NOW, 77)
    assert (await find(library, _NAMED)).pause is None
    await searches(town, NOW, 1)
    assert isinstance((await find(library, _NAMED)).pause, Pause)


async def test_how_many_are_named_is_never_more_than_one_that_tells_of_more(
    library: Library, town: Town
) -> None:
    for place in range(2 * MOST_SHOWN):
        given = "サト" if place % 2 else "アオ"
        await town.patron(f"2000{place:05}", name=f"人 {place}", kana=f"アオキサト {given}{place:02}")
    for place in range(2 * MOST_SHOWN):
        await town.patron(f"3000{place:05}", name=f"人 {place}", kana=f"サト アオキ{place:02}")
    found = await find(library, SearchText(words="サト アオ"))
    assert (len(found.hits), found.more) == (MOST_SHOWN, True)
    (look,) = await town.looks()
    assert look["listed"] == {"kind": "search", "bare": False, "rows": MOST_NAMED}
    assert {str(hit.kana)[:2] for hit in found.hits} == {"サト"}
