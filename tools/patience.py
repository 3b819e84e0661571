"""Counts how long a trial has waited for the program, without the time in which the machine had other things to do.

On a busy machine the program answers late because it isn't run. That time says nothing about the program, so it isn't
counted; what it takes while it runs, or sleeps, is.
"""

import os
from collections.abc import Callable
from pathlib import Path

_NANOSECOND = 1e-9


def in_this_group(process: int) -> bool:
    """Tell whether a process is of this process group, as what a trial starts is; OSError for one that ended."""
    return os.getpgid(process) == os.getpgid(0)


def seconds_kept_waiting(belongs: Callable[[int], bool] = in_this_group) -> float:
    """Tell how long the processes of this trial were kept waiting for a processor, since each of them began.

    The source is Linux's Documentation/scheduler/sched-stats.rst: the second number of a thread's schedstat.

    Args:
        belongs: tells by its number whether a process is the trial's.
    """
    kept = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if belongs(int(process.name)):
                kept += sum(
                    int(it.read_text(encoding="ascii").split()[1]) for it in process.glob("task/*/schedstat")
                )
        except OSError:
            continue  # it has ended
    return kept * _NANOSECOND


class Patience:
    """Ends after so many seconds in which nothing kept the trial from going on.

    Args:
        seconds: how many.
        clock: the present in seconds, on a clock that never goes back.
        kept_waiting: see `seconds_kept_waiting`.
    """

    def __init__(self, seconds: float, clock: Callable[[], float], kept_waiting: Callable[[], float]) -> None:
        self._left = seconds
        self._clock = clock
        self._kept_waiting = kept_waiting
        self._now, self._kept = clock(), kept_waiting()

    def is_over(self) -> bool:
        """Count the time since it was last asked, and tell whether it was enough."""
        now, kept = self._clock(), self._kept_waiting()
        # A process that ended takes its waiting along: the sum may be less than before.
        self._left -= max(0.0, now - self._now - max(0.0, kept - self._kept))
        self._now, self._kept = now, kept
        return self._left <= 0
