"""Bugs: unexpected exceptions end here, in the log under a short reference that staff can read out.

Five doors lead here: exceptions a command hands over (`BugReports.report`), tasks and callbacks of the event loop,
slots and the main program (`sys.excepthook`), threads, and what Python can't raise to a caller (`sys.unraisablehook`).
Qt's own warnings come to the same log. What kills the process itself is `app/support/run_marker.py`'s.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.support.bug_log import log_bug
from app.support.logging_setup import masked

_log = logging.getLogger(__name__)

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class BugReports:
    """Writes bugs to the log and tells staff their reference.

    Args:
        on_bug: shows a reference at the desk; called in the event loop's thread. Not called for
            `report`, whose caller shows the reference itself.
    """

    def __init__(self, on_bug: Callable[[str], None] | None = None) -> None:
        self.on_bug = on_bug
        self._loop: asyncio.AbstractEventLoop | None = None

    def report(self, error: BaseException) -> str:
        """Log an exception; answers its reference, four characters such as `4F2A`."""
        return log_bug(error)

    def install(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        """Open the doors of the loop, the main program, threads and Qt.

        Returns:
            What closes them again.
        """
        self._loop = loop
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        loop.set_exception_handler(self._from_loop)
        sys.excepthook = self._from_program
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._from_nowhere
        qt_before = qInstallMessageHandler(_from_qt)

        def uninstall() -> None:
            self._loop = None
            loop.set_exception_handler(None)
            sys.excepthook, threading.excepthook, sys.unraisablehook = before
            qInstallMessageHandler(qt_before)

        return uninstall

    def _from_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, OSError) and not isinstance(context.get("future"), asyncio.Task | None):
            _log.info("a connection that nobody waited for any more came to nothing")
        elif isinstance(error, BaseException):
            self._tell(error)
        else:
            _log.error("event loop: %s", masked(str(context.get("message", ""))))

    def _from_program(
        self, kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        self._tell(error)

    def _from_thread(self, what: threading.ExceptHookArgs) -> None:
        error = what.exc_value
        loop = self._loop
        if error is None:
            return
        if loop is None or loop.is_closed():
            self.report(error)  # no window is left to show it
        else:
            loop.call_soon_threadsafe(self._tell, error)

    def _from_nowhere(self, what: "sys.UnraisableHookArgs") -> None:
        """Log what Python couldn't raise to a caller: in a finalizer, or while the program ends."""
        if what.exc_value is not None:
            self.report(what.exc_value)

    def _tell(self, error: BaseException) -> None:
        reference = self.report(error)
        if self.on_bug is not None:
            self.on_bug(reference)


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    _log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", masked(text or ""))
