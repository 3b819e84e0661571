"""Locks a file for as long as a process lives, so that another process can tell whether its owner still runs."""

import sys
from typing import IO

_FAR = 1 << 24
"""Where Windows locks a byte: beyond everything that is written, which it would keep from being read."""

_SHARED_FIRST, _SHARED_SIZE = 0x4000_0002, 510


def lock(file: IO[bytes]) -> None:
    """Lock a file until it is closed or its process ends in any way.

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


def lock_sqlite(file: IO[bytes]) -> None:
    """Lock a file exclusively, by the same locks as SQLite; the file may hold anything.

    A program that has the file open in WAL mode keeps a shared lock on the same bytes (https://www.sqlite.org/src,
    os.h: SHARED_FIRST and SHARED_SIZE).

    Args:
        file: open for reading and writing; the lock goes when it is closed.

    Raises:
        OSError: another process has it open.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(_SHARED_FIRST)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, _SHARED_SIZE)
        file.seek(0)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
