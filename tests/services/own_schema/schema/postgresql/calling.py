"""Calling functions with a stolen login, as whoever writes their own SQL does."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest

from tests.helpers.city import City

SETTINGS = (
    "SET TimeZone = 'Pacific/Kiritimati'",
    "SET DateStyle = 'SQL, DMY'",
    "SET IntervalStyle = 'sql_standard'",
    "SET search_path = pg_temp, public",
    "SET synchronous_commit = off",
    "SET plan_cache_mode = force_generic_plan",
)
"""What a client may set for itself, and what a function must not heed."""


type Connect = Callable[[str], Awaitable[asyncpg.Connection]]


@asynccontextmanager
async def connected(city: City, who: str | None = None) -> AsyncIterator[asyncpg.Connection]:
    """Connect with a login, as the administrator when nobody is named, until the block ends."""
    conn = await city.connect(who)
    try:
        yield conn
    finally:
        await conn.close()


async def refusal(conn: asyncpg.Connection, statement: str, *values: object) -> str:
    """Run a statement that has to be refused; answers all that was said."""
    with pytest.raises(asyncpg.InsufficientPrivilegeError) as caught:
        await conn.fetch(statement, *values)
    return str(caught.value)


async def refused(conn: asyncpg.Connection, statement: str, *values: object) -> str:
    """Run a statement that a guard of ours has to refuse; answers what it said."""
    with pytest.raises(asyncpg.InsufficientPrivilegeError) as caught:
        await conn.fetch(statement, *values)
    said = str(caught.value)
    assert said.startswith("madoguchi: "), said
    assert caught.value.detail is None
    return said.removeprefix("madoguchi: ")


async def not_granted(conn: asyncpg.Connection, statement: str, *values: object) -> None:
    """Run a statement that the server itself has to refuse."""
    with pytest.raises(
        asyncpg.InsufficientPrivilegeError, match=r"permission denied for (function|procedure)"
    ):
        await conn.fetch(statement, *values)
