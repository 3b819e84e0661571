"""Reads the state of the requests that a clerk's desk waits for: after each change, and from time to time."""

from collections.abc import Awaitable, Callable
from typing import Final

from services.contract.approval import Approval
from services.contract.backend import Approvals
from services.contract.errors import ApprovalUnknown, Disconnected, SystemBusy, SystemUnreachable
from services.rules.people.approvals import ApprovalState
from viewmodels.approvals.later import WaitingRequest, WaitingRequests
from viewmodels.core.command import AsyncCommand
from viewmodels.desk.desk import DeskViewModel

ASK_AGAIN: Final = 5.0
"""Seconds after which the desk asks how a request stands, though nothing was told of a change."""
FIRST_REST: Final = 0.25
LONGEST_REST: Final = 5.0
"""Seconds between two readings for changes; each rest in which more came is twice the one before."""
_AWAY = (SystemUnreachable, SystemBusy, Disconnected)


class ApprovalPolling:
    """Reads the state of one desk's requests.

    Args:
        desk: who asks.
        approvals: is asked.
        waits: the requests.
        answered: told how one stands.
        failed: told what went wrong; of each request once.
        pause: waits for so many seconds.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        approvals: Approvals,
        waits: WaitingRequests,
        *,
        answered: Callable[[WaitingRequest, Approval], None],
        failed: Callable[[Exception], None],
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._desk = desk
        self._approvals = approvals
        self._waits = waits
        self._answered = answered
        self._failed = failed
        self._pause = pause
        self._due = False
        self._closed = False
        self._reading = AsyncCommand(self._read, on_error=failed)
        self._beat = AsyncCommand(self._wait, on_error=failed)
        self._reading.running.subscribe(lambda _: self.go_on())
        self._beat.running.subscribe(lambda _: self.go_on())

    def changed(self) -> None:
        """Read the state of the requests again after a change."""
        if self._waits:
            self._due = True
            self.go_on()

    def go_on(self) -> None:
        """Go on reading as long as a request waits."""
        if self._closed or not self._waits:
            return
        self._beat.start()
        if self._due:
            self._reading.start()

    def close(self) -> None:
        """Begin no further reading."""
        self._closed = True

    async def aclose(self) -> None:
        """End the reading under way."""
        await self._beat.aclose()
        await self._reading.aclose()

    async def _wait(self) -> None:
        while self._waits:
            await self._pause(ASK_AGAIN)
            self.changed()

    async def _read(self) -> None:
        rest = FIRST_REST
        while self._due and self._waits:
            self._due = False
            for wait in self._waits:
                answer = await self._state(wait)
                if answer is not None and wait in self._waits:
                    self._answered(wait, answer)
            await self._pause(rest)
            rest = min(2 * rest, LONGEST_REST)

    async def _state(self, wait: WaitingRequest) -> Approval | None:
        """Read the state of a request; None while the server can't be asked.

        The desk itself tells that the library's system is away; any other error is told once.
        """
        try:
            return await self._approvals.state(wait.number, self._desk.actor)
        except _AWAY:
            return None
        except ApprovalUnknown:
            return Approval(wait.number, ApprovalState.OVER, None, None)
        except Exception as error:  # noqa: BLE001 - the others are asked about all the same
            if not wait.is_told:
                wait.is_told = True
                self._failed(error)
            return None
