"""Finds the bound of a table's column in the one table of bounds."""

from typing import Any

from sqlalchemy import Boolean, Column, Enum

from services.rules.bounds import Bound
from services.rules.table_of_bounds import CELLS, TOLD


def bound_of(column: Column[Any], *, told: bool = False) -> Bound | None:
    """Give what a column can be that is no master's; None where the database itself holds it.

    Args:
        column: keys, versions, flags and codes of closed vocabularies have no other bound than their type.
        told: what an act may tell of it anew.

    Raises:
        KeyError: nobody said.
    """
    of_itself = column.primary_key or column.foreign_keys or column.name == "version"
    if of_itself or isinstance(column.type, Boolean | Enum):
        return None
    anew = TOLD.get(column.table.name, {}) if told else {}
    return anew.get(column.name) or CELLS[column.table.name][column.name]
