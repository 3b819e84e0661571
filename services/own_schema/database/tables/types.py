"""Column types and expressions that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, override

from sqlalchemy import JSON, BigInteger, Date, DateTime, Integer, literal_column
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so aware UTC goes in and comes out on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs a time zone"
            raise ValueError(msg)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def code(kind: type[Enum], name: str) -> SqlEnum:
    """Make a VARCHAR column type with a CHECK on an enum's values.

    Args:
        kind: the closed vocabulary.
        name: the column's name, from which the constraint is named.
    """
    return SqlEnum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class server_now(GenericFunction[datetime]):  # noqa: N801 - an SQL function's name
    """The database server's time, moved by `clock_offset` (empty in production; the demo and tests set it)."""

    type = Instant()
    inherit_cache = True


@compiles(server_now)
def _server_now_default(_element: server_now, _compiler: SQLCompiler, **_: Any) -> str:
    return "madoguchi_now()"


@compiles(server_now, "sqlite")
def _server_now_sqlite(_element: server_now, _compiler: SQLCompiler, **_: Any) -> str:
    offset = "(SELECT coalesce(sum(seconds), 0) || ' seconds' FROM clock_offset)"
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {offset}) || '000')"


class ago(GenericFunction[datetime]):  # noqa: N801 - stands for an SQL expression
    """The database server's time some whole seconds ago."""

    type = Instant()
    inherit_cache = True

    def __init__(self, span: timedelta) -> None:
        super().__init__(literal_column(str(int(span.total_seconds()))))


@compiles(ago)
def _ago_default(element: ago, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(madoguchi_now() - interval '{compiler.process(element.clauses, **kw)} seconds')"


@compiles(ago, "sqlite")
def _ago_sqlite(element: ago, compiler: SQLCompiler, **kw: Any) -> str:
    seconds = compiler.process(element.clauses, **kw)
    offset = "(SELECT coalesce(sum(seconds), 0) || ' seconds' FROM clock_offset)"
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {offset}, '-{seconds} seconds') || '000')"


class later(GenericFunction[datetime]):  # noqa: N801 - stands for an SQL expression
    """An instant so many minutes later; earlier where they are negative."""

    type = Instant()
    inherit_cache = True


@compiles(later)
def _later_default(element: later, compiler: SQLCompiler, **kw: Any) -> str:
    moment, minutes = (compiler.process(each, **kw) for each in element.clauses)
    return f"({moment} + make_interval(mins => {minutes}))"


@compiles(later, "sqlite")
def _later_sqlite(element: later, compiler: SQLCompiler, **kw: Any) -> str:
    moment, minutes = (compiler.process(each, **kw) for each in element.clauses)
    return f"(strftime('%Y-%m-%d %H:%M:%f', {moment}, ({minutes}) || ' minutes') || '000')"


class whole_seconds(GenericFunction[int]):  # noqa: N801 - stands for an SQL expression
    """Seconds since 1970 of an instant, rounded down."""

    type = BigInteger()
    inherit_cache = True


@compiles(whole_seconds)
def _seconds_default(element: whole_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"floor(extract(epoch FROM {compiler.process(element.clauses, **kw)}))::bigint"


@compiles(whole_seconds, "sqlite")
def _seconds_sqlite(element: whole_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **kw)}) AS INTEGER)"


class server_day(GenericFunction[date]):  # noqa: N801 - an SQL function's name
    """The day at the counters (Asia/Tokyo) at the database server's time."""

    type = Date()
    inherit_cache = True


@compiles(server_day)
def _server_day_default(_element: server_day, _compiler: SQLCompiler, **_: Any) -> str:
    return "(madoguchi_now() AT TIME ZONE 'Asia/Tokyo')::date"


@compiles(server_day, "sqlite")
def _server_day_sqlite(_element: server_day, compiler: SQLCompiler, **kw: Any) -> str:
    return f"date({compiler.process(server_now(), **kw)}, '+9 hours')"


