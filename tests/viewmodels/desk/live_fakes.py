"""A database that changes, goes and comes back when the test says so, with its records of acts."""

import asyncio
from collections.abc import AsyncGenerator

from services.contract.change_events import Report
from services.contract.recorded_acts import Outcome


class Told:
    """Changes that the test tells.

    Attributes:
        followed: whom the desk told to follow, in order; None once a patron is closed.
    """

    def __init__(self) -> None:
        self._reports: asyncio.Queue[Report] = asyncio.Queue()
        self.reconnected = 0
        self.followed: list[int | None] = []
        self.ended = False

    async def tell(self, *reports: Report) -> None:
        """Tell, and let the desk hear it."""
        for report in reports:
            self._reports.put_nowait(report)
        for _ in range(20):
            await asyncio.sleep(0)

    async def reports(self) -> AsyncGenerator[Report]:
        try:
            while True:
                yield await self._reports.get()
        finally:
            self.ended = True

    def follow(self, patron_id: int | None) -> None:
        self.followed.append(patron_id)

    def reconnect(self) -> None:
        self.reconnected += 1


class Records:
    """Records of acts that answer as the test wants."""

    def __init__(self) -> None:
        self.known: dict[str, Outcome] = {}
        self.failures: list[Exception] = []
        self.asked: list[tuple[str, str]] = []

    async def of(self, act_id: str, staff_id: str) -> Outcome | None:
        self.asked.append((act_id, staff_id))
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        return self.known.get(act_id)
