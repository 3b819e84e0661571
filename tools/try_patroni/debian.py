"""Debian's own Patroni, etcd and PostgreSQL, unpacked beside the system: nothing is installed, no service started."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ALWAYS = ("patroni", "python3-etcd", "etcd-server")


class MissingError(Exception):
    """Something of Debian's can't be had; the message says what."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the unpacked programs lie.

    Attributes:
        root: the folder into which packages were unpacked, as `/` would be.
    """

    root: Path

    @property
    def postgres(self) -> Path:
        """The folder of PostgreSQL's programs."""
        found = (self.root / "usr/lib/postgresql").glob("*/bin")
        return max(found, key=lambda it: int(it.parent.name))

    @property
    def etcd(self) -> Path:
        """The etcd server."""
        return self.root / "usr/bin/etcd"

    @property
    def patroni(self) -> list[str]:
        """The command of Patroni, with Debian's Python, for which its packages are made."""
        return ["/usr/bin/python3", "-m", "patroni"]

    def environment(self, home: Path) -> dict[str, str]:
        """Give the environment in which the programs find what was unpacked with them.

        Args:
            home: a folder that their user may write to.
        """
        libraries = ":".join(str(it) for it in (self.root / "usr/lib").glob("*-linux-gnu*"))
        return {
            "PATH": f"{self.postgres}:{os.defpath}",
            "LD_LIBRARY_PATH": libraries,
            "PYTHONPATH": str(self.root / "usr/lib/python3/dist-packages"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "HOME": str(home),
        }

    def versions(self) -> str:
        """Say which versions these are."""
        said = [
            _output([*self.patroni, "--version"], self.environment(self.root)).split()[-1],
            _output([self.etcd, "--version"], {}).split()[2],
            _output([self.postgres / "postgres", "--version"], self.environment(self.root)).split()[2],
        ]
        return "Patroni {}, etcd {}, PostgreSQL {}".format(*said)


def unpack(kept: Path, root: Path) -> Programs:
    """Download what the trial needs from Debian and unpack it.

    Args:
        kept: where the packages are kept, so that another run downloads only what is new.
        root: an empty folder that takes what is in them.

    Raises:
        MissingError: this system has no apt, or a package can't be had.
    """
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise MissingError("no apt-get: this trial takes Patroni, etcd and PostgreSQL from Debian")
    kept.mkdir(parents=True, exist_ok=True)
    for package in _download(kept, root):
        _output(["dpkg", "-x", package, root])
    return Programs(root)


def _download(kept: Path, empty: Path) -> list[Path]:
    """Bring the packages up to date, and give their files."""
    if "Candidate: (none)" in (known := _output(["apt-cache", "policy", "patroni"])) or not known:
        _output(["apt-get", "-qq", "update"])
    named = packages(_server())
    planned = _output(["apt-get", "-s", "install", "--no-install-recommends", *named])
    wanted = sorted({*named, *re.findall(r"^Inst (\S+)", planned, re.MULTILINE)})
    # Asked in an empty folder, it names the file of each, those that are kept already, too.
    listed = _output(["apt-get", "download", "--print-uris", *wanted], cwd=empty)
    files = [kept / line.split()[1] for line in listed.splitlines() if line.startswith("'")]
    for old in set(kept.glob("*.deb")) - set(files):
        old.unlink()
    if not all(it.exists() for it in files):
        _output(["apt-get", "-qq", "download", *wanted], cwd=kept)
    return files


def packages(version: str) -> list[str]:
    """Name the packages whose programs are started: they are unpacked even where the system has them.

    Those that they depend on are unpacked where the system has them not: its own libraries and modules are found.

    Args:
        version: PostgreSQL's major one.
    """
    return [*_ALWAYS, f"postgresql-{version}", f"postgresql-client-{version}"]


def _server() -> str:
    """Tell the major version of the release's own PostgreSQL: on Debian 13 it is 17."""
    found = re.findall(
        r"^Depends:.*\bpostgresql-(\d+)", _output(["apt-cache", "show", "postgresql"]), re.MULTILINE
    )
    if not found:
        raise MissingError("no package postgresql")
    return str(max(map(int, found)))


def _output(
    command: Sequence[str | Path], environment: dict[str, str] | None = None, cwd: Path | None = None
) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=cwd)
    if done.returncode:
        raise MissingError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout
