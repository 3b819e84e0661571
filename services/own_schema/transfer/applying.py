"""Writes what was staged: changed rows first, those that give something up before those that get it, then new ones.

A row that is already as the file has it is not written, so that its version doesn't rise.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.database.tables import bib_record, card, patron
from services.own_schema.database.tables.types import next_id
from services.own_schema.transfer.comparing import differs, rows_of
from services.own_schema.transfer.staging import Staged
from services.rules.vocabulary import CardStatus


async def lock(conn: AsyncConnection, files: list[Staged]) -> None:
    """Keep other writers away on PostgreSQL until the transaction ends; look-ups go on.

    First the rows that acts lock, in the order in which they do (titles, patrons), then the tables.
    """
    if conn.dialect.name != "postgresql":
        return
    for table in (bib_record, patron):
        for staged in files:
            if staged.table_format.table is table:
                given = rows_of(staged)
                rows = select(table.c.id).join(given, given.c.id == table.c.id)
                rows = rows.where(differs(staged, given)).order_by(table.c.id)
                locked = rows.with_for_update(key_share=True, of=table).cte("locked")
                await conn.execute(select(func.count()).select_from(locked))
    names = ", ".join(staged.table_format.name for staged in files)
    await conn.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


async def apply(conn: AsyncConnection, staged: Staged) -> None:
    """Write one file's rows into their table."""
    table = staged.table_format.table
    if table is card:
        await _make_room_for_cards(conn, staged)
    if staged.table_format.parked is not None:
        await _park(conn, staged, staged.table_format.parked)
    if staged.table_format.frees_first is not None:
        await _update(conn, staged, first=True)
    if table is card:
        await _insert(conn, staged)
    await _update(conn, staged, first=False)
    if table is not card:
        await _insert(conn, staged)
    if conn.dialect.name == "postgresql":
        if "id" in table.c:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            last = func.greatest(select(func.max(table.c.id)).scalar_subquery(), func.nextval(sequence))
            await conn.execute(select(func.setval(sequence, last)))
        await conn.execute(text(f"ANALYZE {table.name}"))


async def _update(conn: AsyncConnection, staged: Staged, *, first: bool) -> None:
    table, key = staged.table_format.table, staged.table_format.key
    given = rows_of(staged)
    names = [column.target for column in staged.columns if column.name != key]
    values: dict[str, Any] = {name: given.c[name] for name in (*names, *staged.derived)}
    if not values:
        return
    if "version" in table.c:
        values["version"] = table.c.version + 1
    statement = update(table).values(values).where(table.c[key] == given.c[key], differs(staged, given))
    if first and staged.table_format.frees_first is not None:
        # A file without the columns that say so can free nothing.
        missing = [name for name in _free_columns(staged) if name not in given.c]
        if missing:
            return
        statement = statement.where(staged.table_format.frees_first(lambda name: given.c[name]))
    await conn.execute(statement)


def _free_columns(staged: Staged) -> tuple[str, ...]:
    return tuple(name for unique in staged.table_format.uniques for name in unique.needs)


async def _insert(conn: AsyncConnection, staged: Staged) -> None:
    """Add the rows whose key isn't there, in the file's order."""
    table, key = staged.table_format.table, staged.table_format.key
    given = rows_of(staged)
    columns = [(column.target, given.c[column.target]) for column in staged.columns]
    columns += [(name, given.c[name]) for name in staged.derived]
    if table is card:
        columns.append(("id", given.c.new_id))
    existing = table.alias("existing")
    rows = (
        select(*(column for _, column in columns))
        .where(~exists().where(existing.c[key] == given.c[key]))
        .order_by(given.c.line)
    )
    await conn.execute(insert(table).from_select([name for name, _ in columns], rows, include_defaults=False))


async def _park(conn: AsyncConnection, staged: Staged, values: Any) -> None:
    """Free unique values that go to another row."""
    table, key = staged.table_format.table, staged.table_format.key
    given = rows_of(staged)
    names = [name for name, value in values.items() if value is None and (name,) in _alone(staged)]
    moves: list[ColumnElement[bool]] = [
        and_(table.c[name].is_not(None), given.c[name].is_distinct_from(table.c[name]))
        for name in names
        if name in given.c
    ]
    for move in moves:
        await conn.execute(update(table).values(values).where(table.c[key] == given.c[key], move))


def _alone(staged: Staged) -> set[tuple[str, ...]]:
    return {unique.columns for unique in staged.table_format.uniques}


async def _make_room_for_cards(conn: AsyncConnection, staged: Staged) -> None:
    """Give new cards their ids, so that retired ones can name them before they are in use.

    Where there are cards already, new ones are inserted as retired and replaced by themselves. They get their own
    status once the cards they replace are retired.
    """
    stage = staged.stage
    is_new = ~exists().where(card.c.number == stage.c.number)
    new_id: ColumnElement[int] = next_id(card.name)
    if conn.dialect.name == "sqlite":  # it is the same for every row
        new_id = new_id + literal_column(f"{stage.name}.rowid")
    await conn.execute(update(stage).values(new_id=new_id).where(is_new))
    if not staged.has("patron_id", "issued_on"):
        return
    existing = card.alias("existing")
    rows = select(
        stage.c.new_id, stage.c.number, stage.c.patron_id, stage.c.issued_on, stage.c.new_id,
        literal_column(f"'{CardStatus.RETIRED.value}'"),
    ).where(stage.c.new_id.is_not(None), exists().select_from(existing))  # fmt: skip
    names = ["id", "number", "patron_id", "issued_on", "replaced_by_id", "status"]
    await conn.execute(insert(card).from_select(names, rows, include_defaults=False))
