"""Why a branch is closed, and which closure moved a date: none is told that changed nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import BranchCalendar, DayOverride, YearlyClosed
from services.rules.circulation.closures import closure_of_due, closure_of_shelf, closure_of_shelf_from
from services.rules.circulation.holds import ShelfFacts, extend_shelf, shelf_until
from services.rules.decision import Allowed, Closure
from services.rules.policy import Policy
from services.rules.vocabulary import HoldStatus
from tests.services.rules.circulation.calendars import (
    MONDAYS,
    NEW_YEAR,
    calendars,
    central,
    days,
    maekawa,
    make,
    shibakita,
)

POLICY = Policy()
ONE = timedelta(days=1)
SPECIAL = DayOverride(open=False, special=True)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


WITH_SINGLE_DAYS = make(
    MONDAYS,
    NEW_YEAR,
    overrides={
        day("12-08"): SPECIAL,
        day("12-09"): DayOverride(open=False),
        day("12-14"): SPECIAL,
        day("12-21"): DayOverride(open=True),
        day("12-30"): SPECIAL,
    },
)


any_calendar = st.one_of(calendars, st.sampled_from([central(), maekawa(), shibakita(), WITH_SINGLE_DAYS]))
near_closures = st.one_of(days, st.dates(date(2026, 11, 25), date(2027, 1, 12)))


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("12-07", Closure.REGULAR),
        ("12-08", Closure.SPECIAL),
        ("12-09", Closure.SINGLE),
        ("12-10", None),
        ("12-14", Closure.REGULAR),  # a Monday, whatever is done there
        ("12-21", None),
        ("12-28", Closure.REGULAR),
        ("12-29", Closure.NEW_YEAR),
        ("12-30", Closure.NEW_YEAR),
        ("01-01", Closure.NEW_YEAR),
    ],
)
def test_why_a_day_is_closed(on: str, why: Closure | None) -> None:
    assert WITH_SINGLE_DAYS.closure_on(day(on)) is why


def test_a_monday_in_the_new_year_is_a_monday() -> None:
    assert maekawa().closure_on(date(2027, 1, 3)) is Closure.NEW_YEAR
    assert maekawa().closure_on(date(2027, 1, 4)) is Closure.REGULAR


@pytest.mark.parametrize(
    ("rule", "is_new_year"),
    [
        (NEW_YEAR, True),
        (YearlyClosed((1, 1), (1, 3)), True),
        (YearlyClosed((12, 28), (12, 31)), False),
        (YearlyClosed((8, 13), (8, 15)), False),
        (YearlyClosed((1, 2), (1, 3)), False),
    ],
)
def test_the_turn_of_the_year(rule: YearlyClosed, *, is_new_year: bool) -> None:
    assert rule.is_new_year is is_new_year


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("12-08", "12-10", Closure.SPECIAL),
        ("12-07", "12-08", Closure.REGULAR),
        ("12-09", "12-10", Closure.SINGLE),
        ("12-07", "12-30", Closure.NEW_YEAR),
        ("12-10", "12-10", None),
        ("12-10", "12-12", None),
    ],
)
def test_what_is_told_of_several_closed_days(first: str, last: str, why: Closure | None) -> None:
    assert WITH_SINGLE_DAYS.closure_between(day(first), day(last)) is why


@given(any_calendar, near_closures)
def test_a_day_is_closed_for_a_reason_or_open(branch: BranchCalendar, on: date) -> None:
    assert (branch.closure_on(on) is None) is branch.is_open(on)


@given(any_calendar, near_closures)
def test_the_last_open_day_before_one_has_none_after_it(branch: BranchCalendar, on: date) -> None:
    found = branch.last_open_before(on)
    between = (on - found).days if found else 367
    assert not any(branch.is_open(on - ONE * step) for step in range(1, between))
    assert found is None or branch.is_open(found)


@pytest.mark.parametrize(
    ("due_on", "loaned_on", "renewed_on", "why"),
    [
        ("2027-01-05", "2026-12-15", None, Closure.NEW_YEAR),
        ("2027-01-05", "2026-12-21", None, Closure.NEW_YEAR),
        ("2027-01-05", "2026-12-07", "2026-12-18", Closure.NEW_YEAR),
        ("2027-01-05", "2026-12-22", None, None),  # two weeks to the day
        ("2027-01-05", "2026-12-14", None, None),  # 12/28 is open: nothing moved it
        ("2027-01-06", "2026-12-15", None, None),  # not the next open day
        ("2027-01-05", "2026-12-15", "2026-12-14", None),  # the renewal counts
        ("2026-12-19", "2026-12-04", None, Closure.REGULAR),  # the third Friday
    ],
)
def test_what_moved_a_due_date(
    due_on: str, loaned_on: str, renewed_on: str | None, why: Closure | None
) -> None:
    due, loaned = date.fromisoformat(due_on), date.fromisoformat(loaned_on)
    renewed = None if renewed_on is None else date.fromisoformat(renewed_on)
    assert closure_of_due(due, loaned, renewed, central(), POLICY) is why


@given(any_calendar, near_closures, st.none() | st.integers(0, 30), st.integers(1, 30))
def test_no_reason_is_told_that_is_not_so(
    calendar: BranchCalendar, loaned: date, renewed_after: int | None, counts: int
) -> None:
    """With the days open that it names, the date would be an earlier one; without any, it is what was counted."""
    policy = replace(POLICY, loan_days=counts, renewal_days=counts + 1)
    renewed = None if renewed_after is None else loaned + timedelta(days=renewed_after)
    counted = (loaned + ONE * counts) if renewed is None else renewed + ONE * (counts + 1)
    due = calendar.next_open(counted)
    why = closure_of_due(due, loaned, renewed, calendar, policy)
    assert (why is None) is (due == counted)
    for other in (due - ONE, due + ONE):
        assert closure_of_due(other, loaned, renewed, calendar, policy) is None
    if why is not None:
        run = [counted + timedelta(days=step) for step in range((due - counted).days)]
        opened = {it for it in run if calendar.closure_on(it) is why}
        assert next(it for it in (*run, due) if it in opened or calendar.is_open(it)) < due


SPECIAL_8TH = make(overrides={day("12-08"): SPECIAL})


@pytest.mark.parametrize(
    ("until", "branch", "extended", "why"),
    [
        # 中央, closed from 12/29 to 1/4: seven open days to 1/6 begin on 12/24, to 1/11 on 1/5.
        ("2027-01-06", central(), False, Closure.NEW_YEAR),
        ("2027-01-10", central(), False, Closure.NEW_YEAR),
        ("2027-01-11", central(), False, None),  # it may have stood ready on 1/4
        ("2027-01-11", central(), True, Closure.NEW_YEAR),  # it was kept until 12/28
        ("2027-01-12", central(), True, None),
        ("2026-12-28", central(), False, None),
        ("2027-01-04", central(), False, None),  # a closed day: somebody else counted
        # 前川 is closed on Mondays: that is how open days are counted.
        ("2026-12-12", maekawa(), False, None),
        ("2026-12-12", SPECIAL_8TH, False, Closure.SPECIAL),
    ],
)
def test_what_made_a_shelf_until_date_later(
    until: str, branch: BranchCalendar, why: Closure | None, *, extended: bool
) -> None:
    assert closure_of_shelf(date.fromisoformat(until), branch, POLICY, extended=extended) is why


@given(any_calendar, near_closures, st.integers(1, 12))
def test_a_day_counted_from_today_is_later_for_each_closure_beside_regular_days(
    branch: BranchCalendar, today: date, open_days: int
) -> None:
    until = branch.add_open_days(today, open_days)
    why = closure_of_shelf_from(today, until, branch)
    between = {branch.closure_on(today + ONE * step) for step in range(1, (until - today).days)}
    assert (why is None) is not bool(between - {None, Closure.REGULAR})
    assert why is None or why in between


@given(any_calendar, near_closures, st.integers(1, 12), st.booleans())
def test_a_shelf_until_date_names_no_closure_that_changed_nothing(
    branch: BranchCalendar, before: date, open_days: int, extended: bool
) -> None:
    """With the days open that it names, as many open days would end earlier."""
    policy = replace(POLICY, shelf_open_days=open_days)
    before = branch.next_open(before)
    until = shelf_until(before, branch, policy)
    why = closure_of_shelf(until, branch, policy, extended=extended)
    if why is not None:
        assert why is not Closure.REGULAR
        run = [before + timedelta(days=step) for step in range(1, (until - before).days)]
        assert why in {branch.closure_on(it) for it in run}
        assert sum(branch.is_open(it) or branch.closure_on(it) is why for it in run) >= open_days


@given(any_calendar, near_closures, st.integers(1, 12))
def test_an_extension_tells_what_its_row_then_says(
    branch: BranchCalendar, before: date, open_days: int
) -> None:
    policy = replace(POLICY, shelf_open_days=open_days)
    before = branch.next_open(before)
    offered = extend_shelf(facts_of(before, branch), policy)
    assert isinstance(offered, Allowed)
    assert offered.new_day is not None
    if branch.is_open(before) and branch.is_open(offered.new_day):
        assert offered.closure is closure_of_shelf(offered.new_day, branch, policy, extended=True)


def test_an_extension_over_the_new_year_says_so() -> None:
    over, before = facts_of(day("12-28"), central()), facts_of(day("12-15"), central())
    assert extend_shelf(over, POLICY) == Allowed(date(2027, 1, 11), closure=Closure.NEW_YEAR)
    assert extend_shelf(before, POLICY) == Allowed(day("12-23"))


def facts_of(until: date, branch: BranchCalendar) -> ShelfFacts:
    return ShelfFacts(today=until, status=HoldStatus.READY, shelf_until=until, extensions=0, calendar=branch)
