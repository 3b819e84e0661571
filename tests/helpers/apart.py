"""Running a coroutine from a plain fixture, without touching the test's own loop."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_apart[T](coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to the end in a thread with a loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
