"""How often a caller may miss, on real databases: counted for patron and login, by whatever way, for a while."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from services.contract.actor import Actor, StaffMember
from services.contract.errors import FactsUnfit, IdentityCheckEnded, IdentityNotConfirmed
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import (
    card,
    circulation_rule,
    identity_check,
    identity_miss,
    masters_version,
    patron,
)
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.people.identity import CallerFacts, FactFault
from services.rules.vocabulary import CardStatus, Channel, Role
from tests.helpers.patrons import CARD, NOW, Town, clerk, days_ago

BORN = CallerFacts(birth_date="S55.4.2")
WRONG = CallerFacts(birth_date="S55.4.3")
TWO = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.2")
TWO_WRONG = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.3")
OF_NOBODY = CallerFacts(kana="ベツジン", birth_date="S55.4.3")
OTHER_CARD = "987654321"


def login(name: str, workstation: str = "2番窓口") -> Actor:
    return replace(
        clerk(channel=Channel.PHONE), staff=StaffMember(name, name, Role.PHONE), workstation=workstation
    )


CALLER = login("staff01")


async def outcome(work: Any) -> str | int:
    """Tell what a try comes to: how many are left, until when it is closed for whom, or `opened`."""
    try:
        answer = await work
    except IdentityNotConfirmed as error:
        return error.misses_left
    except IdentityCheckEnded as error:
        return f"{'login' if error.of_login else 'patron'} until {error.until:%H:%M}"
    assert isinstance(answer, PatronSnapshot)
    return "opened"


async def by_number(
    library: Library, patron_id: int, actor: Actor = CALLER, facts: CallerFacts = WRONG
) -> str | int:
    """Look the card up anew and try once: what was closed to a look-up before began anew by it."""
    await library.backend.look_ups.by_card(CARD, actor)
    return await outcome(library.backend.identity.check(patron_id, facts, actor))


async def without(library: Library, facts: CallerFacts = TWO_WRONG, actor: Actor = CALLER) -> str | int:
    return await outcome(library.backend.identity.find(facts, actor))


async def library_says(town: Town, **values: Any) -> None:
    async with town.db.transaction() as conn:
        for name, value in values.items():
            await conn.execute(
                insert(circulation_rule).values(name=name, valid_from=days_ago(0), value=value)
            )
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))


@pytest.fixture
async def patron_id(town: Town) -> int:
    """A patron; the login's own count is out of the way."""
    await library_says(town, identity_misses_of_login=9)
    return await town.patron()


