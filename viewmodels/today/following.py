"""Reads again what is shown: at once when something changes or the system is back, then after each rest with more."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from services.contract.errors import SystemBusy
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel

FIRST_REST: Final = 0.25
LONGEST_REST: Final = 5.0
"""Seconds between two readings for changes; each rest in which more came is twice the one before."""


class Following:
    """Reads a page of the empty desk again by itself; never while the page isn't there."""

    def __init__(
        self,
        desk: DeskViewModel,
        here: Observable[bool],
        read: Callable[[], Awaitable[None]],
        *,
        opening: AsyncCommand[...],
        failed: Callable[[Exception], None],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin without a reading.

        Args:
            desk: tells whether the library's system is there.
            here: the page may be seen.
            read: reads what the page shows.
            opening: reads the same because the user asked; meanwhile nothing else is read.
            failed: is told why a reading came to nothing.
            pause: waits for so many seconds.
        """
        self._desk = desk
        self._here = here
        self._read = read
        self._opening = opening
        self._failed = failed
        self._pause = pause
        self._due = True
        self._reading = AsyncCommand(self._follow, on_error=failed, overlap=Overlap.REPLACE)

    def start(self) -> None:
        """Begin to watch for moments in which what is due can be read."""
        self._desk.connected.subscribe(self._found)
        for command in (self._opening, self._reading):
            command.running.subscribe(lambda _: self._go_on())

    def changed(self) -> None:
        """Read once more, since something was changed; later while a rest lasts or the page isn't there."""
        self._due = True
        self._go_on()

    def read_now(self) -> None:
        """Read once more at once, as far as the page is there."""
        self._due = True
        if self._may_read():
            self._reading.start()

    def asked(self) -> None:
        """Take note that the page is read because the user asked: no reading is due any more."""
        self._due = False

    def stop(self) -> None:
        """End a reading or a rest at once."""
        self._reading.cancel()

    async def aclose(self) -> None:
        """Stop reading."""
        await self._reading.aclose()

    async def _follow(self) -> None:
        """Read at once, and again after each rest in which something changed."""
        rest = FIRST_REST
        while self._due and self._may_read():
            self._due = False
            try:
                await self._read()
            except SystemBusy as error:  # no notice tells when it is over
                self._failed(error)
                self._due = True
            await self._pause(rest)
            rest = min(2 * rest, LONGEST_REST)

    def _found(self, there: bool) -> None:
        """Read once more when the system is back: what was told of its loss is over."""
        self._due |= there
        self._go_on()

    def _go_on(self) -> None:
        busy = self._opening.running.value or self._reading.running.value
        if self._due and not busy and self._may_read():
            self._reading.start()

    def _may_read(self) -> bool:
        return self._here.value and self._desk.connected.value
