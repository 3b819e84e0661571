"""A MariaDB server of one's own, on a socket in a folder: for the demo and for tests, never for a library's data."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.contract.errors import ProgramMissing

ADMINISTRATOR = "root"
"""The login that may do everything there, without a password: only this user's programs reach the socket."""

_PLACES = os.pathsep.join(("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/bin"))
_HOPELESS = 120.0
"""Seconds after which a server that hasn't started won't."""
_FORGETFUL = (
    "--skip-networking",
    "--skip-log-bin",
    "--skip-name-resolve",
    "--performance-schema=OFF",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=8M",
    "--innodb-undo-tablespaces=0",
    "--innodb-data-file-path=ibdata1:5M:autoextend",
    "--innodb-temp-data-file-path=ibtmp1:5M:autoextend",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=OFF",
    "--character-set-server=utf8mb4",
)
_SLOW_STOP_S = 10.0
_SYSTEM_TABLES = ("system_tables.sql", "system_tables_data.sql")
_FILLED_BY = ("mariadb", "mysql")
"""What the server's own scripts are called by, and their folder."""


@dataclass(frozen=True, slots=True)
class DemoServer:
    """A server that runs.

    Attributes:
        socket: where it listens.
        process: the number of its process.
    """

    socket: Path
    process: int


def find_program() -> Path | None:
    """Find the server's program; None where it isn't installed, and on Windows."""
    if sys.platform == "win32":
        return None  # asyncio knows no socket there
    search = os.pathsep.join((os.environ.get("PATH", os.defpath), _PLACES))
    found = shutil.which("mariadbd", path=search)
    return None if found is None or not _scripts(Path(found)) else Path(found)


@contextmanager
def running_server(folder: Path, options: Sequence[str] = ()) -> Iterator[DemoServer]:
    """Prepare a server in an empty folder, start it, and end it afterwards; it takes some seconds.

    Args:
        folder: is this user's alone; its path is short, since a socket's may have 107 bytes.
        options: what this server has that others don't need, as on the command line.

    Raises:
        ProgramMissing: there is no MariaDB here.
        OSError: it doesn't start.
    """
    prepare(folder)
    with serving(folder, options) as running:
        yield running


def prepare(folder: Path) -> None:
    """Make the server's own tables; its administrator has no password.

    This is what `mariadb-install-db` does, which wants programs of another package.

    Raises:
        ProgramMissing, OSError: as `running_server`.
    """
    server = _program()
    data = folder / "data"
    data.mkdir()
    scripts = b"".join(script.read_bytes() for script in _scripts(server))
    first = b"CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"
    command = [str(server), "--no-defaults", "--bootstrap", f"--datadir={data}", *_as_whom(), *_FORGETFUL]
    with (folder / "log").open("wb") as report:
        done = subprocess.run(  # noqa: S603 - a program of the system's, found by its name
            command, input=first + scripts, stdout=report, stderr=report, check=False
        )
    if done.returncode != 0:
        raise OSError(f"MariaDB can't be prepared: {_end_of(folder / 'log')}")


@contextmanager
def serving(folder: Path, options: Sequence[str] = ()) -> Iterator[DemoServer]:
    """Start a server in a folder that was prepared, and end it afterwards.

    Raises:
        ProgramMissing, OSError: as `running_server`.
    """
    server = _program()
    where = folder / "socket"
    listening = (f"--socket={where}", f"--pid-file={folder / 'pid'}", f"--tmpdir={folder}")
    command = [str(server), "--no-defaults", f"--datadir={folder / 'data'}", *_as_whom(), *_FORGETFUL]
    with (folder / "log").open("ab") as report:
        process = subprocess.Popen(  # noqa: S603
            [*_ending_with_us(), *command, *listening, *options], stdout=report, stderr=report
        )
    try:
        _wait_until_ready(process, where, folder / "log")
        yield DemoServer(where, process.pid)
    finally:
        _end(process)


def _program() -> Path:
    found = find_program()
    if found is None:
        raise ProgramMissing("MariaDB")
    return found


def _scripts(server: Path) -> list[Path]:
    """Find the scripts that make the server's own tables, in their order; none where they aren't all there."""
    share = server.parent.parent / "share"
    for folder in _FILLED_BY:
        for named in _FILLED_BY:
            found = [share / folder / f"{named}_{name}" for name in _SYSTEM_TABLES]
            if all(it.is_file() for it in found):
                return found
    return []


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]


def _as_whom() -> tuple[str, ...]:
    """Say that root may run it: it refuses that unless it is told."""
    return ("--user=root",) if os.geteuid() == 0 else ()


def _ending_with_us() -> list[str]:
    """Have the server end with this program, even with one that is killed, where the system can do it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


def _wait_until_ready(process: "subprocess.Popen[bytes]", where: Path, log: Path) -> None:
    deadline = time.monotonic() + _HOPELESS
    while not _greets(where):
        if process.poll() is not None or time.monotonic() > deadline:
            raise OSError(f"MariaDB doesn't start: {_end_of(log)}")
        time.sleep(0.05)


def _greets(where: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(where))
            return bool(probe.recv(1))
        except OSError:
            return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_SLOW_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
