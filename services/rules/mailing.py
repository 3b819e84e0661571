"""Decides when an undelivered mail is tried again, and when it is given up."""

from datetime import datetime, timedelta

from services.rules.policy import Policy

_LONGEST_WAIT = timedelta(hours=12)
_DOUBLINGS = 10  # of a minute are more than the longest wait


def next_try(now: datetime, tries: int, policy: Policy) -> datetime | None:
    """Tell when to try again: after ◇ 5 minutes, then each time after twice as long, at most twelve hours.

    Args:
        now: when it failed.
        tries: how often it was tried, 1 after the first time.
        policy: ◇ `mail_first_retry_minutes` and `mail_tries`, which last four days and more, as RFC 5321 asks.

    Returns:
        The moment, or None when it was tried often enough.
    """
    if tries >= policy.mail_tries:
        return None
    doubled = min(max(tries - 1, 0), _DOUBLINGS)
    wait = timedelta(minutes=policy.mail_first_retry_minutes) * (1 << doubled)
    return now + min(wait, _LONGEST_WAIT)
