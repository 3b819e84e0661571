"""Writes the program's own statements as functions of the database run them, with variables in the place of binds."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    Dialect,
    Insert,
    and_,
    any_,
    func,
    literal_column,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from services.own_schema.database.tables import act, loan, patron
from services.own_schema.database.tables.types import Instant
from services.own_schema.transactions.binds import Statements

NO_ROW: Final = (
    "IF NOT FOUND THEN RAISE no_data_found USING MESSAGE = 'madoguchi: a change finds its row'; END IF;"
)
"""Follows a statement that writes a row."""

_DIALECT: Final[Dialect] = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]


def compiled(statement: ClauseElement) -> str:
    """Write a statement with its own constants, and variables where it was given them."""
    return by_the_clock(str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})))


def by_the_clock(statement: str) -> str:
    """Let a function go by the time of its call, where a program's statement has its own beginning's."""
    return statement.replace("madoguchi_now()", "madoguchi_moment()")


def all_of(statements: Statements) -> str:
    """Write what a change writes, one statement after the other; none of them answers anything."""
    writes = (write.inline() if isinstance(write, Insert) else write for write in statements.writes)
    return ";\n".join(map(compiled, writes))


def cast_of(column: Column[Any]) -> str:
    """Write the cast of a text to a column's type, none where that is a text itself."""
    name = column.type.compile(dialect=_DIALECT)
    return "" if name == "TEXT" or name.startswith("VARCHAR") else f"::{name.lower()}"


def moment(variable: str) -> ColumnElement[datetime]:
    """Name a variable that holds an instant."""
    return literal_column(variable, Instant())


def interval(span: timedelta) -> str:
    """Write a span of whole seconds, the same for every day it is added to."""
    return f"interval '{int(span.total_seconds())} seconds'"


class GivenVariables:
    """Values by their names (`services.own_schema.database.calls`), as a function's variables.

    Args:
        called: the function's own names, for values that it names otherwise.
    """

    def __init__(self, **called: str) -> None:
        self._called = called

    def __call__(self, name: str, type_: TypeEngine[Any]) -> ColumnElement[Any]:
        """Give a value of a type."""
        return literal_column(self._called.get(name, name), type_)

    def has(self, name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Build the condition that a list of values has a column's; an empty one lets no table be read."""
        listed = self(name, ARRAY(column.type))
        return and_(func.cardinality(listed) > 0, column == any_(listed))


class VariableBinds:
    """The values of a change (`services.own_schema.transactions.binds.Binds`), as a function's variables.

    Every function that has them names the moment `moment`, and the day `today`.

    Args:
        fields: the function's name of each field of the change.
        whose: the function's name of the patron.
    """

    def __init__(self, fields: Mapping[str, str], whose: str = "whose") -> None:
        self._fields = fields
        self.patron_id: ColumnElement[int] = literal_column(whose, patron.c.id.type)
        self.staff_id: ColumnElement[str] = literal_column("session_user", act.c.staff_id.type)
        self.now: ColumnElement[datetime] = moment("moment")
        self.today: ColumnElement[date] = literal_column("today", loan.c.due_on.type)

    def value(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give a field of the change, as the type of a column."""
        return literal_column(self._fields[name], column.type)

    def boolean(self, name: str) -> ColumnElement[bool]:
        """Give a field of the change that is true or false."""
        return literal_column(self._fields[name], Boolean())

    def any_of(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give the value for a column of a field that is made of fields, each as the function names it."""
        variable = self._fields.get(f"{name}.{column.name}")
        return column if variable is None else literal_column(variable, column.type)
