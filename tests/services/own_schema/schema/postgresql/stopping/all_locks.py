"""No login fills the table of locks, which all databases of a server share, by locks of its own choice.

What nothing prevents is ended on the server's machine, as docs/operations.md says.
"""

import asyncio
import contextlib
import re
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy.engine import make_url

from services.contract.act_requests import ActRequest
from services.contract.errors import SystemBusy
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.chains import record
from tests.helpers.city import PASSWORD, City
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

SMALL = {"max_connections": "20", "max_locks_per_transaction": "64", "unix_socket_directories": "."}
"""Somebody may be let in on the server's machine, too, through a socket among its data."""
OPERATIONS = Path(__file__).parents[6] / "docs" / "operations.md"
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
def server() -> Iterator[SmallServer]:
    """Run a server with room for few locks, on which nothing else runs."""
    with small_server(SMALL) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(server: SmallServer, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    async with city_on(server, cheap_hasher) as city:
        yield city


@pytest.mark.parametrize("filling", FILLING)
async def test_nobody_fills_the_table_with_locks_of_ones_own_choice(city: City, filling: str) -> None:
    thief = await city.connect("other")
    try:
        await fill(thief, FILLING[filling])
        await works(city)
    finally:
        await thief.close()


@pytest.mark.parametrize(
    ("busy", "card"), [(False, "223456789"), (True, "323456789")], ids=["idle", "in a statement"]
)
async def test_who_fills_it_by_savepoints_is_ended_on_the_servers_machine(
    city: City, server: SmallServer, card: str, *, busy: bool
) -> None:
    act: ActRequest[Any] = ActRequest(actor=city.actor("other"), patron_id=await city.town.patron(card))
    await record(city.library.db, act)
    thief = await city.connect("other")
    await fill(thief, f"SELECT madoguchi_outcome('{act.act_id}')")  # in each savepoint a write takes a place
    waiting = asyncio.ensure_future(thief.execute("SELECT pg_sleep(1000)")) if busy else None
    with pytest.raises(SystemBusy):
        await works(city)
    with pytest.raises(asyncpg.OutOfMemoryError):  # 53200: an administrator can't come in, either
        await city.connect()

    find, *end = _said()
    names = {"DATA": str(server.data), "LOGIN": city.names["other"]}
    (pid,) = _who_stays(find, names)
    for command in end:
        _run(command, {**names, "PID": pid})

    await (await _once_there_is_room(city)).close()
    await works(city)
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await city.connect("other")
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await through_the_socket(city, server, "other")
    if waiting is not None:
        with pytest.raises(asyncpg.PostgresError):
            await waiting
    await thief.close()
    _run("sed -i 1,2d DATA/pg_hba.conf", names)
    _run(end[1], names)
    await (await through_the_socket(city, server, WHO)).close()


async def through_the_socket(city: City, server: SmallServer, who: str) -> asyncpg.Connection:
    url = make_url(city.url_of(who))
    return await asyncpg.connect(
        host=str(server.data), port=url.port, user=url.username, password=PASSWORD, database=url.database
    )


async def _once_there_is_room(city: City) -> asyncpg.Connection:
    while True:
        with contextlib.suppress(asyncpg.OutOfMemoryError):
            return await city.connect()


def _said() -> list[str]:
    """Read from the page what ends such a connection."""
    block = re.search(r"^    ps .*\n(?:    .*\n)+", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE)
    assert block is not None
    return [line.strip() for line in block[0].splitlines()]


def _who_stays(find: str, names: Mapping[str, str]) -> set[str]:
    """List them twice, as the page says, until one login's are left: who was refused is on the way out."""
    before, both = set[str](), set[str]()
    while len(both) != 1:
        lines = _run(find, names).splitlines()
        now = {line.split()[0] for line in lines}
        before, both = now, before & now
    assert all(names["LOGIN"] in line for line in lines if line.split()[0] in both)
    return both


def _run(command: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        command = command.replace(name, value)
    return subprocess.run(["bash", "-c", command], check=True, capture_output=True, text=True).stdout


async def fill(thief: asyncpg.Connection, statement: str) -> None:
    """Take locks until there is no room, and keep them."""
    await thief.execute("BEGIN")
    with contextlib.suppress(asyncpg.PostgresError):
        for place in range(MOST):
            await thief.execute(f"SAVEPOINT one; {statement.format(place)}")
    await thief.execute("ROLLBACK TO one")
