"""Compares the masters' files with the masters that are there: faults between them, and what an import changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.contract.decode.json_row import JsonRow
from services.contract.file_faults import Cause, FileFault, FileFaults
from services.own_schema.masters.master_statements import Change, RowChange, kind
from services.own_schema.masters.masters_store import card_lengths
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.files import find_sources
from services.own_schema.transfer.master_reading import MasterFile, read_file
from services.own_schema.transfer.master_tables import (
    BRANCH,
    MASTERS,
    MOBILE_STOP,
    RULES,
    MasterFormat,
    Record,
    records_of,
)
from services.own_schema.transfer.rule_texts import clashing
from services.rules.clock import tokyo_day
from services.rules.vocabulary import BranchKind

type Files = Mapping[str, MasterFile]
"""The files that are there, by the tables' names, in the order in which rows refer to each other."""

type _Existing = Mapping[str, Mapping[Record, int | None]]


@dataclass(frozen=True, slots=True)
class MastersRead:
    """The outcome of reading masters.

    Attributes:
        counts: by table, of the files that were there; what would be done, when they were only checked.
        faults: what is wrong; nothing was changed unless it is empty.
    """

    counts: dict[str, RowCounts] = field(default_factory=dict)
    faults: FileFaults = field(default_factory=FileFaults)

    @property
    def changes(self) -> bool:
        """Whether any row is new, another or gone."""
        return any(it.inserted or it.changed or it.removed for it in self.counts.values())


def read_files(folder: Path, faults: FileFaults) -> Files:
    """Read the masters' files of a folder; what is wrong with one alone is noted.

    Raises:
        FolderUnreadable: there is nothing to read.
    """
    by_name = {table_format.name: table_format for table_format in MASTERS}
    sources = find_sources(folder, by_name, faults)
    return {
        name: read_file(table_format, sources[name], faults)
        for name, table_format in by_name.items()
        if name in sources
    }


def compare(files: Files, masters: JsonRow, read: FileFaults) -> tuple[MastersRead, Sequence[RowChange]]:
    """Compare files with the masters that are there.

    Args:
        files: as `read_files` reads them.
        masters: all of them, as `services.own_schema.masters.masters_store.read_masters` reads them.
        read: what is wrong with the files by themselves.

    Returns:
        The report, and the rows that an import would write, in its order; with faults neither counts nor rows.
    """
    existing = {table_format.name: records_of(table_format, masters) for table_format in MASTERS}
    done = MastersRead(faults=read.copy())
    _check_branches(files, existing, done.faults)
    _check_rules(files, masters, done.faults)
    if done.faults:
        return done, ()
    changes: list[RowChange] = []
    for name, file in files.items():
        rows = list(_changes(file, existing[name]))
        counted = [sum(row.kind == kind(file.table_format.table, it) for row in rows) for it in Change]
        inserted, changed, removed = counted
        done.counts[name] = RowCounts(inserted, changed, len(file.lines) - inserted - changed, removed)
        changes += rows
    return done, changes


def _check_branches(files: Files, existing: _Existing, faults: FileFaults) -> None:
    """Check what names a branch against the branches that will be there, the mobile ones for stops."""
    kinds: dict[str, str] = {}
    coming = files[BRANCH.name].lines if BRANCH.name in files else ()
    for record in (*existing[BRANCH.name], *coming):
        values = BRANCH.by_name(record)
        kinds[values["code"]] = values["kind"]
    for file in files.values():
        if "branch" not in file.table_format.names:
            continue
        for record, line in file.lines.items():
            code = file.table_format.by_name(record)["branch"]
            if code not in kinds:
                faults.add(FileFault(file.source.name, line, "branch", Cause.UNKNOWN, code))
            elif file.table_format is MOBILE_STOP and kinds[code] != BranchKind.MOBILE:
                faults.add(FileFault(file.source.name, line, "branch", Cause.STOP_NOT_MOBILE, code))


def _check_rules(files: Files, masters: JsonRow, faults: FileFaults) -> None:
    """Check the rules that will be there against each other, and against the cards that are."""
    file = files.get(RULES.name)
    if file is None:
        return
    rows = [(line, RULES.by_name(record)) for record, line in file.lines.items()]
    today = tokyo_day(masters.instant("now"))
    for line, unfit in clashing(rows, card_lengths(masters), today):
        faults.add(FileFault(file.source.name, line, unfit.column, unfit.cause, unfit.found))


def _changes(file: MasterFile, existing: Mapping[Record, int | None]) -> Iterator[RowChange]:
    """Tell what one file changes in its table: removed rows come before added ones."""
    table_format = file.table_format
    old = {table_format.key_of(record): record for record in existing}
    new = {table_format.key_of(record): record for record in file.lines}
    if table_format.whole:
        for key, record in old.items():
            if key not in new:
                yield _row(table_format, Change.REMOVED, record, existing[record])
    for key, record in new.items():
        if key in old and old[key] != record:
            yield _row(table_format, Change.CHANGED, record, existing[old[key]])
    for key, record in new.items():
        if key not in old:
            yield _row(table_format, Change.INSERTED, record, None)


def _row(table_format: MasterFormat, change: Change, record: Record, id_: int | None) -> RowChange:
    values = table_format.by_name(record)
    if change is not Change.REMOVED and table_format.to_row is not None:
        values = table_format.to_row(values)
    return RowChange(kind(table_format.table, change), values if id_ is None else {**values, "id": id_})
