"""Tries the packaged desk: libraries made by it, staff signing in, a card scanned, all with real keys under Xvfb.

    make try-package                          as root on Debian the package, in a bare Debian (tools/linux)
                                              elsewhere the folder on this system
    make try-package ARGS="--here"            the folder on this system, with no environment but a screen and a home
    make try-package ARGS="--root FOLDER"     the package, in another bare Debian below FOLDER

Needs Xvfb and xdotool.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import distributions
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from tests.helpers.cluster import FORGETFUL, Cluster
from tests.helpers.mariadb import PASSWORD as MARIADB_PASSWORD
from tests.helpers.mariadb import left_out_because as no_mariadb_because
from tests.helpers.mariadb import running_mariadb
from tools.linux.debian_package import PROGRAM
from tools.linux.starts import beside_source
from tools.linux.try_debian import (
    BARE,
    PackageTrialFailedError,
    bare_debian,
    lacking,
    try_installing,
    try_removing,
    try_services,
    try_upgrading,
)
from tools.package import DIST, FOLDER, version
from tools.patience import Patience, seconds_kept_waiting
from viewmodels.help.about import PACKAGES

_PATIENCE = 60
"""Seconds for what a person would wait for a second or two, as `tools.patience` counts them."""
_CARD = "100000001"
_STAFF, _PASSWORD = "counter", "madoguchi-demo"
_SMALL = ("--patrons", "200", "--seed", "1")
_SETTINGS = '[workstation]\nbranch = "chuo"\nname = "2"\n'


class TrialSystem:
    """Where the program is tried: a system's root, and a folder in it that holds home and library.

    Attributes:
        home: the folder, as this system sees it.
        folder: where the program is, as this system sees it.
    """

    def __init__(self, root: Path, home: Path, folder: Path) -> None:
        self._root = root
        self.home = home
        self.folder = folder

    @property
    def is_this_one(self) -> bool:
        """Tell whether it is the system that the trial itself runs in."""
        return self._root == Path("/")

    def seen(self, path: Path) -> str:
        """Write a path as the program sees it."""
        return f"/{path.relative_to(self._root)}"

    def command(self, *arguments: str) -> list[str]:
        """Make a command line that runs the program with next to no environment."""
        environment = {
            "HOME": self.seen(self.home),
            "MADOGUCHI_SETTINGS": self.seen(self.home / "settings.toml"),
            "LANG": "C.UTF-8",
            "DISPLAY": os.environ["DISPLAY"],
            "QT_QPA_PLATFORM": "xcb",
        }
        inside = [] if self.is_this_one else ["chroot", str(self._root)]
        given = [f"{name}={value}" for name, value in environment.items()]
        program = self.seen(self.folder / "madoguchi")
        return [*inside, "/usr/bin/env", "-i", *given, program, *arguments]

    def run(self, *arguments: str, typed: str = "") -> str:
        """Run a command of the program's to its end and give what it printed."""
        done = subprocess.run(
            self.command(*arguments), check=False, capture_output=True, text=True, input=typed
        )
        if done.returncode != 0:
            raise PackageTrialFailedError(f"{arguments}: {done.returncode}: {done.stderr[-800:]}")
        return done.stdout


@contextmanager
def placed(root: Path) -> Iterator[TrialSystem]:
    """Make a home below the root, with a copy of the program where none is installed, and take it away in the end."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-trial-", dir=root / "tmp") as folder:
        home = Path(folder)
        program = root / PROGRAM
        if root == Path("/"):
            program = shutil.copytree(FOLDER, home / "madoguchi", symlinks=True)
        (home / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
        yield TrialSystem(root, home, program)


@contextmanager
def screen() -> Iterator[None]:
    """Run a screen of its own, and name it in the environment."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for[T](what: str, look: Callable[[], T | None], program: "subprocess.Popen[bytes]") -> T:
    """Ask again and again until there is an answer."""
    patience = Patience(_PATIENCE, time.monotonic, seconds_kept_waiting)
    while (seen := look()) is None:
        if program.poll() is not None:
            raise PackageTrialFailedError(f"the program ended ({program.returncode}) before there was {what}")
        if patience.is_over():
            raise PackageTrialFailedError(f"no {what} within {_PATIENCE} s")
        time.sleep(0.1)
    return seen


