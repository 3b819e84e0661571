"""What a test needs of the platform; without it the test is skipped, and the run's end says why."""

import sys

import pytest


def posix(why: str) -> pytest.MarkDecorator:
    """Skip a test on Windows.

    Args:
        why: one sentence that says why it can't run there.
    """
    return pytest.mark.skipif(sys.platform == "win32", reason=why)
