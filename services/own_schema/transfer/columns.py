"""The common columns, checks and codes of table formats."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.file_faults import Cause, UnfitError
from services.own_schema.database.bound_columns import bound_of
from services.own_schema.database.tables import branch, code_label, material_type, mobile_stop, patron
from services.own_schema.masters.masters_store import load_masters
from services.own_schema.transfer.cell_types import CellFormat, NumberFormat, format_within
from services.own_schema.transfer.file_layout import FileColumn, RowCheck, Values
from services.rules.card_numbers import CardNumbers
from services.rules.people.registration import Derived, derived

ID = NumberFormat(most=2**63 - 2**32)
"""An id of a file's; those after the largest of a table are for the rows that Madoguchi makes."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The masters' codes that stand in the files for ids, those that need a label, and the form of card numbers."""

    branches: Mapping[str, int]
    stops: Mapping[str, int]
    material_types: Mapping[str, int]
    labels: Mapping[str, frozenset[str]]
    cards: CardNumbers


async def load_codes(conn: AsyncConnection) -> Codes:
    """Read the codes."""

    async def ids(table: Table) -> dict[str, int]:
        return {row.code: row.id for row in await conn.execute(select(table.c.code, table.c.id))}

    labels: dict[str, set[str]] = {}
    for row in await conn.execute(select(code_label.c.kind, code_label.c.code)):
        labels.setdefault(row.kind, set()).add(row.code)
    return Codes(
        await ids(branch),
        await ids(mobile_stop),
        await ids(material_type),
        {kind: frozenset(codes) for kind, codes in labels.items()},
        (await load_masters(conn)).cards,
    )


def key() -> FileColumn:
    """Make the id column that names a row."""
    return plain("id", ID)


def plain(name: str, kind: CellFormat, *, required: bool = True, blank: Any = None) -> FileColumn:
    """Make a column that is called in the database as in the file."""
    return FileColumn(name=name, target=name, kind=kind, required=required, blank=blank)


def cell(table: Table, name: str, *, required: bool = True, blank: Any = None) -> FileColumn:
    """Make a column of what the one table of bounds says.

    Args:
        table: the column's.
        name: its name.
        required: an empty cell is a fault.
        blank: what one is else; an empty text where the database wants some text.
    """
    column = table.c[name]
    bound = bound_of(column)
    assert bound is not None
    empty = "" if isinstance(column.type, String) and not column.nullable else blank
    return plain(name, format_within(bound), required=required, blank=empty)


def refers(table: str) -> FileColumn:
    """Make a column that names a row of another table by its id."""
    return FileColumn(name=table, target=f"{table}_id", kind=ID, refers=table)


def by_number(name: str, table: str, kind: CellFormat, *, required: bool = False) -> FileColumn:
    """Make a column that names a copy or a card by its number."""
    return FileColumn(
        name=name, target=f"{name}_id", kind=kind, required=required, refers=table, by_number=True
    )


def in_order(first: str, last: str) -> RowCheck:
    """Make a check of two days."""
    return RowCheck((first, last), lambda it: it[first] <= it[last])


def both(one: str, other: str) -> RowCheck:
    """Make a check of two columns that have a value both, or neither has."""
    return RowCheck((one, other), lambda it: (it[one] is None) == (it[other] is None))


FOUND_BY: Final = tuple(each.name for each in fields(Derived))
"""The columns that are derived."""


def found_by(values: Values) -> tuple[Any, ...]:
    """Make what a patron is found by, as every other writer of names does.

    Raises:
        UnfitError: a key is longer than its column; compatibility forms can grow to many times their length.
    """
    names = {name: values[name] for name in ("name", "kana", "alias", "romaji", "phone")}
    keys = derived(**names)
    for name in ("kana_key", "phone_digits"):
        longest = patron.c[name].type.length  # type: ignore[attr-defined]
        if len(getattr(keys, name) or "") > longest:
            raise UnfitError(Cause.TOO_LONG, str(longest))
    return tuple(getattr(keys, name) for name in FOUND_BY)