def end(desk: "subprocess.Popen[bytes]") -> None:
    """End a desk as the system does when it is shut down."""
    desk.send_signal(signal.SIGTERM)
    patience = Patience(_PATIENCE, time.monotonic, seconds_kept_waiting)
    while desk.poll() is None:
        if patience.is_over():
            raise PackageTrialFailedError(f"the desk hasn't ended within {_PATIENCE} s")
        time.sleep(0.1)
    if desk.returncode != 0:
        raise PackageTrialFailedError(f"the desk ended with {desk.returncode}")


def windows() -> list[str]:
    """Name the windows on the screen by their numbers."""
    asked = ["xdotool", "search", "--onlyvisible", "--class", "madoguchi"]
    return subprocess.run(asked, check=False, capture_output=True, text=True).stdout.split()


def press(window: str, *keys: str) -> None:
    """Press keys in a window one after the other, as a scanner does."""
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
    subprocess.run(["xdotool", "key", "--delay", "8", *keys], check=True)


def looks_in_file(library: Path) -> int:
    """Count the looks on record."""
    with sqlite3.connect(f"file:{library}?mode=ro", uri=True) as conn:
        (count,) = conn.execute("SELECT count(*) FROM access_log").fetchone()
    return int(count)


def looks_on_server(url: str) -> int:
    """Count the looks on record."""

    async def counted() -> int:
        conn = await asyncpg.connect(url)
        try:
            return int(await conn.fetchval("SELECT count(*) FROM access_log"))
        finally:
            await conn.close()

    return asyncio.run(counted())


def _others(before: list[str]) -> list[str] | None:
    return [it for it in windows() if it not in before] or None


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def try_licences(place: TrialSystem) -> None:
    """See that each package that is told of is there with its licence, is on the list of parts, and has the texts."""
    found = distributions(path=[str(place.folder / "_internal")])
    there = {_normalized(it.metadata["Name"]): it.version for it in found}
    if missing := [name for name in PACKAGES if _normalized(name) not in there]:
        raise PackageTrialFailedError(f"nothing is told of {missing}")
    (parts,) = DIST.glob(f"madoguchi-{version()}.cdx.json")
    listed = json.loads(parts.read_text(encoding="utf-8"))["components"]
    named = {_normalized(it["name"]): it["version"] for it in listed}
    if others := dict(there.items() - named.items()):
        raise PackageTrialFailedError(f"the list of parts doesn't name {others}")
    texts = ("LICENSE", "THIRD_PARTY.md", "GPL-3.0.txt", "LGPL-3.0.txt")
    if gone := [name for name in texts if not (place.folder / "_internal" / name).is_file()]:
        raise PackageTrialFailedError(f"no text of {gone}")


def try_slip(place: TrialSystem) -> None:
    """Make a slip, with fonts and all."""
    slip = place.home / "slip.pdf"
    place.run("slip", "--sample", "--paper", "a6", "--output", place.seen(slip))
    if not slip.read_bytes().startswith(b"%PDF"):
        raise PackageTrialFailedError("the sample slip is no PDF")


def try_desk(
    place: TrialSystem,
    database: str,
    sign_in: Sequence[str],
    looks: Callable[[], int],
    picture: Path | None = None,
) -> None:
    """Sign in, scan a card, see the look on record, and end the program."""
    desk = subprocess.Popen(place.command("desk", "--database", database))
    try:
        first = wait_for("a sign-in", lambda: windows() or None, desk)
        staff, password = sign_in
        press(first[0], *staff, "Tab", *(key.replace("-", "minus") for key in password), "Return")
        (window, *_) = wait_for("a desk", lambda: _others(first), desk)
        press(window, *_CARD, "Return")
        wait_for("a look on record", lambda: looks() or None, desk)
        if picture is not None:
            time.sleep(1)  # the picture is for a person, and nothing is decided by it
            subprocess.run(["import", "-window", "root", str(picture)], check=True)
        end(desk)
    finally:
        desk.kill()
        desk.wait()


