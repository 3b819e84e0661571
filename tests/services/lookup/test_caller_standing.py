"""How long misses count: by table on both databases, and whatever the misses held to a count by hand."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    bindparam,
    create_engine,
    delete,
    insert,
    select,
    text,
)

from services.database.given import Bound
from services.database.tables import clock_offset, identity_check, identity_miss, metadata
from services.database.tables.types import server_now
from services.lookup.caller_check_statements import standing
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import CheckOutcome
from tests.helpers.patrons import Town
from tests.services.lookup.test_caller_misses import library_says

MOST, MINUTES = DEFAULT_POLICY.identity_misses, DEFAULT_POLICY.identity_misses_minutes
NOBODY = 4711
CALL = text("SELECT * FROM madoguchi_standing(:meant, :by_staff, :by_number)").bindparams(
    bindparam("meant", type_=ARRAY(BigInteger()))
)

type Minutes = tuple[float, ...]


def made(now: datetime, minutes_ago: float, **values: Any) -> dict[str, Any]:
    """Make a miss."""
    at = now - timedelta(minutes=minutes_ago)
    usual = {"staff_id": "x", "branch_id": 1, "workstation": "w", "outcome": CheckOutcome.FAILED, "facts": {}}
    return {**usual, "at": at, "open_until": at, "patron_id": None, **values}


def by_hand(minutes_ago: list[float], most: int, minutes: int) -> tuple[int, float | None]:
    """Count the misses of one patron or login: how many are left, and after how many minutes it opens."""
    if not minutes_ago or min(minutes_ago) >= minutes:
        return most, None
    newest = min(minutes_ago)
    if sum(each < newest + minutes for each in minutes_ago) >= most:
        return 0, minutes - newest
    return most - sum(each < minutes for each in minutes_ago), None


class Misses:
    """Misses in a library, as minutes before now."""

    def __init__(self, town: Town, patron_id: int) -> None:
        self.town = town
        self.patron_id = patron_id

    async def stand(
        self,
        of_patron: Minutes = (),
        of_login: Minutes = (),
        *,
        by_number: bool = True,
        by: str | None = "staff01",
    ) -> tuple[int, float | None, bool]:
        """Write them down; answers how many are left, in how many minutes it opens, and whether only for the login."""
        async with self.town.db.transaction() as conn:
            now = (await conn.execute(select(server_now()))).scalar_one()
            await conn.execute(delete(identity_check))
            branch_id = self.town.branch_id
            theirs = [made(now, each, patron_id=self.patron_id, branch_id=branch_id) for each in of_patron]
            own = [made(now, each, staff_id="staff01", branch_id=branch_id) for each in of_login]
            if theirs + own:
                await conn.execute(insert(identity_check), theirs + own)
            given = {"meant": [self.patron_id], "by_staff": by, "by_number": by_number}
            if self.town.db.dialect == "sqlite":
                values = {
                    "moment": now,
                    "most": MOST,
                    "most_of_login": MOST,
                    "miss_minutes": MINUTES,
                    **given,
                }
                row = (await conn.execute(standing(Bound()), values)).one()
            else:
                row = (await conn.execute(CALL, given)).one()
        opens_in = None if row.opens_at is None else round((row.opens_at - now).total_seconds() / 60, 1)
        return row.misses_left, opens_in, bool(row.of_login)


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
    assert await misses.stand(closed, (5, 4, 1), by_number=by_number, by=None) == (0, 12, False)


async def test_both_databases_count_as_by_hand(misses: Misses) -> None:
    dice = random.Random(2026)
    for _ in range(60):
        told = tuple(float(dice.randint(0, 2 * MINUTES)) for _ in range(dice.randint(0, 7)))
        left, opens_in = by_hand(list(told), MOST, MINUTES)
        assert await misses.stand(told) == (left, opens_in, False), told


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine, tables=[identity_check, identity_miss, clock_offset])
    with engine.connect() as conn:
        yield conn
    engine.dispose()


offsets = st.lists(st.integers(0, 120), max_size=12)


@given(offsets, offsets, st.integers(1, 5), st.integers(1, 30))
def test_misses_by_number_and_without_count_alike(
    in_memory: Connection, by_number: list[int], without: list[int], most: int, minutes: int
) -> None:
    in_memory.execute(delete(identity_check))
    in_memory.execute(delete(identity_miss))
    now = in_memory.execute(select(server_now())).scalar_one()
    for each in by_number:
        in_memory.execute(insert(identity_check).values(made(now, each, patron_id=NOBODY)))
    for place, each in enumerate(without):
        miss = {"check_id": place, "patron_id": NOBODY, "at": now - timedelta(minutes=each)}
        in_memory.execute(insert(identity_miss).values(miss))
    values = {"meant": [NOBODY], "by_staff": "staff01", "by_number": True}
    values |= {"moment": now, "most": most, "most_of_login": 9, "miss_minutes": minutes}
    said = in_memory.execute(standing(Bound()), values).one()
    left, opens_in = by_hand([*by_number, *without], most, minutes)
    opens_at = None if opens_in is None else now + timedelta(minutes=opens_in)
    assert (said.misses_left, said.opens_at, said.of_login) == (left, opens_at, False)
    assert (said.opens_at is None) == (said.misses_left > 0)


@given(st.lists(st.integers(1, 60 * 40), max_size=60), st.integers(1, 4), st.integers(1, 20))
def test_whoever_goes_on_never_has_more_misses_than_the_limit_in_any_span(
    waits: list[int], most: int, minutes: int
) -> None:
    now, tries = 0.0, list[float]()
    for seconds in waits:
        now += seconds / 60
        if by_hand([now - each for each in tries], most, minutes)[1] is None:
            tries.append(now)
    for end in tries:
        assert sum(end - minutes < each <= end for each in tries) <= most
