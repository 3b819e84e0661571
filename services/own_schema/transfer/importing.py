"""`madoguchi import`: a folder of files into the database, all of it or nothing."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import PatronsElsewhere
from services.contract.file_faults import FileFaults
from services.files.file_systems import require_own_disk
from services.own_schema.database.engine import Database
from services.own_schema.lookup.look_up_statement import IS_BARE
from services.own_schema.schema import upgrade
from services.own_schema.transfer.applying import apply, lock
from services.own_schema.transfer.columns import load_codes
from services.own_schema.transfer.comparing import RowCounts, compare, count
from services.own_schema.transfer.files import Source, find_sources
from services.own_schema.transfer.staging import Staged, stage
from services.own_schema.transfer.table_formats import formats_of

type TransferProgress = Callable[[str, int, int], None]
"""Takes what is being done (`read patron`, `write loan`), how much is done, and of how much."""

_PATIENCE = 30.0
"""Seconds to wait for a lock: an import may wait longer than a desk."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import.

    Attributes:
        counts: by table, of the files that were read to their end; what would be done, in a dry run.
        faults: what is wrong; nothing was changed unless it is empty.
    """

    counts: dict[str, RowCounts] = field(default_factory=dict)
    faults: FileFaults = field(default_factory=FileFaults)


async def import_folder(
    url: str, folder: Path, *, dry_run: bool = False, progress: TransferProgress | None = None
) -> Imported:
    """Bring the tables up to what the files say; rows in no file stay as they are.

    Everything happens in one transaction: after any error the database is as it was. Meanwhile no other program can
    write or look a patron up on SQLite; on PostgreSQL acts wait while the rows are compared and written.

    Args:
        url: see `services.own_schema.database.address.parse`.
        folder: with a file for each table that is to be brought up to date.
        dry_run: look at everything, and change nothing.
        progress: called now and then.

    Raises:
        FolderUnreadable: there is nothing to read.
        PatronsElsewhere: the library's patrons are another system's.
        SchemaMismatch: the database is another version's.
        DatabaseOnNetwork: it lies on another computer's disk.
        DatabaseUrlBad, SystemUnreachable, SystemBusy, SystemReadOnly, NotPermitted: it can't be done.
    """
    report = progress or _nobody
    done = Imported()
    db = Database.open(url, patience=_PATIENCE, answer_within=None)
    try:
        await require_own_disk(db.path)
        await upgrade.check_revision(db)
        async with _connected(db, dry_run=dry_run) as conn:
            if (await conn.execute(select(exists().where(IS_BARE)))).scalar_one():
                raise PatronsElsewhere
            await _import(conn, folder, done, report, dry_run=dry_run)
    finally:
        await db.dispose()
    return done


async def _import(
    conn: AsyncConnection, folder: Path, done: Imported, report: TransferProgress, *, dry_run: bool
) -> None:
    known = {table_format.name: table_format for table_format in formats_of(await load_codes(conn))}
    sources = find_sources(folder, known, done.faults)
    files: dict[str, Staged | None] = {}
    for name, table_format in known.items():
        if name in sources:
            files[name] = await stage(
                conn, table_format, sources[name], done.faults, _reading(sources[name], report)
            )
    good = [staged for staged in files.values() if staged is not None]
    if good and not (dry_run or done.faults):
        await lock(conn, good)
    for staged in good:
        report(f"compare {staged.table_format.name}", 0, 0)
        await compare(conn, staged, files, done.faults)
    if done.faults:
        return  # nothing was written yet but temporary tables
    for place, staged in enumerate(good):
        report(f"write {staged.table_format.name}", place, len(good))
        counts = done.counts[staged.table_format.name] = await count(conn, staged)
        if not dry_run and (counts.inserted or counts.changed):
            await apply(conn, staged)
    report("write", len(good), len(good))


def _reading(source: Source, report: TransferProgress) -> Callable[[int], None]:
    size = source.size
    return lambda read: report(f"read {source.table}", read, size)


@asynccontextmanager
async def _connected(db: Database, *, dry_run: bool) -> AsyncIterator[AsyncConnection]:
    """Open the transaction; a dry run on SQLite lets other programs write."""
    sqlite = db.dialect == "sqlite"
    async with db.reading() if dry_run and sqlite else db.transaction() as conn:
        if sqlite:
            # What is read is too much for memory: it goes into a file that SQLite unlinks as it makes it.
            await conn.exec_driver_sql("PRAGMA temp_store = FILE")
            await conn.exec_driver_sql("PRAGMA cache_size = -32768")
        yield conn


def _nobody(_what: str, _done: int, _of: int) -> None:
    """Report no progress."""
