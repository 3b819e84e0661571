"""A library in a file brought back from a backup: verified and brought up to date beside it, then put in its place."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from services.contract.errors import (
    BackupFault,
    BackupUnfit,
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseMixed,
    DatabaseUrlBad,
    FileNotWritable,
    FileUnreadable,
    RowsDangling,
    SchemaForeign,
    SchemaMismatch,
)
from services.files.durable import beside, bring_to_disk
from services.files.file_lock import lock
from services.files.file_systems import require_own_disk
from services.own_schema.audit import verification
from services.own_schema.backup.swapping import put_in_place
from services.own_schema.database.address import parse
from services.own_schema.database.engine import Database
from services.own_schema.database.errors import translate
from services.own_schema.database.library_file import check_log, renew_mark
from services.own_schema.database.search_key_rows import KeyProgress
from services.own_schema.database.soundness import check_soundness
from services.own_schema.schema import upgrade

_LOCKED = "in-use"


@dataclass(frozen=True, slots=True)
class Restored:
    """The outcome of a restore.

    Attributes:
        kept: where the replaced file is; None if there was none.
    """

    kept: Path | None


async def restore(
    url: str,
    backup: Path,
    now: datetime,
    *,
    altered_records: bool = False,
    keys_made: KeyProgress | None = None,
) -> Restored:
    """Put a backup in a library's place; no desk and no worker may have the library open.

    Args:
        url: a library in a file; the file need not be there.
        backup: a file that `back_up` wrote, or another library's file with the log beside it. It stays as it is.
        now: this machine's time, for the name of the file that is kept.
        altered_records: restore it although `services.own_schema.audit.verification.verify` finds its records of acts
            altered.
        keys_made: see `services.own_schema.schema.upgrade.upgrade`.

    Raises:
        FileUnreadable: there is no such backup, or it is the library's own file.
        BackupUnfit: it isn't sound, no library, a newer program's, has something foreign in it, or its records of acts
            were altered.
        DatabaseInUse: a desk or another program has the library open, or another restore is under way.
        FileNotWritable: the library's folder can't be written.
        DatabaseUrlBad: the address is no file's.
        DatabaseOnNetwork: the library would lie on another computer's disk.
    """
    path = parse(url).path
    if path is None:
        raise DatabaseUrlBad
    path = await asyncio.to_thread(path.resolve)
    await require_own_disk(path)
    with _workplace(path) as folder:
        new = folder / "library.sqlite3"
        _copy(backup, new, path)
        await _prepare(new, str(backup), altered_records=altered_records, keys_made=keys_made)
        return Restored(put_in_place(new, path, now))


@contextmanager
def _workplace(path: Path) -> Iterator[Path]:
    """Make a folder beside the library for one restore; what a killed one left there goes."""
    folder = path.with_name(f".{path.name}.restoring")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        locked = (folder / _LOCKED).open("ab")
    except OSError as error:
        raise FileNotWritable(str(folder)) from error
    try:
        lock(locked)
        if not os.path.samestat((folder / _LOCKED).stat(), os.fstat(locked.fileno())):
            raise FileNotFoundError  # another restore has just removed it
    except OSError as error:
        locked.close()
        raise DatabaseInUse from error
    try:
        _empty(folder)
        yield folder
    finally:
        _empty(folder)
        with contextlib.suppress(OSError):  # Windows removes no file that is open
            shutil.rmtree(folder)
        locked.close()
        with contextlib.suppress(OSError):  # it is gone, or another restore has begun there
            if sys.platform == "win32":
                (folder / _LOCKED).unlink()
                folder.rmdir()


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.name != _LOCKED:
            left.unlink(missing_ok=True)


def _copy(backup: Path, new: Path, path: Path) -> None:
    """Copy the backup with its log, so that nothing is written where it lies."""
    if path.exists() and backup.exists() and backup.samefile(path):
        raise FileUnreadable(str(backup))
    for source, target in zip(beside(backup)[:2], beside(new)[:2], strict=True):
        if source != backup and not source.exists():
            continue
        try:
            data = source.open("rb")
        except OSError as error:
            raise FileUnreadable(str(source)) from error
        with data:
            try:
                descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with os.fdopen(descriptor, "wb") as copy:
                    shutil.copyfileobj(data, copy, 1 << 20)
            except OSError as error:
                raise FileNotWritable(str(path)) from error


async def _prepare(new: Path, named: str, *, altered_records: bool, keys_made: KeyProgress | None) -> None:
    """Verify a backup's copy, bring it up to date, and give it a mark of its own."""
    url = f"sqlite:///{new.as_posix()}"
    try:
        with translate(), closing(sqlite3.connect(new)) as conn:
            check_log(new)
            check_soundness(conn)
        await upgrade.upgrade(url, keys_made)
        await upgrade.check(url)
        verified = await _verified(url)
    except (DatabaseDamaged, DatabaseMixed) as error:
        raise BackupUnfit(BackupFault.DAMAGED, named) from error
    except RowsDangling as error:
        raise BackupUnfit(BackupFault.DANGLING, named) from error
    except SchemaForeign as error:
        raise BackupUnfit(BackupFault.FOREIGN, named, error.things) from error
    except SchemaMismatch as error:
        is_newer = error.found is not None and not error.differences
        raise BackupUnfit(BackupFault.NEWER if is_newer else BackupFault.NO_LIBRARY, named) from error
    if verified.findings and not altered_records:
        raise BackupUnfit(BackupFault.RECORDS, named)
    with translate():
        renew_mark(new)
    try:
        bring_to_disk(new)
    except OSError as error:
        raise FileNotWritable(named) from error


async def _verified(url: str) -> verification.Verified:
    db = Database.open(url, answer_within=None)
    try:
        return await verification.verify(db)
    finally:
        await db.dispose()
