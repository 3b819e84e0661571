"""A city that stays founded is to its next test as a new one is, or isn't given to it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator

import asyncpg
import pytest
from sqlalchemy import func, select

from services.own_schema.database.tables import patron, staff
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.city import SERVICES, City
from tests.helpers.kept_cities import SettledOnServer, opened_city
from tests.helpers.kept_libraries import Kept, KeptLibraries
from tests.helpers.kept_loop import KeptLoop
from tests.helpers.patrons import CARD
from tests.helpers.postgres import Server

type Work = Callable[[City], Awaitable[object]]


@pytest.fixture(scope="module")
def loop() -> Iterator[KeptLoop]:
    loop = KeptLoop()
    yield loop
    loop.end()


@pytest.fixture(scope="module")
def cities(loop: KeptLoop, postgres: Server, cheap_hasher: PasswordHasher) -> Iterator[KeptLibraries]:
    cities = KeptLibraries(loop, lambda: SettledOnServer(postgres, cheap_hasher))
    yield cities
    cities.close()


@pytest.fixture(scope="module")
def lend(cities: KeptLibraries, loop: KeptLoop, cheap_hasher: PasswordHasher) -> Callable[[Work], Kept]:
    """Let a test work in a city; tell which."""

    def lend(work: Work) -> Kept:
        async def run(kept: Kept) -> None:
            async with opened_city(kept, cheap_hasher) as city:
                await work(city)

        with cities.lent(5.0) as kept, asyncio.Runner(loop_factory=loop.lend) as runner:
            runner.run(run(kept))
            return kept

    return lend


async def _by_administrator(city: City, statement: str) -> None:
    admin = await city.connect()
    await admin.execute(statement.format(**city.names))
    await admin.close()


async def is_as_founded(city: City) -> None:
    async with city.library.db.reading() as conn:
        assert (await conn.execute(select(func.count()).select_from(patron))).scalar_one() == 0
        registered = (await conn.execute(select(staff.c.id))).scalars().all()
    assert len(registered) == len(city.names) - len(SERVICES)
    for who in city.names:
        connection = await city.connect(who)
        assert await connection.fetchval("SHOW deadlock_timeout") == "1s"
        await connection.close()
    await city.town.patron()
    async with open_library(city.url_of("counter"), hasher=city.hasher) as library:
        await library.backend.look_ups.by_card(CARD, city.actor("counter"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE masters_version SET version = 7; DELETE FROM staff",
        "ALTER ROLE {counter} PASSWORD 'another'",
        "ALTER ROLE {phone} NOLOGIN",
        "ALTER ROLE {supervisor} SET deadlock_timeout = '20ms'",
    ],
    ids=["rows", "password", "closed", "setting"],
)
def test_a_changed_city_is_put_back(lend: Callable[[Work], Kept], change: str) -> None:
    first = lend(is_as_founded)
    assert lend(lambda city: _by_administrator(city, change)) is first
    assert lend(is_as_founded) is first


@pytest.mark.parametrize(
    "change",
    [
        "REVOKE madoguchi_counter FROM {counter}",
        "GRANT {phone} TO {counter}",
        "ALTER ROLE {portal} CREATEDB",
        "ALTER TABLE patron DISABLE TRIGGER ALL",
        "GRANT CREATE ON DATABASE {database} TO {worker}",
    ],
)
def test_a_city_that_is_another_one_is_thrown_away(lend: Callable[[Work], Kept], change: str) -> None:
    async def alter(city: City) -> None:
        database = city.url.rpartition("/")[2]
        await _by_administrator(city, change.replace("{database}", database))

    changed = lend(alter)
    assert lend(is_as_founded) is not changed


def test_a_login_goes_on_with_a_connection_that_is_as_new(lend: Callable[[Work], Kept]) -> None:
    used: list[int] = []

    async def leave_much(city: City) -> None:
        async with city.connected("counter") as conn:
            used.append(conn.get_server_pid())
            await conn.execute("SET lock_timeout = '20ms'; SET ROLE madoguchi_counter; LISTEN it")
            await conn.execute("DECLARE it CURSOR WITH HOLD FOR SELECT 1")

    async def find_nothing(city: City) -> None:
        async with city.connected("counter") as conn, city.connected("counter") as other:
            used.append(conn.get_server_pid())
            assert conn is not other
            assert await conn.fetchval("SHOW lock_timeout") == "0"
            assert await conn.fetchval("SELECT current_user::text") == city.names["counter"]
            assert await conn.fetch("SELECT name FROM pg_cursors WHERE is_holdable") == []
            assert await conn.fetch("SELECT pg_listening_channels()") == []

    lend(leave_much)
    lend(find_nothing)
    assert used[0] == used[1]


@pytest.mark.parametrize("leave", ["BEGIN", "SELECT pg_terminate_backend(pg_backend_pid())"])
def test_a_connection_that_is_at_something_or_has_ended_is_not_lent_again(
    lend: Callable[[Work], Kept], leave: str
) -> None:
    used: list[int] = []

    async def work(city: City) -> None:
        async with city.connected() as conn:
            used.append(conn.get_server_pid())
            with contextlib.suppress(asyncpg.PostgresError):
                await conn.execute(leave)

    lend(work)
    lend(work)
    assert used[0] != used[1]
