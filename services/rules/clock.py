"""Time as the library has it: instants are the database server's, days are Asia/Tokyo's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def to_tokyo(instant: datetime) -> datetime:
    """Show an aware instant as Tokyo's wall clock; in the last hours of the year 9999 its last moment."""
    try:
        return instant.astimezone(TOKYO)
    except OverflowError:
        return datetime.max.replace(tzinfo=TOKYO)


def tokyo_day(instant: datetime) -> date:
    """Tell the calendar day at the counters at an aware instant."""
    return to_tokyo(instant).date()


def tokyo_midnight(day: date) -> datetime:
    """Tell the instant at which a day begins at the counters, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO).astimezone(UTC)
