"""Where the tests' PostgreSQL server has its files: to copy a database of a thousand files costs a disk's file system
ten times what it costs one in memory."""

import os
import shutil
import time
from pathlib import Path

ENOUGH = 2 * 1024**3
"""Bytes; the servers of a run have written 0.2 of them each."""
_BEGINS = 600
"""Seconds in which a cluster is made, whose servers of the moment note themselves and end."""
_SHARED_MEMORY = Path("/dev/shm")


def folder_in_memory(place: Path = _SHARED_MEMORY, enough: int = ENOUGH) -> Path | None:
    """Find a file system in memory; None where none is, it has no room, or no program may be in it."""
    try:
        found = os.statvfs(place)
    except (OSError, AttributeError):  # Windows has neither
        return None
    fits = found.f_bavail * found.f_frsize >= enough
    return place if fits and os.access(place, os.W_OK) and not found.f_flag & os.ST_NOEXEC else None


def forget_servers_that_ended(place: Path, named: str) -> None:
    """Remove what servers left behind whose run was killed: nobody else would, until the computer is started anew.

    Args:
        place: where their folders are.
        named: what the folders' names begin with.
    """
    for folder in place.glob(f"{named}*"):
        noted = folder / "data" / "postmaster.pid"
        try:
            if time.time() - noted.stat().st_mtime < _BEGINS:
                continue
            os.kill(int(noted.read_text(encoding="utf-8").splitlines()[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, ValueError, IndexError):
            continue  # it was ended as it should be, or is somebody else's
