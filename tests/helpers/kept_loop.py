"""A plain loop that outlives its tests, so that connections made on it can."""

import asyncio
from typing import Any

import pytest


class KeptLoop(asyncio.SelectorEventLoop):
    """Is lent to one test after the other; to each it looks new.

    pytest-asyncio ends a test's loop: it cancels what still runs, and closes the loop. Closed so, this one only
    forgets what was to be called later.
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_lent = False

    def lend(self) -> asyncio.AbstractEventLoop:
        """Give the loop, or a new one while a test has it."""
        if self._is_lent:
            return asyncio.new_event_loop()
        self._is_lent = True
        return self

    def close(self) -> None:
        """Take the loop back."""
        loop: Any = self
        for handle in loop._scheduled:
            handle.cancel()
        loop._asyncgens_shutdown_called = loop._executor_shutdown_called = False
        loop._default_executor = None
        self._is_lent = False

    def end(self) -> None:
        """Close the loop for good."""
        super().close()


KEPT_LOOP = pytest.StashKey[KeptLoop]()
"""The one of a run, in its configuration."""
