"""A typed day, with its year or without."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewmodels.act_list.days import read_recent_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/10/3", date(2026, 10, 3)),
        ("20261003", date(2026, 10, 3)),
        ("令和8年10月3日", date(2026, 10, 3)),
        ("10/3", date(2026, 10, 3)),
        ("11/24", TODAY),
        ("11/25", date(2025, 11, 25)),
        ("12-1", date(2025, 12, 1)),
        ("2026/12/1", date(2026, 12, 1)),
        ("2/29", None),
        ("10", None),
        ("", None),
        ("きのう", None),
    ],
)
def test_a_day_without_a_year_is_the_last_one(text: str, day: date | None) -> None:
    assert read_recent_day(text, TODAY) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 364))
def test_every_day_of_the_last_year_is_read_without_its_year(today: date, back: int) -> None:
    day = date.fromordinal(today.toordinal() - back)
    assert read_recent_day(f"{day.month}/{day.day}", today) == day


@given(st.text("0129/-. 年月日R令和", max_size=12))
def test_whatever_is_typed_is_a_day_or_none(text: str) -> None:
    found = read_recent_day(text, TODAY)
    assert found is None or isinstance(found, date)
