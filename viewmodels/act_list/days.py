"""Reads the day that a clerk types for 操作の一覧, with the year or without."""

from datetime import date

from services.rules.people.identity import read_birth_date


def read_recent_day(text: str, today: date) -> date | None:
    """Read a day as birth dates are read; without a year it is the last one that isn't to come; None for no day.

    Args:
        text: as it was typed: `2026/11/24`, `20261124`, `R8.11.24`, `11/24`.
        today: the day at the counters.
    """
    found = read_birth_date(text)
    years = (today.year, today.year - 1)
    recent = (read_birth_date(f"{year}/{text}") for year in years)
    return found or next((day for day in recent if day is not None and day <= today), None)
