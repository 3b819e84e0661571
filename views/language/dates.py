"""How dates and times are written for people: as on the patron page, without zero padding.

Days are Asia/Tokyo's already when they arrive (services.rules.clock); instants are turned to Tokyo here.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from services.rules.clock import to_tokyo
from services.rules.dates import months_before, written
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate

type PresentDay = Callable[[], date | None]
"""Gives the day at the counters; None where it isn't known, so that all years are written."""

_NEAR = 6
"""Months within which a day needs no year."""
_MOST_DAYS = 512
_DAY = re.compile(r"(?<!\d)(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_WEEKDAYS = (
    QT_TRANSLATE_NOOP("dates", "月"),
    QT_TRANSLATE_NOOP("dates", "火"),
    QT_TRANSLATE_NOOP("dates", "水"),
    QT_TRANSLATE_NOOP("dates", "木"),
    QT_TRANSLATE_NOOP("dates", "金"),
    QT_TRANSLATE_NOOP("dates", "土"),
    QT_TRANSLATE_NOOP("dates", "日"),
)


def day(value: date) -> str:
    """Write a day as the guide does: `2026/12/8`."""
    return written(value)


def day_or_blank(value: date | None) -> str:
    """Write a day, or nothing where there is none."""
    return "" if value is None else day(value)


def short_day(value: date) -> str:
    """Write a day of the coming weeks: `12/8`."""
    return f"{value.month}/{value.day}"


def weekday(value: date) -> str:
    """Write a day's weekday as it stands behind the day: `(水)`."""
    return filled("dates", QT_TRANSLATE_NOOP("dates", "(%1)"), translate("dates", _WEEKDAYS[value.weekday()]))


class Told(NamedTuple):
    """A day in a question or a result.

    Attributes:
        shown: without its year, where it is near.
        heard: the whole day, for a screen reader.
    """

    shown: str
    heard: str


NOTHING = Told("", "")


def told(value: date | None, today: date | None) -> Told:
    """Write a day that counts, with its weekday: `12/8(火)`; None as nothing.

    Args:
        value: the day.
        today: days that are near it need no year; None leaves the year in.
    """
    return NOTHING if value is None else _told(day(value) + weekday(value), today)


def past(value: date | None, today: date | None) -> Told:
    """Write a day on which something was done, without its weekday; otherwise as `told`."""
    return NOTHING if value is None else _told(day(value), today)


def _told(whole: str, today: date | None) -> Told:
    return Told(whole if today is None else near(whole, today), whole)


def near(text: str, today: date) -> str:
    """Leave the year out of every day of a text that is no more than six months away.

    `更新すると 2026/12/8` becomes `更新すると 12/8`.
    """
    if "/" not in text:
        return text
    return _DAY.sub(lambda found: _near_day(found[0], today), text)


@lru_cache(maxsize=_MOST_DAYS)
def _near_day(written_day: str, today: date) -> str:
    """Leave the year out of a day that is near, and keep a day that there isn't; patrons have the same few hundred."""
    first, last = _near_days(today)
    try:
        found = date(*map(int, written_day.split("/")))
    except ValueError:
        return written_day
    return short_day(found) if first <= found <= last else written_day


@lru_cache(maxsize=4)
def _near_days(today: date) -> tuple[date, date]:
    return months_before(today, _NEAR), months_before(today, -_NEAR)


def month(text: str) -> str:
    """Leave the day out of every day of a text that has its year: `2025/10/27` becomes `2025/10`."""
    return _DAY.sub(lambda found: f"{found[1]}/{found[2]}", text)


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
