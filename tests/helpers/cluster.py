"""A PostgreSQL server in a folder of its own, with settings of its own: started, stopped, kept and started again.

`tests.helpers.postgres` gives tests a server that forgets; this one keeps what is written, as a library's does.
"""

import secrets
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from tests.helpers import postgres as helper

HONEST: Mapping[str, str] = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "jit": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}
"""What a server must have that loses nothing; the rest as PostgreSQL comes."""

FORGETFUL: Mapping[str, str] = {
    **HONEST,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "8GB",
}
"""For filling a library that is made again if anything goes wrong."""
_SECRETS = ("password", ".pgpass")


def sealing_binaries() -> Path | None:
    """Find a server's programs that can TLS, which the test wheel's can't: Debian's, None where it isn't installed."""
    found = [it for it in Path("/usr/lib/postgresql").glob("*/bin") if (it / "postgres").exists()]
    return max(found, key=lambda it: int(it.parent.name), default=None)


@dataclass
class Cluster:
    """One server's folder.

    Attributes:
        place: what belongs to it and nothing else; its data are in `data`.
        binaries: whose programs it runs; the test wheel's when left out.
    """

    place: Path
    binaries: Path | None = None

    def __post_init__(self) -> None:
        self.place = self.place.resolve()
        self.place.mkdir(parents=True, exist_ok=True)
        self._owner = helper.owner_of(self.place)
        programs = self.binaries or helper.binaries()
        assert programs is not None, helper.left_out_because()
        copied = self.place / "programs"
        if copied.exists():
            shutil.rmtree(copied)
        self.programs = helper.reachable(programs, self.place, self._owner)

    @property
    def data(self) -> Path:
        return self.place / "data"

    def make(self) -> None:
        """Make an empty server."""
        password = secrets.token_urlsafe(12)
        kept, of_programs = _SECRETS
        secret = self._write(kept, password)
        self._write(of_programs, f"*:*:*:postgres:{password}\n")  # the place is their home
        self.call(
            "initdb",
            *("-D", self.data, "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={secret}"),
            *("--encoding=UTF8", "--locale=C", "--no-instructions"),
        )

    def take(self, backup: Path, of: "Cluster") -> None:
        """Become another server's copy: its data as they were backed up, which are moved here, and its passwords."""
        shutil.move(backup, self.data)
        for name in _SECRETS:
            self._write(name, (of.place / name).read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> None:
        """Write a file among the server's data."""
        self._write(f"data/{name}", text)

    def call(self, program: str, *arguments: Any) -> None:
        """Run one of the server's programs as its user; it finds the administrator's password by itself."""
        helper.call([self.programs / program, *arguments], self.place, self._owner)

    def folder(self, name: str) -> Path:
        """Make a folder that the server can write to."""
        made = self.place / name
        made.mkdir(mode=0o700)
        self._give(made)
        return made

    def _write(self, name: str, text: str) -> Path:
        path = self.place / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        self._give(path)
        return path

    def _give(self, path: Path) -> None:
        if self._owner:
            shutil.chown(path, self._owner["user"], self._owner["group"])

    @contextmanager
    def running(self, settings: Mapping[str, str]) -> Iterator["Running"]:
        """Start the server, and stop it in the end so that all is on the disk."""
        port = helper.free_port()
        options = [f"--{name}={value}" for name, value in {**settings, "port": str(port)}.items()]
        command = [*helper.ending_with_us(), self.programs / "postgres", "-D", self.data, *options]
        with (self.place / "log").open("wb") as log:
            server = helper.start(command, self.place, log, self._owner)
        try:
            question = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            helper.wait_until_ready(server, question, self.place)
            password = (self.place / "password").read_text(encoding="utf-8")
            yield Running(
                URL.create("postgresql", "postgres", password, "127.0.0.1", port, "postgres"), server.pid
            )
        finally:
            server.send_signal(signal.SIGINT)  # connections are ended, everything is written
            server.wait()


@dataclass(frozen=True)
class Running:
    """A server that runs.

    Attributes:
        url: its administrator's address.
        pid: of its first process.
    """

    url: URL
    pid: int

    def plain_url(self, database: str = "postgres") -> str:
        """Give the administrator's address of a database, as every program takes it."""
        return self.url.set(database=database).render_as_string(hide_password=False)
