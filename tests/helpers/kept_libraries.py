"""Libraries that stay open from one test to the next; between two tests what `db init` wrote is put back.

To open one takes ten times as long as to put one back, and a connection to PostgreSQL makes its plans anew. A library
is thrown away when a test changed its tables, left a connection or a transaction open, or broke the connections.
"""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from services.contract.masters import Masters
from services.own_schema.database.engine import Database
from services.own_schema.masters.masters_store import load_masters
from tests.helpers.kept_loop import KeptLoop
from tests.helpers.kept_sessions import KeptSessions, made_as_new
from tests.helpers.patrons import NOW, Town
from tests.helpers.postgres import Fill, Server

_RULES = MappingProxyType(
    {
        "foreign_keys": 1,
        "defer_foreign_keys": 0,
        "ignore_check_constraints": 0,
        "query_only": 0,
        "writable_schema": 0,
    }
)

_TIMES = 100 if sys.platform == "win32" else -1
"""How often a file is put back. Wine's server keeps each handle of a file that was closed as long as another one has a
lock on it, which the library's connections have."""


class Place(Protocol):
    """Where the tables are."""

    @property
    def url(self) -> str:
        """The library's address."""

    def put_back(self) -> bool:
        """Make the rows as `db init` made them; False where that isn't possible."""

    def drop(self) -> None:
        """Throw the tables away."""


class File:
    """A library in a file."""

    def __init__(self, template: Path, path: Path) -> None:
        self._path = Path(shutil.copy(template, path))
        self._identity = self._path.stat().st_ino
        self._conn: sqlite3.Connection | None = None
        self._template = template
        self._schema = 0
        self._masters: list[str] = []
        self._others: list[str] = []
        self._left = _TIMES

    @property
    def url(self) -> str:
        """The library's address."""
        return f"sqlite:///{self._path}"

    def put_back(self) -> bool:
        """Make the rows as `db init` made them; False where a test changed tables or the file, or is still at it."""
        self._left -= 1
        if self._left == 0:
            return False
        try:
            conn = self._connection()
            if self._path.stat().st_ino != self._identity or self._version(conn) != self._schema:
                return False
            conn.execute("BEGIN IMMEDIATE")
            for table in self._others:
                conn.execute(f'DELETE FROM main."{table}"')
            for table in self._masters:
                if self._differs(conn, table):
                    conn.execute(f'DELETE FROM main."{table}"')
                    conn.execute(f'INSERT INTO main."{table}" SELECT * FROM template."{table}"')
            conn.execute("COMMIT")
        except (OSError, sqlite3.Error):
            return False
        return True

    def drop(self) -> None:
        """Close the file; its folder goes with the run's."""
        if self._conn is not None:
            self._conn.close()

    def _connection(self) -> sqlite3.Connection:
        """Connect as another program does, which keeps no rules."""
        if self._conn is None:
            self._conn = sqlite3.connect(self._path, isolation_level=None, timeout=0)
            self._conn.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
            self._conn.execute("PRAGMA synchronous = OFF")
            self._conn.execute("ATTACH ? AS template", (str(self._template),))
            names = "SELECT name FROM template.sqlite_master WHERE type = 'table' ORDER BY name"
            for (name,) in self._conn.execute(names).fetchall():
                found = self._conn.execute(f'SELECT EXISTS (SELECT 1 FROM template."{name}")').fetchone()
                (self._masters if found[0] else self._others).append(name)
            with closing(sqlite3.connect(self._template)) as template:
                self._schema = self._version(template)
        return self._conn

    @staticmethod
    def _version(conn: sqlite3.Connection) -> int:
        """Read what SQLite counts each change of the tables with."""
        (found,) = conn.execute("PRAGMA main.schema_version").fetchone()
        return int(found)

    @staticmethod
    def _differs(conn: sqlite3.Connection, table: str) -> bool:
        now, then = f'SELECT rowid, * FROM main."{table}"', f'SELECT rowid, * FROM template."{table}"'
        one_way = f"EXISTS ({now} EXCEPT {then}) OR EXISTS ({then} EXCEPT {now})"
        (found,) = conn.execute(f"SELECT {one_way}").fetchone()
        return bool(found)


class OnServer:
    """A library in a database of the tests' server.

    Args:
        fill: brings rows into it that stay from test to test.
    """

    def __init__(self, server: Server, fill: Fill | None = None) -> None:
        self._server = server
        self._name = server.take(fill)

    @property
    def url(self) -> str:
        """The library's address."""
        return self._server.url_of(self._name)

    def put_back(self) -> bool:
        """Make the rows as `db init` made them; False where a test changed the tables, or still holds them."""
        return self._server.put_back(self._name)

    def drop(self) -> None:
        """Drop the database."""
        self._server.drop(self._name)


