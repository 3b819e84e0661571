"""Checks this machine's files: the library's file, its journal and disk, the log's folder, the fonts."""

import asyncio
import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import text

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import DatabaseDamaged, DatabaseOnNetwork, RowsDangling
from services.files.file_systems import file_system_of, is_network
from services.files.resources import resource_path
from services.own_schema.database.engine import Database
from services.own_schema.database.engine_sqlite import in_thread, interrupt
from services.own_schema.database.soundness import check_soundness

FONTS = (
    "fonts/BIZUDPGothic-Bold.ttf",
    "fonts/BIZUDPGothic-Regular.ttf",
    "fonts/JetBrainsMonoNL-Bold.ttf",
    "fonts/JetBrainsMonoNL-Regular.ttf",
)
"""What the window and the slips are written in."""

CONTENT_PATIENCE = 20.0
"""Seconds that reading all of a library's file may take."""

_MEGABYTE = 1_000_000
LEAST_FREE = 1_000
"""Megabytes that a disk must have free."""
_BESIDE = ("", "-wal", "-shm")
"""SQLite's files: the library, and what was written last."""


async def check_journal(db: Database) -> Diagnosis:
    """See that SQLite keeps a write-ahead log, without which looks and acts wait for each other."""
    async with db.autocommit() as conn:
        mode = str((await conn.execute(text("PRAGMA journal_mode"))).scalar_one())
    return Diagnosis(
        Subject.JOURNAL, CheckResult.JOURNAL_WAL if mode == "wal" else CheckResult.JOURNAL_OTHER, (mode,)
    )


async def check_content(db: Database, patience: float = CONTENT_PATIENCE) -> Diagnosis:
    """Read every page and every reference of the library's file.

    Args:
        db: a library in a file.
        patience: seconds; a file that takes longer isn't read to its end.
    """
    try:
        async with db.reading() as conn:
            reading = asyncio.ensure_future(in_thread(conn, check_soundness))
            try:
                read, _ = await asyncio.wait({reading}, timeout=patience)
            finally:
                if not reading.done():  # too large, or the window was closed: the driver's thread is set free
                    await interrupt(conn)
                    await asyncio.wait({reading})
                    reading.exception()  # that it was interrupted
            if not read:
                return Diagnosis(Subject.CONTENT, CheckResult.CONTENT_LARGE)
            reading.result()
    except (DatabaseDamaged, RowsDangling) as error:
        return Diagnosis(Subject.CONTENT, error)
    return Diagnosis(Subject.CONTENT, CheckResult.CONTENT_SOUND)


async def check_place(path: Path) -> Diagnosis:
    """Tell on which file system the library's file lies, and that it may not be another computer's."""
    file_system = await asyncio.to_thread(file_system_of, path)
    if is_network(file_system):
        return Diagnosis(Subject.PLACE, DatabaseOnNetwork(file_system))
    if not file_system:
        return Diagnosis(Subject.PLACE, CheckResult.NOT_TOLD)
    return Diagnosis(Subject.PLACE, CheckResult.PLACE_SEEN, (file_system,))


def check_file(path: Path) -> Diagnosis:
    """Check that only its owner can read or write the library's file.

    Windows gives every file the same mode: there the result is undecidable.
    """
    if sys.platform == "win32":
        return Diagnosis(Subject.FILE, CheckResult.NOT_TOLD)
    others = stat.S_IRWXG | stat.S_IRWXO
    for name in (path.with_name(f"{path.name}{ending}") for ending in _BESIDE):
        with contextlib.suppress(OSError):  # SQLite's files beside it come and go
            mode = name.stat().st_mode
            if mode & others:
                return Diagnosis(Subject.FILE, CheckResult.FILE_OPEN_TO_OTHERS, (stat.filemode(mode)[1:],))
    return Diagnosis(Subject.FILE, CheckResult.FILE_OWN)


def check_settings_file(path: Path, members: Callable[[int], set[int]] | None = None) -> Diagnosis | None:
    """Tell that others can read a settings file with a password in it; None where they can't, or it is undecidable.

    Others are all users who reach it through all of its folders; or more than one user, root aside, of its owner and
    its group: a service's file may be root's, and its group the service's. Windows tells the same modes for every file.

    Args:
        path: the file, which need not exist.
        members: tells the users of a group; as the system lists them when left out.
    """
    if sys.platform == "win32":
        return None
    try:
        path = path.resolve()
        file = path.stat()
        folders = [it.stat() for it in path.parents]
    except OSError:
        return None
    everybody = file.st_mode & stat.S_IROTH and all(it.st_mode & stat.S_IXOTH for it in folders)
    readers = {file.st_uid} | (
        (members or group_members)(file.st_gid) if file.st_mode & stat.S_IRGRP else set()
    )
    if not everybody and len(readers - {0}) <= 1:
        return None
    return Diagnosis(
        Subject.SETTINGS, CheckResult.SETTINGS_OPEN_TO_OTHERS, (stat.filemode(file.st_mode)[1:],)
    )


def group_members(group: int) -> set[int]:
    """Give the users of a group, as far as the system lists them."""
    import grp
    import pwd

    named = {name for it in grp.getgrall() if it.gr_gid == group for name in it.gr_mem}
    return {it.pw_uid for it in pwd.getpwall() if it.pw_gid == group or it.pw_name in named}


def check_disk(subject: Subject, folder: Path) -> Diagnosis:
    """Tell how much room the disk under a folder has, which need not be there yet."""
    try:
        nearest = next(it for it in (folder, *folder.parents) if it.exists())
        free = shutil.disk_usage(nearest).free // _MEGABYTE
    except (OSError, StopIteration):  # a drive that isn't there, a share that went away
        return Diagnosis(subject, CheckResult.DISK_GONE, (shown(folder),))
    result = CheckResult.DISK_ROOM if free >= LEAST_FREE else CheckResult.DISK_FULL
    return Diagnosis(subject, result, (free, LEAST_FREE))


def check_log(folder: Path) -> Diagnosis:
    """Try whether the log can be written, with a file that is gone at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"madoguchi")
    except OSError:
        return Diagnosis(Subject.LOG, CheckResult.LOG_NOT_WRITABLE, (shown(folder),))
    return Diagnosis(Subject.LOG, CheckResult.LOG_WRITTEN, (shown(folder),))


def shown(path: Path) -> str:
    """Write a path without the name of the home's user."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


async def check_fonts(names: Sequence[str] = FONTS) -> Diagnosis:
    """Read every font of the window and the slips, whole.

    Args:
        names: the files below `resources`.
    """
    return await asyncio.to_thread(_fonts, names)


def _fonts(names: Sequence[str]) -> Diagnosis:
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    for name in names:
        try:
            TTFontFile(str(resource_path(name)), validate=1)
        except (OSError, TTFError, ValueError, KeyError, IndexError):
            return Diagnosis(Subject.FONTS, CheckResult.FONTS_BROKEN, (name.rpartition("/")[2],))
    return Diagnosis(Subject.FONTS, CheckResult.FONTS_LOAD, (len(names),))
