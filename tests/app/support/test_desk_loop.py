"""The program's loop: in order, beside Qt's events, from threads, and at its end."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.support.desk_loop import TURNS, DeskLoop

type Run = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture
def run(qapp: QApplication) -> Run:
    """Run on the program's loop."""
    return lambda work: asyncio.run(work, loop_factory=lambda: DeskLoop(qapp))


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each time that Qt let the loop have its turn."""
    turns: list[None] = []
    plain = vars(DeskLoop)["_run_due"]

    def counted(loop: DeskLoop) -> None:
        turns.append(None)
        plain(loop)

    monkeypatch.setattr(DeskLoop, "_run_due", counted)
    return turns


def test_what_is_due_runs_in_order(run: Run) -> None:
    async def work() -> list[int]:
        loop = asyncio.get_running_loop()
        done: list[int] = []
        for place in range(5):
            loop.call_soon(done.append, place)
        loop.call_soon(lambda: loop.call_soon(done.append, 9)).cancel()
        loop.call_soon(lambda: loop.call_soon(done.append, 6))
        loop.call_soon(done.append, 5)
        await asyncio.sleep(0.001)
        return done

    assert run(work()) == [0, 1, 2, 3, 4, 5, 6]


def test_steps_that_follow_each_other_are_one_turn_of_qts(run: Run, turns: list[None]) -> None:
    async def work() -> int:
        await asyncio.sleep(0.001)
        before = len(turns)
        for _ in range(TURNS - 2):
            await asyncio.sleep(0)
        return len(turns) - before

    assert run(work()) == 0


def test_tasks_that_never_rest_leave_qt_its_turn(run: Run) -> None:
    fired: list[None] = []

    async def work() -> None:
        QTimer.singleShot(0, lambda: fired.append(None))
        while not fired:  # noqa: ASYNC110 - that is what is tried
            await asyncio.sleep(0)

    run(work())
    assert fired


def test_a_call_from_a_thread_is_made_here(run: Run) -> None:
    async def work() -> int:
        loop, called = asyncio.get_running_loop(), asyncio.Event()
        on: list[int] = []

        def call() -> None:
            on.append(threading.get_ident())
            called.set()

        await asyncio.to_thread(loop.call_soon_threadsafe, call)
        await called.wait()
        return on[0]

    assert run(work()) == threading.get_ident()


def test_an_error_in_one_leaves_the_others(run: Run) -> None:
    told: list[Exception] = []

    async def work() -> list[int]:
        loop = asyncio.get_running_loop()
        done: list[int] = []
        loop.set_exception_handler(lambda _, told_of: told.append(told_of["exception"]))
        loop.call_soon(lambda: 1 // 0)
        loop.call_soon(done.append, 1)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return done

    assert run(work()) == [1]
    assert [type(it) for it in told] == [ZeroDivisionError]


def test_what_is_left_at_the_end_waits_for_the_next_run(qapp: QApplication) -> None:
    loop = DeskLoop(qapp)
    done: list[int] = []

    async def work() -> None:
        loop.call_soon(lambda: loop.call_soon(done.append, 1))

    loop.run_until_complete(work())
    qapp.processEvents()
    assert done == []
    loop.run_until_complete(asyncio.sleep(0.001))
    assert done == [1]
    loop.call_soon(done.append, 2)
    loop.close()
    qapp.processEvents()
    assert done == [1]
