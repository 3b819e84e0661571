"""Binds values to statements, and builds calls of PostgreSQL's functions and procedures."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Function,
    Select,
    TextClause,
    bindparam,
    column,
    select,
    text,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine


def call(statement: str, types: Mapping[str, TypeEngine[Any]]) -> TextClause:
    """Bind what a statement names, each as its type; a type that it doesn't name is left out."""
    called = text(statement)
    binds: list[BindParameter[Any]] = [bindparam(name, type_=types[name]) for name in called.compile().params]
    return called.bindparams(*binds)


def asked(conn: AsyncConnection, statement: Select[Any], function: Function[Any]) -> Select[Any]:
    """Build a question: in a file its statement, on PostgreSQL the function that is made of it.

    The function reads what the tables' grants don't let the login read. The answers have the statement's names and
    types.
    """
    if conn.dialect.name == "sqlite":
        return statement
    first, *others = statement.selected_columns
    if not others:
        return select(type_coerce(function, first.type))
    told = (column(it.name, it.type) for it in (first, *others))
    return select(function.table_valued(*told))


class Given(Protocol):
    """Gives a statement that both databases run its values by their names, none of which is a column's.

    On SQLite they are bind parameters; a function of PostgreSQL's has variables of these names
    (`services.own_schema.schema.postgresql.compiled.GivenVariables`).
    """

    def __call__(self, name: str, type_: TypeEngine[Any]) -> ColumnElement[Any]:
        """Give a value of a type."""

    def has(self, name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Build the condition that a list of values has a column's."""


class GivenParameters:
    """Values as bind parameters."""

    def __call__(self, name: str, type_: TypeEngine[Any]) -> ColumnElement[Any]:
        """Give a value of a type."""
        return bindparam(name, type_=type_)

    def has(self, name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Build the condition that a list of values has a column's."""
        return column.in_(bindparam(name, expanding=True))
