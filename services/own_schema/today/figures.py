"""Reads 統計."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, func

from services.contract.decode.json_row import JsonRow
from services.contract.today.figures import YearFigures
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.today.figures_statement import BEFORE, figures_of
from services.rules.clock import to_tokyo
from services.rules.figures import APRIL, MONTHS, SPLIT, STANDS, Counts, FigureLine
from services.rules.vocabulary import SuspensionReason

_PARTS: Final = tuple(it.value for it in SuspensionReason)
_LAST: Final = 2 * MONTHS

type _Of = Counter[tuple[FigureLine, str | None, int, int]]


@cache
def _statement() -> Select[Any]:
    return figures_of(bindparam("year", type_=Integer()))


async def read_figures(db: Database, year: int) -> YearFigures:
    """Count a fiscal year and the one before.

    Args:
        db: the library's.
        year: in which the fiscal year begins, `FIRST_YEAR` to `LAST_YEAR` of `services.rules.figures`.

    Raises:
        NotPermitted: the login is no supervisor's.
    """
    async with db.reading() as conn:
        wanted = asked(conn, _statement(), func.madoguchi_figures(bindparam("year", type_=Integer())))
        found = JsonRow((await conn.execute(wanted, {"year": year})).scalar_one())
    now, cleared = to_tokyo(found.instant("now")), found.maybe_instant("cleared_before")
    unknown = {} if cleared is None else {FigureLine.LOOKS: _months_that_miss(to_tokyo(cleared), year)}
    if found.flag("elsewhere"):  # another system has the patrons, and their suspensions
        unknown[FigureLine.SUSPENSIONS_IN_FORCE] = _LAST
    return YearFigures(
        now=now,
        year=year,
        counts=Counts(of=_counts(found), parts=_PARTS, until=_month(now, year) + 1, unknown=unknown),
        branches=tuple(sorted(row.number("id") for row in found.rows("branches"))),
        looks_from=None if cleared is None else to_tokyo(cleared),
    )


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
