"""New CHECKs and libraries of before: what breaks one is told, row by row, and nothing is changed.

A migration says all its CHECKs to `hold`. Where some row breaks one, the error ends the whole upgrade, which is one
transaction: tables and revision are as they were, and the same upgrade passes once the rows are mended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection

from services.errors import RowsUnfit, UnfitRow
from services.masters.master_cells import shown_key
from services.schema import sqlite_triggers

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Check:
    """A CHECK that a table gets.

    Attributes:
        table: the table.
        name: the constraint's, without the table's (`ck_TABLE_NAME`).
        key: the columns that name a row to people.
        said: what holds, in the words of each dialect; it may raise in no row.
    """

    table: str
    name: str
    key: tuple[str, ...]
    said: Mapping[str, str]

    @property
    def constraint(self) -> str:
        """Its name in the database."""
        return f"ck_{self.table}_{self.name}"


def hold(checks: Iterable[Check], cells: Iterable[Check] = ()) -> None:
    """Look for rows that break one of the CHECKs, then put all of them in force.

    Args:
        checks: on both databases. SQLite makes their tables anew, so that no other table may refer to one of these.
        cells: on SQLite alone, whose columns take anything, and by triggers: for tables that others refer to. A later
            migration that makes such a table anew takes its triggers away, and has to make them again.

    Raises:
        RowsUnfit: some rows break one.
    """
    dialect = op.get_bind().dialect.name
    checks, cells = list(checks), list(cells) if dialect == "sqlite" else []
    make_sure(op.get_bind(), [*checks, *cells])
    for table in dict.fromkeys(it.table for it in checks):
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            for check in (it for it in checks if it.table == table):
                batch.create_check_constraint(op.f(check.constraint), check.said[dialect])
    for trigger in sqlite_triggers.of_cells({it.table: it.said["sqlite"] for it in cells}):
        op.execute(sa.text(trigger))


def make_sure(conn: Connection, checks: Iterable[Check]) -> None:
    """Make sure that no row breaks one of the CHECKs.

    Raises:
        RowsUnfit: some do.
    """
    found = [row for check in checks for row in _breaking(conn, check)]
    if found:
        raise RowsUnfit(tuple(found[:MOST_TOLD]), len(found))


def _breaking(conn: Connection, check: Check) -> list[UnfitRow]:
    """Find the rows that break a CHECK; where it comes to null, it holds, as a CHECK does."""
    table = sa.table(check.table, *(sa.column(name) for name in check.key))
    on_sqlite = conn.dialect.name == "sqlite"
    keys = [_key(table.c[name], on_sqlite=on_sqlite).label(name) for name in check.key]
    said = sa.text(f"NOT coalesce(({check.said[conn.dialect.name]}), true)")
    rows = conn.execute(sa.select(*keys).select_from(table).where(said)).all()
    return sorted(
        (UnfitRow(check.table, shown_key(map(_text, row)), check.name) for row in rows), key=lambda it: it.key
    )


def _key(column: sa.ColumnElement[Any], *, on_sqlite: bool) -> sa.ColumnElement[Any]:
    text = sa.cast(column, sa.Text)
    return sa.cast(text, sa.LargeBinary) if on_sqlite else text


def _text(cell: Any) -> Any:
    return cell.decode(errors="replace") if isinstance(cell, bytes) else cell
