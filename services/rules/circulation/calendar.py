"""Tells when a branch is open: weekly and monthly closing days, holidays, and single-day overrides.

Each branch has a calendar of its own (domain.md, "Branches"): due dates move with the lending branch's, shelf-until
dates with the pick-up branch's. A closing rule is a frozen value; the table `closing_rule` keeps it as a kind and
JSON details (`services.rules.circulation.closing_rows`). Weekdays are `date.weekday()`'s, Monday is 0.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from services.rules.dates import days_after, month_end
from services.rules.decision import Closure

ONE_DAY = timedelta(days=1)
SEARCH_DAYS = 366
DAYS_A_WEEK = 7
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The range of single closed days and holidays: far enough from the calendar's ends to count days beyond it."""
WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOSURES = tuple(Closure)
# How far a month's last day is from the closing day: Saturday, Sunday and Monday go back to Friday.
_BACK_TO_FRIDAY = {5: 1, 6: 2, 0: 3}


@dataclass(frozen=True, slots=True)
class WeeklyClosed:
    """Closed on some weekdays.

    With `moves_when_holiday` the branch opens when such a day is a public holiday and closes on the next day
    instead; in a run of holidays that is the first day after the run that isn't a closing weekday anyway.
    """

    KIND: ClassVar[str] = "weekly"

    weekdays: frozenset[int]
    moves_when_holiday: bool = False

    def closes(self, day: date, holidays: frozenset[date]) -> bool:
        """Tell whether this rule closes the day."""
        if not self.moves_when_holiday:
            return day.weekday() in self.weekdays
        if day in holidays:
            return False
        if day.weekday() in self.weekdays:
            return True
        before = day - ONE_DAY
        while before in holidays or before.weekday() in self.weekdays:
            if before in holidays and before.weekday() in self.weekdays:
                return True
            before -= ONE_DAY
        return False


@dataclass(frozen=True, slots=True)
class OnlyOpenOn:
    """Open on some weekdays only (芝北文庫: Tuesday, Friday, Saturday)."""

    KIND: ClassVar[str] = "only_open_on"

    weekdays: frozenset[int]

    def closes(self, day: date, holidays: frozenset[date]) -> bool:  # noqa: ARG002 - holidays change nothing here
        """Tell whether this rule closes the day."""
        return day.weekday() not in self.weekdays


@dataclass(frozen=True, slots=True)
class NthWeekdayClosed:
    """Closed on the n-th such weekday of each month (中央: the third Friday)."""

    KIND: ClassVar[str] = "nth_weekday"

    n: int
    weekday: int

    def closes(self, day: date, holidays: frozenset[date]) -> bool:  # noqa: ARG002 - holidays change nothing here
        """Tell whether this rule closes the day."""
        return day.weekday() == self.weekday and (day.day - 1) // DAYS_A_WEEK + 1 == self.n


@dataclass(frozen=True, slots=True)
class MonthEndClosed:
    """Closed on the month's last day, or the Friday before when that is a Saturday, Sunday or Monday."""

    KIND: ClassVar[str] = "month_end"

    def closes(self, day: date, holidays: frozenset[date]) -> bool:  # noqa: ARG002 - holidays change nothing here
        """Tell whether this rule closes the day."""
        last = month_end(day)
        return day == last - timedelta(days=_BACK_TO_FRIDAY.get(last.weekday(), 0))


@dataclass(frozen=True, slots=True)
class YearlyClosed:
    """Closed from one (month, day) through another every year; it may cross the new year (12/29–1/4)."""

    KIND: ClassVar[str] = "yearly"

    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def is_new_year(self) -> bool:
        """Whether it closes the turn of the year."""
        return self.first > self.last or self.first == (1, 1)

    def closes(self, day: date, holidays: frozenset[date]) -> bool:  # noqa: ARG002 - holidays change nothing here
        """Tell whether this rule closes the day."""
        place = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= place <= self.last
        return place >= self.first or place <= self.last


@dataclass(frozen=True, slots=True)
class RuleEnded:
    """The rules of one kind end: from its `valid_from` on none of that kind is in force."""

    kind: str

    def closes(self, day: date, holidays: frozenset[date]) -> bool:  # noqa: ARG002 - it closes nothing
        """Tell whether this rule closes the day: never."""
        return False


type ClosingRule = WeeklyClosed | OnlyOpenOn | NthWeekdayClosed | MonthEndClosed | YearlyClosed | RuleEnded


def kind_of(rule: ClosingRule) -> str:
    """Tell the kind under which `closing_rule` keeps a rule."""
    return rule.kind if isinstance(rule, RuleEnded) else rule.KIND


@dataclass(frozen=True, slots=True)
class DayOverride:
    """What one day is, in place of what the rules say.

    Attributes:
        open: open or closed.
        special: closed for 特別整理 (stock-taking), which also stops renewals around it when it takes several days.
    """

    open: bool
    special: bool = False


