"""Statements compiled once, for those that are long and run at every look.

SQLAlchemy keeps what it compiled, but finds it by hashing every part of the statement: for a look-up that is a tenth of
a millisecond each time. A statement of plain text takes its place; its values and its answers keep their types.
"""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

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


class DriverStatement:
    """A frozen statement for SQLite's own driver, whose thread runs it in one go, without SQLAlchemy's connection.

    Attributes:
        text: what the driver is given.

    Args:
        statement: as for `frozen`.
    """

    def __init__(self, statement: ReturnsRows) -> None:
        dialect = sqlite.dialect(paramstyle="qmark")
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.text: str = compiled.string
        self._kept: dict[str, Any] = {}
        self._written: dict[str, Callable[[Any], Any]] = {}
        for bind, name in compiled.bind_names.items():
            write = bind.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
            if bind.required:
                self._written[name] = write
            else:
                self._kept[name] = write(bind.value)
        self._order = tuple(compiled.positiontup or ())
        self._read = tuple(
            answer.type.dialect_impl(dialect).result_processor(dialect, None) or _as_it_is
            for answer in statement.exported_columns
        )

    def only_row(self, driver: sqlite3.Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it to its end, in the driver's thread; give its row, if there is one."""
        by_name = self._kept | {name: write(values[name]) for name, write in self._written.items()}
        rows = driver.execute(self.text, [by_name[name] for name in self._order]).fetchall()
        if not rows:
            return None
        (row,) = rows
        return tuple(read(value) for read, value in zip(self._read, row, strict=True))


def _as_it_is(value: Any) -> Any:
    return value


def _dialect(name: str) -> Dialect:
    # Without the driver's casts, which SQLAlchemy writes once more around the parameters of a text.
    kind: Callable[..., Dialect] = PGDialect if name == "postgresql" else sqlite.dialect
    return kind(paramstyle="named")
