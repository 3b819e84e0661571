"""How much of the machine other programs took meanwhile: figures from a busy machine say little."""

import os
import resource
from collections.abc import Callable
from pathlib import Path

_STAT = Path("/proc/stat")


def watch_others() -> Callable[[], float | None]:
    """Begin to watch.

    Returns:
        What tells the share of all cores that others took since, in per cent; None where the system doesn't tell.
    """
    if not _STAT.exists():
        return lambda: None
    total, busy, own = _jiffies()

    def share() -> float:
        total_now, busy_now, own_now = _jiffies()
        others = (busy_now - busy) - (own_now - own)
        return round(max(0.0, 100 * others / max(1.0, total_now - total)), 1)

    return share


def _jiffies() -> tuple[float, float, float]:
    """Tell all time, busy time and our own, programs that we started and that have ended included."""
    fields = [int(field) for field in _STAT.read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    own = sum(usage.ru_utime + usage.ru_stime for usage in usages) * os.sysconf("SC_CLK_TCK")
    return sum(fields), sum(fields) - idle, own
