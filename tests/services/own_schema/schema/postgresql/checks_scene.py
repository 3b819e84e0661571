"""A desk that tries things in SQL of its own, as whoever stole a login does; most of all checks of callers."""

import asyncio
from collections.abc import AsyncIterator
from operator import sub
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import access_log, identity_check
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel, CheckOutcome
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal

IDENTIFY = "CALL madoguchi_identify($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
NOTE = "SELECT * FROM madoguchi_note_try($1, $2, $3, $4, $5, $6, $7)"
MEANT = "SELECT * FROM madoguchi_note_meant($1)"
OUTCOME = "SELECT * FROM madoguchi_check_outcome($1, NULL)"
ONCE = "counted and committed before it is compared, once"

_WAITS = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()
"""
_TOUCHED = """
SELECT relname, ARRAY[seq_scan, seq_tup_read, coalesce(idx_scan, 0), coalesce(idx_tup_fetch, 0),
                      n_tup_ins, n_tup_upd, n_tup_del] AS counts
FROM pg_stat_xact_user_tables WHERE schemaname IN ('public', 'madoguchi') ORDER BY relname
"""
_LONG = 20


@pytest.fixture
async def patron(city: City) -> int:
    """Have a patron whom everybody has looked up."""
    patron_id = await city.town.patron(CARD)
    for who in ("phone", "counter", "other", "supervisor"):
        await looked_up(city, patron_id, who)
    return patron_id


async def looked_up(city: City, patron_id: int, who: str = "phone") -> None:
    """Have a login's look at a patron on record."""
    await city.town.row(
        access_log,
        at=NOW,
        staff_id=city.names[who],
        branch_id=city.town.branch_id,
        workstation="2番窓口",
        channel=Channel.PHONE,
        patron_id=patron_id,
        purpose=Purpose.LOOK_UP,
    )


class Desk:
    """A login's connection at a workstation."""

    def __init__(self, city: City, conn: asyncpg.Connection, who: str = "phone") -> None:
        self.conn = conn
        self.name = city.names[who]
        self.place = (self.name, city.town.branch_id, "2番窓口")

    async def identifies(self, *facts: object) -> asyncpg.Record:
        """Check a caller as a desk does."""
        row = await self.conn.fetchrow(IDENTIFY, *facts, *self.place)
        assert row is not None
        return row

    async def notes(self, *facts: object) -> int:
        """Note a try; answers which."""
        this_try = await self.conn.fetchval(NOTE, *facts, *self.place)
        assert this_try is not None
        return int(this_try)

    async def is_refused(self, *facts: object) -> str:
        """Have a try refused; answers what the guard said."""
        return await refusal(self.conn, NOTE, *facts, *self.place)


@pytest.fixture
async def desk(city: City, connect: Connect) -> Desk:
    return Desk(city, await connect("phone"))


@pytest.fixture
async def owner(city: City) -> AsyncIterator[asyncpg.Connection]:
    """The one who may call each step of anybody's check; a login calls the procedure."""
    conn = await city.connect()
    yield conn
    await conn.close()


async def until_it_waits(admin: asyncpg.Connection) -> None:
    """Wait until somebody in this database waits for a lock."""
    async with asyncio.timeout(_LONG):
        while not await admin.fetchval(_WAITS):
            pass


async def checks(city: City) -> list[CheckOutcome]:
    return [row["outcome"] for row in await city.town.all_rows(identity_check)]


async def touched(conn: asyncpg.Connection) -> dict[str, list[int]]:
    """Ask the server what this session did to its tables."""
    return {row["relname"]: row["counts"] for row in await conn.fetch(_TOUCHED)}


async def seen(conn: asyncpg.Connection, step: str, *values: object) -> list[Any]:
    """Do a step in a transaction that is rolled back; tell what the server says of it meanwhile."""
    await conn.execute("BEGIN")
    before = await touched(conn)
    await conn.fetch(step, *values)
    after = await touched(conn)
    locks = await conn.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
    await conn.execute("ROLLBACK")
    zero = [0] * 7
    return [
        *((name, [*map(sub, after[name], before.get(name, zero))]) for name in sorted(after)),
        locks,
    ]
