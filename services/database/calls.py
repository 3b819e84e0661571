"""Statements that call PostgreSQL's functions and procedures."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
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

    The function reads what the login may not read in its tables. The answers have the statement's names and types.
    """
    if conn.dialect.name == "sqlite":
        return statement
    first, *others = statement.selected_columns
    if not others:
        return select(type_coerce(function, first.type))
    told = (column(it.name, it.type) for it in (first, *others))
    return select(function.table_valued(*told))
