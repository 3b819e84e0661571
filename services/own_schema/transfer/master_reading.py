"""Reading the masters' files: what each says, and what is wrong with it before any database is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.contract.file_faults import Cause, FileFault, FileFaults, UnfitError
from services.files.wording import texts_on
from services.own_schema.transfer.cell_types import TextFormat
from services.own_schema.transfer.file_layout import FileColumn
from services.own_schema.transfer.files import Source, find_sources, read_rows
from services.own_schema.transfer.master_tables import MASTERS, WORDING, MasterFormat, Record
from services.own_schema.transfer.rows import read_cells, read_header
from services.rules.table_of_bounds import unfit_cells


@dataclass(frozen=True, slots=True)
class MasterFile:
    """One file's records, each with its line."""

    table_format: MasterFormat
    source: Source
    lines: Mapping[Record, int]


def read_file(table_format: MasterFormat, source: Source, faults: FileFaults) -> MasterFile:
    """Read a file; what is wrong with it alone is noted."""
    rows = read_rows(source, faults)
    told = () if table_format.told is None else (_passed_over(table_format.told[0]),)
    may_be = (*table_format.columns, *told)
    columns = read_header(rows, source, faults, columns=may_be, wanted=set(table_format.names))
    if columns is None:
        return MasterFile(table_format, source, {})
    lines: dict[Record, int] = {}
    keys: dict[Record, int] = {}
    for line, cells in rows:
        found: list[FileFault] = []
        record = _read_record(table_format, columns, cells, _Teller(source.name, line, found))
        for fault in found:
            faults.add(fault)
        if record is None:
            continue
        first = keys.setdefault(table_format.key_of(record), line)
        if first != line:
            faults.add(FileFault(source.name, line, " ".join(table_format.key), Cause.TWICE, str(first)))
        lines[record] = line
    if table_format.between is not None:
        for line, unfit in table_format.between(
            [(line, table_format.by_name(it)) for it, line in lines.items()]
        ):
            faults.add(FileFault(source.name, line, unfit.column, unfit.cause, unfit.found))
    return MasterFile(table_format, source, lines)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Notes the faults of one line."""

    file: str
    line: int
    faults: list[FileFault]

    def tell(self, column: str, cause: Cause, found: str = "") -> None:
        self.faults.append(FileFault(self.file, self.line, column, cause, found))


def _passed_over(name: str) -> FileColumn:
    """Make a column of which any cell will do."""
    return FileColumn(name=name, target=name, kind=TextFormat(None), required=False)


def _read_record(
    table_format: MasterFormat, columns: Sequence[FileColumn], cells: list[str], teller: _Teller
) -> Record | None:
    if len(cells) != len(columns):
        teller.tell("", Cause.CELL_COUNT, str(len(columns)))
        return None
    own = [(it, cell) for it, cell in zip(columns, cells, strict=True) if it in table_format.columns]
    of_them = [it for it, _ in own]
    read = read_cells(of_them, [cell for _, cell in own], teller.tell)
    values = {column.name: value for column, value in zip(of_them, read, strict=True)}
    if teller.faults:
        return None
    if table_format.clean is not None:
        try:
            values = table_format.clean(values)
        except UnfitError as unfit:
            teller.tell(unfit.column or "value", unfit.cause, unfit.found)
            return None
    for fault in () if table_format.faults is None else table_format.faults(values):
        teller.tell(fault.column, fault.cause, fault.found)
    row = values if table_format.to_row is None else table_format.to_row(values)
    for name in () if teller.faults else unfit_cells(table_format.name, row):
        teller.tell(name if name in values else table_format.names[-1], Cause.CONTROL_CHARACTER)
    return None if teller.faults else tuple(values[name] for name in table_format.names)


def read_wording(folder: Path, faults: FileFaults) -> Mapping[str, str]:
    """Read what mails and slips will say when all texts of a folder are in force; the other files are passed over.

    Args:
        folder: with a wording.csv; without one every text is the program's own.
        faults: where it is noted what is wrong with it.

    Raises:
        FolderUnreadable: there is nothing to read.
    """
    sources = find_sources(folder, [table_format.name for table_format in MASTERS], FileFaults())
    lines = read_file(WORDING, sources[WORDING.name], faults).lines if WORDING.name in sources else ()
    rows = (WORDING.by_name(record) for record in lines)
    return texts_on(((it["name"], it["valid_from"], it["text"]) for it in rows), date.max)
