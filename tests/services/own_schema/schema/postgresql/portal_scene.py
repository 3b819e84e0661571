"""A patron who is logged in to a page of the library's own, and the calls that a page makes."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from services.own_schema.database.tables import password_credential
from services.rules.secret import Secret
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import connected

LOG_IN = "CALL madoguchi_log_in($1, $2, NULL, NULL, NULL, NULL)"
LOGGED_IN = "SELECT madoguchi_logged_in($1)"
CHANGE = "SELECT madoguchi_portal_change_password($1, $2)"
LOG_OUT = "SELECT madoguchi_log_out($1)"
NOBODY = "nobody is logged in by this token"


@dataclass(frozen=True)
class Own:
    """One patron, and the token of their log-in."""

    patron_id: int
    token: str


async def logged_in(conn: asyncpg.Connection, number: str, stored: str) -> str:
    row = await conn.fetchrow(LOG_IN, number, stored)
    assert row is not None
    token = row["token"]
    assert isinstance(token, str)
    return token


async def made(city: City, number: str = CARD, **changed: Any) -> Own:
    patron_id = await city.town.patron(number)
    stored = CHEAP_HASHER.hash_now(Secret("Kingyo2026"))
    await city.town.password(patron_id, stored, **changed)
    async with connected(city, "portal") as conn:
        return Own(patron_id, await logged_in(conn, number, stored))


async def the_credential(city: City, patron_id: int) -> dict[str, Any]:
    (row,) = [it for it in await city.town.all_rows(password_credential) if it["patron_id"] == patron_id]
    return dict(row)
