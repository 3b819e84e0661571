"""How dates and times are written for people: as on the patron page, without zero padding.

Days are Asia/Tokyo's already when they arrive (services.clock); instants are turned to Tokyo here.
"""

import re
from datetime import date, datetime, timedelta

from services.clock import to_tokyo
from services.rules.dates import written


def day(value: date) -> str:
    """Write a day as the guide does: `2026/12/8`."""
    return written(value)


def day_or_blank(value: date | None) -> str:
    """Write a day, or nothing where there is none."""
    return "" if value is None else day(value)


def short_day(value: date) -> str:
    """Write a day of the coming weeks: `12/8`."""
    return f"{value.month}/{value.day}"


def without_year(text: str, year: int) -> str:
    """Leave a year out of every day that a text writes: `更新すると 2026/12/8` becomes `更新すると 12/8`."""
    return re.sub(rf"(?<!\d){year}/(?=\d{{1,2}}/\d{{1,2}}(?!\d))", "", text)


def time(value: datetime) -> str:
    """Write an aware instant's time of day at the counters: `9:05`."""
    local = to_tokyo(value)
    return f"{local.hour}:{local.minute:02}"


def time_from(value: datetime) -> str:
    """Write from when something works, on the minute: not before an instant that lies within one."""
    return time(value + timedelta(minutes=1) - timedelta.resolution)


def day_and_time(value: datetime) -> str:
    """Write an aware instant at the counters: `2026/12/8 9:05`."""
    local = to_tokyo(value)
    return f"{day(local.date())} {time(value)}"
