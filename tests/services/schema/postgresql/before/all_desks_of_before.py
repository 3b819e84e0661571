"""Desks of the version before go on while the library is upgraded: what they send still passes, and is counted."""

import asyncpg
import pytest

from services.database.tables import identity_check
from services.rules.vocabulary import CheckOutcome
from tests.helpers.city import City
from tests.helpers.patrons import CARD

ASKED_BEFORE = (
    "SELECT identified, misses_left"
    " FROM madoguchi_check_caller($1, NULL, '1980-04-0{day}', NULL, $2, $3, '2番窓口')"
)


async def test_a_check_answers_a_desk_of_before_as_it_did(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    conn = await city.connect("phone")
    try:
        asked = (patron_id, city.names["phone"], city.town.branch_id)
        told = [await conn.fetch(ASKED_BEFORE.format(day=day), *asked) for day in (3, 2, 3, 3, 2)]
    finally:
        await conn.close()
    assert [tuple(row) for (row,) in told] == [(None, 2), (patron_id, 8), (None, 1), (None, 0), (None, 0)]


async def test_number_and_name_alone_are_refused_to_a_desk_of_before_and_are_no_miss(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    conn = await city.connect("phone")
    try:
        asked = (patron_id, city.names["phone"], city.town.branch_id)
        name = "madoguchi_check_caller($1, 'カワグチハナコ', {told}, NULL, $2, $3, '2番窓口')"
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="more than stands on the card"):
            await conn.fetch(f"SELECT * FROM {name.format(told='NULL')}", *asked)
        (passed,) = await conn.fetch(f"SELECT * FROM {name.format(told="'1980-04-02'")}", *asked)
    finally:
        await conn.close()
    assert passed["identified"] == patron_id
    (check,) = await city.town.all_rows(identity_check)
    assert check["outcome"] is CheckOutcome.PASSED
