"""Statements compiled once, for those that are long and run at every look.

SQLAlchemy keeps what it compiled, but finds it by hashing every part of the statement: for a look-up that is a tenth of
a millisecond each time. A statement of plain text takes its place; its values and its answers keep their types.
"""

from collections.abc import Callable

from sqlalchemy import Column, bindparam, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows, TextualSelect


def frozen(statement: ReturnsRows, dialect: str) -> TextualSelect:
    """Compile a statement that answers rows. Their values are read by position, not by name.

    Args:
        statement: built with bind parameters; one that has a value keeps it.
        dialect: `sqlite` or `postgresql`.
    """
    compiled = statement.compile(dialect=_dialect(dialect))
    assert isinstance(compiled, SQLCompiler)
    parameters = [
        bindparam(name, type_=bind.type) if bind.required else bindparam(name, bind.value, type_=bind.type)
        for bind, name in compiled.bind_names.items()
    ]
    answers = [
        Column(f"answer_{place}", answer.type) for place, answer in enumerate(statement.exported_columns)
    ]
    return text(compiled.string).bindparams(*parameters).columns(*answers)


def _dialect(name: str) -> Dialect:
    # Without the driver's casts, which SQLAlchemy writes once more around the parameters of a text.
    kind: Callable[..., Dialect] = PGDialect if name == "postgresql" else sqlite.dialect
    return kind(paramstyle="named")
