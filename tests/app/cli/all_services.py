"""What the services of packaging/linux run: the scripts, with the program and a server of their own."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from services.own_schema.database.act_records import ActRecord
from tests.app.cli.test_audit import change, made
from tests.helpers.cluster import HONEST, Cluster, sealing_binaries
from tests.helpers.platforms import posix

pytestmark = posix("They are shell scripts, for services of systemd.")
__all__ = ["made"]

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "packaging" / "linux" / "scripts"

type Script = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def script(url: str, tmp_path: Path) -> Script:
    """Run a script with this program as `madoguchi`, on a library in a file."""
    programs = tmp_path / "programs"
    programs.mkdir()
    program = programs / "madoguchi"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m app "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    environment = {**os.environ, "PATH": f"{programs}:{os.defpath}", "PYTHONPATH": str(ROOT)}
    del environment["MADOGUCHI_DATABASE_URL"]

    def run(name: str, noted: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [SCRIPTS / name, settings, noted], env=environment, check=False, capture_output=True, text=True
        )

    return run


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    return tmp_path / "noted-seals"


def test_nothing_is_noted_of_a_library_without_records(script: Script, noted: Path) -> None:
    done = script("note-seal", noted)
    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing to seal\n", "")
    assert not noted.exists()


@pytest.mark.usefixtures("made")
def test_a_seal_is_noted_once_and_verified(script: Script, noted: Path) -> None:
    for _ in range(2):
        assert script("note-seal", noted).returncode == 0
    (seal,) = noted.read_text().splitlines()
    newest = noted.with_name(f"{noted.name}.newest")
    assert newest.read_text() == f"{seal}\n"
    verified = script("verify-seals", newest)
    assert verified.returncode == 0, verified.stderr
    assert verified.stdout == f"logins 1, records 3, seals 1, last seal {seal}\n"


@pytest.mark.usefixtures("made")
def test_no_more_than_the_newest_seals_are_handed_over(script: Script, noted: Path) -> None:
    before = [f"{number}:{'0' * 64}" for number in range(300)]
    noted.write_text("".join(f"{it}\n" for it in before))
    assert script("note-seal", noted).returncode == 0
    *kept, seal = noted.read_text().splitlines()
    assert kept == before
    assert noted.with_name(f"{noted.name}.newest").read_text().splitlines() == [*before[-199:], seal]


def test_a_history_that_was_made_anew_is_found_though_it_was_noted_as_well(
    script: Script, noted: Path, url: str, made: list[ActRecord]
) -> None:
    assert script("note-seal", noted).returncode == 0
    change(url, "DELETE FROM chain_seal")
    first, *others = made
    change(url, f"DELETE FROM act WHERE sequence > {first.sequence}")
    assert others
    assert script("note-seal", noted).returncode == 0
    assert len(noted.read_text().splitlines()) == 2
    verified = script("verify-seals", noted)
    assert verified.returncode == 1
    assert verified.stdout.splitlines()[0] == "seals: seal 1 isn't there as it was noted"


def test_a_library_that_cannot_be_reached_notes_nothing(script: Script, noted: Path, url: str) -> None:
    Path(url.removeprefix("sqlite:///")).write_bytes(b"no library" * 500)
    assert script("note-seal", noted).returncode == 1
    assert not noted.exists()


class Backups:
    """A server that archives its WAL, and the script that backs it up."""

    def __init__(self, cluster: Cluster, port: int | None) -> None:
        self.folder = cluster.folder("backups")
        self.archive = cluster.place / "archive"
        self._script = shutil.copy(SCRIPTS / "base-backup", cluster.place / "base-backup")
        self._cluster = cluster
        self._at = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "postgres"}

    def make(self, kept: str) -> int:
        """Make a backup; the exit code."""
        owner = self.folder.stat()
        as_whom: dict[str, Any] = (
            {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        environment = {
            **self._at,
            "PATH": f"{self._cluster.programs}:{os.defpath}",
            "HOME": str(self._cluster.place),
        }
        command = [self._script, self.folder, kept, self.archive]
        done: subprocess.CompletedProcess[bytes] = subprocess.run(
            command, env=environment, check=False, **as_whom
        )
        return done.returncode

    def names(self) -> list[str]:
        return sorted(it.name for it in self.folder.iterdir())


@pytest.fixture
def backups() -> Iterator[Backups]:
    binaries = sealing_binaries()
    if binaries is None:
        pytest.skip("Debian's PostgreSQL isn't installed; the test wheel's pg_verifybackup crashes.")
    with tempfile.TemporaryDirectory(prefix="madoguchi-backups-") as place:
        Path(place).chmod(0o755)  # the server runs as a user of its own
        yield from _backups(Cluster(Path(place) / "server", binaries))


def _backups(cluster: Cluster) -> Iterator[Backups]:
    cluster.make()
    archive = cluster.folder("archive")
    keeping = {
        "wal_level": "replica",
        "archive_mode": "on",
        "archive_command": f"test ! -f {archive}/%f && cp %p {archive}/%f",
    }
    with cluster.running({**HONEST, **keeping}) as server:
        yield Backups(cluster, server.url.port)


def test_base_backups_are_verified_and_the_oldest_goes_with_its_wal(backups: Backups) -> None:
    (backups.folder / "part-base-1999-01-01-000000").mkdir(mode=0o777)
    (backups.folder / "base-1999-01-01-000000").mkdir(mode=0o777)
    (backups.folder / "something-else").mkdir()
    before = backups.archive / ("0" * 24)
    before.write_bytes(b"")
    if os.geteuid() == 0:
        owner = backups.folder.stat()
        for it in (*backups.folder.iterdir(), before):
            os.chown(it, owner.st_uid, owner.st_gid)
    assert backups.make("1") == 0
    new, other = backups.names()
    assert (new.startswith("base-20"), other) == (True, "something-else")
    assert (backups.folder / new / "backup_manifest").exists()
    assert stat.S_IMODE((backups.folder / new).stat().st_mode) == 0o700
    assert not before.exists()


def test_without_a_number_of_backups_nothing_is_made_or_removed(backups: Backups) -> None:
    (backups.folder / "base-1999-01-01-000000").mkdir()
    assert backups.make("none") == 2
    assert backups.make("0") == 2
    assert backups.names() == ["base-1999-01-01-000000"]
