"""Waiting for what a window answers, and for whichever of two comes first."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


def settles[T](future: asyncio.Future[T]) -> Callable[[T], None]:
    """Make what answers a future, unless it is done or cancelled."""

    def settle(value: T) -> None:
        if not future.done():
            future.set_result(value)

    return settle


async def first_of[A, B](one: Coroutine[Any, Any, A], other: Coroutine[Any, Any, B]) -> A | B:
    """Wait for whichever comes first, and give the other one up."""
    first, second = asyncio.ensure_future(one), asyncio.ensure_future(other)
    try:
        either: set[asyncio.Future[Any]] = {first, second}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        return first.result() if first.done() else second.result()
    finally:
        first.cancel()
        second.cancel()
        await asyncio.wait(either)
