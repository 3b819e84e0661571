"""The rows of the library's own tables, written one by one: the same statements on SQLite and PostgreSQL.

Tables that nothing refers to lose rows, too. Branches, stops, material types and codes stay, since loans and holds
name them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Insert,
    Table,
    Update,
    and_,
    delete,
    insert,
    select,
    update,
)

from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closed_day,
    closing_rule,
    code_label,
    masters_version,
    material_type,
    mobile_stop,
    public_holiday,
    wording,
)

type MasterWrite = Insert | Update | Delete
type GivenColumn = Callable[[str, Column[Any]], ColumnElement[Any]]
"""Gives a value by its name in the change, as the type of a column."""

REMOVABLE: Final = (closing_rule, closed_day, public_holiday, circulation_rule, wording)
"""The tables of which a row that is gone from its file is removed."""

WRITTEN: Final = (branch, mobile_stop, material_type, code_label, *REMOVABLE)
"""All that an import may write, beside `masters_version`."""

_BRANCH: Final = "branch_id"


class Change(StrEnum):
    """What is done to a row, as the record of an import counts it."""

    INSERTED = "inserted"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is written.

    Attributes:
        kind: what is done to it, by `kind`.
        values: the row's columns, its branch by the code of it, and its `id` where it has one.
    """

    kind: str
    values: Mapping[str, Any]


def kind(table: Table, change: Change) -> str:
    """Name what is done to a row of a table, as the details of an import's record do."""
    return f"{table.name}_{change.value}"


def row_statements(given: GivenColumn) -> Mapping[str, MasterWrite]:
    """Build the statement of each kind of change, on one row.

    Args:
        given: gives the row's columns, its branch by the code of it, and its `id` where the table has one.
    """
    return dict(_statements(given))


def raise_version() -> Update:
    """Build what makes open desks read their masters again."""
    return update(masters_version).values(version=masters_version.c.version + 1)


def _statements(given: GivenColumn) -> Iterator[tuple[str, MasterWrite]]:
    for table in WRITTEN:
        this_row = _this_row(table, given)
        values = {column.name: _value(column, given) for column in table.c if column.name != "id"}
        others = {name: value for name, value in values.items() if not table.c[name].primary_key}
        yield kind(table, Change.INSERTED), insert(table).values(values)
        yield kind(table, Change.CHANGED), update(table).where(this_row).values(others)
        if table in REMOVABLE:
            yield kind(table, Change.REMOVED), delete(table).where(this_row)


def _value(column: Column[Any], given: GivenColumn) -> ColumnElement[Any]:
    if column.name != _BRANCH:
        return given(column.name, column)
    code = given("branch", branch.c.code)
    return select(branch.c.id).where(branch.c.code == code).scalar_subquery()


def _this_row(table: Table, given: GivenColumn) -> ColumnElement[bool]:
    return and_(*(column == given(column.name, column) for column in table.primary_key))
