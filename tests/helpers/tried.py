"""Which of the slowest tests passed here before, with the same files: they aren't run again until one of these changes.

What is kept of it stands in the environment that runs the tests, in .venv, and goes with it.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

VARIABLE = "MADOGUCHI_TEST_SETUP"
_ROOT = Path(__file__).parents[2]
_KEPT = Path(sys.prefix) / ".tried"
_CALLED = pytest.StashKey[bool]()


def is_tried(item: pytest.Item) -> bool:
    """Tell whether a test marked `tried` passed here with its files as they are now.

    A check of a submission (`CI`) and who sets MADOGUCHI_TEST_SETUP=all try everything again.
    """
    if os.environ.get("CI") or os.environ.get(VARIABLE) == "all":
        return False
    try:
        return _record(item).read_text(encoding="ascii") == _digest(item)
    except OSError:
        return False


def has_passed(item: pytest.Item, report: pytest.TestReport) -> bool:
    """Hear how a part of a test went; tell whether it is one marked `tried` that has passed as a whole now."""
    if report.when == "call":
        item.stash[_CALLED] = report.passed
    is_end = report.when == "teardown" and report.passed and item.stash.get(_CALLED, False)
    return is_end and item.get_closest_marker("tried") is not None


def keep(items: Iterable[pytest.Item]) -> None:
    """Write down what passed, at the end of a run: while it goes on, a new worker has to collect the same tests."""
    for item in items:
        try:
            _KEPT.mkdir(exist_ok=True)
            _record(item).write_text(_digest(item), encoding="ascii")
        except OSError:
            return  # somebody else's environment


def _record(item: pytest.Item) -> Path:
    return _KEPT / hashlib.sha256(item.nodeid.encode()).hexdigest()


def _digest(item: pytest.Item) -> str:
    found = hashlib.sha256(sys.version.encode())
    for path in _files(item):
        found.update(path.as_posix().encode() + b"\0" + (_ROOT / path).read_bytes())
    return found.hexdigest()


def _files(item: pytest.Item) -> Iterator[Path]:
    marker = item.get_closest_marker("tried")
    assert marker is not None
    yield item.path.relative_to(_ROOT)
    for pattern in marker.args:
        yield from sorted(path.relative_to(_ROOT) for path in _ROOT.glob(pattern))
