"""A backup of a library in a file, made while desks work: one moment of it, verified, in one file of its own."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from services.contract.errors import FileThere
from services.files.durable import not_writable, part_of, publish
from services.own_schema.database.engine import Database
from services.own_schema.database.engine_sqlite import in_thread
from services.own_schema.database.errors import translate
from services.own_schema.database.library_file import renew_mark
from services.own_schema.database.soundness import check_soundness
from services.own_schema.schema import upgrade

_OF_THE_TARGET = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
)


async def back_up(url: str, target: Path) -> None:
    """Write a library into a new file that only its owner can read; desks go on meanwhile.

    The file gets its name when all of it is there, verified and on the disk. A run that is killed before leaves a file
    `NAME.part-…`.

    Args:
        url: a library in a file.
        target: the file to make.

    Raises:
        FileThere: there is one already.
        FileNotWritable: it can't be written there.
        DatabaseDamaged, RowsDangling: the library isn't sound, so that its backup wouldn't be either.
        SchemaMismatch: there is no library at the address, or a newer program's.
        SystemUnreachable, SystemBusy, DatabaseReplaced, DatabaseMixed: it can't be read.
    """
    if await asyncio.to_thread(os.path.lexists, target):
        raise FileThere(str(target))
    db = Database.open(url, answer_within=None)
    with part_of(target) as part:
        try:
            await upgrade.check_known(db)
            async with db.autocommit() as conn:
                await in_thread(conn, lambda library: _copy(library, part, target))
        finally:
            await db.dispose()
        publish(part, target)


def _copy(library: sqlite3.Connection, part: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # all of it is synced to the disk at the end
            library.backup(copy)
        renew_mark(part)
        with translate(), closing(sqlite3.connect(part)) as copy:
            check_soundness(copy)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_TARGET:
            raise not_writable(target, error) from error
        raise
