"""A server of one's own with little room, on which nothing else runs: what is tried there stops it."""

import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.contract.snapshot import PatronSnapshot
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from tests.helpers.apart import run_apart
from tests.helpers.city import City, founded
from tests.helpers.cluster import FORGETFUL, Cluster
from tests.helpers.patrons import CARD

WHO = "counter"


@dataclass(frozen=True)
class SmallServer:
    """A server with a library.

    Attributes:
        url: its administrator's address of the library.
        data: the folder of its data, where `postmaster.pid` is.
    """

    url: str
    data: Path


@contextmanager
def small_server(settings: Mapping[str, str]) -> Iterator[SmallServer]:
    """Run a server with a library, and settings of its own."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-small-") as folder:
        cluster = Cluster(Path(folder))
        cluster.make()
        with cluster.running({**FORGETFUL, **settings}) as server:
            run_apart(upgrade.init(server.plain_url()))
            yield SmallServer(server.plain_url(), cluster.data)


@asynccontextmanager
async def city_on(server: SmallServer, hasher: PasswordHasher) -> AsyncIterator[City]:
    """Make everybody's logins there, and a patron with a card."""
    async with founded(server.url, hasher) as city:
        await city.town.patron(CARD)
        yield city


async def works(city: City, who: str = WHO) -> None:
    """Sign in and look a patron up."""
    async with city.open(who) as library:
        found = await library.backend.look_ups.by_card(CARD, city.actor(who))
        assert isinstance(found, PatronSnapshot)
