"""Finds whether another patron looks the same at the counter: the same name, kana, age group and branch.

A look-up's one statement asks it, so the age groups are written in SQL, too. The rule itself is
`services.rules.people.ages.age_group`; a test compares both. The index of `kana_key` finds the few candidates.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    String,
    case,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from services.own_schema.database.tables import card, patron
from services.own_schema.database.tables.types import server_now


class has_namesake(GenericFunction[bool]):  # noqa: N801 - an SQL function's name
    """Whether another patron with a card in use looks the same; takes the patron's id."""

    type = Boolean()
    inherit_cache = True


class _day_number(GenericFunction[int]):  # noqa: N801 - stands for an SQL expression
    """A day as the number 20261124: the difference of two of them, without its last four digits, is whole years."""

    type = Integer()
    inherit_cache = True


class _today_number(GenericFunction[int]):  # noqa: N801 - stands for an SQL expression
    """The day at the counters (Tokyo's) as such a number."""

    type = Integer()
    inherit_cache = True

    def __init__(self) -> None:
        super().__init__(server_now())


def namesakes(wanted: Any) -> Select[Any]:
    """Build the question: one row, true or false; none where there is no such patron.

    Args:
        wanted: the patron's id.
    """
    known, other = patron.alias("known"), patron.alias("other")
    # With a limit each is worked out once, and not again for each of the others.
    one = literal_column("1", Integer)
    day = select(_today_number().label("today")).limit(one).subquery("day")
    me = (
        select(
            *(known.c.id, known.c.kana_key, known.c.branch_id),
            _unspaced(known.c.name).label("name"),
            day.c.today,
            age_group_number(known.c.birth_date, day.c.today).label("age_group"),
        )
        .select_from(day.join(known, known.c.id == wanted))
        .limit(one)
        .subquery("me")
    )
    has_card = exists().where(card.c.patron_id == other.c.id, card.c.status != literal_column("'retired'"))
    alike = exists().where(
        other.c.kana_key == me.c.kana_key,
        other.c.kana_key != literal_column("''"),
        other.c.id != me.c.id,
        other.c.branch_id == me.c.branch_id,
        _unspaced(other.c.name) == me.c.name,
        age_group_number(other.c.birth_date, me.c.today) == me.c.age_group,
        has_card,
    )
    return select(alike).select_from(me)


def age_group_number(birth_date: ColumnElement[Any], today: ColumnElement[int]) -> ColumnElement[int]:
    """Number the age groups: two birth dates have the same number if they are of the same group; so have none and none.

    Args:
        birth_date: the day of birth, or null.
        today: the day as a number, 20261124.
    """
    born = _day_number(birth_date)
    school_years = (today - _number(401)) // _YEAR - (born - _number(402)) // _YEAR - _number(7)
    decades = (today - born) // _YEAR // _number(10)
    return case(
        (birth_date.is_(None), _number(-1)),
        *((school_years < _number(years), _number(place)) for place, years in enumerate((0, 6, 9))),
        (decades <= _number(1), _number(3)),
        (decades >= _number(8), _number(10)),
        else_=decades + _number(2),
    )


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)


def _unspaced(name: ColumnElement[str]) -> ColumnElement[str]:
    """Leave out blanks, which may differ in width alone."""
    for blank in _BLANKS:
        name = func.replace(name, literal_column(f"'{blank}'", String), literal_column("''", String))
    return name


_YEAR = _number(10_000)
_BLANKS = " \u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""Those of `services.rules.characters.SPACES` that a name of one line may have."""


@compiles(has_namesake)
def _asked(element: has_namesake, compiler: SQLCompiler, **kw: Any) -> str:
    wanted: ColumnElement[int] = literal_column(compiler.process(element.clauses, **kw))
    return compiler.process(namesakes(wanted).scalar_subquery(), **kw)


@compiles(_day_number, "sqlite")
def _day_sqlite(element: _day_number, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(replace({compiler.process(element.clauses, **kw)}, '-', '') AS INTEGER)"


@compiles(_day_number, "postgresql")
def _day_postgresql(element: _day_number, compiler: SQLCompiler, **kw: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **kw)}, 'YYYYMMDD')::integer"


@compiles(_today_number, "sqlite")
def _today_sqlite(element: _today_number, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(strftime('%Y%m%d', {compiler.process(element.clauses, **kw)}, '+9 hours') AS INTEGER)"


@compiles(_today_number, "postgresql")
def _today_postgresql(_element: _today_number, _compiler: SQLCompiler, **_: Any) -> str:
    return "to_char(madoguchi_now() AT TIME ZONE 'Asia/Tokyo', 'YYYYMMDD')::integer"
