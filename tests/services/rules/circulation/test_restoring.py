"""What a cancelled hold comes back as."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.restoring import Comeback, Kept, WaitsBecause, comeback
from services.rules.vocabulary import HoldStatus

TODAY = date(2026, 11, 24)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
WAITING, IN_TRANSIT, READY = HoldStatus


@pytest.mark.parametrize(
    ("status", "had_copy", "shelf_until", "back"),
    [
        (READY, True, TOMORROW, Comeback(READY, TOMORROW)),
        (READY, True, TODAY, Comeback(READY, TODAY)),
        (READY, True, YESTERDAY, Comeback(because=WaitsBecause.SHELF_TIME_OVER)),
        (IN_TRANSIT, True, None, Comeback(because=WaitsBecause.IN_TRANSIT)),
        (WAITING, False, None, Comeback()),
        (None, False, None, Comeback()),
        (None, True, None, Comeback(because=WaitsBecause.NOT_KEPT)),
        # What no desk writes, and another program might.
        (READY, False, TOMORROW, Comeback()),
        (WAITING, True, None, Comeback(because=WaitsBecause.NOT_KEPT)),
        (READY, True, None, Comeback(because=WaitsBecause.NOT_KEPT)),
    ],
)
def test_a_hold_comes_back_as_it_was_or_waits(
    status: HoldStatus | None, had_copy: bool, shelf_until: date | None, back: Comeback
) -> None:
    assert comeback(Kept(status=status, had_copy=had_copy, shelf_until=shelf_until), TODAY) == back


days = st.integers(-20, 20).map(lambda each: TODAY + timedelta(days=each))


@given(st.sampled_from([*HoldStatus, None]), st.booleans(), st.none() | days)
def test_only_what_stood_ready_and_may_still_is_ready_and_the_others_say_why(
    status: HoldStatus | None, had_copy: bool, shelf_until: date | None
) -> None:
    back = comeback(Kept(status=status, had_copy=had_copy, shelf_until=shelf_until), TODAY)
    is_ready = status is READY and had_copy and shelf_until is not None and shelf_until >= TODAY
    assert (back.status is READY) == is_ready
    assert back.shelf_until == (shelf_until if is_ready else None)
    assert (back.because is not None) == (had_copy and not is_ready)
