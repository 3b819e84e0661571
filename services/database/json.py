"""JSON built by the database: the same expressions on SQLite and PostgreSQL, and one reader of what comes back.

SQLite gives booleans as 1 and 0 and instants without a zone; `JsonRow` reads both databases' forms. Arrays come in
no order: they are sorted in Python.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ScalarSelect, Select, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import literal_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

_POSTGRESQL_ARGUMENTS = 100
_FIVE_DIGITS = re.compile(r"[0-9]{5,}-")


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


def read_document(kept: str | bytes) -> "JsonRow":
    """Read a `json_document` that is an object; bytes that are no text come as single surrogates."""
    return JsonRow(json.loads(kept if isinstance(kept, str) else kept.decode(errors="surrogateescape")))


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


class JsonRow:
    """Reads one JSON object of the database by field, each as the type it has.

    A field that isn't there, or that is null where no `maybe_` is asked for, is a bug and raises.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """Read a text."""
        return _wanted(str, self._fields[name])

    def maybe_text(self, name: str) -> str | None:
        """Read a text or null."""
        return None if self._fields[name] is None else self.text(name)

    def number(self, name: str) -> int:
        """Read a whole number."""
        return _wanted(int, self._fields[name])

    def maybe_number(self, name: str) -> int | None:
        """Read a whole number or null."""
        return None if self._fields[name] is None else self.number(name)

    def flag(self, name: str) -> bool:
        """Read a boolean: true and false, or SQLite's 1 and 0."""
        return bool(_wanted(int, self._fields[name]))

    def maybe_flag(self, name: str) -> bool | None:
        """Read a boolean or null."""
        return None if self._fields[name] is None else self.flag(name)

    def day(self, name: str) -> date:
        """Read a date; one before the year 1 or behind 9999, `infinity` too, is the first or last that there is."""
        text = self.text(name)
        beyond = _beyond(text)
        return date.fromisoformat(text) if beyond is None else (date.max if beyond else date.min)

    def maybe_day(self, name: str) -> date | None:
        """Read a date or null."""
        return None if self._fields[name] is None else self.day(name)

    def instant(self, name: str) -> datetime:
        """Read a moment as aware UTC; one that Python has none for is the first or last that there is, as of `day`."""
        text = self.text(name)
        beyond = _beyond(text)
        if beyond is not None:
            return datetime.max.replace(tzinfo=UTC) if beyond else datetime.min.replace(tzinfo=UTC)
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

    def maybe_instant(self, name: str) -> datetime | None:
        """Read a moment or null."""
        return None if self._fields[name] is None else self.instant(name)

    def json(self, name: str) -> Any:
        """Read a JSON value as it is."""
        return self._fields[name]

    def row(self, name: str) -> "JsonRow":
        """Read a nested object."""
        return JsonRow(_wanted(dict, self._fields[name]))

    def maybe_row(self, name: str) -> "JsonRow | None":
        """Read a nested object or null."""
        return None if self._fields[name] is None else self.row(name)

    def rows(self, name: str) -> "list[JsonRow]":
        """Read an array of objects."""
        return [JsonRow(_wanted(dict, fields)) for fields in _wanted(list, self._fields[name])]


def _beyond(text: str) -> bool | None:
    """Tell whether PostgreSQL wrote a time behind all of Python's, before them (False), or one of them (None).

    Its driver itself stores the first and the last day of Python's as `-infinity` and `infinity`.
    """
    if text == "-infinity" or text.endswith(" BC"):
        return False
    return True if text == "infinity" or _FIVE_DIGITS.match(text) else None


def _wanted[T](kind: type[T], value: Any) -> T:
    if not isinstance(value, kind):
        msg = f"a {kind.__name__} was wanted"
        raise TypeError(msg)
    return value
