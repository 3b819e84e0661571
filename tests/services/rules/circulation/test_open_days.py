"""What a single day becomes: by table, and for any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import LAST_DAY, BranchCalendar, DayOverride, WeeklyClosed
from services.rules.circulation.open_days import (
    DayChange,
    DayKind,
    DayStanding,
    can_be_set,
    kind_on,
    override_for,
    standing,
)

OPEN, CLOSED, SPECIAL = DayKind
SET = {
    OPEN: DayOverride(open=True),
    CLOSED: DayOverride(open=False),
    SPECIAL: DayOverride(open=False, special=True),
}
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
MONDAYS = [(date(2020, 1, 1), WeeklyClosed(frozenset({0})))]


def calendar(day: date, present: DayKind | None) -> BranchCalendar:
    """Make a branch that is closed on Mondays, with a day that is set, or none."""
    return BranchCalendar(MONDAYS, {} if present is None else {day: SET[present]})


@pytest.mark.parametrize(
    ("day", "present", "kind"),
    [
        (TUESDAY, None, OPEN),
        (MONDAY, None, CLOSED),
        (TUESDAY, CLOSED, CLOSED),
        (TUESDAY, SPECIAL, SPECIAL),
        (MONDAY, OPEN, OPEN),
        (MONDAY, CLOSED, CLOSED),
        (MONDAY, SPECIAL, SPECIAL),
    ],
)
def test_a_day_that_is_set_goes_before_the_rules(day: date, present: DayKind | None, kind: DayKind) -> None:
    assert kind_on(calendar(day, present), day) is kind


def test_an_open_day_is_no_special_one_whatever_its_row_says() -> None:
    odd = BranchCalendar(MONDAYS, {TUESDAY: DayOverride(open=True, special=True)})
    assert kind_on(odd, TUESDAY) is OPEN


@pytest.mark.parametrize(
    ("day", "wanted", "override"),
    [
        (TUESDAY, OPEN, None),
        (TUESDAY, CLOSED, SET[CLOSED]),
        (TUESDAY, SPECIAL, SET[SPECIAL]),
        (MONDAY, OPEN, SET[OPEN]),
        (MONDAY, CLOSED, None),
        (MONDAY, SPECIAL, SET[SPECIAL]),
    ],
)
@pytest.mark.parametrize("present", [None, *DayKind])
def test_a_day_is_set_only_where_the_rules_say_otherwise(
    day: date, wanted: DayKind, override: DayOverride | None, present: DayKind | None
) -> None:
    assert override_for(calendar(day, present), day, wanted) == override


@pytest.mark.parametrize(
    ("present", "seen", "wanted", "today", "expected"),
    [
        (None, OPEN, CLOSED, TUESDAY, DayStanding.TO_DO),
        (None, OPEN, OPEN, TUESDAY, DayStanding.DONE),
        (CLOSED, OPEN, CLOSED, TUESDAY, DayStanding.DONE),
        (SPECIAL, OPEN, CLOSED, TUESDAY, DayStanding.CHANGED),
        (CLOSED, SPECIAL, OPEN, TUESDAY, DayStanding.CHANGED),
        (None, OPEN, CLOSED, TUESDAY + timedelta(days=1), DayStanding.OVER),
        (CLOSED, OPEN, CLOSED, TUESDAY + timedelta(days=1), DayStanding.DONE),
        (SPECIAL, OPEN, CLOSED, TUESDAY + timedelta(days=1), DayStanding.OVER),
    ],
)
def test_how_far_a_change_is(
    present: DayKind | None, seen: DayKind, wanted: DayKind, today: date, expected: DayStanding
) -> None:
    change = DayChange(TUESDAY, seen, wanted)
    assert standing(change, calendar(TUESDAY, present), today) is expected


@pytest.mark.parametrize(
    ("day", "can"),
    [
        (TUESDAY - timedelta(days=1), False),
        (TUESDAY, True),
        (LAST_DAY, True),
        (LAST_DAY + timedelta(days=1), False),
    ],
)
def test_a_day_is_set_from_the_present_one_to_the_calendars_last(day: date, can: bool) -> None:
    assert can_be_set(day, TUESDAY) is can


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    present=st.sampled_from([None, *DayKind]),
    wanted=st.sampled_from(DayKind),
)
def test_what_is_written_makes_the_day_what_is_wanted(
    day: date, present: DayKind | None, wanted: DayKind
) -> None:
    override = override_for(calendar(day, present), day, wanted)
    after = BranchCalendar(MONDAYS, {} if override is None else {day: override})
    assert kind_on(after, day) is wanted
    assert after.opens_by_rules(day) is BranchCalendar(MONDAYS).is_open(day)
