"""The tests, run by the Windows Python without a screen: the core, then the rest."""

import re
from typing import Final

from tools.try_windows.trial import TrialFailedError, run
from tools.try_windows.wine_python import WinePython

_TIERS: Final = ("test_*.py", "all_*.py")
_LIMIT: Final = 40 * 60
"""Seconds for each run."""
_OPTIONS: Final = ("-p", "no:cacheprovider", "--verbose", "-n", "3", "--dist", "worksteal")
"""A name on each line, so that what failed is known even if the run is broken off."""


def run_tests(python: WinePython, *paths: str) -> str:
    """Run every test that can run there.

    Args:
        python: runs them.
        paths: files and folders to keep to; none for all.

    Raises:
        TrialFailedError: one failed, or they weren't done in time.
    """
    files = (" ".join(_TIERS),) if paths else _TIERS
    return "; ".join(_run_files(python, each, paths) for each in files)


def _run_files(python: WinePython, files: str, paths: tuple[str, ...]) -> str:
    command = python.command("-m", "pytest", *_OPTIONS, "-o", f"python_files={files}", *paths)
    code, told = run(python, command, f"tests-{files.partition('_')[0]}.txt", _LIMIT)
    counts = re.findall(r"^.*\d+ passed.*$", told, re.MULTILINE)
    if code != 0 or not counts:
        failed = "\n".join(sorted(set(re.findall(r"(?:FAILED|ERROR) tests/.*$", told, re.MULTILINE)))[:20])
        raise TrialFailedError(f"pytest ended with {code}\n{failed}\n{told[-400:]}")
    return f"{files}: {counts[-1].strip('= ')}"
