"""The tests, run by the Windows Python without a screen: the core, then the rest."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Final

from tools.windows_package.trial import WindowsTrialFailedError, run
from tools.windows_package.wine_python import WinePython

_TIERS: Final = ("test_*.py", "all_*.py")
_PARTS: Final = (
    ("tests/services/own_schema",),
    ("tests/services", "--ignore=tests/services/own_schema"),
    ("tests", "--ignore=tests/services"),
)
"""Wine is started anew for each: its server has every handle of every process, 20,000 at most, and 5,000 tests leave so
many behind."""
_LIMIT: Final = 40 * 60
"""Seconds for each run."""
_OTHER_LOOKS: Final = "tests/looks/all_looks.py::test_no_window_page_or_dialog_has_a_fault_in_another_look"
"""Without a screen Qt draws with the fonts that come along and nothing of the system's: two of the 72 looks will do."""
_AT_ONCE: Final = ("-n", "3", "--dist", "worksteal")
_OPTIONS: Final = ("-p", "no:cacheprovider", "--verbose", *_AT_ONCE, "--deselect", _OTHER_LOOKS)
"""A name on each line, so that what failed is known even if the run is broken off."""


def run_tests(python: WinePython, *paths: str) -> str:
    """Run every test that can run there.

    Args:
        python: runs them.
        paths: files and folders to keep to; none for all.

    Raises:
        WindowsTrialFailedError: one failed, or they weren't done in time.
    """
    rounds = [(" ".join(_TIERS), paths)] if paths else list(product(_TIERS, _PARTS))
    told, failed = [], []
    with _without_wmi(python):
        for number, (files, where) in enumerate(rounds, start=1):
            try:
                counts = _run_files(python, files, where, f"tests-{number}.txt")
                told.append(f"{files} {' '.join(where)}: {counts}")
            except WindowsTrialFailedError as failure:
                failed.append(str(failure))
            python.shut_down()
    if failed:
        raise WindowsTrialFailedError("\n".join([*failed, *told]))
    return "; ".join(told)


@contextmanager
def _without_wmi(python: WinePython) -> Iterator[None]:
    """Let Python do without WMI, whose first answer never comes where Wine's service is just starting."""
    there = python.python / "DLLs" / "_wmi.pyd"
    away = there.with_suffix(".away")
    if there.exists():
        there.replace(away)
    try:
        yield
    finally:
        if away.exists():
            away.replace(there)


def _run_files(python: WinePython, files: str, paths: tuple[str, ...], kept: str) -> str:
    command = python.command("-m", "pytest", *_OPTIONS, "-o", f"python_files={files}", *paths)
    code, told = run(python, command, kept, _LIMIT)
    counts = re.findall(r"^.*\d+ passed.*$", told, re.MULTILINE)
    if code != 0 or not counts:
        failed = "\n".join(sorted(set(re.findall(r"(?:FAILED|ERROR) tests/.*$", told, re.MULTILINE)))[:20])
        raise WindowsTrialFailedError(f"pytest ended with {code}\n{failed}\n{told[-400:]}")
    return str(counts[-1].strip("= "))
