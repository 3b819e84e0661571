"""What attacks by stolen logins share."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import pytest

from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import Connect


@pytest.fixture
async def connect(city: City) -> AsyncIterator[Connect]:
    """Connect with a login, until the test ends."""
    async with AsyncExitStack() as stack:

        async def made(who: str) -> asyncpg.Connection:
            return await stack.enter_async_context(city.connected(who))

        yield made
