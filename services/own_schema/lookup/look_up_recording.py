"""Builds the access record that a look-up writes in the statement that reads."""

from typing import Any

from sqlalchemy import Insert, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql.selectable import ReturnsRows


def reading_by_record(read: Select[Any], insert: Insert) -> ReturnsRows:
    """Build SQLite's statement that writes the access record and reads; it answers no row where it writes none."""
    answers = (
        read.with_only_columns(column, maintain_column_froms=True).correlate(None).scalar_subquery()
        for column in read.selected_columns
    )
    return insert.returning(*(_returned(answer, type_=answer.type) for answer in answers))


class _returned(GenericFunction[Any]):  # noqa: N801 - not a function at all: see below
    inherit_cache = True


@compiles(_returned)
def _returned_sub_select(element: _returned, compiler: SQLCompiler, **kw: Any) -> str:
    """Keep the tables' names within the sub-select: RETURNING's own columns are written without them."""
    kw.pop("include_table", None)
    return compiler.process(element.clauses, **kw)
