"""Every door through which a bug can come leads to one log line and one reference."""

import asyncio
import gc
import logging
import re
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.support.crash_handling import BugReports

REFERENCE = re.compile(r"bug ([0-9A-F]{4})")


class Bugs:
    """Installed doors, what was shown and what was logged."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.shown: list[str] = []
        self._caplog = caplog
        self.reports = BugReports(self.shown.append)

    @property
    def logged(self) -> list[str]:
        found = (REFERENCE.fullmatch(record.getMessage()) for record in self._caplog.records)
        return [match[1] for match in found if match]


@pytest.fixture
def bugs(caplog: pytest.LogCaptureFixture) -> Bugs:
    caplog.set_level(logging.DEBUG)
    return Bugs(caplog)


async def test_a_command_gets_its_reference_and_shows_it_itself(bugs: Bugs) -> None:
    reference = bugs.reports.report(ValueError("123456789"))

    assert bugs.logged == [reference]
    assert bugs.shown == []


async def test_callbacks_and_forgotten_tasks_of_the_loop(qtbot: QtBot, bugs: Bugs) -> None:
    loop = asyncio.get_running_loop()
    close = bugs.reports.install(loop)
    try:
        loop.call_exception_handler({"message": "m", "exception": ValueError("x")})
        loop.call_exception_handler({"message": "slow 123456789"})
    finally:
        close()

    assert len(bugs.shown) == 1
    assert bugs.logged == bugs.shown


async def test_a_connection_that_was_given_up_is_no_bug(bugs: Bugs) -> None:
    loop = asyncio.get_running_loop()
    close = bugs.reports.install(loop)
    try:
        given_up: asyncio.Future[None] = loop.create_future()
        given_up.set_exception(ConnectionError())
        del given_up
        gc.collect()
        assert bugs.shown == []
        broken: asyncio.Future[None] = loop.create_future()
        broken.set_exception(ValueError())
        del broken
        gc.collect()
    finally:
        close()

    assert len(bugs.shown) == 1


async def test_slots(qtbot: QtBot, bugs: Bugs) -> None:
    class Source(QObject):
        fired = Signal()

    source = Source()
    source.fired.connect(lambda: 1 // 0)
    before = sys.excepthook
    close = bugs.reports.install(asyncio.get_running_loop())
    try:
        source.fired.emit()
    finally:
        close()

    assert bugs.logged == bugs.shown != []
    assert sys.excepthook is before


async def test_an_interrupt_is_no_bug(bugs: Bugs) -> None:
    close = bugs.reports.install(asyncio.get_running_loop())
    try:
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    finally:
        close()

    assert bugs.shown == []


async def test_threads_are_told_in_the_loops_thread(bugs: Bugs) -> None:
    told_in: list[threading.Thread] = []
    told = asyncio.Event()

    def on_bug(_reference: str) -> None:
        told_in.append(threading.current_thread())
        told.set()

    bugs.reports.on_bug = on_bug
    close = bugs.reports.install(asyncio.get_running_loop())
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        await told.wait()
        thread.join()
    finally:
        close()

    assert told_in == [threading.main_thread()]
    assert len(bugs.logged) == 1


async def test_qt_warnings_are_logged_masked(
    qapp: QApplication, bugs: Bugs, caplog: pytest.LogCaptureFixture
) -> None:
    close = bugs.reports.install(asyncio.get_running_loop())
    try:
        qWarning("card 123456789")
    finally:
        close()

    assert [
        record.getMessage() for record in caplog.records if record.name == "app.support.crash_handling"
    ] == ["Qt: card (number)"]
    assert bugs.shown == []


async def test_no_reader_is_no_problem(bugs: Bugs) -> None:
    bugs.reports.on_bug = None
    close = bugs.reports.install(asyncio.get_running_loop())
    try:
        sys.excepthook(ValueError, ValueError(), None)
    finally:
        close()

    assert len(bugs.logged) == 1


async def test_a_thread_that_fails_after_the_end_is_still_logged(bugs: Bugs) -> None:
    close = bugs.reports.install(asyncio.get_running_loop())
    hook = threading.excepthook
    close()
    error = ValueError("123456789")
    hook(threading.ExceptHookArgs((ValueError, error, None, None)))
    assert (len(bugs.logged), bugs.shown) == (1, [])


async def test_what_is_raised_to_nobody_is_logged(bugs: Bugs) -> None:
    class Falling:
        def __del__(self) -> None:
            raise ValueError("123456789")

    close = bugs.reports.install(asyncio.get_running_loop())
    try:
        falling = Falling()
        del falling
    finally:
        close()
    assert (len(bugs.logged), bugs.shown) == (1, [])
