"""Signals end the program through the Qt loop."""

import asyncio
import faulthandler
import re
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from app.signals import stop_on_signals
from tests.helpers.waiting import HOPELESS


def woken_at_signals() -> int:
    """Tell what the interpreter writes to at signals: on Windows the loop has a socket of its own for that."""
    number = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(number)
    return number


def call_under_way(thread: int) -> str:
    """Tell which function another thread is in."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stacks:
        faulthandler.dump_traceback(stacks)
        stacks.seek(0)
        found = re.search(rf"0x0*{thread:x}\b.*\n.* in (\w+)$", stacks.read(), re.MULTILINE)
    return found[1] if found else ""


@contextmanager
def raised_elsewhere(number: signal.Signals) -> Iterator[None]:
    """Raise a signal in another thread, as Windows does for Ctrl+C: nothing interrupts Qt's wait in this one."""
    here = threading.get_ident()

    def raise_it() -> None:
        while call_under_way(here) != "run_forever":
            pass  # no Python of ours runs where Qt waits
        signal.raise_signal(number)

    other = threading.Thread(target=raise_it)
    other.start()
    yield
    other.join()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_reaches_the_loop_while_qt_waits(qtbot: QtBot, number: signal.Signals) -> None:
    told = asyncio.Event()
    before, woken_before = signal.getsignal(number), woken_at_signals()
    undo = stop_on_signals(told.set)
    try:
        with raised_elsewhere(number):
            async with asyncio.timeout(HOPELESS):
                await told.wait()
    finally:
        undo()

    assert signal.getsignal(number) is before
    assert woken_at_signals() == woken_before


async def test_a_signal_interrupts_nothing(qtbot: QtBot) -> None:
    """Between a look at an event and the wait for it, setting the event would wake nobody."""
    told = asyncio.Event()
    undo = stop_on_signals(told.set)
    try:
        signal.raise_signal(signal.SIGTERM)
        between_two_instructions = told.is_set()
        async with asyncio.timeout(HOPELESS):
            await told.wait()
    finally:
        undo()
    assert not between_two_instructions
