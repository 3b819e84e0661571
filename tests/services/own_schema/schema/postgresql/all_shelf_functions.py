"""Holds whose time on the shelf is over: what the worker hands in is bounded by the database."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.own_schema.database.tables import hold, hold_cancellation
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import TODAY, at, days_ago, in_days
from tests.services.acts.staging import all_rows, changed
from tests.services.own_schema.schema.postgresql.calling import connected, refused

SHELVES = "SELECT * FROM madoguchi_shelves_over()"
END = "SELECT madoguchi_end_shelves($1, $2, $3, $4, $5)"
GIVEN = in_days(7)


async def a_patron(city: City) -> int:
    return await city.town.patron(f"{500000000 + next(city.town.numbers)}")


async def on_shelf(city: City, title: int, until: date) -> int:
    ready: dict[str, Any] = {"status": HoldStatus.READY, "shelf_until": until}
    return await city.town.hold(await a_patron(city), bib=title, **ready)


@pytest.fixture
async def shelf(city: City) -> dict[str, int]:
    """Two copies that are over, one of them wanted there, and one that isn't over."""
    town = city.town
    wanted, unwanted = await town.title(), await town.title()
    over = await on_shelf(city, wanted, days_ago(1))
    turn = await town.hold(await a_patron(city), bib=wanted, contact=ContactMethod.MAIL)
    later = await town.hold(await a_patron(city), bib=wanted, placed_at=at(days_ago(1)))
    return {
        "over": over,
        "turn": turn,
        "later": later,
        "nobody": await on_shelf(city, unwanted, days_ago(1)),
        "fresh": await on_shelf(city, await town.title(), TODAY),
    }


async def test_what_is_told_of_the_next_in_line_is_no_patron(city: City, shelf: dict[str, int]) -> None:
    async with connected(city, "worker") as conn:
        rows = {row["id"]: row for row in await conn.fetch(SHELVES)}
    assert set(rows) == {shelf["over"], shelf["nobody"]}
    assert '"contact"' in rows[shelf["over"]]["next_in_line"]
    assert "patron" not in rows[shelf["over"]]["next_in_line"]
    assert rows[shelf["nobody"]]["next_in_line"] is None


@pytest.mark.parametrize(
    "until", [TODAY - timedelta(days=1), TODAY + timedelta(days=366 + 14 + 1), date.max, date.min, None]
)
async def test_a_copy_is_kept_for_a_while_and_no_longer(
    city: City, shelf: dict[str, int], until: date | None
) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "worker") as conn:
        said = await refused(conn, END, [shelf["over"]], [1], [shelf["turn"]], [1], [until])
    is_read = until not in {date.min, date.max}  # the driver's infinities
    assert said == (
        "a copy stays for a while where it is wanted, or travels there"
        if is_read
        else "what is told is within its bounds"
    )
    assert not changed(before, await all_rows(city.library.db))


async def test_a_copy_that_nobody_wants_there_is_kept_for_nobody(city: City, shelf: dict[str, int]) -> None:
    await city.town.change(hold, hold.c.id == shelf["turn"], branch_id=city.town.mobile_id)
    async with connected(city, "worker") as conn:
        for held, turn in ((shelf["over"], shelf["turn"]), (shelf["nobody"], None)):
            version = None if turn is None else 2
            said = await refused(conn, END, [held], [1], [turn], [version], [GIVEN])
            assert said == "a copy stays for a while where it is wanted, or travels there"
        assert await conn.fetchval(END, [shelf["over"]], [1], [shelf["turn"]], [2], [None]) == 1


@pytest.mark.parametrize("which", ["fresh", "turn"])
async def test_a_hold_that_is_not_over_does_not_end(city: City, shelf: dict[str, int], which: str) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "worker") as conn:
        said = await refused(conn, END, [shelf[which]], [1], [None], [None], [None])
    assert said == "a hold ends when its time on the shelf is over"
    assert not changed(before, await all_rows(city.library.db))


async def test_somebody_else_than_the_next_in_line_gets_nothing(city: City, shelf: dict[str, int]) -> None:
    before = await all_rows(city.library.db)
    over, turn, later = shelf["over"], shelf["turn"], shelf["later"]
    calls: tuple[tuple[list[int | None], list[int | None], list[int | None], list[int | None]], ...] = (
        ([over], [1], [later], [1]),
        ([over], [1], [None], [None]),
        ([over], [1], [turn], [9]),
        ([over], [2], [turn], [1]),
        ([over], [None], [turn], [1]),
        ([None], [1], [turn], [1]),
        ([over], [1], [turn], []),
        ([over], [], [], []),
        ([], [], [turn], [1]),
    )
    async with connected(city, "worker") as conn:
        for holds, versions, nexts, next_versions in calls:
            assert await conn.fetchval(END, holds, versions, nexts, next_versions, [GIVEN]) == 0
        assert await conn.fetchval(END, None, None, None, None, None) == 0
    assert not changed(before, await all_rows(city.library.db))


async def test_one_hold_twice_ends_once_and_two_hundred_at_most(city: City, shelf: dict[str, int]) -> None:
    over, turn = shelf["over"], shelf["turn"]
    async with connected(city, "worker") as conn:
        many = [1] * 201
        assert await refused(conn, END, many, many, many, many, [TODAY] * 201) == "too many holds at once"
        assert await conn.fetchval(END, [over] * 2, [1] * 2, [turn] * 2, [1] * 2, [GIVEN] * 2) == 1
    assert [row["patron_id"] for row in await city.town.all_rows(hold_cancellation)] != []
    given = {row["id"]: row for row in await city.town.all_rows(hold)}[turn]
    assert (given["status"], given["shelf_until"]) == (HoldStatus.READY, GIVEN)
