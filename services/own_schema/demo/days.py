"""Days on which demo loans and holds began and end, as the branch's calendar and the library's policy make them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.rules.circulation import holds, renewal
from services.rules.circulation.calendar import BranchCalendar
from services.rules.policy import Policy

_LOOK_BACK = 150


@dataclass(frozen=True, slots=True)
class LoanDates:
    """A loan's dates, consistent with each other: due on a day the branch opens, renewed while it could be."""

    loaned_on: date
    due_on: date
    renewed_on: date | None = None


class BranchDays:
    """The possible dates of one branch's loans and shelf times on a day.

    Attributes:
        opens: the branch opens today.
        fresh: loans of earlier days, not due yet, never renewed.
        renewed: loans renewed on an earlier day, not due yet.
        renewed_today: loans renewed today.
        shelf: (day the item stood ready, its 取置期限日), for holds that can still be collected.
    """

    def __init__(self, calendar: BranchCalendar, policy: Policy, today: date) -> None:
        self._calendar = calendar
        self._policy = policy
        self._today = today
        self._by_lateness: dict[int, list[LoanDates]] = {}
        past = [today - timedelta(days=back) for back in range(_LOOK_BACK, -1, -1)]
        worked = [day for day in past if calendar.is_open(day)] or past
        for day in worked:
            dates = LoanDates(day, calendar.next_open(day + timedelta(days=policy.loan_days)))
            self._by_lateness.setdefault((today - dates.due_on).days, []).append(dates)
        self.opens = calendar.is_open(today)
        self.fresh = [dates for dates in self._late(range(-_LOOK_BACK, 1)) if dates.loaned_on < today]
        prolonged = [self._renew(dates) for dates in self._late(range(-_LOOK_BACK, 2 * policy.loan_days))]
        all_renewed = [dates for some in prolonged for dates in some]
        self.renewed = [dates for dates in all_renewed if dates.renewed_on != today]
        self.renewed_today = [dates for dates in all_renewed if dates.renewed_on == today]
        stood = [(day, holds.shelf_until(day, calendar, policy)) for day in worked]
        self.shelf = [(day, until) for day, until in stood if until >= today]

    def lent_today(self) -> LoanDates:
        """Give the dates of a loan of today, whether or not the branch is open."""
        due_on = self._calendar.next_open(self._today + timedelta(days=self._policy.loan_days))
        return LoanDates(self._today, due_on)

    def late_by(self, days: int) -> list[LoanDates]:
        """List loans that are just so many days overdue, 0 for those due today."""
        return self._by_lateness.get(days, [])

    def overdue(self, first: int, last: int) -> list[LoanDates]:
        """List loans that are overdue by so many days, both ends included."""
        return list(self._late(range(first, last + 1)))

    def renewable(self) -> list[LoanDates]:
        """List loans of earlier days that a renewal today would prolong, due after today."""
        after = renewal.new_due_on(self._today, self._calendar, self._policy)
        return [dates for dates in self.fresh if self._today < dates.due_on < after]

    def renewals_stop(self) -> bool:
        """Tell whether a 特別整理 closure prevents renewing here today."""
        policy = self._policy
        return self._calendar.special_closure_around(
            self._today, policy.closure_min_days, policy.closure_margin_days
        )

    def _late(self, days: range) -> Iterable[LoanDates]:
        return (dates for late, some in sorted(self._by_lateness.items()) if late in days for dates in some)

    def _renew(self, dates: LoanDates) -> list[LoanDates]:
        """List what a loan becomes by a renewal on each day it could be renewed, where it isn't due again yet."""
        last = min(dates.due_on, self._today)
        renewed = []
        for step in range(self._policy.renewal_first_day_after_loan, (last - dates.loaned_on).days + 1):
            day = dates.loaned_on + timedelta(days=step)
            due_on = renewal.new_due_on(day, self._calendar, self._policy)
            if due_on > dates.due_on and due_on >= self._today:
                renewed.append(LoanDates(dates.loaned_on, due_on, day))
        return renewed
