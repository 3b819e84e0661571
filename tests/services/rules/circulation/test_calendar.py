import calendar
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.rules.circulation.calendar import (
    FIRST_DAY,
    LAST_DAY,
    BranchCalendar,
    ClosingRule,
    DayOverride,
    MonthEndClosed,
    NthWeekdayClosed,
    OnlyOpenOn,
    RuleEnded,
    WeeklyClosed,
    YearlyClosed,
    kind_of,
)
from services.rules.circulation.closing_rows import rule_from_row, rule_to_row
from tests.helpers.hostile import CLOSING_RULES
from tests.services.rules.circulation.calendars import (
    MONDAYS,
    NEW_YEAR,
    SHIBAKITA_DAYS,
    THIRD_FRIDAY,
    calendars,
    central,
    closing_rules,
    days,
    maekawa,
    make,
    shibakita,
)

ONE = timedelta(days=1)
SPECIAL = DayOverride(open=False, special=True)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def closed_days(branch: BranchCalendar, first: str, last: str) -> list[str]:
    start, end = day(first), day(last)
    all_days = (start + timedelta(days=step) for step in range((end - start).days + 1))
    return [it.strftime("%m-%d") for it in all_days if not branch.is_open(it)]


@pytest.mark.parametrize(
    ("branch", "first", "last", "closed"),
    [
        # 中央: the third Friday, Mondays open, the month's end open, the new year closed.
        (central(), "11-01", "11-30", ["11-20"]),
        (central(), "05-01", "05-31", ["05-15"]),
        (central(), "12-20", "12-31", ["12-29", "12-30", "12-31"]),
        (central(), "01-01", "01-10", ["01-01", "01-02", "01-03", "01-04"]),
        # The others: Mondays, Tuesday instead after a holiday Monday; 11/30 is a Monday, so 11/27 is the month's end.
        (maekawa(), "11-01", "11-30", ["11-02", "11-09", "11-16", "11-24", "11-27", "11-30"]),
        # 10/31 is a Saturday: closed on Friday the 30th, open on the last day itself.
        (maekawa(), "10-25", "10-31", ["10-26", "10-30"]),
        # 5/31 is a Sunday: closed on Friday the 29th.
        (maekawa(), "05-26", "05-31", ["05-29"]),
        (maekawa(), "06-23", "06-30", ["06-29", "06-30"]),
        # A run of holidays from Monday 5/4 to 5/6 and from 9/21 to 9/23: closed on the first day after it.
        (maekawa(), "05-02", "05-10", ["05-07"]),
        (maekawa(), "09-20", "09-27", ["09-24"]),
        # A holiday that isn't a Monday moves nothing.
        (maekawa(), "11-03", "11-05", []),
        (maekawa(), "12-25", "12-31", ["12-28", "12-29", "12-30", "12-31"]),
        # 芝北文庫: open on Tuesday, Friday and Saturday only; 11/27 is the month's end.
        (shibakita(), "11-22", "11-30", ["11-22", "11-23", "11-25", "11-26", "11-27", "11-29", "11-30"]),
    ],
)
def test_kawaguchis_closing_days(branch: BranchCalendar, first: str, last: str, closed: list[str]) -> None:
    assert closed_days(branch, first, last) == closed


def test_a_moved_closing_day_skips_the_days_that_are_closed_anyway() -> None:
    mondays_and_tuesdays = WeeklyClosed(
        frozenset({calendar.MONDAY, calendar.TUESDAY}), moves_when_holiday=True
    )
    assert closed_days(make(mondays_and_tuesdays), "11-22", "11-28") == ["11-24", "11-25"]


def test_weekdays_that_dont_move_stay_closed_on_holidays() -> None:
    assert closed_days(make(WeeklyClosed(frozenset({calendar.MONDAY}))), "11-22", "11-28") == ["11-23"]


@pytest.mark.parametrize(
    ("place", "closed"), [("02-28", False), ("03-01", True), ("03-05", True), ("03-06", False)]
)
def test_yearly_days_within_one_year(place: str, closed: bool) -> None:
    assert make(YearlyClosed((3, 1), (3, 5))).is_open(day(place)) is not closed


def test_a_yearly_closing_of_one_day() -> None:
    assert closed_days(make(YearlyClosed((11, 14), (11, 14))), "11-01", "11-30") == ["11-14"]


def test_a_fifth_weekday_comes_only_in_some_months() -> None:
    fifth_monday = NthWeekdayClosed(5, calendar.MONDAY)
    assert closed_days(make(fifth_monday), "10-01", "11-30") == ["11-30"]


def test_overrides_go_before_rules() -> None:
    overrides = {day("11-20"): DayOverride(open=True), day("11-21"): DayOverride(open=False)}
    assert closed_days(make(THIRD_FRIDAY, overrides=overrides), "11-18", "11-23") == ["11-21"]


