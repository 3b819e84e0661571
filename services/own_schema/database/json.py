"""JSON built by the database: the same expressions on SQLite and PostgreSQL. `JsonRow` reads what comes back.

Arrays come in no order: they are sorted in Python.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, ScalarSelect, Select, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import literal_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from services.contract.decode.json_row import JsonRow

_POSTGRESQL_ARGUMENTS = 100
_LONGEST = 500_000


class _json_object(GenericFunction[Any]):  # noqa: N801 - an SQL function's name
    type = JSON()
    inherit_cache = True


class _json_array(GenericFunction[Any]):  # noqa: N801 - an SQL function's name
    type = JSON()
    inherit_cache = True


def json_object(
    columns: Mapping[str, ColumnElement[Any]] | None = None, /, **named: ColumnElement[Any]
) -> ColumnElement[Any]:
    """Build a JSON object from named columns; JSON columns and sub-selects nest as JSON."""
    columns = {**(columns or {}), **named}
    if len(columns) * 2 > _POSTGRESQL_ARGUMENTS:
        msg = "PostgreSQL's functions take 100 arguments"
        raise ValueError(msg)
    arguments: list[ColumnElement[Any]] = []
    for name, column in columns.items():
        arguments += (literal_column(f"'{name}'"), column)
    return _json_object(*arguments)


def json_array(element: ColumnElement[Any]) -> ColumnElement[Any]:
    """Aggregate JSON values into an array, empty when there are no rows."""
    return _json_array(element)


def json_array_of(statement: Select[Any]) -> ScalarSelect[Any]:
    """Turn a select of one JSON value a row into a sub-select of one array; it correlates with the statement around it.

    The statement has no ORDER BY and no LIMIT: an aggregate would ignore them.
    """
    (element,) = statement.selected_columns
    return statement.with_only_columns(json_array(element), maintain_column_froms=True).scalar_subquery()


class json_document(GenericFunction[str]):  # noqa: N801 - stands for an SQL expression
    """A JSON value as the text it is, for `read_document`: on SQLite as bytes, which need not be text at all."""

    type = Text()
    inherit_cache = True


@compiles(json_document)
def _document_default(element: json_document, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS TEXT)"


@compiles(json_document, "sqlite")
def _document_sqlite(element: json_document, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS BLOB)"


def read_document(kept: str | bytes) -> JsonRow:
    """Read a `json_document` that is an object; bytes that are no text come as single surrogates."""
    return JsonRow(json.loads(kept if isinstance(kept, str) else kept.decode(errors="surrogateescape")))


class ToldObject(dict[str, Any]):
    """A JSON object as a server told it, no longer than a patron's is.

    Attributes:
        text: it, letter for letter.
    """

    __slots__ = ("text",)

    def __init__(self, found: dict[str, Any], text: str) -> None:
        super().__init__(found)
        self.text = text


def told(text: str) -> Any:
    """Read what a server told as JSON; the driver calls it. Of lists, which are long, no text is kept."""
    found = json.loads(text)
    return ToldObject(found, text) if isinstance(found, dict) and len(text) < _LONGEST else found


def _nested(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    text = compiler.process(element, **kw)
    # SQLite forgets that a text is JSON when it comes out of a column or a sub-select.
    return (
        f"json({text})" if isinstance(element.type, JSON) and not isinstance(element, _json_object) else text
    )


@compiles(_json_object)
def _object_default(element: _json_object, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_build_object({compiler.process(element.clauses, **kw)})"


@compiles(_json_object, "sqlite")
def _object_sqlite(element: _json_object, compiler: SQLCompiler, **kw: Any) -> str:
    arguments = (_nested(argument, compiler, **kw) for argument in element.clauses)
    return f"json_object({', '.join(arguments)})"


@compiles(_json_array)
def _array_default(element: _json_array, compiler: SQLCompiler, **kw: Any) -> str:
    return f"coalesce(json_agg({compiler.process(element.clauses, **kw)}), '[]')"


@compiles(_json_array, "sqlite")
def _array_sqlite(element: _json_array, compiler: SQLCompiler, **kw: Any) -> str:
    (argument,) = element.clauses
    return f"json_group_array({_nested(argument, compiler, **kw)})"


class told_json(GenericFunction[Any]):  # noqa: N801 - stands for an SQL expression
    """A JSON object without those of its fields that are null."""

    type = JSON()
    inherit_cache = True


@compiles(told_json)
def _told_default(element: told_json, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_strip_nulls({compiler.process(element.clauses, **kw)})"


@compiles(told_json, "sqlite")
def _told_sqlite(element: told_json, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_patch('{{}}', {compiler.process(element.clauses, **kw)})"
