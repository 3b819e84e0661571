"""Signals end the program through the Qt loop."""

import asyncio
import signal

import pytest
from pytestqt.qtbot import QtBot

from app.stopping import stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_reaches_the_loop_while_qt_waits(qtbot: QtBot, number: signal.Signals) -> None:
    told = asyncio.Event()
    before = signal.getsignal(number)
    undo = stop_on_signals(told.set)
    try:
        signal.raise_signal(number)
        await told.wait()
    finally:
        undo()

    assert signal.getsignal(number) is before
    assert signal.set_wakeup_fd(-1) == -1
