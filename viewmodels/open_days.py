"""臨時休館: the days of the desk's own branch, chosen by a supervisor month by month, and saved together."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.contract.backend import OpenDays
from services.contract.errors import DaysChanged, DaysOver, DaysUnknown, ServiceError
from services.contract.today.open_days import BranchDay, BranchMonth
from services.rules.circulation.calendar import LAST_DAY
from services.rules.circulation.open_days import DayChange, DayKind
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel

MONTHS: Final = 12
_NEXT: Final[Mapping[DayKind, DayKind]] = {
    DayKind.OPEN: DayKind.CLOSED,
    DayKind.CLOSED: DayKind.SPECIAL,
    DayKind.SPECIAL: DayKind.OPEN,
}
"""What a day becomes by the key that goes through all kinds."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day that is to become another one.

    Attributes:
        seen: what it was when it was read last, with the dates that fall on it.
        wanted: what it is to be.
    """

    seen: BranchDay
    wanted: DayKind


type DayPlan = Mapping[date, PlannedDay]
"""The days that are to change, by day, of whichever month."""


class OpenDaysForm:
    """What is shown and planned while the dialog is open.

    Attributes:
        branch_id: whose days these are.
        month: the first day of the month that is shown, or being read.
        today: the day at the counters; None before anything was read.
        days: the month's days as they were read last.
        plan: what is to change.
        trouble: why nothing was read or saved.
    """

    def __init__(self, branch_id: int, month: date) -> None:
        self.branch_id = branch_id
        self.month = Observable(month)
        self.today: Observable[date | None] = Observable(None)
        self.days: Observable[tuple[BranchDay, ...]] = Observable(())
        self.plan: Observable[DayPlan] = Observable({})
        self.trouble: Observable[Trouble | None] = Observable(None)

    @property
    def due(self) -> int:
        """How many loans are due on the days that are to change."""
        return sum(it.seen.due for it in self.plan.value.values())

    @property
    def shelved(self) -> int:
        """How many holds leave the shelf on the days that are to change."""
        return sum(it.seen.shelved for it in self.plan.value.values())

    @property
    def changes(self) -> tuple[DayChange, ...]:
        """What is to be saved, in the order of the days."""
        planned = sorted(self.plan.value.items())
        return tuple(DayChange(day, it.seen.kind, it.wanted) for day, it in planned)

    @property
    def first_month(self) -> bool:
        """Whether no earlier month has a day that can be set."""
        today = self.today.value
        return today is None or self.month.value <= today.replace(day=1)

    @property
    def last_month(self) -> bool:
        """Whether the calendar ends with the month."""
        return self.month.value >= LAST_DAY.replace(day=1)

    def wanted(self, day: BranchDay) -> DayKind:
        """Tell what a day is to be."""
        planned = self.plan.value.get(day.day)
        return day.kind if planned is None else planned.wanted

    def want(self, days: Iterable[date], kind: DayKind) -> None:
        """Plan days; one that has passed stays, and one that is so already is no change."""
        plan = dict(self.plan.value)
        for day in self._settable(days):
            plan[day.day] = PlannedDay(day, kind)
        self.plan.set(_changes_in(plan))

    def want_next(self, days: Iterable[date]) -> None:
        """Plan days as the kind that comes after that of the first one."""
        found = self._settable(days)
        if found:
            self.want([it.day for it in found], _NEXT[self.wanted(found[0])])

    def show(self, month: BranchMonth, today: date) -> None:
        """Show a month as it was read; what is planned for its days goes on from what they are now."""
        plan = dict(self.plan.value)
        for day in month.days:
            if day.day in plan:
                plan[day.day] = PlannedDay(day, plan[day.day].wanted)
        self.today.set(today)
        self.days.set(month.days)
        self.plan.set(_changes_in(plan))

    def now_are(self, present: Mapping[date, DayKind]) -> None:
        """Go on from what days are by now, of whichever month."""
        plan = dict(self.plan.value)
        for day, kind in present.items():
            if day in plan:
                plan[day] = PlannedDay(replace(plan[day].seen, kind=kind), plan[day].wanted)
        self.plan.set(_changes_in(plan))

    def are_over(self, days: Iterable[date]) -> None:
        """Plan nothing for days that have passed."""
        gone = set(days)
        self.plan.set({day: it for day, it in self.plan.value.items() if day not in gone})

    def _settable(self, days: Iterable[date]) -> list[BranchDay]:
        wanted = set(days)
        return [it for it in self.days.value if it.day in wanted and it.can_be_set]


class OpenDaysViewModel:
    """The commands behind 「臨時休館」. Scans wait while its form is open.

    Attributes:
        form: the form while its dialog is open.
        read: reads the month that is shown.
        save: sets all days that are planned, or none; then the form closes.
    """

    def __init__(
        self, desk: DeskViewModel, source: OpenDays, report_bug: ReportBug, *, today: Callable[[], date]
    ) -> None:
        """Begin without a form.

        Args:
            desk: whose branch and supervisor it is.
            source: reads and sets the days.
            report_bug: writes an unexpected exception to the log.
            today: tells the day at the counters.
        """
        self._desk = desk
        self._source = source
        self._report_bug = report_bug
        self._today = today
        self._release: Callable[[], None] = lambda: None
        self.form: Observable[OpenDaysForm | None] = Observable(None)
        self.read: AsyncCommand[[]] = AsyncCommand(self._read, on_error=self._failed, overlap=Overlap.REPLACE)
        self.save: AsyncCommand[[]] = AsyncCommand(self._save, on_error=self._failed, shielded=True)

    def open(self) -> None:
        """Begin with the present month, where no act runs and no question is open."""
        if self.form.value is not None or self._desk.busy.value:
            return
        self._desk.begin_act()
        self._release = self._desk.capture_scans(lambda _: False)
        self.form.set(OpenDaysForm(self._desk.actor.branch_id, self._today().replace(day=1)))
        self.read.start()

    def step(self, months: int) -> None:
        """Show the month that is so many months on, no earlier than the present one; the plan stays."""
        form = self.form.value
        if form is None or self.save.running.value:
            return
        if (months < 0 and form.first_month) or (months > 0 and form.last_month):
            return
        shown = form.month.value
        years, month = divmod(shown.year * MONTHS + shown.month - 1 + months, MONTHS)
        form.month.set(date(years, month + 1, 1))
        form.days.set(())
        self.read.start()

    def close(self) -> None:
        """Leave the form; not while it is saved."""
        if not self.save.running.value:
            self._close()

    async def aclose(self) -> None:
        """Let what is being saved be finished, and leave the form."""
        await self.read.aclose()
        await self.save.aclose()
        self._close()

    def _close(self) -> None:
        self.read.cancel()
        if self.form.value is not None:
            self.form.set(None)
            self._release()

    async def _read(self) -> None:
        form = self.form.value
        if form is None:
            return
        self._desk.must_be_connected()
        await self._show(form)
        form.trouble.set(None)

    async def _show(self, form: OpenDaysForm) -> None:
        of = form.month.value
        found = await self._source.month(of, self._desk.actor)
        present = found.now.date().replace(day=1)
        if form.today.value is None and of != present:  # this computer's clock isn't the library's
            of = present
            form.month.set(of)
            found = await self._source.month(of, self._desk.actor)
        if form.month.value == of:
            form.show(found, found.now.date())

    async def _show_again(self, form: OpenDaysForm) -> None:
        """Show what the days are by now, if that can be read; what went wrong before it is told."""
        with suppress(ServiceError):
            await self._show(form)

    async def _save(self) -> None:
        form = self.form.value
        if form is None or not form.changes:
            return
        form.trouble.set(None)
        self._desk.must_be_connected()
        try:
            await self._source.set_days(form.changes, self._desk.actor)
        except DaysChanged as error:
            form.now_are(error.present)
            await self._show_again(form)
            raise
        except DaysOver as error:
            form.are_over(error.days)
            await self._show_again(form)
            raise
        except DaysUnknown:
            await self._show_again(form)
            raise
        self._close()
        self._desk.tell(Done.OPEN_DAYS_SET)

    def _failed(self, error: Exception) -> None:
        why, form = trouble(error, self._report_bug), self.form.value
        if form is None:
            self._desk.tell(why)
        else:
            form.trouble.set(why)


def _changes_in(plan: Mapping[date, PlannedDay]) -> DayPlan:
    """Leave out days that are as they are wanted, or have passed."""
    return {day: it for day, it in plan.items() if it.wanted is not it.seen.kind and it.seen.can_be_set}
