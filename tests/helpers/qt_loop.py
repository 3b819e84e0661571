"""Qt's loop for tests, whose tasks only move while it runs."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtWidgets import QApplication

from app.support.desk_loop import DeskLoop


class _Handle(asyncio.Handle):
    _loop: "PatientLoop"

    def _run(self) -> None:
        if self._loop.is_running():
            super()._run()
        else:
            self._loop.late.append(self)


class PatientLoop(DeskLoop):
    """Keeps what falls due between a fixture and its test until it runs again.

    pytest-asyncio runs the loop once for each fixture and once for the test; in between pytest-qt, and qasync itself,
    have Qt process events. A task that went on there would find no running loop and end by that.

    Qt handles its events after each step of a task: what a test looks at after some is laid out and painted.

    Attributes:
        late: what fell due while the loop stood still.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, turns=1)
        self.late: list[asyncio.Handle] = []

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call in some seconds, or as soon after as the loop runs."""
        handle: asyncio.Handle = self._add_callback(_Handle(callback, args, self, context=context), delay)
        return handle

    def run_forever(self) -> None:
        """Run, beginning with what is late."""
        late, self.late = self.late, []
        for handle in late:
            self._add_callback(handle)
        super().run_forever()
