"""Records in the background that slips were handed over: the clerk waits for none, and is told of no failure.

An issue without such a record is listed to its clerk later (自分の仕事).
"""

from collections.abc import Awaitable, Callable
from typing import Final

from services.contract.backend import SlipHandOvers
from services.contract.errors import NotPermitted, ServiceError
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.trouble import ReportBug
from viewmodels.desk.desk import DeskViewModel

_AGAIN_SECONDS: Final = 5.0


class HandOverNotes:
    """Keeps the hand-overs that aren't recorded yet, while the desk is open.

    A hand-over is sent again when the library's system is back, or after some seconds if the loss wasn't noticed.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        hand_overs: SlipHandOvers,
        report_bug: ReportBug,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._desk = desk
        self._hand_overs = hand_overs
        self._report_bug = report_bug
        self._pause = pause
        self._waiting: list[str] = []
        self._sending = AsyncCommand(self._send, on_error=self._failed, shielded=True)
        self._again = AsyncCommand(self._send_again, on_error=self._failed, overlap=Overlap.REPLACE)
        desk.connected.subscribe(lambda _: self._begin())

    def add(self, act_id: str) -> None:
        """Record that the slip of an issue was handed over.

        Args:
            act_id: of the act that issued the password.
        """
        self._waiting.append(act_id)
        self._begin()

    async def settled(self) -> None:
        """Wait until nothing is being recorded."""
        await self._sending.settled()

    async def aclose(self) -> None:
        """Wait for a record that is being written, and begin no other."""
        await self._again.aclose()
        await self._sending.aclose()

    def _begin(self) -> None:
        if self._waiting and self._desk.connected.value:
            self._sending.start()

    async def _send(self) -> None:
        while self._waiting:
            act_id = self._waiting.pop(0)
            try:
                await self._hand_overs.note(act_id, self._desk.actor)
            except NotPermitted:
                continue  # sending it again would give the same answer
            except ServiceError:
                self._waiting.append(act_id)
                self._again.start()
                return

    async def _send_again(self) -> None:
        await self._pause(_AGAIN_SECONDS)
        self._begin()

    def _failed(self, error: Exception) -> None:
        self._report_bug(error)
