"""Makes the table of a fiscal year's figures (統計) from counts, by the month and the branch.

Figures leave the library in reports. A line's split by reason isn't told of few, and no sum is from which it could be
worked out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
MONTHS: Final = 12
APRIL: Final = 4
FEWEST: Final = 5
"""Of fewer, no split is told."""


class FigureLine(StrEnum):
    """The lines, in the table's order; what each counts says `views.today.figure_words`, and the manual."""

    PASSWORDS_ISSUED = "passwords_issued"
    PASSWORDS_REISSUED = "passwords_reissued"
    PASSWORDS_UNLOCKED = "passwords_unlocked"
    LOANS_RENEWED = "loans_renewed"
    HOLDS_CHANGED = "holds_changed"
    HOLDS_CANCELLED = "holds_cancelled"
    HOLDS_RESTORED = "holds_restored"
    EMAILS = "emails"
    QUESTIONS_AT_COUNTER = "questions_at_counter"
    QUESTIONS_BY_PHONE = "questions_by_phone"
    REGISTRATIONS_RENEWED = "registrations_renewed"
    CARDS_LOST = "cards_lost"
    CARDS_REPLACED = "cards_replaced"
    SUSPENSIONS_SET = "suspensions_set"
    SUSPENSIONS_LIFTED = "suspensions_lifted"
    SUSPENSIONS_IN_FORCE = "suspensions_in_force"
    REPORTS = "reports"
    CONTACTS = "contacts"
    APPROVALS_ASKED = "approvals_asked"
    APPROVALS_GIVEN = "approvals_given"
    APPROVALS_REFUSED = "approvals_refused"
    APPROVALS_RUN_OUT = "approvals_run_out"
    CALLERS_IDENTIFIED = "callers_identified"
    CALLERS_NOT_IDENTIFIED = "callers_not_identified"
    LOOKS = "looks"


SPLIT: Final = (FigureLine.SUSPENSIONS_SET, FigureLine.SUSPENSIONS_LIFTED, FigureLine.SUSPENSIONS_IN_FORCE)
"""The lines that are split by the reason of a suspension."""
STANDS: Final = frozenset({FigureLine.SUSPENSIONS_IN_FORCE})
"""The lines that say how many there are at a month's end: a year has what its last month has."""


class Untold(StrEnum):
    """Why a cell has no number: its month is to come, its split is of few, it isn't known, or it is being counted."""

    TO_COME = "to_come"
    FEW = "few"
    UNKNOWN = "unknown"
    COUNTING = "counting"


type FigureCell = int | Untold


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    Attributes:
        line: what is counted.
        part: of which reason, by its code; None for all.
        months: April to March.
        year: their sum, or for `STANDS` what the last month has that was.
        before: the same of the same months of the year before.
    """

    line: FigureLine
    part: str | None
    months: tuple[FigureCell, ...]
    year: FigureCell
    before: FigureCell

    @property
    def difference(self) -> FigureCell:
        """How many more than the year before."""
        if isinstance(self.year, Untold):
            return self.year
        return self.before if isinstance(self.before, Untold) else self.year - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted.

    Attributes:
        of: how many, by line, part, branch and month (0 to 23); what isn't there is zero.
        parts: of the lines that are split, in the library's order.
        until: how many of the 24 months have begun.
        unknown: for lines that aren't kept from the first month on, how many months aren't known.
        counting: the lines that are still being counted.
    """

    of: Mapping[tuple[FigureLine, str | None, int, int], int]
    parts: tuple[str, ...]
    until: int
    unknown: Mapping[FigureLine, int]
    counting: frozenset[FigureLine] = frozenset()


def figures(counts: Counts, branches: Iterable[int]) -> tuple[Figure, ...]:
    """Make the table of some branches together.

    Args:
        counts: of the whole library.
        branches: the one that is wanted, or all.
    """
    table = _Table(counts, tuple(branches))
    return tuple(
        table.row(line, part)
        for line in FigureLine
        for part in (None, *(counts.parts if line in SPLIT else ()))
    )


def figure(counts: Counts, branches: Iterable[int], line: FigureLine) -> Figure:
    """Make one line of that table, without its split."""
    return _Table(counts, tuple(branches)).row(line, None)


class _Table:
    def __init__(self, counts: Counts, branches: tuple[int, ...]) -> None:
        self._counts = counts
        self._branches = branches

    def row(self, line: FigureLine, part: str | None) -> Figure:
        """Make one row."""
        until = self._counts.until
        now = [self.cell(line, part, (month,)) for month in range(MONTHS, 2 * MONTHS)]
        were = range(MONTHS, min(max(until, MONTHS), 2 * MONTHS))
        return Figure(
            line,
            part,
            tuple(now),
            self._over(line, part, were),
            self._over(line, part, range(were.start - MONTHS, were.stop - MONTHS)),
        )

    def _over(self, line: FigureLine, part: str | None, months: range) -> FigureCell:
        if not months:
            return Untold.TO_COME
        return self.cell(line, part, months[-1:] if line in STANDS else months)

    def cell(self, line: FigureLine, part: str | None, months: Iterable[int]) -> FigureCell:
        """Make one cell of some months together."""
        months = tuple(months)
        if months[-1] >= self._counts.until:
            return Untold.TO_COME
        if line in self._counts.counting:
            return Untold.COUNTING
        if months[0] < self._counts.unknown.get(line, 0):
            return Untold.UNKNOWN
        if part is not None and any(0 < many < FEWEST for many in self._untold(line, part, months)):
            return Untold.FEW
        return self.sum_of(line, part, months)

    def sum_of(self, line: FigureLine, part: str | None, months: tuple[int, ...]) -> int:
        """Sum what was counted in some months."""
        cells = product(self._branches, months)
        return sum(self._counts.of.get((line, part, *cell), 0) for cell in cells)

    def _untold(self, line: FigureLine, part: str, months: tuple[int, ...]) -> Iterator[int]:
        """Sum what a sum could give away: branches' months, whole months, and branches' whole times without a split."""
        yield sum(self._few(line, *cell) for cell in product(self._branches, months))
        if len(self._branches) > 1 and len(months) > 1:
            by_month = [(self, (month,)) for month in months]
            by_branch = [(_Table(self._counts, (branch,)), months) for branch in self._branches]
            for parts in (by_month, by_branch):
                yield sum(
                    table.sum_of(line, None, some)
                    for table, some in parts
                    if table.cell(line, part, some) is Untold.FEW
                )

    def _few(self, line: FigureLine, branch: int, month: int) -> int:
        """How many a branch's month has whose split isn't told."""
        many = self._counts.of.get((line, None, branch, month), 0)
        return many if many < FEWEST else 0
