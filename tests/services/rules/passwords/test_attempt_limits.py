from datetime import UTC, datetime, timedelta

import pytest

from services.rules.passwords.attempt_limits import (
    ENDLESS,
    Tries,
    TryLimits,
    after_try,
    ends_at,
    is_locked,
    lock_end,
)

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LIMITS = TryLimits(tries=5, minutes=15)
LATER = NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Tries(), Tries(1)),
        (Tries(3), Tries(4)),
        (Tries(4), Tries(0, LATER)),
        (Tries(9), Tries(0, LATER)),
        (Tries(0, NOW - timedelta(seconds=1)), Tries(1)),
    ],
)
def test_a_try_is_counted(before: Tries, after: Tries) -> None:
    assert after_try(before, NOW, LIMITS) == after


def test_a_library_that_allows_one_locks_at_once() -> None:
    assert after_try(Tries(), NOW, TryLimits(tries=1, minutes=1)) == Tries(0, NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("until", "end"),
    [
        (None, None),
        (NOW, None),
        (NOW - timedelta(days=1), None),
        (NOW + timedelta(seconds=1), NOW + timedelta(seconds=1)),
        (LATER, LATER),
        (NOW + timedelta(days=365), LATER),
    ],
)
def test_a_lock_ends(until: datetime | None, end: datetime | None) -> None:
    assert lock_end(Tries(0, until), NOW, LIMITS) == end


@pytest.mark.parametrize(
    ("until", "locked", "end"),
    [(None, False, None), (NOW, False, None), (LATER, True, LATER), (ENDLESS, True, None)],
)
def test_locks_end_by_themselves_but_for_an_endless_one(
    until: datetime | None, locked: bool, end: datetime | None
) -> None:
    assert (is_locked(until, NOW), ends_at(until, NOW)) == (locked, end)
