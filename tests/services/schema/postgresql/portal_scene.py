"""A patron who is logged in to 「利用者のページ」, and a call of each function that takes the token."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from services.database.tables import (
    password_credential,
)
from services.rules.vocabulary import HoldStatus
from services.secret import Secret
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, in_days
from tests.services.schema.postgresql.calling import connected

LOG_IN = "CALL madoguchi_log_in($1, $2, NULL, NULL, NULL, NULL)"
PAGE = "SELECT madoguchi_portal_page($1)"
RENEW = "SELECT madoguchi_portal_renew($1, $2, $3, $4)"
CHANGE_HOLD = "SELECT madoguchi_portal_change_hold($1, $2, $3, $4, $5, $6)"
CANCEL_HOLD = "SELECT madoguchi_portal_cancel_hold($1, $2, $3)"
EMAIL = "SELECT madoguchi_portal_change_email($1, $2, $3, $4)"
PASSWORD = "SELECT madoguchi_portal_change_password($1, $2)"
ASK = "SELECT madoguchi_portal_ask($1, $2, $3, $4, $5)"
LOGGED_IN = "SELECT madoguchi_logged_in($1)"
CHANGE = "SELECT madoguchi_portal_change_password($1, $2)"
LOG_OUT = "SELECT madoguchi_log_out($1)"
NOBODY = "nobody is logged in by this token"


@dataclass(frozen=True)
class Own:
    """One patron's rows, and the token of their log-in."""

    patron_id: int
    token: str
    loan: int
    hold: int
    ready: int

    def calls(self, city: City) -> list[tuple[str, list[Any]]]:
        """Give a call of each function that is allowed."""
        return [
            (PAGE, [self.token]),
            (RENEW, [self.token, self.loan, 1, in_days(20)]),
            (CHANGE_HOLD, [self.token, self.hold, 1, "none", city.town.mobile_id, city.town.stop_id]),
            (CANCEL_HOLD, [self.token, self.hold, 2]),
            (ASK, [self.token, "川口 花子", "hanako@example.jp", None, "どこですか"]),
            (EMAIL, [self.token, 1, "own@example.jp", False]),
            (PASSWORD, [self.token, CHEAP_HASHER.hash_now(Secret("Fune0815"))]),
        ]


async def logged_in(conn: asyncpg.Connection, number: str, stored: str) -> str:
    row = await conn.fetchrow(LOG_IN, number, stored)
    assert row is not None
    token = row["token"]
    assert isinstance(token, str)
    return token


async def made(city: City, number: str = CARD, **changed: Any) -> Own:
    town = city.town
    patron_id = await town.patron(number)
    stored = CHEAP_HASHER.hash_now(Secret("Kingyo2026"))
    await town.password(patron_id, stored, **changed)
    async with connected(city, "portal") as conn:
        return Own(
            patron_id,
            await logged_in(conn, number, stored),
            await town.loan(patron_id),
            await town.hold(patron_id, "こころ"),
            await town.hold(patron_id, "三四郎", status=HoldStatus.READY),
        )


async def the_row(city: City, table: Any, row_id: int) -> dict[str, Any]:
    key = table.c.patron_id if table is password_credential else table.c.id
    (row,) = [it for it in await city.town.all_rows(table) if it[key.name] == row_id]
    return dict(row)


async def the_credential(city: City, patron_id: int) -> dict[str, Any]:
    return await the_row(city, password_credential, patron_id)
