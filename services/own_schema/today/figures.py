"""Reads 統計."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any, Final

from sqlalchemy import Function, Integer, Select, bindparam, func

from services.contract.decode.json_row import JsonRow
from services.contract.today.figures import YearFigures, YearLooks
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.today.figures_statement import BEFORE, figures_of, looks_of
from services.rules.clock import to_tokyo
from services.rules.figures import APRIL, MONTHS, SPLIT, STANDS, Counts, FigureLine
from services.rules.vocabulary import SuspensionReason

_PARTS: Final = tuple(it.value for it in SuspensionReason)
_LAST: Final = 2 * MONTHS

_YEAR: Final = bindparam("year", type_=Integer())

type _Of = Counter[tuple[FigureLine, str | None, int, int]]


@cache
def _figures() -> Select[Any]:
    return figures_of(_YEAR)


@cache
def _looks() -> Select[Any]:
    return looks_of(_YEAR)


async def read_figures(db: Database, year: int) -> YearFigures:
    """Count a fiscal year and the one before, without looks: they are many, and come with `read_looks`.

    Args:
        db: the library's.
        year: in which the fiscal year begins, `FIRST_YEAR` to `LAST_YEAR` of `services.rules.figures`.

    Raises:
        NotPermitted: the login is no supervisor's.
    """
    found = await _read(db, year, _figures(), func.madoguchi_figures(_YEAR))
    now = to_tokyo(found.instant("now"))
    # Of patrons whom another system has, that system has the suspensions, too.
    unknown = {FigureLine.SUSPENSIONS_IN_FORCE: _LAST} if found.flag("elsewhere") else {}
    return YearFigures(
        now=now,
        year=year,
        counts=Counts(
            of=_counts(found),
            parts=_PARTS,
            until=_month(now, year) + 1,
            unknown=unknown,
            counting=frozenset({FigureLine.LOOKS}),
        ),
        branches=tuple(sorted(row.number("id") for row in found.rows("branches"))),
    )


async def read_looks(db: Database, year: int) -> YearLooks:
    """Count the looks of a fiscal year and of the one before, for `YearFigures.with_looks`; else as `read_figures`."""
    found = await _read(db, year, _looks(), func.madoguchi_looks_of_year(_YEAR))
    cleared = found.maybe_instant("cleared_before")
    return YearLooks(
        of={
            (row.number("branch_id"), row.number("month")): row.number("many")
            for row in found.rows("counted")
        },
        unknown=0 if cleared is None else _months_that_miss(to_tokyo(cleared), year),
    )


async def _read(db: Database, year: int, statement: Select[Any], function: Function[Any]) -> JsonRow:
    async with db.reading() as conn:
        return JsonRow((await conn.execute(asked(conn, statement, function), {"year": year})).scalar_one())


def _month(at: datetime, year: int) -> int:
    """Number the month of a moment in Tokyo from April of the year before."""
    return (at.year - year + 1) * MONTHS + at.month - APRIL


def _months_that_miss(cleared: datetime, year: int) -> int:
    """Tell how many months miss something of what was cleared before a moment in Tokyo."""
    return _month(cleared - timedelta(microseconds=1), year) + 1


def _counts(found: JsonRow) -> _Of:
    counted: _Of = Counter()
    for row in found.rows("counted"):
        where = (row.maybe_text("part"), row.number("branch_id"), row.number("month"))
        counted[FigureLine(row.text("line")), *where] += row.number("many")
    for line in STANDS:
        _stand(counted, line)
    for (line, part, branch_id, month), many in tuple(counted.items()):
        if line in SPLIT and part is not None:
            counted[line, None, branch_id, month] += many
    return counted


def _stand(counted: _Of, line: FigureLine) -> None:
    """Make of how many more there were after each month how many there were."""
    for part, branch_id in {(key[1], key[2]) for key in counted if key[0] is line}:
        months = range(BEFORE, _LAST)
        standing = accumulate(counted.pop((line, part, branch_id, month), 0) for month in months)
        counted.update(
            {(line, part, branch_id, month): many for month, many in zip(months, standing, strict=True)}
        )
