"""No login takes all connections of a server; ten desks under one login work."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import text

from services.contract.errors import LoginLimitReached, SystemUnreachable
from services.own_schema.database.engine import Database
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from tests.helpers.city import City
from tests.helpers.platforms import posix
from tests.services.own_schema.schema.postgresql.stopping.small_server import (
    WHO,
    SmallServer,
    city_on,
    small_server,
    works,
)

pytestmark = [
    posix("A cluster of one's own is run by POSIX users and signals."),
    pytest.mark.asyncio(loop_scope="module"),
]

ROOM = 50
DESKS, EACH = 10, 3
LIMITS = {"other": 30, "phone": 30, "supervisor": 30, "worker": 10, "portal": 20, "circulation": 20}


@pytest.fixture(scope="module")
def server() -> Iterator[SmallServer]:
    """Run a server with room for few connections, on which nothing else runs."""
    with small_server({"max_connections": str(ROOM)}) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(server: SmallServer, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    async with city_on(server, cheap_hasher) as city:
        yield city


@pytest.mark.parametrize("who", LIMITS)
async def test_nobody_takes_every_connection(city: City, who: str) -> None:
    async with crowd_of(city, who) as count:
        assert count == LIMITS[who]
        await works(city)


async def test_without_a_limit_one_login_shuts_everybody_out_until_an_upgrade(city: City) -> None:
    admin = await city.connect()
    await admin.execute(f"ALTER ROLE {city.names['other']} CONNECTION LIMIT -1")
    async with crowd_of(city, "other") as count:
        assert count > LIMITS["other"]
        with pytest.raises(SystemUnreachable) as told:
            await works(city)
        assert type(told.value) is SystemUnreachable  # the server is full, and not this login's limit reached
    await upgrade.upgrade(city.url)
    async with crowd_of(city, "other") as count:
        assert count == LIMITS["other"]
        await works(city)
    await admin.close()


async def test_ten_desks_of_one_login_work_with_three_connections_each(city: City) -> None:
    async with AsyncExitStack() as desks:
        libraries = [await desks.enter_async_context(city.open(WHO)) for _ in range(DESKS)]
        everybody = asyncio.Barrier(DESKS * EACH)

        async def work(db: Database) -> None:
            async with db.autocommit() as conn:
                await everybody.wait()  # all are connected at once
                await conn.execute(text("SELECT 1"))

        await asyncio.gather(*(work(it.db) for it in libraries for _ in range(EACH)))
        with pytest.raises(LoginLimitReached):
            await works(city)
        await works(city, "other")


@asynccontextmanager
async def crowd_of(city: City, who: str) -> AsyncIterator[int]:
    """Connect as often as the server lets a login; give how often that was, and be gone at the end."""
    async with AsyncExitStack() as crowd:
        yield await taken(city, who, crowd)
    admin = await city.connect()
    while await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE usename = $1", city.names[who]):
        pass  # a closed connection's process ends by itself
    await admin.close()


async def taken(city: City, who: str, crowd: AsyncExitStack) -> int:
    """Connect as often as the server lets one; tell how often that was."""
    count = 0
    with suppress(asyncpg.TooManyConnectionsError):
        while True:
            one = await city.connect(who)
            crowd.push_async_callback(one.close)
            count += 1
    return count
