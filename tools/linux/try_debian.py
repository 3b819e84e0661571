"""Tries the Debian package in a Debian that has no Python: installed, upgraded and removed, beside an open desk, too.

Wants root and debootstrap. The services are looked at without being started: there is no systemd that runs.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tools.linux import debian_package
from tools.package import BUILD, DIST, FOLDER, version

BARE: Final = BUILD / "bare-debian"
"""The system that is made where none is named; it is kept for the next time."""

_NAME: Final = "madoguchi"
_EXPOSED: Final = 20
"""What `systemd-analyze security` may answer at most, of 100: a service without any protection has 96."""


class PackageTrialFailedError(Exception):
    """What the packaged program should do, and doesn't."""


def lacking() -> str | None:
    """Tell why the package can't be tried here; None if it can."""
    if os.geteuid() != 0:
        return "only root can install it into a system of its own"
    missing = [it for it in ("dpkg-deb", "debootstrap") if shutil.which(it) is None]
    return f"install: apt-get install {' '.join(missing)}" if missing else None


class BareDebian:
    """A Debian below a folder, in which the package is installed.

    Attributes:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def call(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command in the system, to its end."""
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND": "noninteractive",
            "LC_ALL": "C",
        }
        environment |= {name: told for name, told in os.environ.items() if name.lower().endswith("_proxy")}
        return subprocess.run(
            ["chroot", self.root, *command], env=environment, check=False, capture_output=True, text=True
        )

    def apt(self, *words: str) -> None:
        """Install, upgrade or remove.

        Raises:
            PackageTrialFailedError: apt-get failed.
        """
        done = self.call("apt-get", "-q", "-y", "--no-install-recommends", *words)
        if done.returncode != 0:
            raise PackageTrialFailedError(f"apt-get {words}: {done.stdout[-400:]} {done.stderr[-800:]}")

    def is_refused(self, *words: str) -> None:
        """Make sure that a desk that is open is left alone.

        Raises:
            PackageTrialFailedError: it isn't, or nobody is told why.
        """
        done = self.call("apt-get", "-q", "-y", "--no-install-recommends", *words)
        if done.returncode == 0 or "Close it first" not in done.stdout + done.stderr:
            raise PackageTrialFailedError(
                f"beside an open desk, {words}: {done.returncode} {done.stderr[-400:]}"
            )

    def installed(self) -> str:
        """Tell the package's version; empty where it isn't whole."""
        told = self.call("dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}", _NAME).stdout
        return told.removeprefix("installed ") if told.startswith("installed ") else ""

    def of_ours(self) -> list[Path]:
        """List what bears the program's name, but for users' files."""
        found = subprocess.run(
            ["find", ".", "-xdev", "-name", f"*{_NAME}*", "-not", "-path", "./tmp/*"],
            cwd=self.root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return [Path(it) for it in found.split()]


@contextmanager
def bare_debian(root: Path) -> Iterator[BareDebian]:
    """Make sure that there is a system without Python below the root, with `/proc` while the block runs.

    Raises:
        PackageTrialFailedError: there is a Python, or no system could be made.
    """
    if not (root / "usr").exists():
        print(f"making a bare Debian in {root.name}")
        release = dict(
            line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
        )
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", release["VERSION_CODENAME"].strip('"'), root],
            check=False,
            capture_output=True,
            text=True,
        )
        if made.returncode != 0:
            shutil.rmtree(root, ignore_errors=True)
            raise PackageTrialFailedError(f"debootstrap: {made.stdout[-400:]}")
    debian = BareDebian(root)
    if (found := debian.call("sh", "-c", "command -v python3")).returncode == 0:
        raise PackageTrialFailedError(f"there is a Python: {found.stdout}")
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    try:
        yield debian
    finally:
        debian.call("dpkg", "--purge", _NAME)
        subprocess.run(["umount", root / "proc"], check=True)


