"""Decides when an undelivered mail is tried again, and when it is given up."""

from datetime import datetime, timedelta
from typing import Final

TRIES: Final = 16
"""Their waits add up to more than four days, as RFC 5321 asks."""
FIRST_WAIT: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=12)
DOUBLINGS: Final = 10
"""Enough doublings to reach the longest wait."""


def next_try(now: datetime, tries: int) -> datetime | None:
    """Tell when to try again: after 5 minutes, then each time after twice as long, at most twelve hours.

    Args:
        now: when it failed.
        tries: how often it was tried, 1 after the first time.

    Returns:
        The moment, or None when it was tried often enough.
    """
    if tries >= TRIES:
        return None
    doubled = min(max(tries - 1, 0), DOUBLINGS)
    return now + min(FIRST_WAIT * (1 << doubled), LONGEST_WAIT)