def try_file(place: TrialSystem, picture: Path | None) -> None:
    """Make a library in a file, unless there is one, check it and open a desk on it."""
    library = place.home / "library.sqlite3"
    url = f"sqlite:///{place.seen(library)}"
    if not library.exists():
        place.run("demo-data", *_SMALL, "--database", url)
    before = looks_in_file(library)
    place.run("db", "check", "--database", url)
    try_desk(place, url, (_STAFF, _PASSWORD), lambda: looks_in_file(library) - before, picture)
    print("SQLite: the packaged desk signs in, opens a scanned card and ends in order")


def try_another_system(place: TrialSystem) -> None:
    """Read a Koha on MariaDB, with the driver that the program brings along."""
    if (reason := no_mariadb_because()) is not None:
        print(f"MariaDB is left out: {reason}")
        return
    with running_mariadb() as server, ExitStack() as after:
        koha = asyncio.run(server.make_koha(patrons=3))
        address, socket = koha.address, server.server.socket
        if not place.is_this_one:
            seen = place.home / "mariadb"
            seen.mkdir()
            subprocess.run(["mount", "--bind", socket.parent, seen], check=True)
            after.callback(subprocess.check_call, ["umount", str(seen)])
            address = address.replace(str(socket), place.seen(seen / socket.name))
        place.run("contract", "check", address, "--password-stdin", typed=f"{MARIADB_PASSWORD.reveal()}\n")
    print("MariaDB: the packaged program reads a Koha's records")


def try_server(place: TrialSystem) -> None:
    """Do the same on a server of PostgreSQL, where staff have logins of their own."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-server-") as folder:
        cluster = Cluster(Path(folder))
        cluster.make()
        with cluster.running(FORGETFUL) as server:
            url = server.plain_url()
            place.run("demo-data", *_SMALL, "--database", url)
            place.run("db", "check", "--database", url)
            staff = ("staff", "add", _STAFF, "--role", "counter", "--name", "2", "--branch", "chuo")
            place.run(*staff, "--password-stdin", "--database", url, typed=f"{_PASSWORD}\n")
            address = make_url(url)._replace(username=None, password=None).render_as_string()
            try_desk(place, address, (_STAFF, _PASSWORD), lambda: looks_on_server(url))
    print("PostgreSQL: the packaged desk signs in, opens a scanned card and ends in order")


def try_program(place: TrialSystem, picture: Path | None) -> None:
    """Try what the program does, wherever it is."""
    print(place.run("--version").splitlines()[0])
    try_licences(place)
    try_slip(place)
    try_file(place, picture)
    try_server(place)
    try_another_system(place)


def try_package(root: Path, picture: Path | None) -> None:
    """Try the Debian package, and the program that it installs."""
    with bare_debian(root) as debian:
        try_installing(debian)
        try_services(debian)
        with placed(root) as place:
            try_program(place, picture)
            library = place.home / "library.sqlite3"

            def opened() -> "subprocess.Popen[bytes]":
                """Open a desk, up to its sign-in."""
                desk = subprocess.Popen(
                    place.command("desk", "--database", f"sqlite:///{place.seen(library)}")
                )
                wait_for("a sign-in", lambda: windows() or None, desk)
                return desk

            try_upgrading(debian, opened)
            try_file(place, None)
            try_removing(debian, opened, [library, place.home / "settings.toml"])


def main() -> int:
    """Try everything; 1 and a line when something doesn't work."""
    parser = argparse.ArgumentParser(description="try the packaged desk")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--root", type=Path, help="the bare Debian to try the package in (default: one is made)"
    )
    where.add_argument("--here", action="store_true", help="try the folder on this system")
    parser.add_argument(
        "--starts",
        type=int,
        default=0,
        metavar="N",
        help="with --here: measure so many starts beside the source's",
    )
    parser.add_argument(
        "--picture", type=Path, help="where to keep a picture of the desk (needs ImageMagick)"
    )
    arguments = parser.parse_args()
    try:
        with screen():
            if not arguments.here and (reason := lacking()) is None:
                try_package((arguments.root or BARE).resolve(), arguments.picture)
                return 0
            if not arguments.here:
                print(f"the folder alone is tried, on this system; of the Debian package: {reason}")
            with placed(Path("/")) as place:
                try_program(place, arguments.picture)
                if arguments.starts:
                    print(beside_source(place.command, place.home, arguments.starts))
    except PackageTrialFailedError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
