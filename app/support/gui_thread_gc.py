"""Collecting garbage where Qt lives.

Python collects in whichever thread happens to allocate, and with it would end Qt objects that only the GUI thread may
end: hashing a password in a thread could so stop a timer of a window that is long gone. While the desk runs, the
automatic collection is off and the GUI thread collects, now and then, when nothing else is to be done.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QTimer

_EVERY_MS = 1000


def collect_in_this_thread() -> Callable[[], None]:
    """Collect in this thread only, which runs a Qt loop.

    Returns:
        What puts Python's own ways back.
    """
    thresholds = gc.get_threshold()
    timer = QTimer()
    timer.timeout.connect(lambda: _collect(thresholds))
    timer.start(_EVERY_MS)
    was_on = gc.isenabled()
    gc.disable()

    def undo() -> None:
        timer.stop()
        if was_on:
            gc.enable()

    return undo


def leave_out_what_is_there() -> Callable[[], None]:
    """Collect everything, and leave what stays out of later collections, which then stop the window for less.

    Returns:
        What lets them go through it again.
    """
    gc.collect()
    gc.freeze()
    return gc.unfreeze


def _collect(thresholds: tuple[int, int, int]) -> None:
    """Collect the oldest generation that is due, as Python would have."""
    counts = gc.get_count()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