def try_installing(debian: BareDebian) -> None:
    """Install the package that was made; the program answers, and the system's checks find nothing.

    Raises:
        PackageTrialFailedError: something didn't hold.
    """
    debian.apt("update")
    debian.apt("install", _handed_over(debian, _made()))
    told = debian.call(_NAME, "--version").stdout
    if not told.startswith(f"{_NAME} {version()}\n"):
        raise PackageTrialFailedError(f"it tells another version: {told[:200]}")
    print(f"installed {debian.installed()} in a Debian without Python")


def try_services(debian: BareDebian) -> None:
    """Let systemd judge the services and timers, as they lie in the system.

    Raises:
        PackageTrialFailedError: it finds a fault, or that a service may do too much.
    """
    if shutil.which("systemd-analyze") is None:
        print("the services are not looked at: apt-get install systemd")
        return
    below = f"--root={debian.root}"
    units = sorted(it.name for it in (debian.root / "usr/lib/systemd/system").glob(f"{_NAME}-*"))
    _judge("systemd-sysusers", below, f"{_NAME}.conf")
    _judge("systemd-analyze", "verify", below, "--man=no", "--recursive-errors=no", *units)
    services = [it for it in units if it.endswith(".service")]
    for unit in services:
        _judge("systemd-analyze", "security", below, "--offline=yes", f"--threshold={_EXPOSED}", unit)
    print(f"systemd finds no fault in {len(units)} units, and in none an exposure above {_EXPOSED} of 100")


def _judge(*command: str | Path) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0 or "Unknown" in done.stderr:
        raise PackageTrialFailedError(f"{command}: {done.stdout[-1500:]} {done.stderr[-800:]}")


def try_upgrading(debian: BareDebian, open_desk: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    """Upgrade to a newer package: not under an open desk, and then with all of a user's files left.

    Args:
        debian: with the package.
        open_desk: opens a desk, which is ended here.

    Raises:
        PackageTrialFailedError: something didn't hold.
    """
    newer = debian_package.make(FOLDER, f"{version()}.post1", BUILD / "debian", BUILD)
    handed = _handed_over(debian, newer)
    before = debian.installed()
    with _open(open_desk):
        debian.is_refused("install", handed)
        if debian.installed() != before:
            raise PackageTrialFailedError(f"after a refused upgrade there is {debian.installed()}")
    debian.apt("install", handed)
    if debian.installed() != f"{version()}.post1":
        raise PackageTrialFailedError(f"after the upgrade there is {debian.installed()}")
    print(f"upgraded to {debian.installed()}, not while a desk was open")


def try_removing(
    debian: BareDebian, open_desk: Callable[[], "subprocess.Popen[bytes]"], users: Sequence[Path]
) -> None:
    """Remove the package: not under an open desk, and then nothing of it stays but users' files.

    Args:
        debian: with the package.
        open_desk: opens a desk, which is ended here.
        users: files that stay as they are.

    Raises:
        PackageTrialFailedError: something didn't hold.
    """
    with _open(open_desk):
        debian.is_refused("remove", _NAME)
    kept = [file.read_bytes() for file in users]
    debian.apt("purge", _NAME)
    if stayed := debian.of_ours():
        raise PackageTrialFailedError(f"after removal there is {stayed}")
    if [file.read_bytes() for file in users] != kept:
        raise PackageTrialFailedError("the removal changed a user's file")
    print("removed, not while a desk was open; the library and the settings stayed, nothing else")


@contextmanager
def _open(open_desk: Callable[[], "subprocess.Popen[bytes]"]) -> Iterator[None]:
    """Have a desk open while the block runs, which must be there in the end."""
    desk = open_desk()
    try:
        yield
        if desk.poll() is not None:
            raise PackageTrialFailedError(f"the desk ended with {desk.returncode}")
    finally:
        desk.kill()
        desk.wait()


def _made() -> Path:
    found = sorted(DIST.glob(f"{_NAME}_{debian_package.debian_version(version())}_*.deb"))
    if not found:
        raise PackageTrialFailedError("there is no Debian package: make package")
    return found[0]


def _handed_over(debian: BareDebian, package: Path) -> str:
    place = shutil.copyfile(package, debian.root / "tmp" / package.name)
    return f"/{place.relative_to(debian.root)}"
