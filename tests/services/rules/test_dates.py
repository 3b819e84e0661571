from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.dates import days_after, is_over, month_end, months_before, written, years_after

any_day = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(st.dates(), st.none() | st.dates())
def test_a_last_day_is_over_the_day_after_and_none_is_never(today: date, last: date | None) -> None:
    assert is_over(last, today) == (last is not None and last < today)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-12-11", 1, "2026-11-11"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2028-03-31", 1, "2028-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-07-31", 13, "2025-06-30"),
        ("2026-07-31", 0, "2026-07-31"),
        ("0001-01-15", 1, "0001-01-01"),
        ("0001-02-15", 1, "0001-01-15"),
    ],
)
def test_months_before(day: str, months: int, expected: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        ("2024-02-29", 3, "2027-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2023-12-31", 3, "2026-12-31"),
        ("9999-12-30", 1, "9999-12-31"),
        ("9996-02-29", 3, "9999-02-28"),
    ],
)
def test_years_after(day: str, years: int, expected: str) -> None:
    assert years_after(date.fromisoformat(day), years) == date.fromisoformat(expected)


@pytest.mark.parametrize(("day", "expected"), [("2026-02-03", "2026-02-28"), ("2026-12-31", "2026-12-31")])
def test_month_end(day: str, expected: str) -> None:
    assert month_end(date.fromisoformat(day)) == date.fromisoformat(expected)


@given(any_day, st.integers(0, 40))
def test_the_day_of_the_month_is_kept_or_clamped_to_the_months_end(day: date, months: int) -> None:
    before = months_before(day, months)
    assert before.day == day.day or (before == month_end(before) and before.day < day.day)
    assert day.year * 12 + day.month - before.year * 12 - before.month == months


def test_days_have_no_padding() -> None:
    assert written(date(2026, 1, 5)) == "2026/1/5"


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2026-02-27", 2, "2026-03-01"),
        ("9999-12-30", 1, "9999-12-31"),
        ("9999-12-31", 9, "9999-12-31"),
        ("2026-03-01", -1, "2026-02-28"),
        ("0001-01-01", -1, "0001-01-01"),
    ],
)
def test_days_after(day: str, days: int, expected: str) -> None:
    assert days_after(date.fromisoformat(day), days) == date.fromisoformat(expected)
