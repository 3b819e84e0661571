"""The statements of a change, and the values that they are given."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Boolean, ColumnElement, Delete, Insert, Table, Update, insert, literal, select
from sqlalchemy.schema import Column

from services.acts.act_changes import ActChange
from services.contract.errors import NotPermitted
from services.own_schema.database.bound_columns import bound_of
from services.own_schema.database.tables import act, loan, patron
from services.own_schema.database.tables.types import Instant
from services.rules.clock import tokyo_day
from services.rules.people.registration import Derived

type Write = Insert | Update | Delete
type LastWrite = Callable[[ColumnElement[bool]], Write]


@dataclass(frozen=True, slots=True)
class Statements:
    """What one change writes.

    Attributes:
        writes: no two of them touch the same row. Each names the patron. If one touches no row, that row isn't the
            patron's, or has changed since the plan.
        last: makes a write that runs only when the act's others are done, at least one of which is an UPDATE or DELETE:
            it takes that condition. Rows may refer to each other across it.
    """

    writes: tuple[Write, ...]
    last: LastWrite | None = None


class Binds(Protocol):
    """Gives statements their values; a database's function has its own."""

    @property
    def patron_id(self) -> ColumnElement[int]:
        """Whose record is acted on."""

    @property
    def staff_id(self) -> ColumnElement[str]:
        """Which login acts."""

    @property
    def now(self) -> ColumnElement[datetime]:
        """The server's time of the act."""

    @property
    def today(self) -> ColumnElement[date]:
        """The day at the counters at that time."""

    def value(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give a field of the change, as the type of a column."""

    def boolean(self, name: str) -> ColumnElement[bool]:
        """Give a field of the change that is true or false."""

    def any_of(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give what a field that is made of fields says of a column; the column itself where it says nothing."""


def own(table: Table, binds: Binds, name: str) -> tuple[ColumnElement[bool], ...]:
    """Name a row of the patron's by its key, which is a field of the change."""
    return table.c.id == binds.value(name, table.c.id), table.c.patron_id == binds.patron_id


def insert_where(table: Table, row: Mapping[str, ColumnElement[Any]], *where: ColumnElement[bool]) -> Insert:
    """Insert a row under a condition."""
    return insert(table).from_select([*row], select(*row.values()).where(*where), include_defaults=False)


class ParameterBinds:
    """The values of one change, as bind parameters that have them.

    A value out of its bounds raises `NotPermitted`, as it does on a server.
    """

    def __init__(self, change: ActChange, patron_id: int, staff_id: str, now: datetime) -> None:
        self._change = change
        self.patron_id: ColumnElement[int] = literal(patron_id, patron.c.id.type)
        self.staff_id: ColumnElement[str] = literal(staff_id, act.c.staff_id.type)
        self.now: ColumnElement[datetime] = literal(now, Instant())
        self.today: ColumnElement[date] = literal(tokyo_day(now), loan.c.due_on.type)

    def value(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give a field of the change, as the type of a column."""
        return _within(getattr(self._change, name), column)

    def boolean(self, name: str) -> ColumnElement[bool]:
        """Give a field of the change that is true or false."""
        return literal(getattr(self._change, name), Boolean())

    def any_of(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give what a field that is made of fields says of a column; the column itself where it says nothing."""
        said = getattr(self._change, name)
        fields: Mapping[str, Any] = asdict(said) if isinstance(said, Derived) else (said or {})
        return _within(fields[column.name], column) if column.name in fields else column


def _within(value: Any, column: Column[Any]) -> ColumnElement[Any]:
    bound = bound_of(column, told=True)
    if bound is not None and not (bound.fits(value) or (value is None and column.nullable)):
        raise NotPermitted
    return literal(value, column.type)
