"""`madoguchi master export|check|import`: the library's own masters out into files, and back as one act."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import new_act_id
from services.actor import StaffMember
from services.database.act_records import ActRecord, ChainHead, act_insert, chain_head, chain_lock
from services.database.engine import Database
from services.database.tables import branch, masters_version
from services.errors import NotPermitted
from services.rules.vocabulary import BranchKind, Channel, Role
from services.transfer.comparing import Counts
from services.transfer.exporting import removed_on_failure
from services.transfer.faults import Cause, Fault, Faults
from services.transfer.files import Sink, find_sources, make_folder
from services.transfer.master_reading import MasterFile, read_file
from services.transfer.master_tables import BRANCH, MASTERS, MOBILE_STOP, MasterSheet, Record, read_records

VERB = "masters.import"
_WORKSTATION = 64


@dataclass(frozen=True, slots=True)
class MastersRead:
    """What came of reading masters.

    Attributes:
        counts: by table, of the files that were there; what would be done, when they were only checked.
        faults: what is wrong; nothing was changed unless it is empty.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)

    @property
    def changes(self) -> bool:
        """Whether any row is new, another or gone."""
        return any(it.inserted or it.changed or it.removed for it in self.counts.values())


@dataclass(frozen=True, slots=True)
class _Difference:
    """What one file changes in its table; rows that are there already with their ids, where they have one."""

    sheet: MasterSheet
    inserted: list[Record]
    changed: list[tuple[Record, int | None]]
    removed: list[tuple[Record, int | None]]


async def export_masters(db: Database, folder: Path) -> dict[str, int]:
    """Write every master's file, with the mark by which spreadsheets know UTF-8.

    Returns:
        How many rows each file has.

    Raises:
        FolderNotEmpty, FileNotWritable: it can't be written there.
        DatabaseUnreachable, DatabaseBusy: it can't be read.
    """
    make_folder(folder)
    rows: dict[str, int] = {}
    paths = [folder / f"{sheet.name}.csv" for sheet in MASTERS]
    with removed_on_failure(paths):
        async with db.reading() as conn:
            for sheet, path in zip(MASTERS, paths, strict=True):
                records = await read_records(conn, sheet)
                sink = Sink(path, marked=True)
                try:
                    sink.write([sheet.names, *(_cells(sheet, record) for record in records)])
                finally:
                    sink.close()
                rows[sheet.name] = len(records)
    return rows


async def check_masters(db: Database, folder: Path) -> MastersRead:
    """Read masters, and tell every fault and what an import would change.

    Raises:
        FolderUnreadable: there is nothing to read.
        DatabaseUnreachable, DatabaseBusy: the database can't be read.
    """
    done = MastersRead()
    async with db.reading() as conn:
        await _compare(conn, folder, done)
    return done


async def import_masters(db: Database, folder: Path, member: StaffMember, branch_id: int) -> MastersRead:
    """Bring the masters up to what the files say: one act of a supervisor's, or nothing at all.

    Open desks read their masters again at their next look-up. Files that change nothing are no act.

    Args:
        db: the library's database.
        folder: with a file for each master that is to be brought up to date.
        member: who does it, signed in.
        branch_id: where.

    Raises:
        NotPermitted: the member is no supervisor, or the database refuses.
        FolderUnreadable: there is nothing to read.
        OutcomeUnknown: the connection broke while committing; importing again tells.
        DatabaseUnreachable, DatabaseBusy, DatabaseReadOnly: nothing was done.
    """
    if member.role is not Role.SUPERVISOR:
        raise NotPermitted
    done = MastersRead()
    act_id = new_act_id()
    async with db.transaction(act_id) as conn:
        if conn.dialect.name == "postgresql":
            await conn.execute(select(masters_version.c.version, chain_lock(member.id)).with_for_update())
        differences = await _compare(conn, folder, done)
        if done.faults or not done.changes:
            await conn.rollback()
            return done
        for difference in differences:
            await _apply(conn, difference)
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
        await _record(conn, act_id, member, branch_id, done.counts)
    return done


