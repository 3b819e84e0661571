"""Another file put in the place of a library's, and the library's kept under a name with the time.

At every moment the library's name leads to the one or to the other, each whole. Where the library's file is damaged,
or its log isn't its own, SQLite can't be asked to bring the log into it: then both are renamed one after the other, and
for that moment no file has the library's name.
"""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from services.contract.errors import (
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseMixed,
    FileNotWritable,
    SystemBusy,
)
from services.files.durable import bring_names_to_disk
from services.files.file_lock import lock_sqlite
from services.own_schema.database.errors import translate
from services.own_schema.database.library_file import check_log, read_header

_KEPT: Final = ("", "-wal", "-journal")
_LETS_GO_FIRST: Final = os.name != "posix"
"""Windows doesn't rename an open file, so the lock needn't last there."""


def put_in_place(new: Path, path: Path, now: datetime) -> Path | None:
    """Give a file the library's name; answers where the replaced file is, None if there was none.

    Args:
        new: without a log, on the same disk.
        path: the library's file, which need not be there.
        now: for the name of what is kept.

    Raises:
        DatabaseInUse: a program has the library open.
        FileNotWritable: the folder can't be written.
    """
    kept = _name_to_keep(path, now)
    try:
        if not path.exists():
            found = _move(path, kept)  # a log may lie there without its file
            new.replace(path)
        else:
            found = True
            if not _swap_whole(new, path, kept):
                _swap_apart(new, path, kept)
        _beside(path, "-shm").unlink(missing_ok=True)
        bring_names_to_disk(path.parent)
    except OSError as error:
        if _LETS_GO_FIRST and isinstance(error, PermissionError):
            raise DatabaseInUse from error
        raise FileNotWritable(str(path)) from error
    return kept if found else None


def _swap_whole(new: Path, path: Path, kept: Path) -> bool:
    """Bring the log into the library's file and swap the one file for the other; False if SQLite can't read them."""
    try:
        check_log(path)
        if read_header(path) is None:
            return False
        with translate(), closing(_connected(path)) as conn:
            conn.execute("PRAGMA locking_mode = EXCLUSIVE")
            (mode,) = conn.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != "delete":  # another program is connected, which mostly is an error by itself
                raise DatabaseInUse
            conn.execute("BEGIN EXCLUSIVE")
            if not _LETS_GO_FIRST:
                _exchange(new, path, kept)
    except SystemBusy as error:
        raise DatabaseInUse from error
    except (DatabaseDamaged, DatabaseMixed):
        return False
    if _LETS_GO_FIRST:
        _exchange(new, path, kept)
    return True


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)


def _exchange(new: Path, path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        path.rename(kept)
        new.replace(path)
        return
    try:
        new.replace(path)
    except OSError:
        kept.unlink()
        raise


def _swap_apart(new: Path, path: Path, kept: Path) -> None:
    with path.open("r+b") as file:
        try:
            lock_sqlite(file)
        except OSError as error:
            raise DatabaseInUse from error
        if not _LETS_GO_FIRST:
            _move(path, kept)
    if _LETS_GO_FIRST:
        _move(path, kept)
    new.replace(path)


def _move(path: Path, kept: Path) -> bool:
    """Rename a library's file with all beside it, the file first, so that no program works on it without its log."""
    found = False
    for ending in _KEPT:
        source = _beside(path, ending)
        if source.exists():
            source.rename(_beside(kept, ending))
            found = True
    return found


def _name_to_keep(path: Path, now: datetime) -> Path:
    name = f"{path.name}.replaced-{now:%Y%m%d-%H%M%S}"
    number = 1
    while True:
        kept = path.with_name(name if number == 1 else f"{name}-{number}")
        if not any(os.path.lexists(_beside(kept, ending)) for ending in _KEPT):
            return kept
        number += 1


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")
