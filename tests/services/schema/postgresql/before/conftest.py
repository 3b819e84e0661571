"""Cities whose tables are open to the version before, as after `db upgrade` of an older library."""

from collections.abc import Iterator

import pytest

from services.password_hashing import PasswordHasher
from tests.helpers.kept_cities import OpenToBefore
from tests.helpers.kept_libraries import KeptLibraries
from tests.helpers.kept_loop import KEPT_LOOP
from tests.helpers.postgres import Server


@pytest.fixture(scope="session")
def kept_cities(
    pytestconfig: pytest.Config, postgres: Server, cheap_hasher: PasswordHasher
) -> Iterator[KeptLibraries]:
    """Give the tests here libraries whose tables are open, where all others have closed ones."""
    kept = KeptLibraries(pytestconfig.stash[KEPT_LOOP], lambda: OpenToBefore(postgres, cheap_hasher))
    yield kept
    kept.close()
