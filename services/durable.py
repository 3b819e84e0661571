"""Files and names that are on the disk, not only on their way to it."""

import contextlib
import os
import secrets
from pathlib import Path

from services.errors import FileNotWritable, FileThere


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


def publish(part: Path, target: Path) -> None:
    """Give a file that is written its name, unless somebody else has taken it meanwhile; both are on the disk then.

    Args:
        part: the file, beside the target; who made it takes it away, whatever comes of this.
        target: its name.

    Raises:
        FileThere: a file of this name is there.
        FileNotWritable: the disk doesn't take it.
    """
    try:
        bring_to_disk(part)
        try:
            os.link(part, target)
        except FileExistsError:
            raise FileThere(str(target)) from None
        except OSError:  # a disk without hard links
            if os.path.lexists(target):
                raise FileThere(str(target)) from None
            part.rename(target)
        bring_names_to_disk(target.parent)
    except OSError as error:
        raise FileNotWritable(str(target)) from error


def write_new(target: Path, content: bytes) -> None:
    """Write a file as a whole or not at all, for its owner's eyes alone; raises as `publish`."""
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
        publish(part, target)
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        raise FileNotWritable(str(target)) from error
    finally:
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
