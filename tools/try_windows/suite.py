"""The tests, run by the Windows Python without a screen: the core, then the rest."""

import re
from typing import Final

from tools.try_windows.trial import TrialFailedError, run
from tools.try_windows.wine_python import WinePython

_TIERS: Final = ("test_*.py", "all_*.py")
_LIMIT: Final = 40 * 60
"""Seconds for each tier."""
_OPTIONS: Final = ("-p", "no:cacheprovider", "--verbose", "-n", "3", "--dist", "worksteal")
"""A name on each line, so that what failed is known even if the run is broken off."""
_NO_TESTS: Final = 5


def run_tests(python: WinePython, *paths: str) -> str:
    """Run every test that can run there.

    Args:
        python: runs them.
        paths: files and folders to keep to; none for all.

    Raises:
        TrialFailedError: one failed, or they weren't done in time.
    """
    return "; ".join(filter(None, (_run_tier(python, tier, paths) for tier in _TIERS)))


def _run_tier(python: WinePython, tier: str, paths: tuple[str, ...]) -> str:
    kept = f"tests-{tier.partition('_')[0]}.txt"
    command = python.command("-m", "pytest", *_OPTIONS, "-o", f"python_files={tier}", *paths)
    code, told = run(python, command, kept, _LIMIT)
    counts = re.findall(r"^.*\d+ passed.*$", told, re.MULTILINE)
    if code == _NO_TESTS and paths:
        return ""
    if code != 0 or not counts:
        failed = "\n".join(sorted(set(re.findall(r"(?:FAILED|ERROR) tests/.*$", told, re.MULTILINE)))[:20])
        raise TrialFailedError(f"pytest ended with {code}\n{failed}\n{told[-400:]}")
    return f"{tier}: {counts[-1].strip('= ')}"