class BranchCalendar:
    """One branch's opening days.

    Of each kind of rule those with the latest `valid_from` not after the day count, so a new row replaces the older
    rows of its kind; rows of one kind that belong together have the same `valid_from`. Overrides go before rules.

    Answers are cached: build one calendar for a branch and keep it until the masters change.
    """

    __slots__ = ("_closures", "_holidays", "_next", "_open", "_overrides", "_periods", "_starts", "_why")

    def __init__(
        self,
        rules: Iterable[tuple[date, ClosingRule]] = (),
        overrides: Mapping[date, DayOverride] | None = None,
        holidays: frozenset[date] = frozenset(),
    ) -> None:
        dated = sorted(rules, key=lambda pair: pair[0])
        self._overrides = dict(overrides or {})
        self._holidays = holidays
        self._starts = sorted({valid_from for valid_from, _ in dated})
        self._periods: list[tuple[ClosingRule, ...]] = [_in_force(dated, start) for start in self._starts]
        self._open: dict[date, bool] = {}
        self._next: dict[date, date] = {}
        self._why: dict[date, Closure] = {}
        self._closures = self._special_closures()

    def is_open(self, day: date) -> bool:
        """Tell whether the branch opens that day."""
        known = self._open.get(day)
        if known is None:
            known = self._open[day] = self._look(day)
        return known

    def override_on(self, day: date) -> DayOverride | None:
        """Give what a day is in place of what the rules say; None where they hold."""
        return self._overrides.get(day)

    def opens_by_rules(self, day: date) -> bool:
        """Tell whether the branch would open that day if it weren't set by itself."""
        return not self._closing(day)

    def next_open(self, day: date) -> date:
        """Move a date to the branch's next open day (domain.md ◇, due and shelf-until dates).

        Returns:
            The day itself when it is open, or when nothing opens within 366 days (a branch closed for long): a date
            that can't be moved stays.
        """
        known = self._next.get(day)
        if known is None:
            known = self._next[day] = next(
                (
                    later
                    for later in (days_after(day, step) for step in range(SEARCH_DAYS + 1))
                    if self.is_open(later)
                ),
                day,
            )
        return known

    def last_open_before(self, day: date) -> date | None:
        """Tell the last open day before a day; None where none is within 366 days."""
        for _ in range(min(SEARCH_DAYS, (day - date.min).days)):
            day -= ONE_DAY
            if self.is_open(day):
                return day
        return None

    def add_open_days(self, day: date, days: int) -> date:
        """Tell the n-th open day after a day (取置期間); 0 answers the day itself.

        In a branch that opens on no day within a year each day counts, so that an answer is always there.
        """
        for _ in range(days):
            day = self.next_open(days_after(day, 1))
        return day

    def closure_on(self, day: date) -> Closure | None:
        """Tell why the branch is closed that day; None where it opens.

        What comes back each week or month goes before all else: without the rest of them it were closed, too.
        """
        if self.is_open(day):
            return None
        if day not in self._why:
            self._why[day] = self._look_why(day)
        return self._why[day]

    def _look_why(self, day: date) -> Closure:
        rules = self._closing(day)
        if rules:
            new_year = all(isinstance(it, YearlyClosed) and it.is_new_year for it in rules)
            return Closure.NEW_YEAR if new_year else Closure.REGULAR
        return Closure.SPECIAL if self._overrides[day].special else Closure.SINGLE

    def closure_between(self, first: date, last: date) -> Closure | None:
        """Tell why days are closed from one until before another; of several reasons the first of `Closure`."""
        found = set()
        while first < last:
            if not self.is_open(first):
                found.add(self.closure_on(first))
            first += ONE_DAY
        return next((it for it in _CLOSURES if it in found), None) if found else None

    def special_closure_around(self, day: date, min_days: int, margin_days: int) -> bool:
        """Tell whether a day lies in or near a 特別整理 closure of several days (domain.md, "Renewal").

        A closure reaches from its first to its last special day; ordinary closed days in between belong to it.

        Args:
            day: the day asked for.
            min_days: shorter closures don't count.
            margin_days: how many days before and after count as around it.
        """
        margin = timedelta(days=margin_days)
        return any(
            first - day <= margin and day - last <= margin
            for first, last in self._closures
            if (last - first).days + 1 >= min_days
        )

    def _look(self, day: date) -> bool:
        override = self._overrides.get(day)
        if override is not None:
            return override.open
        return self.opens_by_rules(day)

    def _closing(self, day: date) -> list[ClosingRule]:
        """Give the rules that close a day."""
        period = bisect_right(self._starts, day) - 1
        if period < 0:
            return []
        return [rule for rule in self._periods[period] if rule.closes(day, self._holidays)]

    def _special_closures(self) -> tuple[tuple[date, date], ...]:
        closures: list[tuple[date, date]] = []
        for day in sorted(day for day, it in self._overrides.items() if it.special and not it.open):
            if closures and not self._opens_between(closures[-1][1], day):
                closures[-1] = (closures[-1][0], day)
            else:
                closures.append((day, day))
        return tuple(closures)

    def _opens_between(self, first: date, last: date) -> bool:
        if (last - first).days > SEARCH_DAYS:
            return True  # two closures, not one of more than a year
        return any(self.is_open(first + timedelta(days=step)) for step in range(1, (last - first).days))


def _in_force(dated: list[tuple[date, ClosingRule]], day: date) -> tuple[ClosingRule, ...]:
    latest: dict[str, date] = {}
    for valid_from, rule in dated:
        if valid_from <= day:
            latest[kind_of(rule)] = valid_from
    return tuple(rule for valid_from, rule in dated if latest.get(kind_of(rule)) == valid_from)
