"""Services are tested on every database there is."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from services.contract.backend import LookUps
from services.own_schema.database.engine import Database
from services.own_schema.library import Library, build_library, open_library
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.apart import run_apart
from tests.helpers.chains import Book
from tests.helpers.city import City
from tests.helpers.kept_libraries import File, Kept, KeptLibraries, OnServer, found_town
from tests.helpers.kept_loop import KEPT_LOOP
from tests.helpers.patrons import Town
from tests.helpers.postgres import Server

DIALECTS = ("sqlite", "postgresql")


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """The database a test runs on, once for each."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def kept_files(
    pytestconfig: pytest.Config, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KeptLibraries]:
    """Libraries in files."""
    kept = _in_files(pytestconfig, sqlite_template, tmp_path_factory.mktemp("kept"))
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def kept_towns_in_files(
    pytestconfig: pytest.Config, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KeptLibraries]:
    """Libraries in files, with a town."""
    folder = tmp_path_factory.mktemp("towns")
    template = Path(shutil.copy(sqlite_template, folder / "template.sqlite3"))
    run_apart(found_town(f"sqlite:///{template}"))
    kept = _in_files(pytestconfig, template, folder)
    yield kept
    kept.close()


def _in_files(config: pytest.Config, template: Path, folder: Path) -> KeptLibraries:
    names = count(1)
    return KeptLibraries(
        config.stash[KEPT_LOOP], lambda: File(template, folder / f"library-{next(names)}.sqlite3")
    )


@pytest.fixture(scope="session")
def kept_towns(pytestconfig: pytest.Config, postgres: Server) -> Iterator[KeptLibraries]:
    """Libraries on PostgreSQL, with a town."""
    kept = KeptLibraries(pytestconfig.stash[KEPT_LOOP], lambda: OnServer(postgres, found_town))
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def kept_databases(pytestconfig: pytest.Config, postgres: Server) -> Iterator[KeptLibraries]:
    """Libraries on PostgreSQL."""
    kept = KeptLibraries(pytestconfig.stash[KEPT_LOOP], lambda: OnServer(postgres))
    yield kept
    kept.close()


@pytest.fixture
def kept_library(dialect: str, request: pytest.FixtureRequest) -> Iterator[Kept]:
    """A library as `db init` makes it, with a town for a test that has one; it may have connections already."""
    in_file, on_server = "kept_files", "kept_databases"
    if "town" in request.fixturenames:
        in_file, on_server = "kept_towns_in_files", "kept_towns"
    kept: KeptLibraries = request.getfixturevalue(in_file if dialect == "sqlite" else on_server)
    with kept.lent(patience=0.5 if "db" in request.fixturenames else 5.0) as lent:
        yield lent


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh library, as `db init` makes it; of the one that is open where one is."""
    with ExitStack() as stack:
        if "kept_library" in request.fixturenames:
            url: str = request.getfixturevalue("kept_library").url
        elif dialect == "sqlite":
            url = request.getfixturevalue("sqlite_url")
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
async def db(kept_library: Kept) -> AsyncIterator[Database]:
    """A fresh library's connections; a lock is waited for half a second."""
    async with kept_library.opened() as db:
        yield db


@pytest.fixture
async def library(kept_library: Kept, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """A fresh library, as the program opens it."""
    async with kept_library.opened() as db:
        masters = await kept_library.masters(db)
        yield build_library(db, MastersStore(db, masters), cheap_hasher)


@pytest.fixture
async def town(kept_library: Kept, library: Library) -> Town:
    """Patrons for the library, on a day of their own."""
    return await kept_library.town(library.db)


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


@pytest.fixture
async def admin(city: City) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the city's owner."""
    conn = await city.connect()
    yield conn
    await conn.close()
