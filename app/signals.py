"""Ending by Ctrl+C or by the system: the same clean way as closing the window."""

import contextlib
import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP") if hasattr(signal, name)
)


def stop_on_signals(stop: Callable[[], None]) -> Callable[[], None]:
    """Call `stop` in the Qt loop when a signal asks the program to end.

    Python runs signal handlers only between its own instructions, and while Qt waits there are none: a socket that
    the interpreter writes to at each signal wakes Qt up. The handlers themselves do nothing: they may run between any
    two instructions, as between a task's look at an event and its wait for it, which would then never end.

    Returns:
        What puts the former handlers back.
    """
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def woken() -> None:
        with contextlib.suppress(BlockingIOError):
            if {*reader.recv(4096)} & {*_SIGNALS}:
                stop()

    def told(_number: int, _frame: FrameType | None) -> None:
        """Leave it to the socket."""

    notifier.activated.connect(woken)
    before = {number: signal.signal(number, told) for number in _SIGNALS}
    wake_before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)

    def undo() -> None:
        signal.set_wakeup_fd(wake_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        notifier.deleteLater()
        reader.close()
        writer.close()

    return undo


def end_with_session(app: QApplication, end: Callable[[], None]) -> None:
    """Call `end` when the user's session ends and takes the program with it.

    Windows asks first (`commitDataRequest`), then tells (`aboutToQuit`), and ends the process as soon as that was
    heard: nothing asynchronous has a turn any more. Where the session goes on after all, nothing is called.

    Args:
        app: the application.
        end: what must have happened by then; it may be called again.
    """
    app.commitDataRequest.connect(
        lambda: app.aboutToQuit.connect(end, Qt.ConnectionType.DirectConnection),
        Qt.ConnectionType.DirectConnection,
    )
