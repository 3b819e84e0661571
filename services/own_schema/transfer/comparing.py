"""Compares files with themselves and the database: faults between rows, and how many rows differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.file_faults import Cause, FileFault, FileFaults
from services.own_schema.database.tables import metadata
from services.own_schema.transfer.file_layout import FileColumn, Give, Unique
from services.own_schema.transfer.staging import Staged


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows of a file are new, differ from the database's, or are the same.

    Attributes:
        removed: how many of the database's rows aren't in the file; only masters' tables are whole in a file.
    """

    inserted: int
    changed: int
    unchanged: int
    removed: int = 0


def rows_of(staged: Staged) -> Subquery:
    """Select the good rows of a file as they would be in their table, with the ids of the numbers in them.

    A number refers to a row in the database, or to a staged one that has its id already.
    """
    stage = staged.stage
    tables: Any = stage
    columns: list[ColumnElement[Any]] = [stage.c.line, stage.c.new_id]
    for column in staged.columns:
        if not column.by_number:
            columns.append(stage.c[column.staged].label(column.target))
            continue
        assert column.refers is not None
        found = metadata.tables[column.refers].alias(f"found_{column.name}")
        tables = tables.outerjoin(found, found.c.number == stage.c[column.staged])
        id_: ColumnElement[Any] = found.c.id
        if column.refers == staged.table_format.name:
            coming = stage.alias("coming")
            tables = tables.outerjoin(coming, coming.c.number == stage.c[column.staged])
            id_ = func.coalesce(found.c.id, coming.c.new_id)
        columns += [stage.c[column.staged], id_.label(column.target)]
    columns += [stage.c[name] for name in staged.derived]
    return select(*columns).select_from(tables).where(~stage.c.faulty).subquery("given")


def differs(staged: Staged, given: Subquery) -> ColumnElement[bool]:
    """Build what tells whether a row of a file differs from the database's."""
    table = staged.table_format.table
    wanted = [column for column in staged.columns if column.name != staged.table_format.key]
    parts = [given.c[column.target].is_distinct_from(table.c[column.target]) for column in wanted]
    # As long as its row isn't there, a number refers to nothing.
    parts += [
        and_(given.c[column.staged].is_not(None), given.c[column.target].is_(None))
        for column in wanted
        if column.by_number
    ]
    parts += [given.c[name].is_distinct_from(table.c[name]) for name in staged.derived]
    return or_(false(), *parts)


async def count(conn: AsyncConnection, staged: Staged) -> RowCounts:
    """Compare a file with the database."""
    given, table, key = rows_of(staged), staged.table_format.table, staged.table_format.key
    existing = table.c[key].is_not(None)
    changed = case((and_(existing, differs(staged, given)), 1))
    wanted = select(func.count(), func.count(table.c[key]), func.count(changed)).select_from(
        given.outerjoin(table, table.c[key] == given.c[key])
    )
    rows, found, other = (await conn.execute(wanted)).one()
    return RowCounts(rows - found, other, found - other)


async def compare(
    conn: AsyncConnection, staged: Staged, others: Mapping[str, Staged | None], faults: FileFaults
) -> None:
    """Note what is wrong between a file's rows, other files and the database.

    Args:
        conn: the transaction in which the files were staged.
        staged: the file.
        others: every file by its table, this one included; None for one whose first line is at fault.
        faults: where it is noted.
    """
    teller = _Teller(conn, staged, faults)
    await teller.tell(_twice(staged), staged.table_format.key, Cause.TWICE)
    for column in staged.columns:
        if column.refers is not None and not (column.refers in others and others[column.refers] is None):
            missing = _missing(staged, column, others.get(column.refers))
            await teller.tell(missing, column.name, Cause.UNKNOWN)
    for target in staged.table_format.fixed:
        if staged.has(target):
            column = staged.table_format.by_target(target)
            await teller.tell(_of_another_row(staged, target), column.name, Cause.OTHER_ROW)
    for unique in staged.table_format.uniques:
        if staged.has(*unique.columns, *unique.needs):
            names = " ".join(staged.table_format.by_target(target).name for target in unique.columns)
            await teller.tell(_shared_in_file(staged, unique), names, Cause.TAKEN)
            await teller.tell(_shared_with_database(staged, unique), names, Cause.TAKEN)
    of_new = staged.table_format.of_new
    if of_new is not None:
        key = staged.stage.c[staged.table_format.key]
        unfit = _new(staged).add_columns(key).where(~of_new.holds(key))
        await teller.tell(unfit, staged.table_format.key, of_new.cause)
    for column in staged.table_format.columns:
        kept = staged.table_format.target(column.target)
        if not staged.has(column.target) and not kept.nullable and kept.server_default is None:
            await teller.tell(_new(staged), column.name, Cause.NEW_WITHOUT)


