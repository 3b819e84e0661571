"""Kawaguchi's calendars as domain.md has them, and strategies of any calendar."""

import calendar
from datetime import date

from hypothesis import strategies as st

from services.rules.circulation.calendar import (
    BranchCalendar,
    ClosingRule,
    DayOverride,
    MonthEndClosed,
    NthWeekdayClosed,
    OnlyOpenOn,
    RuleEnded,
    WeeklyClosed,
    YearlyClosed,
)

SINCE = date(2020, 1, 1)
_HOLIDAYS_OF_2026 = """
01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23
"""
HOLIDAYS = frozenset(date.fromisoformat(f"2026-{day}") for day in _HOLIDAYS_OF_2026.split())

NEW_YEAR = YearlyClosed((12, 29), (1, 4))
MONDAYS = WeeklyClosed(frozenset({calendar.MONDAY}), moves_when_holiday=True)
THIRD_FRIDAY = NthWeekdayClosed(3, calendar.FRIDAY)
SHIBAKITA_DAYS = OnlyOpenOn(frozenset({calendar.TUESDAY, calendar.FRIDAY, calendar.SATURDAY}))


def make(*rules: ClosingRule, overrides: dict[date, DayOverride] | None = None) -> BranchCalendar:
    """Make a calendar of rules that always were in force, with 2026's holidays."""
    return BranchCalendar(((SINCE, rule) for rule in rules), overrides, HOLIDAYS)


def central() -> BranchCalendar:
    return make(THIRD_FRIDAY, NEW_YEAR)


def maekawa() -> BranchCalendar:
    return make(MONDAYS, MonthEndClosed(), NEW_YEAR)


def shibakita() -> BranchCalendar:
    return make(SHIBAKITA_DAYS, MonthEndClosed(), NEW_YEAR)


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
month_days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
closing_rules: st.SearchStrategy[ClosingRule] = st.one_of(
    st.builds(WeeklyClosed, weekdays, st.booleans()),
    st.builds(OnlyOpenOn, weekdays),
    st.builds(NthWeekdayClosed, st.integers(1, 5), st.integers(0, 6)),
    st.just(MonthEndClosed()),
    st.builds(YearlyClosed, month_days, month_days),
    st.builds(RuleEnded, st.sampled_from(["weekly", "only_open_on", "nth_weekday", "month_end", "yearly"])),
)
calendars = st.builds(
    BranchCalendar,
    st.lists(st.tuples(st.dates(date(2023, 1, 1), date(2029, 1, 1)), closing_rules), max_size=4),
    st.dictionaries(days, st.builds(DayOverride, st.booleans(), st.booleans()), max_size=20),
    st.frozensets(days, max_size=20),
)
