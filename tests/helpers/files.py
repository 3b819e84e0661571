"""What lies in a folder, and a disk without room."""

import errno
from pathlib import Path
from typing import Never


def names(folder: Path) -> list[str]:
    """Name what lies in a folder, in order."""
    return sorted(it.name for it in folder.iterdir())


def no_room_left(_descriptor: int) -> Never:
    """Find in `os.fsync` that the disk is full, as one across the network does."""
    raise OSError(errno.ENOSPC, "No space left on device")
