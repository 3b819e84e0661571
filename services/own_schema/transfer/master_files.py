"""`madoguchi master export|check|import`: the library's own masters out into files, and back as one act."""

from pathlib import Path

from services.contract.actor import StaffMember
from services.contract.errors import NotPermitted
from services.contract.file_faults import FileFaults
from services.own_schema.database.engine import Database
from services.own_schema.masters.master_writing import RecordLocation, workstation, write
from services.own_schema.masters.masters_store import read_masters
from services.own_schema.transfer.exporting import removed_on_failure
from services.own_schema.transfer.files import Sink, make_folder
from services.own_schema.transfer.master_comparing import MastersRead, compare, read_files
from services.own_schema.transfer.master_tables import MASTERS, MasterFormat, Record, records_of
from services.rules.vocabulary import Role

__all__ = ["MastersRead", "check_masters", "export_masters", "import_masters"]


async def export_masters(db: Database, folder: Path) -> dict[str, int]:
    """Write every master's file, with the mark by which spreadsheets know UTF-8.

    Returns:
        How many rows each file has.

    Raises:
        FolderNotEmpty, FileNotWritable: it can't be written there.
        SystemUnreachable, SystemBusy: it can't be read.
    """
    make_folder(folder)
    rows: dict[str, int] = {}
    paths = [folder / f"{table_format.name}.csv" for table_format in MASTERS]
    with removed_on_failure(paths):
        async with db.reading() as conn:
            masters = await read_masters(conn)
        for table_format, path in zip(MASTERS, paths, strict=True):
            records = records_of(table_format, masters)
            told = () if table_format.told is None else (table_format.told[0],)
            heads = (*table_format.names, *told)
            sink = Sink(path, marked=True)
            try:
                sink.write([heads, *(_cells(table_format, record) for record in records)])
            finally:
                sink.close()
            rows[table_format.name] = len(records)
    return rows


async def check_masters(db: Database, folder: Path) -> MastersRead:
    """Read masters, and tell every fault and what an import would change.

    Raises:
        FolderUnreadable: there is nothing to read.
        SystemUnreachable, SystemBusy: the database can't be read.
    """
    faults = FileFaults()
    files = read_files(folder, faults)
    async with db.reading() as conn:
        masters = await read_masters(conn)
    done, _ = compare(files, masters, faults)
    return done


async def import_masters(db: Database, folder: Path, member: StaffMember, branch_id: int) -> MastersRead:
    """Bring the masters up to what the files say: one act of a supervisor's, or nothing at all.

    Open desks read their masters again at their next look-up, and for a number that is no card's. Files that change
    nothing are no act.

    Args:
        db: the library's database.
        folder: with a file for each master that is to be brought up to date.
        member: who does it, signed in.
        branch_id: where.

    Raises:
        NotPermitted: the member is no supervisor, or the database refuses.
        FolderUnreadable: there is nothing to read.
        OutcomeUnknown: the connection broke while committing; importing again tells.
        SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
    """
    if member.role is not Role.SUPERVISOR:
        raise NotPermitted
    faults = FileFaults()
    files = read_files(folder, faults)
    place = RecordLocation(branch_id, workstation())
    return await write(db, member, place, lambda masters: compare(files, masters, faults))


def _cells(table_format: MasterFormat, record: Record) -> list[str]:
    told = table_format.told
    return [
        *(
            "" if value is None else column.kind.write(value)
            for column, value in zip(table_format.columns, record, strict=True)
        ),
        *(() if told is None else (told[1](table_format.by_name(record)),)),
    ]
