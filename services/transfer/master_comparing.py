"""Compares the masters' files with the masters that are there: faults between them, and what an import changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.database.json import JsonRow
from services.masters.master_statements import Change, kind
from services.rules.vocabulary import BranchKind
from services.transfer.comparing import Counts
from services.transfer.faults import Cause, Fault, Faults
from services.transfer.files import find_sources
from services.transfer.master_reading import MasterFile, read_file
from services.transfer.master_tables import BRANCH, MASTERS, MOBILE_STOP, MasterSheet, Record, records_of

type Files = Mapping[str, MasterFile]
"""The files that are there, by the tables' names, in the order in which rows refer to each other."""

type _There = Mapping[str, Mapping[Record, int | None]]


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
class RowChange:
    """One row that an import writes.

    Attributes:
        kind: what is done to it, by `services.masters.master_statements.kind`.
        values: the row's columns, its branch by the code of it, and its `id` where it has one.
    """

    kind: str
    values: Mapping[str, Any]


def read_files(folder: Path, faults: Faults) -> Files:
    """Read the masters' files of a folder; what is wrong with one alone is noted.

    Raises:
        FolderUnreadable: there is nothing to read.
    """
    by_name = {sheet.name: sheet for sheet in MASTERS}
    sources = find_sources(folder, by_name, faults)
    return {
        name: read_file(sheet, sources[name], faults) for name, sheet in by_name.items() if name in sources
    }


def compare(files: Files, masters: JsonRow, read: Faults) -> tuple[MastersRead, Sequence[RowChange]]:
    """Compare files with the masters that are there.

    Args:
        files: as `read_files` reads them.
        masters: all of them, as `services.masters.masters_store.read_masters` reads them.
        read: what is wrong with the files by themselves.

    Returns:
        What is told of it, and what an import would write, in its order; with faults neither counts nor rows.
    """
    there = {sheet.name: records_of(sheet, masters) for sheet in MASTERS}
    done = MastersRead(faults=read.copy())
    _check_branches(files, there, done.faults)
    if done.faults:
        return done, ()
    changes: list[RowChange] = []
    for name, file in files.items():
        rows = list(_changes(file, there[name]))
        counted = [sum(row.kind == kind(file.sheet.table, it) for row in rows) for it in Change]
        inserted, changed, removed = counted
        done.counts[name] = Counts(inserted, changed, len(file.lines) - inserted - changed, removed)
        changes += rows
    return done, changes


def _check_branches(files: Files, there: _There, faults: Faults) -> None:
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


def _changes(file: MasterFile, there: Mapping[Record, int | None]) -> Iterator[RowChange]:
    """Tell what one file changes in its table: what goes makes room for what comes."""
    sheet = file.sheet
    old = {sheet.key_of(record): record for record in there}
    new = {sheet.key_of(record): record for record in file.lines}
    if sheet.whole:
        for key, record in old.items():
            if key not in new:
                yield _row(sheet, Change.REMOVED, record, there[record])
    for key, record in new.items():
        if key in old and old[key] != record:
            yield _row(sheet, Change.CHANGED, record, there[old[key]])
    for key, record in new.items():
        if key not in old:
            yield _row(sheet, Change.INSERTED, record, None)


def _row(sheet: MasterSheet, change: Change, record: Record, id_: int | None) -> RowChange:
    values = sheet.by_name(record)
    if change is not Change.REMOVED and sheet.to_row is not None:
        values = sheet.to_row(values)
    return RowChange(kind(sheet.table, change), values if id_ is None else {**values, "id": id_})