class Kept:
    """One library, lent to one test after the other.

    Attributes:
        url: its address.
        place: where its tables are.
        sessions: connections to it of a test's own.
    """

    def __init__(self, place: Place, patience: float) -> None:
        self.url = place.url
        self.place = place
        self.sessions = KeptSessions()
        self._patience = patience
        self._db: Database | None = None
        self._heard: object = None
        self._masters: dict[date | None, Masters] = {}
        self._town: Town | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        """Give the connections, which were made for this test or an earlier one; on another loop always new ones."""
        is_kept = isinstance(asyncio.get_running_loop(), KeptLoop)
        db, self._db = self._db if is_kept else None, None if is_kept else self._db
        if db is None:
            db = Database.open(self.url, patience=self._patience)
            self._heard = _heard(db)
        yield db
        if is_kept and await _is_as_new(db, self._heard):
            self._db = db
        else:
            await db.dispose()

    async def masters(self, db: Database, day: date | None = None) -> Masters:
        """Give the masters of a day, as they were when they were first asked for.

        Args:
            db: the connections.
            day: the day of the town that was founded here; None before that, for the day of the computer.
        """
        if day not in self._masters:
            async with db.reading() as conn:
                self._masters[day] = await load_masters(conn, day)
        return self._masters[day]

    async def town(self, db: Database) -> Town:
        """Give the town that was founded here (`found_town`), on a day of its own."""
        self._town = self._town or await Town.as_it_is(db)
        town = replace(self._town, db=db, numbers=count(1))
        await town.set_time(NOW)  # the clock went on since the town was founded
        return town

    async def close(self) -> None:
        """Close the connections."""
        await self.sessions.close()
        db, self._db = self._db, None
        if db is not None:
            await db.dispose()

    def put_back(self) -> bool:
        """Make it ready for the next test; False where it isn't fit for one."""
        return self.place.put_back()

    def drop(self, loop: KeptLoop) -> None:
        """Throw it away."""
        loop.run_until_complete(self.close())
        self.place.drop()


async def found_town(url: str) -> None:
    """Bring into a library what every town has; see `Town.found`."""
    db = Database.open(url, patience=5.0)
    await Town.found(db)
    await db.dispose()


class KeptLibraries:
    """Those of one kind of database."""

    def __init__(self, loop: KeptLoop, make: Callable[[], Place]) -> None:
        self._loop = loop
        self._make = make
        self._free: dict[float, list[Kept]] = {}

    @contextmanager
    def lent(self, patience: float) -> Iterator[Kept]:
        """Give a library for one test.

        Args:
            patience: seconds to wait for a lock.
        """
        free = self._free.setdefault(patience, [])
        kept = free.pop() if free else Kept(self._make(), patience)
        yield kept
        if kept.put_back():
            free.append(kept)
        else:
            kept.drop(self._loop)

    def close(self) -> None:
        """Throw them all away."""
        for free in self._free.values():
            for kept in free:
                kept.drop(self._loop)


async def _is_as_new(db: Database, heard: object) -> bool:
    """Tell whether a test has ended, gave back every connection, and left them as good as new ones.

    Args:
        db: the connections.
        heard: `_heard` as it was when they were new.
    """
    pools = [engine.sync_engine.pool for engine in (db._acts, db._looks)]
    if len(asyncio.all_tasks()) > 1 or db._kept or db._refused.is_set() or _heard(db) != heard:
        return False
    if any(pool.checkedout() for pool in pools):  # type: ignore[attr-defined]
        return False
    if db.file is None:
        hosts = db._hosts
        if hosts._password or hosts._offered or hosts._left or db._own._good_since > 0:
            return False
        return all([await made_as_new(connection) for connection in _idle(pools[0])])
    if db.file._replaced:
        return False
    return all([await _keeps_rules(connection) for pool in pools for connection in _idle(pool)])


def _heard(db: Database) -> list[int]:
    """Count what is called when something happens to the connections: a test may have hung something on them."""
    engines = [it.sync_engine for it in (db._acts, db._looks)]
    dispatchers = [dispatch for it in engines for dispatch in (it.dispatch, it.pool.dispatch)]
    return [
        len(tuple(getattr(dispatch, name)))
        for dispatch in dispatchers
        for name in map(str, getattr(dispatch, "local", dispatch)._event_names)
    ]


def _idle(pool: Any) -> list[Any]:
    """Give the driver's connections of a pool."""
    return [entry.driver_connection for entry in pool._pool._queue._queue if entry.driver_connection]


async def _keeps_rules(connection: Any) -> bool:
    """Tell whether a connection to a file is set as a new one is."""

    def settings(raw: sqlite3.Connection) -> tuple[object, ...]:
        return tuple(value for name in _RULES for (value,) in raw.execute(f"PRAGMA {name}"))

    found = await connection._execute(settings, connection._conn)
    return bool(found == tuple(_RULES.values()))
