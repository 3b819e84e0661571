"""Reads columns as they are stored, with values that don't fit their type.

The drivers fail on a text that isn't UTF-8 and on a time outside Python's range; then no later row can be read. Columns
selected here come as bytes and numbers instead, and are read value by value. A value that doesn't fit its column raises
`UnreadableValueError`; the others stay readable.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Integer, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import NullType

from services.own_schema.database.tables.types import Instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT, _BLOB = b"t", b"b"
_MOST_DIGITS = 4300  # Python's own limit, which its environment could lift


class UnreadableValueError(ValueError):
    """The stored value doesn't fit its column."""


class _stored(GenericFunction[Any]):  # noqa: N801 - stands for an SQL expression
    """A column's value; a text is its bytes behind `t`, on SQLite a blob its digits behind `b`."""

    type = NullType()
    inherit_cache = True


@compiles(_stored)
def _stored_default(element: _stored, compiler: SQLCompiler, **kw: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **kw)
    match column.type:
        case Integer():
            return text
        case Instant():
            return f"CAST(extract(epoch FROM {text}) AS text)"  # not cut, and independent of the server's DateStyle
        case JSON():
            return f"'\\x74'::bytea || json_send({text})"
        case _:
            return f"'\\x74'::bytea || textsend({text})"


@compiles(_stored, "sqlite")
def _stored_sqlite(element: _stored, compiler: SQLCompiler, **kw: Any) -> str:
    text = compiler.process(element.clauses, **kw)
    return (
        f"CASE typeof({text}) WHEN 'text' THEN CAST('t' || {text} AS BLOB)"
        f" WHEN 'blob' THEN CAST('b' || hex({text}) AS BLOB) ELSE {text} END"
    )


def as_stored(column: Column[Any]) -> ColumnElement[Any]:
    """Select a column for the readers below, under its own name."""
    return type_coerce(_stored(column), NullType()).label(column.name)


def text_of(value: Any) -> str:
    """Read a text; raises `UnreadableValueError`."""
    if not isinstance(value, bytes) or not value.startswith(_TEXT):
        msg = "no text"
        raise UnreadableValueError(msg)
    try:
        return value[1:].decode()
    except UnicodeDecodeError as error:
        raise UnreadableValueError from error


def whole_of(value: Any) -> int:
    """Read a whole number; raises `UnreadableValueError`."""
    if not isinstance(value, int):
        msg = "no whole number"
        raise UnreadableValueError(msg)
    return value


def instant_of(value: Any) -> datetime:
    """Read a moment in UTC: SQLite's text, PostgreSQL's seconds since 1970; raises `UnreadableValueError`."""
    try:
        if isinstance(value, str):
            return _EPOCH + timedelta(microseconds=int(Decimal(value) * 1_000_000))
        moment = datetime.fromisoformat(text_of(value))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, ArithmeticError) as error:
        raise UnreadableValueError from error


def json_of(value: Any) -> Any:
    """Read a JSON text that every reader reads alike.

    Raises:
        UnreadableValueError: it is none, nested too deep, has a name twice, -0, or a number of more than 4,300 digits.
    """
    try:
        return json.loads(text_of(value), object_pairs_hook=_object, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise UnreadableValueError from error


def shown(value: Any) -> str | None:
    """Write an unreadable text so that people can find its row; None for null."""
    if not isinstance(value, bytes):
        return None if value is None else str(value)
    text = value[1:].decode(errors="backslashreplace")
    return f"x'{text}'" if value.startswith(_BLOB) else text


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "a name stands there twice"
        raise UnreadableValueError(msg)
    return found


def _number(text: str) -> int:
    if text == "-0" or len(text) > _MOST_DIGITS:
        msg = "no number that a record holds"
        raise UnreadableValueError(msg)
    return int(text)
