"""統計: a fiscal year's figures, read when the supervisor asks for them, and their CSV. They name nobody."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from services.contract.backend import Today
from services.contract.today.figures import YearFigures
from services.files.durable import write_new
from services.rules.figures import APRIL, FIRST_YEAR, Figure, FigureLine
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.today.list_file import free_place, unused
from viewmodels.today.safe_csv import csv_file

type FigureTable = Callable[[YearFigures, int | None], Sequence[Sequence[str | int]]]
"""Words the figures of a branch, or of all, headings first."""


class FiguresViewModel:
    """State and commands of the window.

    Attributes:
        year: in which the fiscal year begins that is shown, or being read; None before the first.
        found: what was read last, at first without looks; None before that.
        branch_id: the branch that is shown, the desk's own at first; None for all.
        line: of which line all branches are shown, one below the other; None for all lines of `branch_id`.
        saved: the name of the file that was written last; blank since something else is shown.
        trouble: why the last reading or writing came to nothing.
        read: reads a year.
        save: writes what is shown to a new file where the user keeps documents, once looks are counted, too.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        source: Today,
        table: FigureTable,
        report_bug: ReportBug,
        *,
        today: Callable[[], date],
        folder: Callable[[], Path],
        name: Callable[[int], str],
    ) -> None:
        """Begin with nothing read.

        Args:
            desk: whose supervisor reads.
            source: counts.
            table: words what was counted, for the file.
            report_bug: writes an unexpected exception to the log.
            today: tells the day at the counters.
            folder: tells where the user keeps documents.
            name: names the file of a year, without its ending.
        """
        self._desk = desk
        self._source = source
        self._table = table
        self._report_bug = report_bug
        self._today = today
        self._folder = folder
        self._name = name
        self.year: Observable[int | None] = Observable(None)
        self.found: Observable[YearFigures | None] = Observable(None)
        self.branch_id: Observable[int | None] = Observable(desk.actor.branch_id)
        self.line: Observable[FigureLine | None] = Observable(None)
        self.saved: Observable[str] = Observable("")
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.read = AsyncCommand(self._read, on_error=self._read_failed, overlap=Overlap.REPLACE)
        self.save: AsyncCommand[[]] = AsyncCommand(self._save, on_error=self._tell, shielded=True)

    @property
    def newest(self) -> int:
        """The fiscal year that runs."""
        day = self._today()
        return day.year if day.month >= APRIL else day.year - 1

    def rows(self, branches: Iterable[int]) -> tuple[Figure, ...]:
        """Give what is shown: the table of a branch, or one line, of all together and then of each of some branches."""
        found, line = self.found.value, self.line.value
        if found is None:
            return ()
        if line is None:
            return found.table(self.branch_id.value)
        return tuple(found.row(line, it) for it in (None, *branches))

    def open(self) -> None:
        """Read the year that is shown, at first the one that runs."""
        if self.year.value is None:
            self.year.set(self.newest)
        self.step(0)

    def step(self, years: int) -> None:
        """Go so many years on, no further than there can be figures, and read."""
        if self.year.value is None:
            return
        year = min(max(self.year.value + years, FIRST_YEAR), self.newest)
        if year != self.year.value or not years:
            self.year.set(year)
            self.read.start(year)

    def choose(self, branch_id: int | None) -> None:
        """Show another branch, or all together."""
        self.saved.set("")
        self.branch_id.set(branch_id)
        self.line.set(None)

    def compare(self, line: FigureLine) -> None:
        """Show one line of every branch; a file then has all lines of them."""
        self.saved.set("")
        self.line.set(line)
        self.branch_id.set(None)

    async def aclose(self) -> None:
        """Read no more; a file that is being written is finished."""
        await self.read.aclose()
        await self.save.aclose()

    async def _read(self, year: int) -> None:
        self.trouble.set(None)  # not later: a file may fail meanwhile
        self._desk.must_be_connected()
        found = await self._source.figures(year, self._desk.actor)
        self.saved.set("")
        self.found.set(found)
        self.found.set(found.with_looks(await self._source.looks_of_year(year, self._desk.actor)))

    async def _save(self) -> None:
        found, branch_id = self.found.value, self.branch_id.value
        if found is None or not found.whole:
            return
        self.trouble.set(None)
        target = await asyncio.to_thread(self._place, found.year)
        content = csv_file(self._table(found, branch_id))
        await asyncio.to_thread(write_new, target, content)
        self.saved.set(target.name)

    def _place(self, year: int) -> Path:
        folder = self._folder()
        return free_place(str(folder), unused(folder, self._name(year)))

    def _read_failed(self, error: Exception) -> None:
        found = self.found.value
        if found is not None:
            self.year.set(found.year)
            self.found.set(found.without_looks())
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        self.saved.set("")
        self.trouble.set(trouble(error, self._report_bug))
