"""統計: how often things were done in a fiscal year, by month and branch. It names nobody."""

from dataclasses import dataclass
from datetime import datetime

from services.rules.figures import Counts, Figure, FigureLine, figure, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """What was counted of a fiscal year and of the one before.

    Attributes:
        now: the database server's time, shown in Tokyo.
        year: in which the fiscal year begins.
        counts: of the whole library.
        branches: all that the library has.
        looks_from: when the records of looks begin, shown in Tokyo; None where none was ever cleared.
    """

    now: datetime
    year: int
    counts: Counts
    branches: tuple[int, ...]
    looks_from: datetime | None

    def table(self, branch_id: int | None = None) -> tuple[Figure, ...]:
        """Give the table of one branch, or of all together."""
        return figures(self.counts, self._only(branch_id))

    def row(self, line: FigureLine, branch_id: int | None = None) -> Figure:
        """Give one line of that table, without its split."""
        return figure(self.counts, self._only(branch_id), line)

    def _only(self, branch_id: int | None) -> tuple[int, ...]:
        return self.branches if branch_id is None else (branch_id,)
