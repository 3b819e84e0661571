"""One library for all the tests of a file: each act has a patron of its own there."""

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from services.library import Library, open_library
from services.password_hashing import PasswordHasher
from tests.helpers.patrons import Town
from tests.helpers.postgres import Server
from tests.services.conftest import DIALECTS

# Windows has neither fork nor the signals to die by.
collect_ignore = ["test_killed.py"] if sys.platform == "win32" else []


@pytest.fixture(scope="module", params=DIALECTS)
def shared_url(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a library that the tests of a file share, once for each database."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("shared") / "library.sqlite3"
            shutil.copy(sqlite_template, path)
            yield f"sqlite:///{path}"
        else:
            server: Server = request.getfixturevalue("postgres")
            yield stack.enter_context(server.library())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_library(shared_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """The shared library, open."""
    async with open_library(shared_url, hasher=cheap_hasher) as opened:
        yield opened


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Numbers that nobody in the shared library has yet."""
    return count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_town(shared_library: Library, numbers: Iterator[int]) -> Town:
    """Patrons for the shared library."""
    town = await Town.found(shared_library.db)
    town.numbers = numbers
    return town
