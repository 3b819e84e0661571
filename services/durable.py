"""Files and names that are on the disk, not only on their way to it."""

import os
from pathlib import Path


def bring_to_disk(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def bring_names_to_disk(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows sees to that by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
