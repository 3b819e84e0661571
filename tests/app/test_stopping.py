"""Signals end the program through the Qt loop."""

import asyncio
import os
import signal
import subprocess

import pytest
from pytestqt.qtbot import QtBot

from app.stopping import stop_on_signals

HOPELESS = 30


def send_from_outside(number: signal.Signals) -> subprocess.Popen[bytes]:
    return subprocess.Popen(["/bin/sh", "-c", f"kill -{number.value} {os.getpid()}"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_reaches_the_loop_while_qt_waits(qtbot: QtBot, number: signal.Signals) -> None:
    told = asyncio.Event()
    before = signal.getsignal(number)
    undo = stop_on_signals(told.set)
    try:
        with send_from_outside(number):
            async with asyncio.timeout(HOPELESS):
                await told.wait()
    finally:
        undo()

    assert signal.getsignal(number) is before
    assert signal.set_wakeup_fd(-1) == -1
