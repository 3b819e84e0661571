"""No login fills the table of locks, which all databases of a server share, by locks of its own choice."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from services.lookup.snapshot import PatronSnapshot
from services.password_hashing import PasswordHasher
from services.schema import upgrade
from tests.helpers.apart import run_apart
from tests.helpers.city import City, founded
from tests.helpers.cluster import FORGETFUL, Cluster, Running
from tests.helpers.patrons import CARD
from tests.helpers.platforms import posix

pytestmark = [
    posix("A cluster of one's own is run by POSIX users and signals."),
    pytest.mark.asyncio(loop_scope="module"),
]

SMALL = {**FORGETFUL, "max_connections": "20", "max_locks_per_transaction": "64"}
WHO = "counter"
MOST = 20_000
"""More locks than the server has room for."""
FILLING = {
    "advisory": "SELECT pg_advisory_lock({0})",
    "advisory, shared": "SELECT pg_advisory_lock_shared(1, {0})",
    "advisory, tried": "SELECT pg_try_advisory_lock({0})",
    "advisory, of the transaction": "SELECT pg_advisory_xact_lock({0})",
    "messages": "SAVEPOINT another; SELECT pg_logical_emit_message(true, '', '')",
}


@pytest.fixture(scope="module")
def small_server() -> Iterator[Running]:
    """Run a server with room for few locks, on which nothing else runs."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-locks-") as folder:
        cluster = Cluster(Path(folder))
        cluster.make()
        with cluster.running(SMALL) as server:
            run_apart(upgrade.init(server.plain_url()))
            yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(small_server: Running, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    async with founded(small_server.plain_url(), cheap_hasher) as city:
        await city.town.patron(CARD)
        yield city


@pytest.mark.parametrize("filling", FILLING)
async def test_nobody_fills_the_table_with_locks_of_ones_own_choice(city: City, filling: str) -> None:
    thief = await city.connect("other")
    try:
        await fill(thief, FILLING[filling])
        await works(city)
    finally:
        await thief.close()


async def fill(thief: asyncpg.Connection, statement: str) -> None:
    """Take locks until there is no room, and keep them."""
    await thief.execute("BEGIN")
    with contextlib.suppress(asyncpg.PostgresError):
        for place in range(MOST):
            await thief.execute(f"SAVEPOINT one; {statement.format(place)}")
    await thief.execute("ROLLBACK TO one")


async def works(city: City) -> None:
    """Sign in and look a patron up."""
    async with city.open(WHO) as library:
        found = await library.backend.look_ups.by_card(CARD, city.actor(WHO))
        assert isinstance(found, PatronSnapshot)
