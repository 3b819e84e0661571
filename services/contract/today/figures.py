"""統計: how often things were done in a fiscal year, by month and branch. It names nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from services.rules.figures import MONTHS, Counts, Figure, FigureLine, figure, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLooks:
    """What was counted of the looks of a fiscal year and of the one before.

    Attributes:
        of: how many, by branch and month (0 to 23); what isn't there is zero.
        unknown: of how many months some were cleared.
    """

    of: Mapping[tuple[int, int], int]
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """What was counted of a fiscal year and of the one before.

    Attributes:
        now: the database server's time, shown in Tokyo.
        year: in which the fiscal year begins.
        counts: of the whole library; looks are being counted until `with_looks`.
        branches: all that the library has.
    """

    now: datetime
    year: int
    counts: Counts
    branches: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is being counted any more."""
        return not self.counts.counting

    def with_looks(self, looks: YearLooks) -> Self:
        """Add the line of looks."""
        counts = self.counts
        of: Mapping[tuple[FigureLine, str | None, int, int], int] = {
            (FigureLine.LOOKS, None, *where): many for where, many in looks.of.items()
        }
        unknown = {FigureLine.LOOKS: looks.unknown} if looks.unknown > 0 else {}
        return replace(
            self,
            counts=replace(
                counts, of={**counts.of, **of}, unknown={**counts.unknown, **unknown}, counting=frozenset()
            ),
        )

    def without_looks(self) -> Self:
        """Say of looks that they aren't known."""
        return self if self.whole else self.with_looks(YearLooks(of={}, unknown=2 * MONTHS))

    def table(self, branch_id: int | None = None) -> tuple[Figure, ...]:
        """Give the table of one branch, or of all together."""
        return figures(self.counts, self._only(branch_id))

    def row(self, line: FigureLine, branch_id: int | None = None) -> Figure:
        """Give one line of that table, without its split."""
        return figure(self.counts, self._only(branch_id), line)

    def _only(self, branch_id: int | None) -> tuple[int, ...]:
        return self.branches if branch_id is None else (branch_id,)
