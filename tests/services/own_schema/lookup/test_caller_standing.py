"""How long misses count: by table, and whatever the misses held to a count by hand; on both databases."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import ARRAY, BigInteger, bindparam, delete, insert, select, text

from services.own_schema.database.calls import GivenParameters
from services.own_schema.database.tables import identity_check, identity_miss
from services.own_schema.database.tables.types import server_now
from services.own_schema.lookup.caller_check_statements import standing
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import CheckOutcome
from tests.helpers.patrons import Town
from tests.services.own_schema.lookup.test_caller_misses import library_says

MOST, MINUTES = DEFAULT_POLICY.identity_misses, DEFAULT_POLICY.identity_misses_minutes
CALL = text("SELECT * FROM madoguchi_standing(:meant, :by_staff, :by_number, :without_number)").bindparams(
    bindparam("meant", type_=ARRAY(BigInteger()))
)
LIMITS = {"most": MOST, "most_of_login": MOST, "miss_minutes": MINUTES}

type Minutes = tuple[float, ...]


def by_hand(minutes_ago: Minutes) -> tuple[int, float | None]:
    """Count the misses of one patron: how many are left, and in how many minutes it opens."""
    newest = min(minutes_ago, default=MINUTES)
    if newest >= MINUTES:
        return MOST, None
    if sum(each < newest + MINUTES for each in minutes_ago) >= MOST:
        return 0, MINUTES - newest
    return MOST - sum(each < MINUTES for each in minutes_ago), None


class Misses:
    """Misses in a library, as minutes before now."""

    def __init__(self, town: Town, patron_id: int) -> None:
        self.town = town
        self.patron_id = patron_id

    def made(self, now: datetime, minutes_ago: float, **whose: Any) -> dict[str, Any]:
        at = now - timedelta(minutes=minutes_ago)
        usual = {"staff_id": "x", "branch_id": self.town.branch_id, "workstation": "w", "patron_id": None}
        return {**usual, "at": at, "outcome": CheckOutcome.FAILED, "facts": {}, "open_until": at, **whose}

    async def stand(
        self, of_patron: Minutes = (), of_login: Minutes = (), without: Minutes = (), **given: Any
    ) -> tuple[int, float | None, bool]:
        """Write them down; answers how many are left, in how many minutes it opens, and whether only for the login."""
        usual = {"by_staff": "staff01", "by_number": True, "without_number": True}
        values = {"meant": [self.patron_id], **usual} | given
        async with self.town.db.transaction() as conn:
            now = (await conn.execute(select(server_now()))).scalar_one()
            await conn.execute(delete(identity_miss))
            await conn.execute(delete(identity_check))
            for each in of_patron:
                await conn.execute(insert(identity_check), self.made(now, each, patron_id=self.patron_id))
            for each in of_login:
                await conn.execute(insert(identity_check), self.made(now, each, staff_id="staff01"))
            for each in without:
                row = insert(identity_check).values(self.made(now, each)).returning(identity_check.c.id)
                miss = {"check_id": (await conn.execute(row)).scalar_one(), "patron_id": self.patron_id}
                await conn.execute(insert(identity_miss), {"at": now - timedelta(minutes=each), **miss})
            if self.town.db.dialect == "sqlite":
                found = await conn.execute(standing(GivenParameters()), {"moment": now, **LIMITS, **values})
            else:
                found = await conn.execute(CALL, values)
            left, opens_at, of_login_alone = found.one()
        opens_in = None if opens_at is None else round((opens_at - now).total_seconds() / 60, 1)
        return left, opens_in, of_login_alone


@pytest.fixture
async def misses(town: Town) -> Misses:
    await library_says(town, identity_misses_of_login=MOST)
    return Misses(town, await town.patron())


@pytest.mark.parametrize(
    ("minutes_ago", "left", "opens_in"),
    [
        ((), 3, None),
        ((0,), 2, None),
        ((2, 1), 1, None),
        ((2, 1, 0), 0, 15),
        ((0, 2, 1), 0, 15),
        ((16.9, 15.9, 14.9), 0, 0.1),
        ((17, 16, 15), 3, None),
        ((15,), 3, None),
        ((15, 1), 2, None),
        ((15, 1, 0), 1, None),  # the first doesn't count any more when the third is made
        ((15, 1, 0.1), 0, 14.9),
        ((18, 17, 16, 1), 2, None),
        ((4, 3, 2, 1), 0, 14),
    ],
)
async def test_a_miss_counts_for_a_while(
    misses: Misses, minutes_ago: Minutes, left: int, opens_in: float | None
) -> None:
    assert await misses.stand(minutes_ago) == (left, opens_in, False)
    assert await misses.stand((), minutes_ago) == (left, opens_in, opens_in is not None)


async def test_the_least_is_left_of_patron_and_login_by_number(misses: Misses) -> None:
    assert await misses.stand((1,), (2, 1)) == await misses.stand((2, 1), (1,)) == (1, None, False)


async def test_without_a_number_only_the_logins_count_is_told(misses: Misses) -> None:
    assert await misses.stand((2, 1), by_number=False) == (3, None, False)


@pytest.mark.parametrize("by_number", [True, False])
async def test_whoever_is_closed_closes(misses: Misses, by_number: bool) -> None:
    closed = (5, 4, 3)
    assert await misses.stand((3,), closed, by_number=by_number) == (0, 12, True)
    assert await misses.stand(closed, (3,), by_number=by_number) == (0, 12, False)
    assert await misses.stand(closed, (5, 4, 1), by_number=by_number) == (0, 14, False)
    assert await misses.stand(closed, (5, 4, 1), by_number=by_number, by_staff=None) == (0, 12, False)


async def test_a_look_tells_of_misses_by_number_and_of_the_login_alone(misses: Misses) -> None:
    told, named = (5, 4), (3, 2, 1)
    assert await misses.stand(told, (), named, without_number=False) == (1, None, False)
    assert await misses.stand((), (), named, without_number=False) == (3, None, False)
    assert await misses.stand((*told, 1), (), named, without_number=False) == (0, 14, False)
    assert await misses.stand((), (5, 4, 1), named, without_number=False) == (0, 14, True)


async def test_they_count_as_by_hand_by_number_and_without(misses: Misses) -> None:
    dice = random.Random(2026)
    for _ in range(60):
        told = tuple(float(dice.randint(0, 2 * MINUTES)) for _ in range(dice.randint(0, 7)))
        place = dice.randint(0, len(told))
        found = await misses.stand(told[:place], (), told[place:])
        assert found == (*by_hand(told), False), told
