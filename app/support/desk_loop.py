"""The loop on which the program runs: qasync's, which runs what is due soon without a timer of Qt's for each call."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

TURNS: Final = 16
"""More than one answer of a library needs."""


class _Elsewhere(QObject):
    """Tells this thread that another one has something to do here."""

    came = Signal()


class DeskLoop(QEventLoop):  # type: ignore[misc] # qasync has no types
    """Runs what is due soon in order, and what that makes due after it.

    A look-up takes dozens of such calls, most of them one after the other: for each of them qasync would start a timer
    and let Qt look for events.

    Args:
        app: whose events are handled.
        turns: how often what became due meanwhile is run, too, before Qt handles events. With 1, Qt handles them after
            each step of a task: who looks after some steps sees all that they changed laid out and painted.
    """

    def __init__(self, app: QApplication, turns: int = TURNS) -> None:
        self._turns = turns
        self._due: deque[asyncio.Handle] = deque()
        self._runs_due = self._ends = False
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._run_due)
        self._elsewhere = _Elsewhere()
        self._elsewhere.came.connect(self._run_due)
        super().__init__(app)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call after what is due already; while the loop stands still, once it runs."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._due.append(handle)
        if not self._runs_due:
            self._soon.start()
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Do as `call_soon`, from any thread."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._due.append(handle)
        self._elsewhere.came.emit()
        return handle

    def run_forever(self) -> None:
        """Run, beginning with what is due."""
        self._ends = False
        self._soon.start()
        super().run_forever()

    def stop(self) -> None:
        """End the run after the turn in which this is called."""
        self._ends = True
        super().stop()

    def close(self) -> None:
        """Drop what is due."""
        super().close()
        self._soon.stop()
        self._due.clear()

    def _run_due(self) -> None:
        if self._runs_due:
            return
        self._runs_due = True
        due = self._due
        try:
            for _ in range(self._turns):
                if not due or self._ends or not self.is_running():
                    return
                for _ in range(len(due)):
                    handle = due.popleft()
                    if not handle.cancelled():
                        handle._run()  # noqa: SLF001 - as asyncio's own loop does
        finally:
            self._runs_due = False
            if due and self.is_running() and not self._ends:
                self._soon.start()