def minute(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


# For the patron


async def test_three_misses_close_the_patron_whatever_is_looked_up_meanwhile(
    library: Library, town: Town, patron_id: int
) -> None:
    assert [await by_number(library, patron_id) for _ in range(3)] == [2, 1, "patron until 10:15"]
    assert await by_number(library, patron_id, facts=BORN) == "patron until 10:15"
    assert len(await town.all_rows(identity_check)) == 3


async def test_another_desk_and_another_login_begin_nothing_anew(library: Library, patron_id: int) -> None:
    assert await by_number(library, patron_id, login("staff01", "3番窓口")) == 2
    assert await by_number(library, patron_id, login("staff02")) == 1
    assert await by_number(library, patron_id, login("staff03")) == "patron until 10:15"
    assert await by_number(library, patron_id, login("staff04"), BORN) == "patron until 10:15"


async def test_another_number_of_the_patron_begins_nothing_anew(
    library: Library, town: Town, patron_id: int
) -> None:
    await by_number(library, patron_id)
    await town.replace_card(patron_id, CARD, "234567890")
    await library.backend.look_ups.by_card("234567890", CALLER)
    assert await outcome(library.backend.identity.check(patron_id, WRONG, CALLER)) == 1


async def test_misses_without_a_number_count_for_whom_the_name_means(
    library: Library, town: Town, patron_id: int
) -> None:
    for name in ("staff01", "staff02", "staff03"):
        await without(library, actor=login(name))
    assert await by_number(library, patron_id, facts=BORN) == "patron until 10:15"
    rows = await town.all_rows(identity_miss)
    assert [row["patron_id"] for row in rows] == [patron_id] * 3


async def test_misses_without_a_number_count_for_whom_the_telephone_number_means(
    library: Library, town: Town, patron_id: int
) -> None:
    wrong = CallerFacts(phone="048-000-0001", birth_date="S55.4.3")
    at_home = await town.patron(OTHER_CARD, kana="カワグチ タロウ", kana_key="カワグチタロウ")
    for _ in range(3):
        await without(library, wrong)
    for each in (patron_id, at_home):
        assert await outcome(library.backend.identity.check(each, BORN, CALLER)) == "patron until 10:15"


async def test_misses_by_number_close_the_way_without_one(library: Library, patron_id: int) -> None:
    for _ in range(3):
        await by_number(library, patron_id)
    right, wrong = await without(library, TWO), await without(library)
    assert right == wrong == "patron until 10:15"


async def test_a_birth_date_means_nobody(library: Library, town: Town, patron_id: int) -> None:
    assert await without(library, CallerFacts(kana="ベツジン", birth_date="S55.4.2")) == 8
    assert await town.all_rows(identity_miss) == []


async def test_what_is_left_does_not_tell_whether_somebody_was_meant(
    library: Library, patron_id: int
) -> None:
    assert [await without(library), await without(library, OF_NOBODY)] == [8, 7]


async def test_a_name_that_too_many_share_means_nobody(library: Library, town: Town, patron_id: int) -> None:
    (values,) = await town.all_rows(patron)
    namesakes = [{**values, "id": patron_id + 1 + n, "birth_date": days_ago(n)} for n in range(100)]
    async with town.db.transaction() as conn:
        await conn.execute(insert(patron), namesakes)
        await conn.execute(insert(card), [card_of(it["id"], n) for n, it in enumerate(namesakes)])
    assert await without(library, TWO_WRONG) == 8
    assert await town.all_rows(identity_miss) == []
    assert await by_number(library, patron_id) == 2
    assert await by_number(library, patron_id) == 1
    assert await by_number(library, patron_id) == "patron until 10:15"
    # That this one is closed is told to nobody who can't be meant.
    assert await without(library, TWO) == 4
    last = max(await town.all_rows(identity_check), key=lambda row: row["id"])
    assert (last["patron_id"], last["facts"]) == (None, {"kana": "ng", "birth_date": "ng"})


def card_of(patron_id: int, place: int) -> dict[str, Any]:
    return {
        "number": f"7{place:08d}",
        "patron_id": patron_id,
        "status": CardStatus.ACTIVE,
        "issued_on": days_ago(9),
    }


async def test_a_passed_check_forgives_nothing(library: Library, patron_id: int) -> None:
    assert [await by_number(library, patron_id) for _ in range(2)] == [2, 1]
    assert await by_number(library, patron_id, facts=BORN) == "opened"
    assert await by_number(library, patron_id) == "patron until 10:15"


async def test_somebody_else_is_not_closed_by_it(library: Library, town: Town, patron_id: int) -> None:
    other = await town.patron(OTHER_CARD, kana="アオキ", kana_key="アオキ", phone_digits="0480000009")
    for _ in range(3):
        await by_number(library, patron_id)
        await without(library, actor=login("staff02"))
    assert await outcome(library.backend.identity.check(other, BORN, CALLER)) == "opened"


# For the login


async def test_three_misses_close_the_login_whomever_they_meant(library: Library, town: Town) -> None:
    await library_says(town, identity_misses_of_login=3)
    first, second, third = [
        await town.patron(f"{n}00000000", phone_digits=f"04800000{n}1") for n in (1, 2, 3)
    ]
    wrong = CallerFacts(phone="0489999999")
    tried = [await outcome(library.backend.identity.check(each, wrong, CALLER)) for each in (first, second)]
    assert tried == [2, 1]
    assert await without(library, OF_NOBODY) == "login until 10:15"
    assert await outcome(library.backend.identity.check(third, BORN, CALLER)) == "login until 10:15"
    assert await without(library, OF_NOBODY, login("staff01", "3番窓口")) == "login until 10:15"
    assert await outcome(library.backend.identity.check(third, BORN, login("staff02"))) == "opened"


async def test_a_login_with_misses_left_has_no_more_than_the_patron(library: Library, town: Town) -> None:
    await library_says(town, identity_misses_of_login=3)
    patron_id = await town.patron()
    await without(library, OF_NOBODY)
    assert await by_number(library, patron_id) == 1
    assert await by_number(library, patron_id, login("staff02")) == 1


# For a while


async def test_it_opens_when_the_sentence_says(library: Library, town: Town, patron_id: int) -> None:
    for _ in range(2):
        await by_number(library, patron_id)
    await town.set_time(minute(3))
    assert await by_number(library, patron_id) == "patron until 10:18"
    await town.set_time(minute(17))
    assert await by_number(library, patron_id, facts=BORN) == "patron until 10:18"
    await town.set_time(minute(18.5))
    assert await by_number(library, patron_id) == 2
    assert await by_number(library, patron_id, facts=BORN) == "opened"


async def test_misses_that_lie_apart_close_nothing(library: Library, town: Town, patron_id: int) -> None:
    left = []
    for minutes in (0, 8, 16, 24):
        await town.set_time(minute(minutes))
        left.append(await by_number(library, patron_id))
    assert left == [2, 1, 1, 1]


async def test_how_many_and_how_long_is_the_librarys(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await library_says(town, identity_misses_of_login=2, identity_misses_minutes=60)
    await town.change(circulation_rule, circulation_rule.c.name == "identity_misses", value=1)
    assert await by_number(library, patron_id) == "patron until 11:00"
    assert await without(library, OF_NOBODY) == "login until 11:00"
    await town.set_time(minute(59))
    assert await by_number(library, patron_id, login("staff02"), BORN) == "patron until 11:00"
    await town.set_time(minute(61))
    assert await by_number(library, patron_id, facts=BORN) == "opened"


async def test_who_was_meant_is_kept_only_while_it_counts(
    library: Library, town: Town, patron_id: int
) -> None:
    await without(library)
    await town.set_time(minute(31))
    await without(library)
    (row,) = await town.all_rows(identity_miss)
    assert row["at"] > minute(30)


@pytest.mark.parametrize("told", ["somebody", "nobody"])
async def test_the_next_miss_of_anybody_clears_away_who_was_meant(
    library: Library, town: Town, patron_id: int, told: str
) -> None:
    other = await town.patron(OTHER_CARD, kana="ミホン タロウ", kana_key="ミホンタロウ", phone=None)
    await without(library)
    assert [row["patron_id"] for row in await town.all_rows(identity_miss)] == [patron_id]
    await town.set_time(minute(31))
    of_other = CallerFacts(kana="ミホン タロウ", birth_date="S55.4.3")
    await without(library, of_other if told == "somebody" else OF_NOBODY)
    left = [row["patron_id"] for row in await town.all_rows(identity_miss)]
    assert left == ([other] if told == "somebody" else [])


# More than stands on the card


async def test_number_and_name_stand_on_a_lost_card(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    with pytest.raises(FactsUnfit) as unfit:
        await library.backend.identity.check(patron_id, CallerFacts(kana="カワグチ ハナコ"), CALLER)
    assert unfit.value.faults == (FactFault.ON_THE_CARD,)
    assert await town.all_rows(identity_check) == []
    both = CallerFacts(kana="カワグチ ハナコ", phone="048-000-0001")
    assert await by_number(library, patron_id, facts=both) == "opened"
    assert await by_number(library, patron_id, facts=replace(both, kana="カワグチ")) == 2


async def test_the_library_can_take_the_name_beside_the_number(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await library_says(town, identity_more_than_the_card=False)
    kana = CallerFacts(kana="カワグチ ハナコ")
    assert await by_number(library, patron_id, facts=kana) == "opened"


# At once


@pytest.fixture
async def other_library(database_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """Another desk's connections."""
    async with open_library(database_url, hasher=cheap_hasher) as opened:
        yield opened


async def test_tries_at_once_from_several_desks_are_counted_one_after_the_other(
    library: Library, other_library: Library, patron_id: int
) -> None:
    desks = [
        (library, "staff01"),
        (other_library, "staff02"),
        (library, "staff03"),
        (other_library, "staff04"),
    ]
    tries = [desk.backend.identity.check(patron_id, WRONG, login(name)) for desk, name in desks]
    tries += [desk.backend.identity.find(TWO_WRONG, login(name)) for desk, name in desks]
    came = [await each for each in asyncio.as_completed([asyncio.ensure_future(outcome(it)) for it in tries])]
    closed = [it for it in came if it == "patron until 10:15"]
    assert len(came) - len(closed) == 2  # the third miss closes, and is told so
    assert await by_number(library, patron_id, login("staff05"), BORN) == "patron until 10:15"


async def test_tries_at_once_of_one_login_are_counted_for_it(
    library: Library, other_library: Library, town: Town
) -> None:
    await library_says(town, identity_misses_of_login=3)
    patrons = [await town.patron(f"{n}00000000") for n in range(1, 7)]
    tries = [
        (library, other_library)[n % 2].backend.identity.check(each, WRONG, login("staff01", f"{n}番窓口"))
        for n, each in enumerate(patrons)
    ]
    came = await asyncio.gather(*map(outcome, tries))
    assert sorted(map(str, came)) == ["1", "2", *["login until 10:15"] * 4]
    assert len(await town.all_rows(identity_check)) == 3


async def test_those_who_share_names_and_numbers_do_not_wait_for_each_other_for_good(
    library: Library, other_library: Library, town: Town, patron_id: int
) -> None:
    at_home = await town.patron(OTHER_CARD, kana="カワグチ タロウ", kana_key="カワグチタロウ")
    ways = [
        (library, CallerFacts(kana="カワグチ ハナコ", phone="048-000-0001", birth_date="S2.1.1")),
        (other_library, CallerFacts(kana="カワグチ タロウ", phone="048-000-0001", birth_date="S2.1.1")),
    ]
    for desk in range(4):
        tries = [
            desks.backend.identity.find(facts, login(f"staff{desk}{n}"))
            for n, (desks, facts) in enumerate(ways * 2)
        ]
        tries += [
            library.backend.identity.check(each, WRONG, login(f"staff{desk}9"))
            for each in (at_home, patron_id)
        ]
        await asyncio.wait_for(asyncio.gather(*map(outcome, tries)), 30)
    assert await by_number(library, patron_id, login("staff99"), BORN) == "patron until 10:15"
