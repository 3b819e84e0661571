"""Counts whole months and years so that they end on a day the calendar has, and writes days as the patron page does."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

MONTHS_A_YEAR = 12


def written(day: date) -> str:
    """Write a day as the guide does, without zero padding: `2026/12/8`."""
    return f"{day.year}/{day.month}/{day.day}"


def month_end(day: date) -> date:
    """Tell the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_over(last: date | None, today: date) -> bool:
    """Tell whether a last day is over; what has none never ends."""
    return last is not None and today > last


def days_after(day: date, days: int) -> date:
    """Go on whole days, or back; to the last day that there is, or the first, at most."""
    return day + max(min(timedelta(days=days), date.max - day), date.min - day)


def months_before(day: date, months: int) -> date:
    """Go back whole calendar months, clamped to the month's end (31 March − 1 month is 28 or 29 February).

    Beyond the years 1 and 9999 the answer is the first or last day that there is: some programs write so what never
    ends.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def years_after(day: date, years: int) -> date:
    """Go on whole years; 29 February becomes 28 where that year has none (domain.md, "Registration renewal")."""
    return months_before(day, -years * MONTHS_A_YEAR)
