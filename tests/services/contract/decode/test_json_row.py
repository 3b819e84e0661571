"""A time that no Python has is read as the nearest one."""

from datetime import date

import pytest

from services.contract.decode.json_row import JsonRow


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("infinity", date.max),
        ("-infinity", date.min),
        ("0044-03-15 BC", date.min),
        ("20000-01-01", date.max),
        ("9999-12-31", date.max),
    ],
)
def test_a_day_that_python_has_none_for_is_the_nearest(text: str, nearest: date) -> None:
    assert JsonRow({"day": text}).day("day") == nearest


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("infinity", 9999),
        ("-infinity", 1),
        ("0044-03-15T00:00:00+00:00 BC", 1),
        ("20000-01-01T00:00:00+00:00", 9999),
    ],
)
def test_a_moment_that_python_has_none_for_is_the_nearest(text: str, year: int) -> None:
    assert JsonRow({"at": text}).instant("at").year == year