async def _compare(conn: AsyncConnection, folder: Path, done: MastersRead) -> list[_Difference]:
    by_name = {sheet.name: sheet for sheet in MASTERS}
    sources = find_sources(folder, by_name, done.faults)
    files = {
        name: read_file(sheet, sources[name], done.faults)
        for name, sheet in by_name.items()
        if name in sources
    }
    there = {sheet.name: await read_records(conn, sheet) for sheet in MASTERS}
    _check_branches(files, there, done.faults)
    differences = [_difference(file, there[name]) for name, file in files.items()]
    if not done.faults:
        for it in differences:
            same = len(files[it.sheet.name].lines) - len(it.inserted) - len(it.changed)
            done.counts[it.sheet.name] = Counts(len(it.inserted), len(it.changed), same, len(it.removed))
    return differences


def _check_branches(
    files: Mapping[str, MasterFile], there: Mapping[str, Mapping[Record, int | None]], faults: Faults
) -> None:
    """Check what names a branch against the branches that will be there, the mobile ones for stops."""
    kinds: dict[str, str] = {}
    coming = files[BRANCH.name].lines if BRANCH.name in files else ()
    for record in (*there[BRANCH.name], *coming):
        values = BRANCH.by_name(record)
        kinds[values["code"]] = values["kind"]
    for file in files.values():
        if "branch" not in file.sheet.names:
            continue
        for record, line in file.lines.items():
            code = file.sheet.by_name(record)["branch"]
            if code not in kinds:
                faults.add(Fault(file.source.name, line, "branch", Cause.UNKNOWN, code))
            elif file.sheet is MOBILE_STOP and kinds[code] != BranchKind.MOBILE:
                faults.add(Fault(file.source.name, line, "branch", Cause.STOP_NOT_MOBILE, code))


def _difference(file: MasterFile, there: Mapping[Record, int | None]) -> _Difference:
    sheet = file.sheet
    old = {sheet.key_of(record): record for record in there}
    new = {sheet.key_of(record): record for record in file.lines}
    return _Difference(
        sheet,
        inserted=[record for key, record in new.items() if key not in old],
        changed=[
            (record, there[old[key]]) for key, record in new.items() if key in old and old[key] != record
        ],
        removed=[(record, there[record]) for key, record in old.items() if sheet.whole and key not in new],
    )


async def _apply(conn: AsyncConnection, difference: _Difference) -> None:
    table, sheet = difference.sheet.table, difference.sheet
    codes = select(branch.c.code, branch.c.id)
    ids = {row.code: row.id for row in await conn.execute(codes)}
    for record, id_ in difference.removed:
        await conn.execute(delete(table).where(_is(sheet, record, id_)))
    for record, id_ in difference.changed:
        await conn.execute(update(table).where(_is(sheet, record, id_)).values(_row(sheet, record, ids)))
    rows = [_row(sheet, record, ids) for record in difference.inserted]
    if rows:
        await conn.execute(insert(table), rows)


def _row(sheet: MasterSheet, record: Record, ids: Mapping[str, int]) -> dict[str, Any]:
    values = sheet.by_name(record)
    if sheet.to_row is not None:
        values = sheet.to_row(values)
    if "branch_id" in sheet.table.c:
        values["branch_id"] = ids[values.pop("branch")]
    return values


def _is(sheet: MasterSheet, record: Record, id_: int | None) -> ColumnElement[bool]:
    if id_ is not None:
        return sheet.table.c.id == id_
    values = sheet.by_name(record)
    return and_(*(sheet.table.c[name] == values[name] for name in sheet.key))


def _cells(sheet: MasterSheet, record: Record) -> list[str]:
    return [
        "" if value is None else column.kind.write(value)
        for column, value in zip(sheet.columns, record, strict=True)
    ]


async def _record(
    conn: AsyncConnection, act_id: str, member: StaffMember, branch_id: int, counts: Mapping[str, Counts]
) -> None:
    """Add the record of the act, about nobody, to the chain of who did it."""
    head = ChainHead(*(await conn.execute(select(*chain_head(member.id)))).one())
    details = {
        f"{table}_{what}": number
        for table, count in counts.items()
        for what in ("inserted", "changed", "removed")
        if (number := getattr(count, what))
    }
    record = ActRecord(
        id=act_id,
        at=head.at,
        staff_id=member.id,
        branch_id=branch_id,
        workstation=platform.node()[:_WORKSTATION],
        channel=Channel.COUNTER,
        patron_id=None,
        verb=VERB,
        subject=None,
        subject_id=None,
        outcome="done",
        details=details,
        sequence=(head.sequence or 0) + 1,
    )
    await conn.execute(act_insert(record, head))
