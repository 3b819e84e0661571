"""Which spooler this system has."""

import sys

from views.printing.spooler import SystemQueues


def system_spooler() -> SystemQueues:
    """Give this system's spooler."""
    if sys.platform == "win32":
        from views.printing.spooler_windows import WindowsSpooler

        return WindowsSpooler()
    from views.printing.spooler_cups import CupsSpooler

    return CupsSpooler()
