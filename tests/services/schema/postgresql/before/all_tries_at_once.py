"""Checks of callers that overlap: each waits for the other's end, and counts it only if it was committed."""

import asyncio
from typing import Any, Self

import asyncpg
import pytest

from tests.helpers.city import City
from tests.helpers.patrons import CARD

BY_NUMBER = "SELECT * FROM madoguchi_check_caller($1, NULL, '1980-04-03', NULL, $2, $3, $4)"
WITHOUT = "SELECT * FROM madoguchi_check_caller(NULL, 'カワグチハナコ', '1980-04-03', NULL, $1, $2, $3)"
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = $1"
OF_LOGIN = """
INSERT INTO circulation_rule (name, valid_from, value) VALUES ('identity_misses_of_login', '2020-01-01', '3')
"""
_LONG = 20


class Desk:
    """A login's connection at a workstation, on which a try stays open until it is said how it ends."""

    def __init__(self, city: City, who: str, workstation: str) -> None:
        self._city, self._who, self._workstation = city, who, workstation

    async def __aenter__(self) -> Self:
        self.conn: asyncpg.Connection = await self._city.connect(self._who)
        self.pid = int(await self.conn.fetchval("SELECT pg_backend_pid()"))
        self.open = self.conn.transaction()
        await self.open.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.conn.close()

    async def tries(self, patron_id: int | None) -> tuple[Any, ...]:
        """Miss, and tell how many are left and whether it is closed."""
        desk = (self._city.names[self._who], self._city.town.branch_id, self._workstation)
        asked = (WITHOUT, *desk) if patron_id is None else (BY_NUMBER, patron_id, *desk)
        (row,) = await self.conn.fetch(*asked)
        return row["misses_left"], row["opens_at"] is not None


async def until_it_waits(admin: asyncpg.Connection, desk: Desk) -> None:
    async with asyncio.timeout(_LONG):
        while not await admin.fetchval(WAITS, desk.pid):
            pass


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(
    ("second", "ways"),
    [
        ("other", ("number", "number")),
        ("other", ("number", "none")),
        ("other", ("none", "number")),
        ("other", ("none", "none")),
        ("counter", ("number", "another")),
    ],
    ids=["patron by number", "then without", "without, then by number", "without", "login"],
)
async def test_a_try_waits_for_the_one_before_and_counts_it_once_it_is_committed(
    city: City, second: str, ways: tuple[str, str], committed: bool
) -> None:
    patrons: dict[str, int | None] = {
        "number": await city.town.patron(CARD),
        "another": await city.town.patron("223456789", kana_key="ベツジン", phone_digits="0480000002"),
        "none": None,
    }
    admin = await city.connect()
    await admin.execute(OF_LOGIN)
    async with Desk(city, "counter", "2番窓口") as one, Desk(city, second, "3番窓口") as two:
        assert await one.tries(patrons[ways[0]]) == (2, False)
        waiting = asyncio.ensure_future(two.tries(patrons[ways[1]]))
        await until_it_waits(admin, two)
        await (one.open.commit() if committed else one.open.rollback())
        left, _ = await waiting
        # Without a number what is told is the login's own count.
        assert left == (1 if committed and ways[1] != "none" else 2)
        await two.open.commit()
    async with Desk(city, "supervisor", "4番窓口") as three:
        if second == "other":
            assert await three.tries(patrons["number"]) == ((0, True) if committed else (1, False))
    await admin.close()
