"""Locks a file for as long as a process lives, so that another process can tell whether its owner still runs."""

import sys
from typing import IO

_FAR = 1 << 24
"""Where Windows locks a byte: beyond everything that is written, which it would keep from being read."""


def lock(file: IO[bytes]) -> None:
    """Lock a file until it is closed or its process ends, in whatever way.

    Raises:
        OSError: another process has locked it.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