class _Teller:
    """Notes a fault for every line that a statement finds; its second column, where it has one, is what was found."""

    def __init__(self, conn: AsyncConnection, staged: Staged, faults: FileFaults) -> None:
        self._conn = conn
        self._file = staged.source.name
        self._faults = faults

    async def tell(self, lines: Select[Any], column: str, cause: Cause) -> None:
        async with self._conn.stream(lines.order_by(literal_column("1"))) as rows:
            async for line, *found in rows:
                self._faults.add(FileFault(self._file, line, column, cause, "".join(map(str, found))))


def _twice(staged: Staged) -> Select[Any]:
    stage, key = staged.stage, staged.stage.c[staged.table_format.key]
    first = (
        select(key.label("key"), func.min(stage.c.line).label("line"))
        .group_by(key)
        .having(func.count() > 1)
        .subquery("first")
    )
    return (
        select(stage.c.line, first.c.line).join(first, first.c.key == key).where(stage.c.line > first.c.line)
    )


def _missing(staged: Staged, column: FileColumn, other: Staged | None) -> Select[Any]:
    """Find rows that refer to nothing, neither in the database nor in the files."""
    assert column.refers is not None
    cell = staged.stage.c[column.staged]
    table = metadata.tables[column.refers].alias("named")
    key = table.c.number if column.by_number else table.c.id
    lines = select(staged.stage.c.line, cell).where(
        ~staged.stage.c.faulty, cell.is_not(None), ~exists().where(key == cell)
    )
    if other is not None:
        stage = other.stage.alias("about_to_come")
        lines = lines.where(~exists().where(stage.c[other.table_format.key] == cell))
    return lines


def _of_another_row(staged: Staged, target: str) -> Select[Any]:
    given, table, key = rows_of(staged), staged.table_format.table, staged.table_format.key
    column = staged.table_format.by_target(target)
    other: ColumnElement[bool] = given.c[target].is_distinct_from(table.c[target])
    if column.by_number:
        other = and_(other, given.c[column.staged].is_not(None))
    return select(given.c.line).join(table, table.c[key] == given.c[key]).where(other)


def _shared_in_file(staged: Staged, unique: Unique) -> Select[Any]:
    stage = staged.stage
    shared = [stage.c[staged.table_format.by_target(target).staged] for target in unique.columns]
    asked = [~stage.c.faulty, *(column.is_not(None) for column in shared)]
    if unique.among is not None:
        asked.append(unique.among(_staged(staged)))
    first = (
        select(*shared, func.min(stage.c.line).label("line"))
        .where(*asked)
        .group_by(*shared)
        .having(func.count() > 1)
        .subquery("first")
    )
    same = and_(*(first.c[column.name] == column for column in shared))
    return select(stage.c.line, first.c.line).join(first, same).where(*asked, stage.c.line > first.c.line)


def _shared_with_database(staged: Staged, unique: Unique) -> Select[Any]:
    """Find rows with a unique value of a database row that isn't in the file."""
    given, table, key = rows_of(staged), staged.table_format.table, staged.table_format.key
    stage = staged.stage.alias("spoken_of")
    asked = [
        table.c[key] != given.c[key],
        ~exists().where(stage.c[key] == table.c[key]),
        *(table.c[target] == given.c[target] for target in unique.columns),
    ]
    if unique.among is not None:
        asked += [unique.among(lambda name: given.c[name]), unique.among(lambda name: table.c[name])]
    return select(given.c.line).select_from(given.join(table, and_(*asked)))


def _new(staged: Staged) -> Select[Any]:
    table, key = staged.table_format.table, staged.table_format.key
    stage = staged.stage
    return select(stage.c.line).where(~stage.c.faulty, ~exists().where(table.c[key] == stage.c[key]))


def _staged(staged: Staged) -> Give:
    targets = {column.target: column.staged for column in staged.table_format.columns}
    return lambda name: staged.stage.c[targets[name]]
