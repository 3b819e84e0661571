"""What every test shares: no screen, the loop that fits, and databases."""

import asyncio
import gc
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
if sys.platform == "win32":  # where this platform has no system's fonts, and warns of that
    os.environ["QT_QPA_FONTDIR"] = str(Path(__file__).parents[1] / "resources" / "fonts")

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from tests.helpers.apart import run_apart
from tests.helpers.city import City
from tests.helpers.compiled import share_compiled_statements
from tests.helpers.kept_cities import SettledOnServer, opened_city
from tests.helpers.kept_fonts import keep_fonts
from tests.helpers.kept_libraries import Kept, KeptLibraries
from tests.helpers.kept_loop import KEPT_LOOP, KeptLoop
from tests.helpers.kept_masters import keep_masters
from tests.helpers.mariadb import MariaDb, running_mariadb
from tests.helpers.mariadb import left_out_because as mariadb_left_out_because
from tests.helpers.no_disk import forgo_the_disk
from tests.helpers.passwords import CHEAP_HASHER, hash_cheaply
from tests.helpers.postgres import Server, left_out_because, running_server
from tests.helpers.qt_loop import PatientLoop
from tests.helpers.windows import delete_windows, empty_clipboard
from views.style.theme import ARGUMENTS

_GARBAGE = 300_000
_EXAMPLES = 40
# Examples aren't timed: a busy machine is no fault of the code. Developers' runs look for new ones each time; a check
# of a submission gives the same answer each time.
settings.register_profile("untimed", deadline=None, max_examples=_EXAMPLES)
settings.register_profile("ci", deadline=None, max_examples=_EXAMPLES, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "untimed")

_APPLICATION = pytest.StashKey[QApplication]()


def pytest_configure(config: pytest.Config) -> None:
    # Qt objects may end in the GUI thread only, but Python collects in whichever thread allocates: see
    # app/support/gui_thread_gc.py.
    gc.disable()
    # Without the packages of `make package` there is no such module. With them jsonschema begins by making the grammars
    # of thirty-eight formats that no schema of ours has, which takes 1.5 s.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    share_compiled_statements()
    keep_masters()
    keep_fonts()
    forgo_the_disk()
    hash_cheaply()
    config.stash[KEPT_LOOP] = KeptLoop()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[KEPT_LOOP].end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.passed:
        report.keywords = {}  # nobody asks for them, and they are a third of what a worker tells of a test
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what all tests took together, below the slowest ten."""
    reports = (it for kind in terminalreporter.stats.values() for it in kind)
    took = sum(it.duration for it in reports if isinstance(it, pytest.TestReport))
    terminalreporter.write_line(f"{took:.0f} s in tests, all processes together")
    missing = mariadb_left_out_because()
    if missing is not None:
        terminalreporter.write_line(f"skipped: MariaDB ({missing})")


def pytest_collection_finish() -> None:
    """Leave modules and tests out of every collection: looking through them took a quarter of the run."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what tests left, when the last one's fixtures are down; what outlives that is left out from then on.

    Windows go at once: each that stays is styled, laid out and told of every event again in all tests to come.
    """
    delete_windows()
    empty_clipboard()
    if gc.get_count()[0] > _GARBAGE:
        gc.collect()
        gc.freeze()


def pytest_report_header() -> list[str]:
    missing = left_out_because()
    told = [
        "databases: sqlite" + (", postgresql" if missing is None else f" (postgresql left out: {missing})")
    ]
    if sys.platform == "win32":
        told.append("Windows: what can't run there is skipped; the end tells how many, and why")
    return told


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Give tests with widgets Qt's loop, as the program has it, and all others a plain one.

    That of tests with a library that stays open is the one which its connections are on.
    """
    wanted = getattr(item, "fixturenames", ())
    if "qtbot" not in wanted:
        is_kept = "kept_library" in wanted or "kept_city" in wanted
        return {"kept": config.stash[KEPT_LOOP].lend} if is_kept else {"plain": asyncio.new_event_loop}

    def qt_loop() -> asyncio.AbstractEventLoop:
        application = QApplication.instance() or QApplication(list(ARGUMENTS))
        assert isinstance(application, QApplication)
        application.setQuitOnLastWindowClosed(False)  # as the program has it: no closed window ends the loop
        config.stash[_APPLICATION] = application
        loop: asyncio.AbstractEventLoop = PatientLoop(application)
        loop.set_default_executor(ThreadPoolExecutor(4))
        return loop

    return {"qt": qt_loop}


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt makes the application with."""
    return list(ARGUMENTS)


@pytest.fixture(scope="session")
def cheap_hasher() -> PasswordHasher:
    """A real argon2id hasher that costs next to nothing."""
    return CHEAP_HASHER


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library as `db init` makes it, to be copied."""
    path = tmp_path_factory.mktemp("template") / "library.sqlite3"
    run_apart(upgrade.init(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh library in a file."""
    path = tmp_path / "library.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; each worker of a parallel run has its own."""
    missing = left_out_because()
    if missing is not None:
        pytest.skip(missing)
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_there() -> None:
    """Leave a test out where MariaDB isn't installed."""
    missing = mariadb_left_out_because()
    if missing is not None:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def mariadb(mariadb_there: None) -> Iterator[MariaDb]:
    """A MariaDB server; each worker of a parallel run that needs one has its own."""
    with running_mariadb() as server:
        yield server


@pytest.fixture(params=["postgresql"])
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of a fresh library on PostgreSQL, for what only that has."""
    with postgres.library() as url:
        yield url


@pytest.fixture(scope="session")
def kept_cities(
    pytestconfig: pytest.Config, postgres: Server, cheap_hasher: PasswordHasher
) -> Iterator[KeptLibraries]:
    """Libraries on PostgreSQL with a login of the server for each role."""
    kept = KeptLibraries(pytestconfig.stash[KEPT_LOOP], lambda: SettledOnServer(postgres, cheap_hasher))
    yield kept
    kept.close()


@pytest.fixture(params=["postgresql"])
def kept_city(kept_cities: KeptLibraries) -> Iterator[Kept]:
    """One of them, which may have connections already."""
    with kept_cities.lent(patience=5.0) as lent:
        yield lent


@pytest.fixture
async def city(kept_city: Kept, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    """A fresh library on PostgreSQL with a login of the server for each role."""
    async with opened_city(kept_city, cheap_hasher) as city:
        yield city
