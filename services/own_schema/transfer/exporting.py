"""`madoguchi export`: the tables as files that `import` reads, all as they are at one moment."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import metadata
from services.own_schema.schema import upgrade
from services.own_schema.transfer.columns import load_codes
from services.own_schema.transfer.file_layout import FileColumn, TableFormat
from services.own_schema.transfer.files import Sink, make_folder
from services.own_schema.transfer.importing import TransferProgress
from services.own_schema.transfer.table_formats import formats_of

_AT_ONCE = 5000


async def export_folder(
    url: str, folder: Path, *, suffix: str = ".tsv", progress: TransferProgress | None = None
) -> dict[str, int]:
    """Write every table's file; each is for its owner's eyes only.

    Args:
        url: see `services.own_schema.database.address.parse`.
        folder: where to; it is made, or is there and empty.
        suffix: `.tsv` or `.csv`.
        progress: called now and then.

    Returns:
        How many rows each file has.

    Raises:
        FolderNotEmpty, FileNotWritable: it can't be written there; what was written is removed.
        SchemaMismatch: the database is another version's.
        DatabaseUrlBad, SystemUnreachable, SystemBusy, NotPermitted: it can't be read.
    """
    rows: dict[str, int] = {}
    db = Database.open(url, answer_within=None)
    try:
        await upgrade.check_revision(db)
        async with db.reading() as conn:
            formats = formats_of(await load_codes(conn))
            make_folder(folder)
            for table_format in formats:
                path = folder / f"{table_format.name}{suffix}"
                with removed_on_failure([folder / f"{name}{suffix}" for name in (*rows, table_format.name)]):
                    rows[table_format.name] = await _export(conn, table_format, path, progress)
    finally:
        await db.dispose()
    return rows


@contextlib.contextmanager
def removed_on_failure(paths: Iterable[Path]) -> Iterator[None]:
    """Remove the files of an unfinished export."""
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


async def _export(
    conn: AsyncConnection, table_format: TableFormat, path: Path, progress: TransferProgress | None
) -> int:
    total = int((await conn.execute(select(func.count()).select_from(table_format.table))).scalar_one())
    sink = Sink(path, marked=False)
    written = 0
    try:
        sink.write([[column.name for column in table_format.columns]])
        async with conn.stream(_statement(table_format)) as rows:
            async for batch in rows.partitions(_AT_ONCE):
                sink.write(_cells(table_format.columns, batch))
                written += len(batch)
                if progress is not None:
                    progress(f"write {table_format.name}", written, total)
    finally:
        sink.close()
    return written


def _statement(table_format: TableFormat) -> Select[Any]:
    tables: Any = table_format.table
    columns: list[Any] = []
    for column in table_format.columns:
        target = table_format.target(column.target)
        if not column.by_number:
            columns.append(target)
            continue
        assert column.refers is not None
        named = metadata.tables[column.refers].alias(f"named_{column.name}")
        tables = tables.outerjoin(named, named.c.id == target)
        columns.append(named.c.number.label(column.name))
    return select(*columns).select_from(tables).order_by(table_format.table.c[table_format.key])


def _cells(columns: Sequence[FileColumn], rows: Iterable[Row[Any]]) -> Iterator[list[str]]:
    writers = [column.kind.write for column in columns]
    for row in rows:
        yield ["" if value is None else write(value) for write, value in zip(writers, row, strict=True)]
