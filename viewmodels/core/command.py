"""Runs the tasks that viewmodels start, so that none is lost, doubled or left running."""

import asyncio
from collections.abc import Callable, Coroutine
from enum import Enum, auto
from typing import Any

from viewmodels.core.observable import Observable


class Overlap(Enum):
    """What a second start means while the first one runs."""

    REFUSE = auto()
    REPLACE = auto()


type Running = asyncio.Task[Exception | None]
"""Ends with what went wrong, if something did."""


async def meanwhile[T](work: Coroutine[Any, Any, T], do: Callable[[], object]) -> T:
    """Begin a coroutine, do something while it waits, and give its answer; where that fails, it is cancelled."""
    task = asyncio.Task(work, loop=asyncio.get_running_loop(), eager_start=True)
    try:
        do()
    except BaseException:
        task.cancel()
        raise
    return await task


class AsyncCommand[**P]:
    """Runs one coroutine at a time and tells whether it runs.

    The state machine: idle → `start` → running → finished (idle again). With `REFUSE` a start while running does
    nothing; with `REPLACE` it cancels the running task first, which therefore can't publish anything any more.
    Every exception reaches `on_error` exactly once, when the command is idle again; cancellation passes in silence.

    With `shielded` the work itself is never cancelled: `cancel` does nothing and `aclose` waits for the end. Writes
    are shielded.
    """

    def __init__(
        self,
        run: Callable[P, Coroutine[Any, Any, None]],
        *,
        on_error: Callable[[Exception], None],
        overlap: Overlap = Overlap.REFUSE,
        enabled: Observable[bool] | None = None,
        shielded: bool = False,
    ) -> None:
        if shielded and overlap is Overlap.REPLACE:
            msg = "shielded work can't be replaced"
            raise ValueError(msg)
        self._run = run
        self._on_error = on_error
        self._overlap = overlap
        self._shielded = shielded
        self._enabled = enabled or Observable(True)
        self._task: Running | None = None
        self._retired: set[Running] = set()
        self._closed = False
        self.running: Observable[bool] = Observable(False)
        self.can_execute: Observable[bool] = Observable(False)
        self._enabled.subscribe(lambda _: self._refresh())

    def start(self, *args: P.args, **kwargs: P.kwargs) -> Running | None:
        """Begin, unless disabled, closed, or running under `REFUSE`.

        Returns:
            The task, which the command keeps alive; None if nothing was started.
        """
        if self._closed or not self._enabled.value:
            return None
        if self._task is not None:
            if self._overlap is Overlap.REFUSE:
                return None
            self._task.cancel()
            self._retired.add(self._task)
        task = asyncio.get_running_loop().create_task(self._guard(*args, **kwargs))
        self._task = task
        task.add_done_callback(self._finished)
        self._refresh()
        return task

    def cancel(self) -> None:
        """Stop the running work, unless it is shielded."""
        if self._task is not None and not self._shielded:
            self._task.cancel()

    async def settled(self) -> None:
        """Wait until nothing runs any more."""
        while tasks := {task for task in (self._task, *self._retired) if task is not None}:
            await asyncio.wait(tasks)

    async def aclose(self) -> None:
        """Refuse new starts, cancel reads, wait for writes."""
        self._closed = True
        self._refresh()
        self.cancel()
        await self.settled()

    async def _guard(self, *args: P.args, **kwargs: P.kwargs) -> Exception | None:
        try:
            await self._run(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - on_error is where every exception ends
            return error
        return None

    def _finished(self, task: Running) -> None:
        self._retired.discard(task)
        if task is self._task:
            self._task = None
            self._refresh()
        error = None if task.cancelled() else task.result()
        if error is not None:  # told once the command is idle: a subscriber may start it again at once
            self._on_error(error)

    def _refresh(self) -> None:
        running = self._task is not None
        self.running.set(running)
        blocked = running and self._overlap is Overlap.REFUSE
        self.can_execute.set(self._enabled.value and not self._closed and not blocked)
