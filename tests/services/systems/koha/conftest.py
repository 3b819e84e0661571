"""A library of Koha's with every hostile patron, for tests that change nothing in it."""

from collections.abc import Iterator

import pytest

from tests.helpers.apart import run_apart
from tests.helpers.mariadb import Koha, MariaDb


@pytest.fixture(scope="session")
def hostile_koha(mariadb: MariaDb) -> Iterator[Koha]:
    made = run_apart(mariadb.make_koha(patrons=30, hostile=True))
    yield made
    run_apart(mariadb.drop(made))
