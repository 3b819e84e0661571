"""A run that is broken off, in processes of their own, and what the next start knows of it."""

import faulthandler
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.support.run_marker import RunMarker
from tests.app.cli.test_parser import ROOT

_BEGIN = (
    "import sys; from pathlib import Path; from app.support.run_marker import RunMarker; "
    "run = RunMarker(*map(Path, sys.argv[1:])); "
)


@pytest.fixture(autouse=True)
def pytests_own_handler() -> Iterator[None]:
    """Give the test run its own fault handler back, which a run in this process takes."""
    yield
    faulthandler.enable()


def other(state: Path, log: Path, then: str) -> "subprocess.Popen[bytes]":
    """Begin a run in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", _BEGIN + then, state, log],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def ended(run: "subprocess.Popen[bytes]") -> int:
    """Wait for a run's end; answers its code."""
    run.communicate()
    return run.returncode


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    state, log = tmp_path / "runs", tmp_path / "log"
    assert ended(other(state, log, "run.end()")) == 0
    assert files(state) == files(log) == []
    run = RunMarker(state, log)
    run.end()
    assert run.broken_off is None
    run.end()


def test_a_hard_crash_is_told_under_its_reference_with_where_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state, log = tmp_path / "runs", tmp_path / "log"
    crash = "secret = '利用者 123456789'; import ctypes\ndef falling(): ctypes.string_at(0)\nfalling()"
    assert ended(other(state, log, crash)) != 0
    (left,) = files(state)
    run = RunMarker(state, log)
    run.end()
    assert run.broken_off == left.removesuffix(".run")
    (kept,) = files(log)
    assert kept == f"crash-{run.broken_off}.log"
    told = (log / kept).read_text(encoding="utf-8")
    assert told.startswith(("Fatal Python error", "Windows fatal exception"))
    assert "falling" in told
    assert "123456789" not in told
    assert f"the run before was broken off, {run.broken_off}" in caplog.messages
    again = RunMarker(state, log)
    again.end()
    assert again.broken_off is None


def test_a_killed_run_is_told_without_a_file_of_its_own(tmp_path: Path) -> None:
    state, log = tmp_path / "runs", tmp_path / "log"
    killed = other(state, log, "print(flush=True); sys.stdin.read()")
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    run = RunMarker(state, log)
    run.end()
    assert run.broken_off is not None
    assert files(log) == []


def test_a_run_that_is_under_way_is_none_that_broke_off(tmp_path: Path) -> None:
    state, log = tmp_path / "runs", tmp_path / "log"
    alive = other(state, log, "print(flush=True); sys.stdin.read(); run.end()")
    assert alive.stdout is not None
    alive.stdout.readline()
    run = RunMarker(state, log)
    run.end()
    assert run.broken_off is None
    assert len(files(state)) == 1
    alive.communicate()
    assert (alive.returncode, files(state)) == (0, [])


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = RunMarker(tmp_path / "file" / "runs", tmp_path)
    run.end()
    assert run.broken_off is None