def test_a_newer_row_replaces_the_older_ones_of_its_kind_only() -> None:
    wednesdays = WeeklyClosed(frozenset({calendar.WEDNESDAY}))
    branch = BranchCalendar(
        [(day("06-10"), wednesdays), (day("01-01"), MonthEndClosed()), (day("01-01"), MONDAYS)],
        {},
        frozenset(),
    )
    assert closed_days(branch, "06-07", "06-30") == ["06-08", "06-10", "06-17", "06-24", "06-30"]


def test_rows_of_one_kind_with_one_date_stand_together() -> None:
    fridays = [(day("01-01"), NthWeekdayClosed(n, calendar.FRIDAY)) for n in (1, 3)]
    assert closed_days(BranchCalendar(fridays), "11-01", "11-30") == ["11-06", "11-20"]


def test_a_kind_can_end() -> None:
    branch = BranchCalendar([(day("01-01"), MONDAYS), (day("11-10"), RuleEnded("weekly"))], {}, frozenset())
    assert closed_days(branch, "11-01", "11-30") == ["11-02", "11-09"]


def test_before_the_first_rule_every_day_is_open() -> None:
    assert BranchCalendar([(day("06-01"), MONDAYS)]).is_open(day("05-25"))


@pytest.mark.parametrize(
    ("branch", "asked", "answer"),
    [
        (central(), "11-19", "11-19"),
        (central(), "11-20", "11-21"),
        (maekawa(), "11-24", "11-25"),
        (shibakita(), "11-25", "11-28"),
    ],
)
def test_next_open(branch: BranchCalendar, asked: str, answer: str) -> None:
    assert branch.next_open(day(asked)) == day(answer)


def test_next_open_crosses_the_new_year() -> None:
    assert maekawa().next_open(day("12-28")) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("last_closed", "moved"),
    [(365, True), (366, False)],
    ids=["the 366th day opens", "nothing opens in time"],
)
def test_next_open_looks_366_days_ahead(last_closed: int, moved: bool) -> None:
    start = day("01-05")
    closed = {start + timedelta(days=step): DayOverride(open=False) for step in range(last_closed + 1)}
    expected = start + timedelta(days=last_closed + 1) if moved else start
    assert BranchCalendar([], closed).next_open(start) == expected


def test_a_branch_that_never_opens_still_answers() -> None:
    never = make(OnlyOpenOn(frozenset()))
    assert never.next_open(day("01-05")) == day("01-05")
    assert never.add_open_days(day("01-05"), 7) == day("01-12")


@pytest.mark.parametrize(
    ("branch", "start", "count", "answer"),
    [
        (central(), "11-17", 0, "11-17"),
        (central(), "11-17", 7, "11-25"),
        (maekawa(), "11-20", 7, "11-29"),
        (shibakita(), "11-24", 2, "12-01"),
    ],
)
def test_add_open_days(branch: BranchCalendar, start: str, count: int, answer: str) -> None:
    assert branch.add_open_days(day(start), count) == day(answer)


# Stock-taking at a branch closed on Mondays: Friday to Sunday, the Monday closed as always, Tuesday to Thursday.
STOCK_TAKING = {
    day(text): SPECIAL
    for text in ("06-05", "06-06", "06-07", "06-09", "06-10", "06-11", "07-15", "07-17", "07-18")
}


@pytest.mark.parametrize(
    ("asked", "min_days", "margin", "around"),
    [
        ("06-03", 3, 1, False),
        ("06-04", 3, 1, True),
        ("06-04", 3, 0, False),
        ("06-05", 3, 0, True),
        ("06-08", 3, 0, True),
        ("06-11", 3, 0, True),
        ("06-12", 3, 1, True),
        ("06-13", 3, 1, False),
        ("06-13", 3, 2, True),
        ("06-08", 7, 0, True),
        ("06-08", 8, 0, False),
        # One special day, an open one, two special ones: two short closures.
        ("07-15", 2, 0, False),
        ("07-15", 1, 0, True),
        ("07-16", 1, 0, False),
        ("07-17", 2, 0, True),
        ("07-17", 3, 0, False),
    ],
)
def test_special_closures_of_several_days(asked: str, min_days: int, margin: int, around: bool) -> None:
    branch = make(MONDAYS, overrides=STOCK_TAKING)
    assert branch.special_closure_around(day(asked), min_days, margin) is around


def test_ordinary_closed_days_and_special_openings_are_no_closure() -> None:
    overrides = {day(f"06-{n:02}"): DayOverride(open=False) for n in range(1, 10)}
    overrides |= {day(f"07-{n:02}"): DayOverride(open=True, special=True) for n in range(1, 10)}
    branch = make(MONDAYS, overrides=overrides)
    assert not branch.special_closure_around(day("06-05"), 1, 0)
    assert not branch.special_closure_around(day("07-05"), 1, 0)


