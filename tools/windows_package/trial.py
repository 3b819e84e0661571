"""Shared by what is made and tried on Wine: programs with a limit, and their output."""

import subprocess
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tools.patience import Patience, in_this_group, seconds_kept_waiting
from tools.windows_package.wine_python import ROOT, WinePython

_LOOK_AGAIN = 0.2


class WindowsTrialFailedError(Exception):
    """What should hold on Windows doesn't."""


def patience(python: WinePython, seconds: float) -> Patience:
    """Give a limit that counts only the time in which no program of this Windows is kept waiting by the machine.

    Args:
        python: the Windows; its server and its services leave the process group.
        seconds: the limit.
    """
    prefix = f"WINEPREFIX={python.environment()['WINEPREFIX']}".encode()

    def belongs(process: int) -> bool:
        return in_this_group(process) or prefix in Path(f"/proc/{process}/environ").read_bytes().split(b"\0")

    return Patience(seconds, time.monotonic, partial(seconds_kept_waiting, belongs))


def wait_for(process: "subprocess.Popen[bytes]", limit: Patience) -> int | None:
    """Wait for a program's end, and give its exit code; None if the limit is over before."""
    while True:
        try:
            return process.wait(_LOOK_AGAIN)
        except subprocess.TimeoutExpired:
            if limit.is_over():
                return None


def run(
    python: WinePython, command: Sequence[str], told: str, limit: float, cwd: Path = ROOT, **environment: str
) -> tuple[int, str]:
    """Run a Windows program to its end, and give its exit code and what it printed.

    Its output goes to a file: a pipe would stay open as long as Wine's server.

    Args:
        python: the Windows it runs on.
        command: the program and its arguments.
        told: the name of the file, in the folder of the trial, that keeps what it printed.
        limit: seconds after which it is ended, as `patience` counts them.
        cwd: the folder it runs in.
        environment: more variables.

    Raises:
        WindowsTrialFailedError: it took longer than its limit.
    """
    file = python.folder / told
    with file.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=python.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        code = wait_for(process, patience(python, limit))
    if code is None:
        process.kill()
        process.wait()
        python.shut_down()
        raise WindowsTrialFailedError(f"not ended within {limit:.0f} s, see {file.relative_to(ROOT)}")
    return code, file.read_text(encoding="utf-8", errors="replace")
