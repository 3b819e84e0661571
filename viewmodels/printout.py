"""One slip's way out of the printer, as far as the queue tells: sent, waiting, out, or taken back."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Observable

if TYPE_CHECKING:
    from viewmodels.core.ports import PrintedJob, SlipPrinter

_QUEUE_LOOK_SECONDS = 0.7


class PaperState(Enum):
    """What is known of a slip's way to paper."""

    NOT_PRINTED = auto()
    SENDING = auto()
    WAITING = auto()
    OUT = auto()
    CANCELLED = auto()

    @property
    def is_sent(self) -> bool:
        """Tell whether the slip is on its way out or there, as far as the queue tells."""
        return self in {PaperState.WAITING, PaperState.OUT}


class Printout:
    """Prints a slip and watches it until it is out.

    Attributes:
        state: where the slip is.
        cancel: takes it out of the queue, while it waits there.

    Args:
        on_error: is told what the queue did to the slip.
        pause: waits some seconds between two looks at the queue.
    """

    def __init__(
        self,
        on_error: Callable[[Exception], None],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pause = pause
        self._job: PrintedJob | None = None
        self._waits: Observable[bool] = Observable(False)
        self.state: Observable[PaperState] = Observable(PaperState.NOT_PRINTED)
        self.state.subscribe(lambda state: self._waits.set(state is PaperState.WAITING))
        self.cancel = AsyncCommand(self._cancel, on_error=on_error, enabled=self._waits)
        self._watch = AsyncCommand(self._watch_queue, on_error=on_error)

    async def send(self, printer: "SlipPrinter", pdf: bytes) -> None:
        """Print a slip, or print it once more; raises what keeps it from the queue."""
        self.forget()
        self.state.set(PaperState.SENDING)
        try:
            job = await printer.print_slip(pdf)
        except BaseException:
            self.state.set(PaperState.NOT_PRINTED)
            raise
        self._job = job
        self.state.set(PaperState.WAITING)
        await self._watch.settled()
        self._watch.start(job)

    def forget(self) -> None:
        """Stop watching the slip."""
        self._watch.cancel()
        self._job = None

    async def settled(self) -> None:
        """Wait until the queue has told of the slip's end, or nothing watches it any more."""
        await self.cancel.settled()
        await self._watch.settled()

    async def aclose(self) -> None:
        """Stop looking at the queue."""
        await self.cancel.aclose()
        await self._watch.aclose()

    async def _watch_queue(self, job: "PrintedJob") -> None:
        while not await job.is_out():
            await self._pause(_QUEUE_LOOK_SECONDS)
        if self._job is job:
            self.state.set(PaperState.OUT)

    async def _cancel(self) -> None:
        job = self._job
        if job is None:
            return
        watched = self._watch.running.value
        self._watch.cancel()
        try:
            await job.cancel()
        except Exception:
            await self._watch.settled()
            if watched and self._job is job:
                self._watch.start(job)
            raise
        if self._job is job:  # no other was sent meanwhile
            self._job = None
            self.state.set(PaperState.CANCELLED)
