"""Files on their way into the database: read, judged cell by cell, and put into temporary tables in batches.

PostgreSQL takes the batches by COPY; SQLite by `executemany`. A row with faulty cells keeps its key there, so that rows
which refer to it aren't reported as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, MetaData, String, Table, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeEngine

from services.contract.file_faults import Cause, FileFault, FileFaults, UnfitError
from services.own_schema.database.tables.base import BigId
from services.own_schema.database.tables.types import Instant
from services.own_schema.transfer import file_layout
from services.own_schema.transfer.file_layout import TableFormat
from services.own_schema.transfer.files import Source, read_rows
from services.own_schema.transfer.rows import read_cells, read_header

BATCH = 10_000


type StagedRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """One file's rows in the database, in a temporary table of this connection.

    Attributes:
        table_format: the table they are for.
        source: the file.
        columns: those the file has, in its order.
        stage: the temporary table: `line`, `faulty`, `new_id`, the columns, and what was derived from them.
        rows: how many rows the file has, faulty ones included.
    """

    table_format: TableFormat
    source: Source
    columns: tuple[file_layout.FileColumn, ...]
    stage: Table
    rows: int

    @property
    def derived(self) -> tuple[str, ...]:
        """The columns that were derived."""
        return self.table_format.derived if derives(self.table_format, self.columns) else ()

    def has(self, *targets: str) -> bool:
        """Tell whether the file has all of these columns, by their names in the database."""
        given = {column.target for column in self.columns}
        return given.issuperset(targets)


async def stage(
    conn: AsyncConnection,
    table_format: TableFormat,
    source: Source,
    faults: FileFaults,
    read: Callable[[int], None],
) -> Staged | None:
    """Read a file into a temporary table.

    Args:
        conn: an open transaction.
        table_format: what the file has to look like.
        source: the file.
        faults: what is wrong with it is noted there.
        read: called with how many bytes have been read.

    Returns:
        None when the first line is at fault: nothing can be said of the others.
    """
    lines = read_rows(source, faults, read)
    columns = read_header(
        lines,
        source,
        faults,
        columns=table_format.columns,
        wanted={table_format.key},
        groups=table_format.groups(),
    )
    if columns is None:
        return None
    table = _stage_table(table_format, columns)
    await conn.execute(CreateTable(table))
    reader = _RowReader(table_format, columns, source.name, faults)
    count = 0
    for batch in _batches(reader, lines):
        count += reader.seen
        reader.seen = 0
        await _put(conn, table, batch)
    await conn.execute(CreateIndex(next(iter(table.indexes))))
    if conn.dialect.name == "postgresql":
        await conn.execute(text(f"ANALYZE {table.name}"))
    return Staged(table_format, source, columns, table, count)


def derives(table_format: TableFormat, columns: tuple[file_layout.FileColumn, ...]) -> bool:
    """Tell whether a file has what the derived columns are derived from."""
    return bool(table_format.derived) and table_format.together[0][0] in {column.name for column in columns}


class _RowReader:
    """Reads rows of one file into what its staging table takes."""

    def __init__(
        self,
        table_format: TableFormat,
        columns: tuple[file_layout.FileColumn, ...],
        file: str,
        faults: FileFaults,
    ) -> None:
        self._table_format = table_format
        self._columns = columns
        self._file = file
        self._faults = faults
        self._key = next(place for place, column in enumerate(columns) if column.name == table_format.key)
        self._targets = tuple(column.target for column in columns)
        self._derives = derives(table_format, columns)
        self._checks = tuple(
            check for check in table_format.checks if set(check.columns).issubset(self._targets)
        )
        self._extra = len(table_format.derived) if self._derives else 0
        self._at_fault = False
        self.seen = 0

    def read(self, line: int, cells: list[str]) -> StagedRow | None:
        """Read one row: all it has, its key alone when it is at fault, None when not even that."""
        self.seen += 1
        if len(cells) != len(self._columns):
            self._tell(line, "", Cause.CELL_COUNT, str(len(self._columns)))
            return None
        self._at_fault = False
        values = read_cells(self._columns, cells, partial(self._tell, line))
        if not self._at_fault:
            derived = self._checked(line, values)
            if not self._at_fault:
                return (line, False, None, *values, *derived)
        key = values[self._key]
        if key is None:
            return None
        nothing: list[Any] = [None] * (len(values) + self._extra)
        nothing[self._key] = key
        return (line, True, None, *nothing)

    def _checked(self, line: int, values: list[Any]) -> StagedRow:
        if not self._checks and not self._derives:
            return ()
        by_target = dict(zip(self._targets, values, strict=True))
        for check in self._checks:
            if not check.holds(by_target):
                names = " ".join(self._table_format.by_target(target).name for target in check.columns)
                self._tell(line, names, Cause.NOT_TOGETHER)
        if not self._derives:
            return ()
        assert self._table_format.derive is not None
        try:
            return self._table_format.derive(by_target)
        except UnfitError as unfit:
            self._tell(line, " ".join(self._table_format.together[0]), unfit.cause, unfit.found)
            return ()

    def _tell(self, line: int, column: str, cause: Cause, found: str = "") -> None:
        self._at_fault = True
        self._faults.add(FileFault(self._file, line, column, cause, found))


def _batches(reader: _RowReader, lines: Iterator[tuple[int, list[str]]]) -> Iterator[list[StagedRow]]:
    batch: list[StagedRow] = []
    for line, cells in lines:
        row = reader.read(line, cells)
        if row is not None:
            batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _stage_table(table_format: TableFormat, columns: tuple[file_layout.FileColumn, ...]) -> Table:
    derived = table_format.derived if derives(table_format, columns) else ()
    made = Table(
        f"import_{table_format.name}",
        MetaData(),
        Column("line", Integer, nullable=False),
        Column("faulty", Boolean, nullable=False),
        Column("new_id", BigId),
        *(Column(column.staged, column.kind.type) for column in columns),
        *(Column(name, _loose(table_format.table.c[name].type)) for name in derived),
        prefixes=["TEMPORARY"],
    )
    Index(f"import_{table_format.name}_key", made.c[table_format.key])
    return made


def _loose(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Don't limit a text's length: a fault of its line reports a too long one."""
    return String() if isinstance(kind, String) else kind


async def _put(conn: AsyncConnection, table: Table, rows: list[StagedRow]) -> None:
    if not rows:
        return
    names = [column.name for column in table.columns]
    if conn.dialect.name == "postgresql":
        driver: Any = (await conn.get_raw_connection()).driver_connection
        await driver.copy_records_to_table(table.name, records=rows, columns=names)
        return
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608
    await conn.exec_driver_sql(statement, _as_sqlite(table, rows))


def _as_sqlite(table: Table, rows: list[StagedRow]) -> list[StagedRow]:
    """Write days and instants as SQLAlchemy's types do on SQLite."""
    writers: Mapping[int, Callable[[Any], str]] = {
        place: _instant_text if isinstance(column.type, Instant) else date.isoformat
        for place, column in enumerate(table.columns)
        if isinstance(column.type, Instant | Date)
    }
    if not writers:
        return rows
    return [
        tuple(
            writers[place](value) if place in writers and value is not None else value
            for place, value in enumerate(row)
        )
        for row in rows
    ]


def _instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