@pytest.mark.parametrize(
    ("rule", "kind", "details"),
    [
        (MONDAYS, "weekly", {"weekdays": ["mon"], "moves_when_holiday": True}),
        (SHIBAKITA_DAYS, "only_open_on", {"weekdays": ["tue", "fri", "sat"]}),
        (THIRD_FRIDAY, "nth_weekday", {"n": 3, "weekday": "fri"}),
        (MonthEndClosed(), "month_end", {}),
        (NEW_YEAR, "yearly", {"first": [12, 29], "last": [1, 4]}),
        (YearlyClosed((2, 29), (3, 1)), "yearly", {"first": [2, 29], "last": [3, 1]}),
        (RuleEnded("weekly"), "weekly", {"ended": True}),
    ],
)
def test_rules_as_rows(rule: ClosingRule, kind: str, details: dict[str, Any]) -> None:
    assert rule_to_row(rule) == (kind, details)
    assert rule_from_row(kind, details) == rule


def test_weekdays_stay_put_on_holidays_unless_a_row_says_otherwise() -> None:
    assert rule_from_row("weekly", {"weekdays": ["sun"]}) == WeeklyClosed(frozenset({calendar.SUNDAY}))


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("sometimes", {}),
        ("weekly", {}),
        ("weekly", {"weekdays": ["someday"]}),
        ("nth_weekday", {"n": "many", "weekday": "fri"}),
        ("yearly", {"first": [13, 1], "last": [1, 4]}),
        ("yearly", {"first": [12], "last": [1, 4]}),
        ("yearly", {"first": 12, "last": [1, 4]}),
    ],
)
def test_a_row_that_is_no_rule_is_refused(kind: str, details: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="closing rule"):
        rule_from_row(kind, details)


@pytest.mark.parametrize(("kind", "details"), CLOSING_RULES)
def test_nothing_else_in_a_row_is_a_rule(kind: str, details: str) -> None:
    try:
        read = json.loads(details)
    except ValueError:  # a number of too many digits
        read = object()
    with pytest.raises(ValueError, match="closing rule"):
        rule_from_row(kind, read)


def test_special_days_at_both_ends_of_a_branch_that_never_opens_are_two_closures() -> None:
    every_day = WeeklyClosed(frozenset(range(7)))
    special = DayOverride(open=False, special=True)
    branch = BranchCalendar([(date(2000, 1, 1), every_day)], {FIRST_DAY: special, LAST_DAY: special})
    assert branch.special_closure_around(FIRST_DAY, 1, 10_000)
    assert not branch.special_closure_around(date(2400, 1, 1), 1, 10_000)


@given(closing_rules)
def test_every_rule_comes_back_from_its_row(rule: ClosingRule) -> None:
    kind, details = rule_to_row(rule)
    assert kind == kind_of(rule)
    assert rule_from_row(kind, details) == rule


@given(calendars, days)
@example(make(WeeklyClosed(frozenset(range(7)))), FIRST_DAY)
def test_next_open_is_the_first_open_day(branch: BranchCalendar, asked: date) -> None:
    answer = branch.next_open(asked)
    assert asked <= answer <= asked + timedelta(days=366)
    if branch.is_open(answer):
        assert not any(branch.is_open(asked + timedelta(days=step)) for step in range((answer - asked).days))
    else:
        assert answer == asked
        assert not any(branch.is_open(asked + timedelta(days=step)) for step in range(367))


@given(calendars, days, st.integers(0, 10))
def test_open_days_are_counted_one_by_one(branch: BranchCalendar, start: date, count: int) -> None:
    end = branch.add_open_days(start, count)
    opened = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    opened = [it for it in opened if branch.is_open(it)]
    # A branch may be closed for more than a year between two of the days; each of that gap's days then counts.
    if all(branch.is_open(branch.add_open_days(start, step)) for step in range(1, count + 1)):
        assert len(opened) == count
        assert end == (opened[-1] if opened else start)
    assert (end - start).days >= count


@given(calendars, days)
def test_answers_dont_depend_on_what_was_asked_before(branch: BranchCalendar, asked: date) -> None:
    first = [branch.is_open(asked), branch.next_open(asked), branch.add_open_days(asked, 3)]
    assert first == [branch.is_open(asked), branch.next_open(asked), branch.add_open_days(asked, 3)]


@given(days)
def test_a_holiday_monday_costs_the_branch_no_closing_day(monday: date) -> None:
    monday -= timedelta(days=monday.weekday())
    plain = BranchCalendar([(date(2020, 1, 1), MONDAYS)])
    moved = BranchCalendar([(date(2020, 1, 1), MONDAYS)], {}, frozenset({monday}))
    assert not plain.is_open(monday)
    assert moved.is_open(monday)
    assert not moved.is_open(monday + ONE)
    assert plain.is_open(monday + ONE)
