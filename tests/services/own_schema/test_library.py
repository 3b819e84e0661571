"""A library opens whole, and closes everything it opened."""

import asyncio
import threading

import pytest
from sqlalchemy import select

from services.contract.errors import SchemaMismatch, SystemUnreachable
from services.own_schema.library import open_library
from services.rules.policy import DEFAULT_POLICY


async def test_a_library_opens_with_its_masters(database_url: str) -> None:
    async with open_library(database_url) as library:
        assert library.masters.current.policy == DEFAULT_POLICY
        assert await library.staff.list_all() == ()


async def test_everything_is_closed_at_the_end_even_after_an_error(sqlite_url: str) -> None:
    before = set(threading.enumerate())
    with pytest.raises(KeyError):
        async with open_library(sqlite_url) as library:
            async with library.db.transaction() as conn:
                await conn.execute(select(1))
            raise KeyError
    await asyncio.get_running_loop().shutdown_default_executor()  # the loop's own
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
        assert not thread.is_alive()


async def test_what_is_no_library_is_not_opened(empty_url: str) -> None:
    with pytest.raises((SchemaMismatch, SystemUnreachable)):
        async with open_library(empty_url):
            pytest.fail("nothing was opened")
