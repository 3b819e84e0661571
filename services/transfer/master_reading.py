"""Reading the masters' files: what each says, and what is wrong with it before any database is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.rules.master_bounds import unfit_cells
from services.transfer.faults import Cause, Fault, Faults, UnfitError
from services.transfer.file_layout import Column
from services.transfer.files import Source, find_sources, read_rows
from services.transfer.master_tables import MASTERS, WORDING, MasterSheet, Record
from services.transfer.rows import read_cells, read_header
from services.wording import texts_on


@dataclass(frozen=True, slots=True)
class MasterFile:
    """One file's records, each with its line."""

    sheet: MasterSheet
    source: Source
    lines: Mapping[Record, int]


def read_file(sheet: MasterSheet, source: Source, faults: Faults) -> MasterFile:
    """Read a file; what is wrong with it alone is noted."""
    rows = read_rows(source, faults)
    columns = read_header(rows, source, faults, columns=sheet.columns, wanted=set(sheet.names))
    if columns is None:
        return MasterFile(sheet, source, {})
    lines: dict[Record, int] = {}
    keys: dict[Record, int] = {}
    for line, cells in rows:
        told: list[Fault] = []
        record = _read_record(sheet, columns, cells, _Teller(source.name, line, told))
        for fault in told:
            faults.add(fault)
        if record is None:
            continue
        first = keys.setdefault(sheet.key_of(record), line)
        if first != line:
            faults.add(Fault(source.name, line, " ".join(sheet.key), Cause.TWICE, str(first)))
        lines[record] = line
    if sheet.between is not None:
        for line, unfit in sheet.between([(line, sheet.by_name(it)) for it, line in lines.items()]):
            faults.add(Fault(source.name, line, unfit.column, unfit.cause, unfit.found))
    return MasterFile(sheet, source, lines)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Notes the faults of one line."""

    file: str
    line: int
    told: list[Fault]

    def tell(self, column: str, cause: Cause, found: str = "") -> None:
        self.told.append(Fault(self.file, self.line, column, cause, found))


def _read_record(
    sheet: MasterSheet, columns: Sequence[Column], cells: list[str], teller: _Teller
) -> Record | None:
    if len(cells) != len(columns):
        teller.tell("", Cause.CELL_COUNT, str(len(columns)))
        return None
    read = read_cells(columns, cells, teller.tell)
    values = {column.name: value for column, value in zip(columns, read, strict=True)}
    if teller.told:
        return None
    if sheet.clean is not None:
        try:
            values = sheet.clean(values)
        except UnfitError as unfit:
            teller.tell(unfit.column or "value", unfit.cause, unfit.found)
            return None
    for fault in () if sheet.faults is None else sheet.faults(values):
        teller.tell(fault.column, fault.cause, fault.found)
    row = values if sheet.to_row is None else sheet.to_row(values)
    for name in () if teller.told else unfit_cells(sheet.name, row):
        teller.tell(name if name in values else sheet.names[-1], Cause.CONTROL_CHARACTER)
    return None if teller.told else tuple(values[name] for name in sheet.names)


def read_wording(folder: Path, faults: Faults) -> Mapping[str, str]:
    """Read what mails and slips will say when all texts of a folder are in force; the other files are passed over.

    Args:
        folder: with a wording.csv; without one every text is the program's own.
        faults: where it is noted what is wrong with it.

    Raises:
        FolderUnreadable: there is nothing to read.
    """
    sources = find_sources(folder, [sheet.name for sheet in MASTERS], Faults())
    lines = read_file(WORDING, sources[WORDING.name], faults).lines if WORDING.name in sources else ()
    rows = (WORDING.by_name(record) for record in lines)
    return texts_on(((it["name"], it["valid_from"], it["text"]) for it in rows), date.max)
