from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.freed_copy import NextInLine, QueuedHold, assign, next_in_line
from services.rules.circulation.holds import shelf_until
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMethod, HoldStatus

TODAY = date(2026, 11, 24)
POLICY = Policy()


def waiting(number: int, hour: int, wait_until: date | None = None) -> QueuedHold:
    placed_at = datetime(2026, 11, 1, hour, tzinfo=UTC)
    return QueuedHold(id=number, placed_at=placed_at, wait_until=wait_until)


def test_next_in_line_is_the_first_placed_whose_wait_is_not_over() -> None:
    today = date(2026, 11, 24)
    over, first, last_day = waiting(1, 1, date(2026, 11, 23)), waiting(3, 2), waiting(2, 2, today)
    assert next_in_line((waiting(4, 3), first, last_day, over), today) == last_day
    assert next_in_line((first, over), today) == first
    assert next_in_line((over,), today) is None


queues = st.lists(
    st.builds(
        QueuedHold,
        id=st.integers(1, 99),
        placed_at=st.integers(0, 3).map(lambda hour: datetime(2026, 11, 1, hour, tzinfo=UTC)),
        wait_until=st.none() | st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days)),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


@given(queues)
def test_nobody_whose_wait_is_over_is_next_and_nobody_before_the_next_waits(queue: list[QueuedHold]) -> None:
    turn = next_in_line(queue, TODAY)
    in_time = [each for each in queue if each.wait_until is None or each.wait_until >= TODAY]
    if turn is None:
        assert in_time == []
        return
    assert turn in in_time
    assert all((turn.placed_at, turn.id) <= (each.placed_at, each.id) for each in in_time)


@pytest.mark.parametrize("contact", ContactMethod)
@pytest.mark.parametrize("shelf_branch", [None, 1, 2])
def test_a_copy_stands_ready_only_on_the_shelf_of_the_right_branch(
    shelf_branch: int | None, contact: ContactMethod
) -> None:
    calendar = BranchCalendar()
    to = assign(
        NextInLine(key=7, version=1, branch_id=1, contact=contact),
        shelf_branch,
        TODAY,
        lambda _branch: calendar,
        POLICY,
    )
    assert to is not None
    stays = shelf_branch == 1
    assert to.shelf_until == (shelf_until(TODAY, calendar, POLICY) if stays else None)
    assert to.status is (HoldStatus.READY if stays else HoldStatus.IN_TRANSIT)


def test_a_copy_that_nobody_waits_for_goes_back() -> None:
    assert assign(None, 1, TODAY, lambda _branch: BranchCalendar(), POLICY) is None
