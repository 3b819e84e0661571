"""A counter's login that tries a patron's password in SQL of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import password_credential
from services.rules.policy import DEFAULT_POLICY
from services.rules.secret import Secret
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect

LOOK = "CALL madoguchi_look($1, NULL, false, $2, $3, '2番窓口', 'look_up', NULL, NULL, NULL)"
TRY = "CALL madoguchi_try_password($1, $2, $3, NULL, NULL, NULL, NULL, NULL)"
NOTE = "SELECT * FROM madoguchi_note_password_try($1, $2, $3)"
OUTCOME = "SELECT madoguchi_password_outcome($1)"
IN_FORCE = "SELECT * FROM madoguchi_password_in_force($1, $2)"
LOCKED_AT = DEFAULT_POLICY.wrong_logins_to_lock
WRONG = "$argon2id$wrong"
LOOKED_UP = "who reads a patron has looked them up"


@dataclass
class Counter:
    """A counter's login that has looked up a patron with a password.

    Attributes:
        right: what a desk makes of the right password.
    """

    city: City
    conn: asyncpg.Connection
    patron: int
    right: str

    async def tries(self, made: str | None) -> asyncpg.Record:
        """Try as a desk does."""
        row = await self.conn.fetchrow(TRY, self.patron, 1, made)
        assert row is not None
        return row

    async def notes(self, made: str | None) -> int:
        """Note a try; answers which."""
        this_try = await self.conn.fetchval(NOTE, self.patron, 1, made)
        assert this_try is not None
        return int(this_try)

    async def count(self) -> tuple[int, datetime | None]:
        """Tell how many wrong logins are counted, and until when they lock."""
        (row,) = await self.city.town.all_rows(password_credential)
        return row["wrong_logins"], row["locked_until"]


async def at_counter(city: City, conn: asyncpg.Connection, who: str, **kept: Any) -> Counter:
    patron = await city.town.patron(CARD)
    stored = city.hasher.hash_now(Secret("kingyo2026"))
    await city.town.password(patron, stored, **kept)
    await conn.fetch(LOOK, CARD, city.names[who], city.town.branch_id)
    return Counter(city, conn, patron, stored)


@pytest.fixture
async def counter(city: City, connect: Connect) -> Counter:
    return await at_counter(city, await connect("counter"), "counter")
