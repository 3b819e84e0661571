"""Describes a table's file: its columns, what names a row, and what must hold (docs/ils-contract.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

from services.contract.file_faults import Cause
from services.own_schema.transfer.cell_types import CellFormat

type Values = Mapping[str, Any]
"""One row's values by database column."""

type Give = Callable[[str], ColumnElement[Any]]
"""Gives a column of a row, in the table or on its way into it, by its name in the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumn:
    """One column of a file.

    Attributes:
        name: in the file's first line.
        target: in the database.
        kind: what its cells are.
        required: an empty cell is a fault.
        blank: what an empty cell is otherwise.
        refers: the table whose row it names, by the key of that table's format.
        by_number: the key is a number that the database keeps elsewhere (an item's, a card's): the cell is staged
            under the column's own name and looked up in the database.
    """

    name: str
    target: str
    kind: CellFormat
    required: bool = True
    blank: Any = None
    refers: str | None = None
    by_number: bool = False

    @property
    def staged(self) -> str:
        """What the staging table calls it."""
        return f"{self.name}_number" if self.by_number else self.target


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What must hold between columns of one row.

    Attributes:
        columns: by their names in the database; they come together or not at all.
        holds: asks it.
    """

    columns: tuple[str, ...]
    holds: Callable[[Values], bool]


@dataclass(frozen=True, slots=True)
class Unique:
    """What no two rows may share.

    Attributes:
        columns: by their names in the database; rows without a value in one of them share nothing.
        among: which rows it is asked of; all of them when left out.
        needs: columns that `among` looks at.
    """

    columns: tuple[str, ...]
    among: Callable[[Give], ColumnElement[bool]] | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfNew:
    """What is asked of a new row's key, and not of one that the database has already.

    Attributes:
        holds: asks it.
        cause: what is wrong where it doesn't hold.
    """

    holds: Callable[[ColumnElement[Any]], ColumnElement[bool]]
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """One table as a file.

    Attributes:
        table: where the rows go.
        columns: those that a file may have, in the order of an export.
        key: the column that names a row, in the database and in the file alike.
        fixed: the columns that identify a row besides its key (patron and item of a loan): a file with other values
            means another row with the same key, and is refused. By their names in the database.
        together: columns that a file has all of, or none: others are derived from them. By their names in the file.
        checks: what must hold in a row.
        uniques: what no two rows may share.
        of_new: what is asked of new rows' keys.
        frees_first: the changed rows that free a unique value: they are written before the others.
        parked: for rows that exchange unique values in a circle: the values that they are written with first, which
            free those that `uniques` lets only one row have.
        derive: makes the columns that no file has, from a row's values.
        derived: their names.
    """

    table: Table
    columns: tuple[FileColumn, ...]
    key: str
    fixed: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    checks: tuple[RowCheck, ...] = ()
    uniques: tuple[Unique, ...] = ()
    of_new: OfNew | None = None
    frees_first: Callable[[Give], ColumnElement[bool]] | None = None
    parked: Mapping[str, Any] | None = None
    derive: Callable[[Values], tuple[Any, ...]] | None = None
    derived: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The table's name, which is the file's."""
        return self.table.name

    def target(self, column: str) -> Column[Any]:
        """Give a database column."""
        return self.table.c[column]

    def by_target(self, target: str) -> FileColumn:
        """Find the column that fills a database column."""
        return next(column for column in self.columns if column.target == target)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Tell which columns of a file come together, by their names in the file."""
        asked = (
            *(check.columns for check in self.checks),
            *((*unique.columns, *unique.needs) for unique in self.uniques),
        )
        return (*self.together, *(tuple(self.by_target(name).name for name in names) for names in asked))
