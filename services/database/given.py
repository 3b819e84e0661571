"""Gives a statement that both databases run its values by their names.

On SQLite they are bind parameters; a function of PostgreSQL's has variables of these names
(`services.schema.postgresql.compiled.Named`).
"""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.types import TypeEngine


class Given(Protocol):
    """Gives values by their names, none of which is a column's."""

    def __call__(self, name: str, type_: TypeEngine[Any]) -> ColumnElement[Any]:
        """Give a value of a type."""

    def has(self, name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Build the condition that a list of values has a column's."""


class Bound:
    """Values as bind parameters."""

    def __call__(self, name: str, type_: TypeEngine[Any]) -> ColumnElement[Any]:
        """Give a value of a type."""
        return bindparam(name, type_=type_)

    def has(self, name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Build the condition that a list of values has a column's."""
        return column.in_(bindparam(name, expanding=True))
