"""Writes files that are there as a whole or not at all, and that are synced to the disk."""

import contextlib
import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from services.contract.errors import FileNotWritable, FileThere

ENDINGS: Final = ("", "-wal", "-shm")
"""SQLite's files: the library, its write-ahead log, and the index of that."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_LITTLE: Final = 1 << 20
"""Bytes: with less room than this, SQLite may say "I/O error" of a disk that is full."""


def beside(path: Path) -> tuple[Path, ...]:
    """Name a library's files: itself, the log, the log's index. `/` and `.` have no name to change."""
    return tuple(path.parent / f"{path.name}{ending}" for ending in ENDINGS)


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


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """Make an empty file beside the target, for its owner's eyes alone, and always remove it at the end of the block.

    Raises:
        FileNotWritable: it can't be made.
    """
    part = target.parent / f"{target.name}.part-{secrets.token_hex(4)}"
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        raise not_writable(target, error) from error
    try:
        yield part
    finally:
        for name in (*beside(part), part.with_name(f"{part.name}-journal")):
            with contextlib.suppress(OSError):
                name.unlink(missing_ok=True)


def not_writable(target: Path, error: BaseException) -> FileNotWritable:
    """Tell that a file can't be written, and whether that is because its disk is full."""
    return FileNotWritable(str(target), is_full=_is_full(target, error))


def publish(part: Path, target: Path) -> None:
    """Give a written file its name, unless a file has that name by now; both are on the disk then.

    Args:
        part: the file, beside the target; the caller that made it removes it in any case.
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
        raise not_writable(target, error) from error


def write_new(target: Path, content: bytes) -> None:
    """Write a file as a whole or not at all, for its owner's eyes alone; raises as `publish`."""
    with part_of(target) as part:
        try:
            part.write_bytes(content)
        except OSError as error:
            raise not_writable(target, error) from error
        publish(part, target)


def _is_full(target: Path, error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        cause = getattr(cause, "orig", cause)  # SQLAlchemy keeps the driver's error there
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL or (isinstance(cause, OSError) and cause.errno in _FULL):
            return True
        if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN} and _has_little(target.parent):
            return True
        cause = None if cause is None else cause.__cause__
    return False


def _has_little(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False
