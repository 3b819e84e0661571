from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.freed_copy import Waiting, assign, next_in_line
from services.rules.circulation.holds import shelf_until
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMethod, HoldStatus

TODAY = date(2026, 11, 24)
POLICY = Policy()


def waiting(number: int, hour: int, wait_until: date | None = None) -> Waiting:
    placed_at = datetime(2026, 11, 1, hour, tzinfo=UTC)
    return Waiting(
        id=number,
        version=1,
        placed_at=placed_at,
        branch_id=1,
        contact=ContactMethod.NONE,
        wait_until=wait_until,
    )


def test_next_in_line_is_the_first_placed_whose_wait_is_not_over() -> None:
    today = date(2026, 11, 24)
    over, first, last_day = waiting(1, 1, date(2026, 11, 23)), waiting(3, 2), waiting(2, 2, today)
    assert next_in_line((waiting(4, 3), first, last_day, over), today) == last_day
    assert next_in_line((first, over), today) == first
    assert next_in_line((over,), today) is None


queues = st.lists(
    st.builds(
        Waiting,
        id=st.integers(1, 99),
        version=st.just(1),
        placed_at=st.integers(0, 3).map(lambda hour: datetime(2026, 11, 1, hour, tzinfo=UTC)),
        branch_id=st.integers(1, 2),
        contact=st.sampled_from(ContactMethod),
        wait_until=st.none() | st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days)),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


@given(queues, st.none() | st.integers(1, 2))
def test_a_copy_goes_to_nobody_whose_wait_is_over_and_stands_ready_only_on_the_right_shelf(
    queue: list[Waiting], shelf_branch: int | None
) -> None:
    calendar = BranchCalendar()
    to = assign(queue, shelf_branch, TODAY, lambda _branch: calendar, POLICY)
    in_time = [each for each in queue if each.wait_until is None or each.wait_until >= TODAY]
    if to is None:
        assert in_time == []
        return
    assert to.waiting in in_time
    assert all((to.waiting.placed_at, to.waiting.id) <= (each.placed_at, each.id) for each in in_time)
    stays = to.waiting.branch_id == shelf_branch
    assert to.shelf_until == (shelf_until(TODAY, calendar, POLICY) if stays else None)
    assert to.status is (HoldStatus.READY if stays else HoldStatus.IN_TRANSIT)
