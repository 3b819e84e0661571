"""Servers of tests are in memory only where there is room."""

import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.in_memory import folder_in_memory, forget_servers_that_ended
from tests.helpers.platforms import posix

pytestmark = posix("Windows has no file system in memory.")


def test_a_folder_with_room_is_found(tmp_path: Path) -> None:
    assert folder_in_memory(tmp_path, 1) == tmp_path


def test_a_folder_without_room_or_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert folder_in_memory(tmp_path, 2**80) is None
    assert folder_in_memory(tmp_path / "none", 1) is None


def test_what_a_killed_run_left_goes_and_what_is_at_work_stays(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name, pid in (("a-ended", ended.pid), ("a-works", os.getpid()), ("a-begins", ended.pid)):
        data = tmp_path / name / "data"
        data.mkdir(parents=True)
        noted = data / "postmaster.pid"
        noted.write_text(f"{pid}\n/x")
        if name != "a-begins":
            os.utime(noted, (0, 0))
    (tmp_path / "a-empty").mkdir()
    forget_servers_that_ended(tmp_path, "a-")
    assert sorted(it.name for it in tmp_path.iterdir()) == ["a-begins", "a-empty", "a-works"]
