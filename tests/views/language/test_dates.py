"""Dates as the patron page writes them."""

from datetime import UTC, date, datetime

import pytest

from views.language import dates


def test_days_have_no_zeroes_in_front() -> None:
    assert dates.day(date(2011, 6, 1)) == "2011/6/1"
    assert dates.day(date(2026, 11, 24)) == "2026/11/24"
    assert dates.short_day(date(2026, 1, 5)) == "1/5"


def test_no_day_is_blank() -> None:
    assert dates.day_or_blank(None) == ""
    assert dates.day_or_blank(date(2026, 12, 1)) == "2026/12/1"


def test_instants_are_tokyos() -> None:
    late = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)

    assert dates.time(late) == "0:05"
    assert dates.day_and_time(late) == "2026/11/24 0:05"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026/12/8", "12/8"),
        ("更新すると 2026/12/8・2027/1/5から", "更新すると 12/8・1/5から"),
        ("2026/5/24", "5/24"),
        ("2026/5/23", "2026/5/23"),
        ("2027/5/24", "5/24"),
        ("2027/5/25・2026/13/40", "2027/5/25・2026/13/40"),
        ("2026/11/24 10:05", "11/24 10:05"),
        ("棚 12026/1/1", "棚 12026/1/1"),
        ("2026/1", "2026/1"),
    ],
)
def test_a_year_is_left_out_of_days_within_six_months_and_of_nothing_else(text: str, told: str) -> None:
    assert dates.near(text, date(2026, 11, 24)) == told


@pytest.mark.parametrize(("day", "told"), [(24, "(火)"), (25, "(水)"), (29, "(日)")])
def test_a_weekday_stands_behind_the_day_that_counts(day: int, told: str) -> None:
    assert dates.weekday(date(2026, 11, day)) == told


def test_a_day_far_away_leaves_its_month() -> None:
    assert dates.month("2025/10/27") == "2025/10"
    assert dates.month("10/27") == "10/27"


@pytest.mark.parametrize(
    ("day", "counts", "done"),
    [
        (date(2026, 12, 8), "12/8(火)", "12/8"),
        (date(2027, 5, 24), "5/24(月)", "5/24"),
        (date(2027, 5, 25), "2027/5/25(火)", "2027/5/25"),
        (date(2026, 5, 23), "2026/5/23(土)", "2026/5/23"),
    ],
)
def test_a_day_of_a_question_or_a_result_is_short_and_heard_whole(day: date, counts: str, done: str) -> None:
    whole, today = dates.day(day), date(2026, 11, 24)
    assert dates.told(day, today) == (counts, whole + dates.weekday(day))
    assert dates.past(day, today) == (done, whole)
    assert dates.told(day, None) == (whole + dates.weekday(day),) * 2


def test_no_day_is_told_as_nothing() -> None:
    assert dates.told(None, date(2026, 11, 24)) == dates.past(None, None) == ("", "")
