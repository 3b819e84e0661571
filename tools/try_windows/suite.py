"""The tests, run by the Windows Python without a screen."""

import re
from typing import Final

from tools.try_windows.trial import TrialFailedError, run
from tools.try_windows.wine_python import WinePython

_LIMIT: Final = 45 * 60
_EVERY_FILE: Final = ("-o", "python_files=test_*.py all_*.py")
_OPTIONS: Final = ("-p", "no:cacheprovider", "--quiet", "-n", "3", "--dist", "worksteal", *_EVERY_FILE)


def run_tests(python: WinePython, *paths: str) -> str:
    """Run every test that can run there.

    Args:
        python: runs them.
        paths: files and folders to keep to; none for all.

    Raises:
        TrialFailedError: one failed, or they weren't done in time.
    """
    code, told = run(python, python.command("-m", "pytest", *_OPTIONS, *paths), "tests.txt", _LIMIT)
    counts = re.findall(r"^.*\d+ passed.*$", told, re.MULTILINE)
    if code != 0 or not counts:
        failed = "\n".join(re.findall(r"^(?:FAILED|ERROR) .*$", told, re.MULTILINE)[:20])
        raise TrialFailedError(f"pytest ended with {code}\n{failed}\n{told[-400:]}")
    return str(counts[-1])