class day_of(GenericFunction[date]):  # noqa: N801 - an SQL function's name
    """The day at the counters (Asia/Tokyo) of an instant that the database holds."""

    type = Date()
    inherit_cache = True


@compiles(day_of)
def _day_of_default(element: day_of, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)} AT TIME ZONE 'Asia/Tokyo')::date"


@compiles(day_of, "sqlite")
def _day_of_sqlite(element: day_of, compiler: SQLCompiler, **kw: Any) -> str:
    instant = compiler.process(element.clauses, **kw)
    return f"date(substr({instant}, 1, 19), '+9 hours')"  # date rounds what is less to the next second


class days_past(GenericFunction[int]):  # noqa: N801 - stands for an SQL expression
    """How many days the first day is after the second; negative where it is before."""

    type = Integer()
    inherit_cache = True


@compiles(days_past)
def _days_past_default(element: days_past, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(day, **kw) for day in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_past, "sqlite")
def _days_past_sqlite(element: days_past, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(day, **kw) for day in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


class april_and(GenericFunction[datetime]):  # noqa: N801 - stands for an SQL expression
    """The instant at which a month begins at the counters: so many months after a year's April."""

    type = Instant()
    inherit_cache = True


@compiles(april_and)
def _april_default(element: april_and, compiler: SQLCompiler, **kw: Any) -> str:
    year, months = (compiler.process(each, **kw) for each in element.clauses)
    april = f"make_timestamp({year}, 4, 1, 0, 0, 0)"
    return f"(({april} + make_interval(months => {months})) AT TIME ZONE 'Asia/Tokyo')"


@compiles(april_and, "sqlite")
def _april_sqlite(element: april_and, compiler: SQLCompiler, **kw: Any) -> str:
    year, months = (compiler.process(each, **kw) for each in element.clauses)
    april = f"printf('%04d-04-01', {year}), ({months}) || ' months', '-9 hours'"
    return f"(strftime('%Y-%m-%d %H:%M:%f', {april}) || '000')"


class month_number(GenericFunction[int]):  # noqa: N801 - stands for an SQL expression
    """The month of an instant at the counters, as twelve times its year and its number."""

    type = Integer()
    inherit_cache = True


@compiles(month_number)
def _month_default(element: month_number, compiler: SQLCompiler, **kw: Any) -> str:
    local = f"{compiler.process(element.clauses, **kw)} AT TIME ZONE 'Asia/Tokyo'"
    return f"(extract(year FROM {local}) * 12 + extract(month FROM {local}))::integer"


@compiles(month_number, "sqlite")
def _month_sqlite(element: month_number, compiler: SQLCompiler, **kw: Any) -> str:
    instant = compiler.process(element.clauses, **kw)
    second = f"substr({instant}, 1, 19), '+9 hours'"  # strftime rounds what is less to the next one
    year, month = (f"CAST(strftime('{part}', {second}) AS INTEGER)" for part in ("%Y", "%m"))
    return f"({year} * 12 + {month})"


class next_id(GenericFunction[int]):  # noqa: N801 - stands for an SQL expression
    """The id of a table's next row, for an act whose rows refer to each other both ways.

    PostgreSQL gives each id once; on SQLite it is the next one while a transaction holds the write lock.
    """

    type = BigInteger()
    inherit_cache = True

    def __init__(self, table: str) -> None:
        super().__init__(literal_column(table))


@compiles(next_id)
def _next_id_default(element: next_id, compiler: SQLCompiler, **kw: Any) -> str:
    return f"nextval(pg_get_serial_sequence('{compiler.process(element.clauses, **kw)}', 'id'))"


@compiles(next_id, "sqlite")
def _next_id_sqlite(element: next_id, compiler: SQLCompiler, **kw: Any) -> str:
    table = compiler.process(element.clauses, **kw)
    return f"(SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = '{table}')"  # noqa: S608 - a table's name, of this program


Json = JSON(none_as_null=True)
