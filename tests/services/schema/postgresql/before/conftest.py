"""Cities whose tables are open to the version before, as after `db upgrade` of an older library."""

from collections.abc import AsyncIterator, Iterator

import pytest

from services.password_hashing import PasswordHasher
from tests.helpers.city import City
from tests.helpers.kept_cities import OpenToBefore, opened_city
from tests.helpers.kept_libraries import Kept, KeptLibraries
from tests.helpers.kept_loop import KEPT_LOOP
from tests.helpers.postgres import Server


@pytest.fixture(scope="session")
def kept_open_cities(
    pytestconfig: pytest.Config, postgres: Server, cheap_hasher: PasswordHasher
) -> Iterator[KeptLibraries]:
    """Libraries whose tables are open, with a login of the server for each role."""
    kept = KeptLibraries(pytestconfig.stash[KEPT_LOOP], lambda: OpenToBefore(postgres, cheap_hasher))
    yield kept
    kept.close()


@pytest.fixture(params=["postgresql"])
def kept_city(kept_open_cities: KeptLibraries) -> Iterator[Kept]:
    """One of them, which may have connections already."""
    with kept_open_cities.lent(patience=5.0) as lent:
        yield lent


@pytest.fixture
async def city(kept_city: Kept, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    """A library with open tables and a login of the server for each role."""
    async with opened_city(kept_city, cheap_hasher) as city:
        yield city
