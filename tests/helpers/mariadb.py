"""A MariaDB for tests, on a socket, and libraries of Koha's in it; each worker of a parallel run has its own server."""

import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from app.koha_demo import DemoInventions
from services.rules.clock import tokyo_day
from services.rules.secret import Secret
from services.systems.koha.demo.hostile import hostile_rows
from services.systems.koha.demo.library import fill, make_tables, run_script, settle
from services.systems.koha.demo.rows import write
from services.systems.koha.demo.server import ADMINISTRATOR, DemoServer, find_program, running_server
from services.systems.koha.script import ScriptNames, koha_script
from services.systems.mariadb.views import open_views
from tests.helpers.in_memory import folder_in_memory

_FOLDER = "madoguchi-mariadb-"
_BEGINS = 600
"""Seconds in which a server is made, or writes to its log."""
PASSWORD = Secret("of the tests alone")


def today() -> date:
    """Give the day by which the views go, the server's: rows of a fixed one would be too old some weeks later."""
    return tokyo_day(datetime.now(UTC))


def left_out_because() -> str | None:
    """Tell why nothing can be tested on MariaDB here, None if it can.

    Where `tools/setup.sh test` could have installed it, its lack is a failure.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if find_program() is not None or (is_root and shutil.which("apt-get")):
        return None
    return "Debian's mariadb-server-core isn't installed"


@dataclass(frozen=True, slots=True)
class Koha:
    """A library of Koha's, with views beside it.

    Attributes:
        database: Koha's.
        views: the one with the views.
        login: who reads these.
    """

    server: DemoServer
    database: str
    views: str
    login: str

    @property
    def address(self) -> str:
        return f"mysql://{self.login}@localhost/{self.views}?unix_socket={self.server.socket}"

    @property
    def script(self) -> str:
        return koha_script(ScriptNames(self.database, self.views, self.login), PASSWORD)

    def opened(self) -> Any:
        """Open the views as a desk does."""
        return open_views(self.address, PASSWORD)

    async def run(self, *statements: str) -> Sequence[Any]:
        """Run statements as the administrator, on Koha's database; answers the last one's rows."""
        async with administrator(self.server, self.database) as connection:
            return await ran(connection, *statements)


class MariaDb:
    """The server of a run."""

    def __init__(self, server: DemoServer) -> None:
        self.server = server
        self._names = count(1)

    @asynccontextmanager
    async def koha(self, *, patrons: int = 0, hostile: bool = False) -> AsyncIterator[Koha]:
        """Make a library; it is gone afterwards."""
        made = await self.make_koha(patrons=patrons, hostile=hostile)
        try:
            yield made
        finally:
            await self.drop(made)

    async def make_koha(self, *, patrons: int = 0, hostile: bool = False, full: int = 10) -> Koha:
        """Make a library that stays.

        Args:
            patrons: how many ordinary ones.
            hostile: with every hostile one, too.
            full: how many of the ordinary ones have much.
        """
        number, day = next(self._names), today()
        made = Koha(self.server, f"koha_{number}", f"views_{number}", f"desk_{number}")
        async with administrator(self.server) as connection:
            await make_tables(connection, made.database)
            await fill(connection, DemoInventions(1, day), patrons=patrons, today=day, seed=1, full=full)
            if hostile:
                await write(connection, hostile_rows(day))
            await settle(connection)
            await run_script(connection, made.script)
        return made

    async def drop(self, koha: Koha) -> None:
        async with administrator(self.server) as connection:
            for statement in (
                f"DROP DATABASE IF EXISTS {koha.database}",
                f"DROP DATABASE IF EXISTS {koha.views}",
                f"DROP USER IF EXISTS {koha.login}@localhost",
            ):
                await ran(connection, statement)


@asynccontextmanager
async def administrator(
    server: DemoServer, database: str | None = None, login: str = ADMINISTRATOR
) -> AsyncIterator[Any]:
    """Connect as the administrator, or as another login without a password."""
    from asyncmy import connect

    connection = await connect(user=login, unix_socket=str(server.socket), database=database, autocommit=True)
    try:
        yield connection
    finally:
        await connection.ensure_closed()


async def ran(connection: Any, *statements: str) -> Sequence[Any]:
    """Run statements; answers the last one's rows."""
    rows: Sequence[Any] = ()
    async with connection.cursor() as cursor:
        for statement in statements:
            await cursor.execute(statement)
            rows = await cursor.fetchall()
    return rows


@contextmanager
def running_mariadb(*options: str, prepared: Callable[[Path], Any] | None = None) -> Iterator[MariaDb]:
    """Give a server, and stop it afterwards."""
    in_memory = folder_in_memory()
    if in_memory is not None:
        _forget_servers_that_ended(in_memory)
    with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=in_memory) as folder:
        place = Path(folder)
        if prepared is not None:
            prepared(place)
        with running_server(place, options) as server:
            yield MariaDb(server)


def _forget_servers_that_ended(place: Path) -> None:
    """Remove what servers left behind whose run was killed: nobody else would, until the computer is started anew."""
    for folder in place.glob(f"{_FOLDER}*"):
        with suppress(OSError):
            is_new = time.time() - (folder / "log").stat().st_mtime < _BEGINS
            if not is_new and not _is_there(folder / "pid"):
                shutil.rmtree(folder, ignore_errors=True)


def _is_there(noted: Path) -> bool:
    try:
        return Path("/proc", noted.read_text(encoding="utf-8").strip()).exists()
    except FileNotFoundError:
        return False
