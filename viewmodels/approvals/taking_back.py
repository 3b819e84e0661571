"""Takes back requests for an approval that the desk waits for no more, once the library's system can be reached."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from services.contract.act_requests import ActRequest
from services.contract.backend import Approvals
from services.contract.errors import ServiceError
from viewmodels.core.command import AsyncCommand
from viewmodels.desk.desk import DeskViewModel


class TakingBack:
    """Requests that are still to be taken back; one that can't be is over by itself in a few minutes."""

    def __init__(
        self, desk: DeskViewModel, approvals: Approvals, failed: Callable[[Exception], None]
    ) -> None:
        self._desk = desk
        self._approvals = approvals
        self._wanted: list[int | ActRequest[Any]] = []
        self._withdrawing = AsyncCommand(self._withdraw, on_error=failed, shielded=True)
        self._withdrawing.running.subscribe(lambda _: self._go_on())
        desk.connected.subscribe(lambda _: self._go_on())

    def take_back(self, wanted: int | ActRequest[Any]) -> None:
        """Take a request back, by its number; of one whose answer was lost the number is asked for."""
        self._wanted.append(wanted)
        self._go_on()

    async def aclose(self) -> None:
        """Wait until every request is taken back, as far as the system can be reached."""
        await self._withdrawing.settled()
        await self._withdrawing.aclose()

    def _go_on(self) -> None:
        if self._wanted and self._desk.connected.value:
            self._withdrawing.start()

    async def _withdraw(self) -> None:
        while self._wanted and self._desk.connected.value:
            wanted = self._wanted.pop(0)
            with suppress(ServiceError):  # asking twice gives the same number
                number = wanted if isinstance(wanted, int) else await self._approvals.ask(wanted)
                await self._approvals.withdraw(number, self._desk.actor)
