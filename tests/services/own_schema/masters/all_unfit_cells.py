"""Each cell out of its bounds, as somebody's SQL can write it, is replaced when masters are read, and told."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import metadata
from services.own_schema.masters.masters_store import load_masters
from services.rules.bounds import Code
from services.rules.table_of_bounds import MASTER_CELLS, ByCell
from tests.helpers.unfit_cells import FROM, Row, unfit_rows

UNREAD = {("closed_day", "note"), ("public_holiday", "name")}
"""Cells that no desk shows."""
READ_OVER = {("circulation_rule", "name"), ("wording", "name")}
"""Names that another version may have written."""
EACH = {cell: [row for *_, row in rows] for cell, rows in groupby(unfit_rows(), lambda it: it[:2])}
UNFIT = {cell: rows for cell, rows in EACH.items() if cell not in UNREAD | READ_OVER}


@pytest.mark.parametrize("cell", UNFIT, ids=".".join)
async def test_each_cell_that_cannot_be_is_told_and_no_other(db: Database, cell: tuple[str, str]) -> None:
    """Write rows as somebody's SQL can; what a column's type refuses or makes another value of isn't there."""
    table, column = cell
    by_another = {name for name, bound in MASTER_CELLS[table].items() if isinstance(bound, ByCell)}
    there = 0
    async with db.transaction() as conn:
        for place, row in enumerate(UNFIT[cell]):
            statement, values = written(db, table, apart(row, column, place), column)
            savepoint = await conn.begin_nested()
            try:
                kept = (await conn.execute(statement, values)).scalar_one()
            except DBAPIError:
                await savepoint.rollback()
                continue
            if kept == (None if values[column] is None else str(values[column])):
                there += 1
                await savepoint.commit()
            else:
                await savepoint.rollback()
        masters = await load_masters(conn)
        await conn.rollback()
    assert {it.table for it in masters.unreadable} <= {table}
    assert [it.column in {column, *by_another} for it in masters.unreadable] == [True] * there
    assert there or db.dialect == "postgresql" or MASTER_CELLS[table][column] in CODES


CODES = [bound for cells in MASTER_CELLS.values() for bound in cells.values() if isinstance(bound, Code)]
"""Closed vocabularies, whose columns have a CHECK of their own."""


def apart(row: Row, column: str, place: int) -> Row:
    """Give a row a key of its own."""
    keys = {
        "code": f"k{place}",
        "day": FROM + timedelta(days=place),
        "valid_from": FROM + timedelta(days=place),
    }
    return {name: keys.get(name, it) if name != column else it for name, it in row.items()}


def written(db: Database, table: str, row: Row, column: str) -> tuple[TextClause, dict[str, Any]]:
    """Write a row as SQL, which answers what a cell became; no driver refuses its values."""
    values = {**row, "branch_id": 1} if "branch_id" in metadata.tables[table].c else dict(row)
    binds = {name: it.isoformat() if isinstance(it, date) else it for name, it in values.items()}
    binds = {name: str(it) if type(it) is int and it >= 2**63 else it for name, it in binds.items()}
    given = {name: f":{name}" for name in binds}
    if db.dialect == "postgresql":
        as_type = {"details": "json", "value": "json", "day": "date", "valid_from": "date"}
        given = {
            name: f"CAST(CAST(:{name} AS text) AS {as_type[name]})" if name in as_type else it
            for name, it in given.items()
        }
    insert_it = f"INSERT INTO {table} ({', '.join(given)}) VALUES ({', '.join(given.values())})"
    return text(f"{insert_it} RETURNING CAST({column} AS text)"), binds
