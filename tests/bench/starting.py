"""A program that starts, tells when it could be used and how much memory it took, and ends: run apart, for `start`.

    python -m tests.bench.starting bare              a bare PySide6 window
    python -m tests.bench.starting desk ARGUMENTS    this desk, as `python -m app desk ARGUMENTS` starts it

It prints one JSON object: moments of the machine's monotonic clock in seconds, the greatest resident set in MB, and the
milliseconds of processor time until it could be used.
Nothing but PySide6 is loaded here before the desk loads it.
"""

import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

if TYPE_CHECKING:
    import argparse

_TURNS = 3  # of the event loop with nothing else to do


class Watch(QObject):
    """Notes when a widget was painted and Qt is idle.

    It watches one widget and not the application: a filter of all events of all objects has PySide load every class.
    """

    def __init__(self, app: QApplication, usable: Callable[[], None]) -> None:
        super().__init__(app)
        self._usable = usable

    def first_field(self, focused: QObject | None) -> None:
        """Watch the first field that has the keyboard."""
        if isinstance(focused, QLineEdit):
            app = self.parent()
            assert isinstance(app, QApplication)
            app.focusObjectChanged.disconnect(self.first_field)
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the picture."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            when_idle(self._usable)
        return False


def when_idle(then: Callable[[], None], turns: int = _TURNS) -> None:
    """Call back once the event loop has had nothing to do for some turns."""
    if turns:
        QTimer.singleShot(0, lambda: when_idle(then, turns - 1))
    else:
        then()


class Report:
    """Collects the moments and prints them when all are there."""

    def __init__(self, *wanted: str) -> None:
        self._missing = set(wanted)
        self._told: dict[str, float] = {}

    def note(self, name: str) -> None:
        """Note a moment; the last one ends the program by closing its window."""
        self._told[name] = time.monotonic()
        self._told.setdefault("processor", time.process_time() * 1000)
        self._missing.discard(name)
        if not self._missing:
            print(json.dumps({**self._told, "memory": _peak_memory()}))
            for window in QApplication.topLevelWidgets():
                window.close()


def _peak_memory() -> float:
    """Tell the greatest resident set of this program alone; getrusage would count the one that started it as well."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    return kilobytes / 1024


def bare() -> int:
    """Open a window with nothing in it."""
    app = QApplication(["bare"])
    report = Report("usable")
    window = QWidget()
    window.installEventFilter(Watch(app, lambda: report.note("usable")))
    window.resize(480, 320)
    window.show()
    return app.exec()


def desk(words: list[str]) -> int:
    """Open the desk's sign-in, and the library behind it."""
    from app.support.qt_loading import load_qt

    load_qt()  # as the command does first of all: else PySide6 would read the source of every module

    from app.cli import desk as command
    from app.cli.parser import parse
    from app.cli.running import run
    from views.style.theme import ARGUMENTS

    app = QApplication(list(ARGUMENTS))
    report = Report("usable", "open")
    app.focusObjectChanged.connect(Watch(app, lambda: report.note("usable")).first_field)

    def open_desk(arguments: "argparse.Namespace") -> int:
        from dataclasses import replace

        from app.library_access import LibraryDoor

        order = command.options_of(arguments)
        assert isinstance(order.door, LibraryDoor)
        door = LibraryDoor(_telling(order.door.opener, report))
        return command.open_desk(replace(order, door=door), lambda: None)

    arguments = parse(["desk", *words])
    arguments.run = open_desk
    return run(arguments)


def _telling(opener: Callable[[], Any], report: Report) -> Callable[[], Any]:
    """Note when the library behind the sign-in is open."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Any]:
        async with opener() as library:
            when_idle(lambda: report.note("open"))
            yield library

    return opened


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else desk(sys.argv[2:]))
