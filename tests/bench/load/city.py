"""The city that is measured: a generated library on a server of its own, made once and kept, with a login a desk."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url
from tqdm import tqdm

from services.contract.errors import StaffExists
from services.own_schema.library import open_library
from services.own_schema.schema import upgrade
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.bench.city.making import fill_city
from tests.bench.library import NOW, SEED
from tests.helpers.cluster import FORGETFUL, HONEST, Cluster, Running

PASSWORD = "ひみつの合言葉です"
SETTINGS = {
    **HONEST,
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "max_connections": "700",
    "max_wal_size": "4GB",
    "track_io_timing": "on",
    "autovacuum_naptime": "10s",
}
"""docs/operations.md says them, but for `autovacuum_naptime`: a run is short."""

_KEPT = "kept"
_MEASURED = "measured"
_BORROWERS = 60_000


@dataclass(frozen=True)
class City:
    """A running city.

    Attributes:
        server: it.
        url: the measured library's address, as its administrator.
        logins: one a desk.
        cards: of patrons who have something, in no order.
    """

    server: Running
    url: str
    logins: list[str]
    cards: list[str]

    def url_of(self, login: str) -> str:
        """Give the address with which a desk signs in."""
        return make_url(self.url).set(username=login, password=PASSWORD).render_as_string(hide_password=False)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[asyncpg.Connection]:
        """Connect as the administrator."""
        async with _connected(self.url) as conn:
            yield conn


@contextmanager
def city(folder: Path, patrons: int, desks: int) -> Iterator[City]:
    """Start the city: a fresh copy of the kept library, on a server with honest settings."""
    place = folder / f"postgresql-{patrons}-seed-{SEED}"
    kept = Cluster(place)
    if not (place / "made").exists():
        shutil.rmtree(kept.data, ignore_errors=True)
        kept.make()
        with kept.running(FORGETFUL) as server:
            asyncio.run(_make(server, patrons))
        (place / "made").touch()
    with kept.running(SETTINGS) as server:
        logins, cards = asyncio.run(_open(server, desks))
        yield City(server, server.plain_url(_MEASURED), logins, cards)
        asyncio.run(_forget(server))


async def _make(server: Running, patrons: int) -> None:
    async with _connected(server.plain_url()) as conn:
        await conn.execute(f"CREATE DATABASE {_KEPT}")
    with tqdm(desc="bench city", unit=" rows", unit_scale=True, file=sys.stderr) as bar:

        def told(done: int, expected: int) -> None:
            bar.total = expected
            bar.update(done - bar.n)

        await fill_city(server.plain_url(_KEPT), patrons=patrons, seed=SEED, now=NOW, progress=told)
    async with _connected(server.plain_url(_KEPT)) as conn:
        await conn.execute("VACUUM (FREEZE, ANALYZE)")


async def _open(server: Running, desks: int) -> tuple[list[str], list[str]]:
    """Copy the library, give every desk its login and set the clock."""
    await upgrade.upgrade(server.plain_url(_KEPT))
    logins = [f"desk_{place:03}" for place in range(desks)]
    await _hire(server.plain_url(_KEPT), logins)
    await _forget(server)
    async with _connected(server.plain_url()) as conn:
        await conn.execute(f"CREATE DATABASE {_MEASURED} TEMPLATE {_KEPT} STRATEGY FILE_COPY")
        await conn.execute(f"REVOKE ALL ON DATABASE {_MEASURED} FROM PUBLIC")
    async with _connected(server.plain_url(_MEASURED)) as conn:
        for login in logins:
            await conn.execute("SELECT madoguchi_let_connect($1)", login)
        await conn.execute("DELETE FROM clock_offset")
        await conn.execute(
            "INSERT INTO clock_offset (id, seconds) VALUES (1, $1 - extract(epoch FROM now())::bigint)",
            int(NOW.timestamp()),
        )
        cards = [row[0] for row in await conn.fetch(_CARDS, _BORROWERS)]
        await conn.execute("CHECKPOINT")
    return logins, cards


async def _hire(url: str, logins: list[str]) -> None:
    async with open_library(url) as library:
        branch = next(iter(library.masters.current.branches))
        for login in logins:
            try:
                await library.staff.add(
                    login, name="窓口 係", role=Role.COUNTER, branch_id=branch, password=Secret(PASSWORD)
                )
            except StaffExists:
                continue


async def _forget(server: Running) -> None:
    async with _connected(server.plain_url()) as conn:
        await conn.execute(f"DROP DATABASE IF EXISTS {_MEASURED} WITH (FORCE)")


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    try:
        yield conn
    finally:
        await conn.close()


_CARDS = """
    SELECT number FROM card
    WHERE status = 'active' AND (
        patron_id IN (SELECT patron_id FROM loan WHERE returned_on IS NULL)
        OR patron_id IN (SELECT patron_id FROM hold))
    ORDER BY md5(number) LIMIT $1"""
