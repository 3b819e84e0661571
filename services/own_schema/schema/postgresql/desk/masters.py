"""Compiles the import of masters into PostgreSQL's function, from the statements that SQLite runs."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Insert, literal_column

from services.own_schema.masters.master_statements import raise_version, row_statements
from services.own_schema.schema.postgresql.bounds import bounds_of_changes, unseen
from services.own_schema.schema.postgresql.compiled import NO_ROW, cast_of, compiled


@cache
def places() -> Mapping[str, str]:
    """Give the contents of the places in `masters.sql`, by their names."""
    return MappingProxyType(
        {
            "bounds_of_masters": bounds_of_changes(),
            "unseen": unseen(),
            "master_changes": _changes(),
            "raise_masters_version": compiled(raise_version()),
        }
    )


def _changes() -> str:
    """Give the branches of a CASE on a change's kind, which write its row."""
    branches = []
    for kind, write in row_statements(_given).items():
        written = compiled(write.inline() if isinstance(write, Insert) else write)
        branches.append(f"WHEN '{kind}' THEN\n{written};\n{NO_ROW}")
    return "\n".join(branches)


def _given(name: str, column: Column[Any]) -> ColumnElement[Any]:
    return literal_column(f"(it ->> '{name}'){cast_of(column)}", column.type)
