"""No crash writes the program's memory to the disk, and what does get written down still is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.platforms import posix

ROOT = Path(__file__).parents[3]
RUNS = """
import sys
from app.__main__ import main
import app.cli.running

def look(arguments):
    import ctypes, resource
    print(resource.getrlimit(resource.RLIMIT_CORE))
    if sys.platform == "linux":
        print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    return 0

app.cli.running.run = look
sys.argv[1:] = {words}
main()
"""
CRASHES = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from app.support import core_dumps
from app.support.run_marker import RunMarker
core_dumps.switch_off()
run = RunMarker(Path("state"), Path("log"))
import ctypes
ctypes.string_at(0)
"""


def python(code: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@posix("Windows has no limit to ask for, and tells nobody how it reports errors.")
@pytest.mark.parametrize(
    "words", [["desk"], ["worker"], ["staff", "password", "x"], ["audit", "verify"], ["doctor"]], ids="-".join
)
def test_every_command_leaves_no_core(tmp_path: Path, words: list[str]) -> None:
    told = python(RUNS.format(words=words), tmp_path)
    assert told.returncode == 0, told.stderr
    expected = ["(0, 0)", "0"] if sys.platform == "linux" else ["(0, 0)"]
    assert told.stdout.splitlines() == expected


@posix("On Windows a fault of memory has no signal.")
def test_a_crash_is_still_written_down_and_no_core_is(tmp_path: Path) -> None:
    crashed = python(CRASHES, tmp_path)
    assert crashed.returncode == -signal.SIGSEGV, crashed.stderr
    (run,) = (tmp_path / "state").iterdir()
    assert "Segmentation fault" in run.read_text(encoding="utf-8")
    assert "string_at" in run.read_text(encoding="utf-8")
    assert [it.name for it in tmp_path.iterdir()] == ["state"]


@posix("Windows has no such files.")
def test_programs_can_still_be_started(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; from app.support import core_dumps; core_dumps.switch_off();"
        " print(subprocess.run([sys.executable, '-c', 'print(5)'], capture_output=True, check=True).stdout)"
    )
    assert python(code, tmp_path).stdout == "b'5\\n'\n"
