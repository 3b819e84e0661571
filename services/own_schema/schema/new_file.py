"""A new SQLite file: written beside its place, and given its name when all of it is on the disk."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from services.contract.errors import (
    DatabaseNotEmpty,
    FileNotWritable,
    FileThere,
    SystemReadOnly,
    SystemUnreachable,
)
from services.files.durable import beside, not_writable, part_of, publish
from services.files.file_systems import require_own_disk
from services.own_schema.database.address import parse
from services.own_schema.database.errors import translate


@asynccontextmanager
async def made_whole(url: str, *, on_any_disk: bool = False) -> AsyncIterator[str]:
    """Give the address at which a library is to be made; if making it fails, no file is left.

    A file that is there, and a database on a server, are worked on in place. A run that is killed leaves a file
    `NAME.part-…`.

    Args:
        url: see `services.own_schema.database.address.parse`.
        on_any_disk: another computer's disk will do.

    Raises:
        DatabaseOnNetwork: it would lie on another computer's disk.
        DatabaseNotEmpty: another program made one in the meantime, or another library's log is there.
        FileNotWritable: it can't be written.
        DatabaseUrlBad: the address can't be understood.
    """
    path = parse(url).path
    if path is None:
        yield url
        return
    if not on_any_disk:
        await require_own_disk(path)
    with _writing(path):
        target = path.resolve()
        is_there = target.exists()
        if not is_there or not target.stat().st_size:
            _make_sure_of_no_log(target)
        if is_there:
            yield url
            return
        # Patrons' data: readable by its owner alone from the first moment; SQLite's files beside it get its mode. On
        # Windows a file has its folder's rights, and Python makes a folder of mode 700 with such rights.
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with part_of(target) as part:
                yield URL.create("sqlite", database=part.as_posix()).render_as_string()
                _fold_log(part)
                publish(part, target)
        except FileThere as error:
            raise DatabaseNotEmpty from error


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except (SystemReadOnly, SystemUnreachable, FileNotWritable, OSError) as error:
        raise not_writable(path, error) from error


def _make_sure_of_no_log(path: Path) -> None:
    # SQLite would throw it away, and it may hold acts: a library was moved away without it, or emptied.
    log = beside(path)[1]
    if log.exists() and log.stat().st_size:
        raise DatabaseNotEmpty


def _fold_log(part: Path) -> None:
    """Bring what is in the log into the file, which is to be given a name of its own."""
    with translate(), closing(sqlite3.connect(part)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
