"""Waiting for what happens by itself, without taking the time of what is waited for."""

import asyncio
from collections.abc import Callable

HOPELESS = 240
"""Seconds after which something that should happen has not; a virtual machine may stand still for a minute.

A test that takes longer than pytest's `faulthandler_timeout` ends the whole run.
"""
AGAIN = 0.002
"""Seconds until it is looked for again."""


async def until(condition: Callable[[], object]) -> None:
    """Look until a condition holds; TimeoutError when there is no hope left."""
    async with asyncio.timeout(HOPELESS):
        while not condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(AGAIN)
