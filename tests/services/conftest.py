"""Services are tested on every database there is."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from services.backend import LookUps
from services.database.engine import Database
from services.library import Library, open_library
from services.password_hashing import PasswordHasher
from tests.helpers.chains import Book
from tests.helpers.patrons import Town
from tests.helpers.postgres import Server

DIALECTS = ("sqlite", "postgresql")


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """The database a test runs on, once for each."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh library, as `db init` makes it."""
    with ExitStack() as stack:
        if dialect == "sqlite":
            url: str = request.getfixturevalue("sqlite_url")
        else:
            server: Server = request.getfixturevalue("postgres")
            url = stack.enter_context(server.library())
        yield url


@pytest.fixture
def empty_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with nothing in it; on SQLite not even the file is there."""
    with ExitStack() as stack:
        if dialect == "sqlite":
            url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        else:
            server: Server = request.getfixturevalue("postgres")
            url = stack.enter_context(server.empty_database())
        yield url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A fresh library's connections; a lock is waited for half a second."""
    database = Database.open(database_url, patience=0.5)
    yield database
    await database.dispose()


@pytest.fixture
async def library(database_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """A fresh library, opened as the program does."""
    async with open_library(database_url, hasher=cheap_hasher) as opened:
        yield opened


@pytest.fixture
async def town(library: Library) -> Town:
    """Patrons for the library, on a day of their own."""
    return await Town.found(library.db)


@pytest.fixture
async def book(library: Library, town: Town) -> Book:
    """Records of two logins, chained."""
    made = Book(library, town)
    await made.write()
    return made


@pytest.fixture
async def look_ups(library: Library, town: Town) -> LookUps:
    """The library's look-ups, after the town's clock is set."""
    return library.backend.look_ups


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
