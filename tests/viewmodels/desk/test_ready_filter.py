"""The filter of the ready holds: it ends with its patron, and when nothing would be left in it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.contract.snapshot import HoldRow, LookUpAnswer, PatronSnapshot
from services.rules.vocabulary import HoldStatus
from tests.helpers.snapshots import TODAY, days, header, hold, past_waiting, snapshot
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench
from viewmodels.core.observable import Observable
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.ready_filter import ReadyFilter, ready_holds

WAITS, READY, LATE, TRAVELS = (
    hold(1),
    past_waiting(2, HoldStatus.READY),
    past_waiting(3, HoldStatus.READY, shelf_until=days(-1)),
    past_waiting(4, HoldStatus.IN_TRANSIT),
)
OPEN = snapshot(card_number=CARD_A, holds=(WAITS, READY, LATE, TRAVELS))


class Scene:
    """A filter behind who is open, and in front of it whatever shows them."""

    def __init__(self) -> None:
        self.answer: Observable[LookUpAnswer | None] = Observable(OPEN)
        self.filter = ReadyFilter(self.answer)
        self.seen: list[tuple[bool, bool]] = []
        self.answer.subscribe(lambda answer: self.seen.append((answer is not None, self.filter.on.value)))
        self.filter.toggle()


def with_holds(*rows: HoldRow) -> PatronSnapshot:
    return replace(OPEN, holds=rows)


@pytest.mark.parametrize(
    ("row", "is_ready"),
    [
        (WAITS, False),
        (READY, True),
        (past_waiting(5, HoldStatus.READY, shelf_until=TODAY), True),
        (past_waiting(6, HoldStatus.READY, shelf_until=None), True),
        (replace(WAITS, position=None, paused=True), False),
        (LATE, False),
        (TRAVELS, False),
    ],
)
def test_what_is_ready_stands_on_the_shelf_in_its_time(row: HoldRow, *, is_ready: bool) -> None:
    assert ready_holds((row,), TODAY) == ((row,) if is_ready else ())


def test_the_same_press_brings_all_back() -> None:
    scene = Scene()
    assert scene.filter.on.value
    scene.filter.toggle()
    assert not scene.filter.on.value


@pytest.mark.parametrize(
    ("after", "stays"),
    [
        (with_holds(READY), True),
        (with_holds(WAITS, LATE, TRAVELS), False),
        (with_holds(), False),
        (replace(OPEN, patron=replace(header(), id=OPEN.patron.id + 1)), False),
        (None, False),
    ],
)
def test_it_ends_before_another_patron_or_an_empty_list_is_shown(
    after: PatronSnapshot | None, *, stays: bool
) -> None:
    scene = Scene()
    scene.answer.set(after)
    assert scene.seen[-1] == (after is not None, stays)


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        (RowPlace(Part.HOLDS, READY.id), True),
        (RowPlace(Part.HOLDS, TRAVELS.id), False),
        (RowPlace(Part.LOANS, TRAVELS.id), True),
    ],
)
def test_a_hold_that_is_gone_to_and_is_not_ready_brings_all_back(place: RowPlace, *, stays: bool) -> None:
    scene = Scene()
    scene.filter.reveal(place)
    assert scene.filter.on.value is stays


def test_without_a_ready_hold_nothing_is_left_out() -> None:
    scene = Scene()
    scene.answer.set(with_holds(WAITS))
    scene.filter.toggle()
    assert not scene.filter.on.value


async def opened(bench: Bench) -> Callable[[str], None]:
    bench.look_ups.answer(CARD_A, with_holds(WAITS, READY, replace(TRAVELS, item_number="3000097002")))
    bench.look_ups.answer(CARD_B, replace(OPEN, card_number=CARD_B))
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    bench.desk.ready_filter.toggle()
    assert bench.desk.ready_filter.on.value
    return bench.desk.scanned


async def test_on_a_desk_an_item_and_another_card_end_it() -> None:
    bench = Bench()
    scan = await opened(bench)
    scan("3000097002")
    assert not bench.desk.ready_filter.on.value
    bench.desk.ready_filter.toggle()
    scan(CARD_B)
    await bench.desk.look_up.settled()
    assert bench.desk.snapshot is not None
    assert bench.desk.snapshot.card_number == CARD_B
    assert not bench.desk.ready_filter.on.value
