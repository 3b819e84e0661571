"""Which logins read much of people in one hour of the last day: what 「今日の仕事」 and `doctor` tell.

The statement is written once: SQLite runs it, PostgreSQL's functions are made of it. How much is much says
`services.rules.people.hourly_bounds`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, String, case, func, literal_column, select, union_all

from services.contract.decode.json_row import JsonRow
from services.contract.today.counts import BusyLogin
from services.own_schema.database.json import json_object
from services.own_schema.database.tables import access_log, act
from services.own_schema.database.tables.types import whole_seconds
from services.own_schema.lookup.look_up_rows import staff_name
from services.rules.clock import to_tokyo
from services.rules.people.hourly_bounds import FIFTHS, SPAN, HourlyCount
from services.rules.people.looks import Purpose

type Bounds = Mapping[HourlyCount, ColumnElement[int]]

_LOOK: Final = access_log.c
_ONE: Final[ColumnElement[int]] = literal_column("1", Integer())


def busy_logins(since: ColumnElement[datetime], bounds: Bounds) -> Select[Any]:
    """Build the question: a JSON object for each login and measure that is told.

    Args:
        since: what came before it isn't looked at.
        bounds: the library's, of each measure.
    """
    looks = select(_LOOK.staff_id, _LOOK.at, _LOOK.purpose, _LOOK.listed).where(
        _LOOK.at > since, _LOOK.patron_id.is_(None)
    )
    look = looks.cte("looks").c
    lift = act.c
    searched = look.purpose == _literal(Purpose.SEARCH)
    each = union_all(
        _counted(HourlyCount.NAMED, look, look.listed["rows"].as_integer()).where(searched),
        _counted(HourlyCount.BARE, look).where(searched, look.listed["bare"].as_boolean()),
        _counted(HourlyCount.NOBODYS, look).where(
            look.purpose.in_((_literal(Purpose.UNKNOWN), _literal(Purpose.RETIRED)))
        ),
        _counted(HourlyCount.LIFTS, lift).where(lift.verb == _literal("suspension.lift"), lift.at > since),
    ).subquery("each")
    within_an_hour = select(
        each.c.staff_id,
        each.c.measure,
        each.c.at,
        func.sum(each.c.amount)
        .over(
            partition_by=(each.c.staff_id, each.c.measure),
            order_by=whole_seconds(each.c.at),
            range_=(1 - int(SPAN.total_seconds()), 0),
        )
        .label("amount"),
        _of_measure(each.c.measure, bounds).label("bound"),
        _of_measure(each.c.measure, {it: literal_column(str(fifths)) for it, fifths in FIFTHS.items()}).label(
            "fifths"
        ),
    ).subquery("within_an_hour")
    found = within_an_hour.c
    much = (
        select(
            found.staff_id,
            found.measure,
            func.max(found.amount).label("most"),
            func.max(found.bound).label("bound"),
            func.max(found.at).label("at"),
        )
        .where(found.amount * 5 >= found.bound * found.fifths)
        .group_by(found.staff_id, found.measure)
        .subquery("much")
    )
    columns = {name: much.c[name] for name in ("staff_id", "measure", "most", "bound", "at")}
    return select(json_object(columns, name=staff_name(much.c.staff_id)))


def read_busy(rows: list[JsonRow]) -> tuple[BusyLogin, ...]:
    """Read them, the last one first."""
    return tuple(sorted(map(_read, rows), key=lambda it: (it.at, it.staff_id, it.measure), reverse=True))


def _counted(measure: HourlyCount, table: Any, amount: ColumnElement[int] = _ONE) -> Select[Any]:
    return select(
        table.staff_id.label("staff_id"),
        table.at.label("at"),
        _literal(measure).label("measure"),
        amount.label("amount"),
    )


def _of_measure(
    measure: ColumnElement[str], of: Mapping[HourlyCount, ColumnElement[int]]
) -> ColumnElement[int]:
    return case(*((measure == _literal(it), value) for it, value in of.items()))


def _literal(value: str) -> ColumnElement[str]:
    return literal_column(f"'{value}'", String())


def _read(row: JsonRow) -> BusyLogin:
    return BusyLogin(
        staff_id=row.text("staff_id"),
        name=row.text("name"),
        measure=HourlyCount(row.text("measure")),
        most=row.number("most"),
        bound=row.number("bound"),
        at=to_tokyo(row.instant("at")),
    )
