"""Shared by every part of the trial on Windows: programs with a limit, and their output."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.try_windows.wine_python import ROOT, WinePython


class WindowsTrialFailedError(Exception):
    """What should hold on Windows doesn't."""


def run(
    python: WinePython, command: Sequence[str], told: str, limit: float, cwd: Path = ROOT, **environment: str
) -> tuple[int, str]:
    """Run a Windows program to its end, and give its exit code and what it printed.

    Its output goes to a file: a pipe would stay open as long as Wine's server.

    Args:
        python: the Windows it runs on.
        command: the program and its arguments.
        told: the name of the file, in the folder of the trial, that keeps what it printed.
        limit: seconds after which it is ended.
        cwd: the folder it runs in.
        environment: more variables.

    Raises:
        WindowsTrialFailedError: it took longer than its limit.
    """
    file = python.folder / told
    with file.open("wb") as out:
        try:
            code = subprocess.run(
                command,
                check=False,
                cwd=cwd,
                env=python.environment(**environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=limit,
            ).returncode
        except subprocess.TimeoutExpired:
            python.shut_down()
            raise WindowsTrialFailedError(
                f"not ended within {limit:.0f} s, see {file.relative_to(ROOT)}"
            ) from None
    return code, file.read_text(encoding="utf-8", errors="replace")
