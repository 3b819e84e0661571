"""Performs any act by its request."""

from collections.abc import Callable, Mapping
from typing import Any

from services.act_requests import ActRequest
from services.acts.plan import ActResult


class Acts:
    """One entry for every act."""

    def __init__(self, by_request: Mapping[type[ActRequest[Any]], Callable[[Any], Any]]) -> None:
        self._by_request = by_request

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        """Do an act, or nothing at all."""
        result: ActResult[R] = await self._by_request[type(request)](request)
        return result
