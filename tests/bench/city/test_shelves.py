"""The reckoning that stands in for a table of a million and a half items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.masters import Masters
from services.own_schema.demo.hashes import Hashes
from services.own_schema.demo.world import World
from tests.bench.city.conftest import TODAY
from tests.bench.city.crowd import Share
from tests.bench.city.shelves import FIRST_ITEM_ID, FIRST_TITLE_ID, Shelves, Sizes, Stride


@given(st.integers(1, 5000))
def test_a_stride_visits_everything_once(n: int) -> None:
    stride = Stride(n)

    assert sorted(stride.at(visit) for visit in range(n)) == list(range(n))


@pytest.mark.parametrize("n", [1056, 80_800, 121_500])
def test_neighbouring_visits_are_far_apart(n: int) -> None:
    stride = Stride(n)
    for start in (0, n // 3):
        near = [stride.at((start + step) % n) for step in range(12)]
        gaps = [min((a - b) % n, (b - a) % n) for place, a in enumerate(near) for b in near[:place]]
        assert min(gaps) > n / 40


@given(st.integers(100, 2_000_000))
def test_sizes_fit_into_each_other(patrons: int) -> None:
    sizes = Sizes(patrons)

    assert sizes.popular + sizes.kept <= sizes.titles
    assert sizes.popular * 2 + sizes.interlibrary < sizes.loans


def test_a_city_has_what_was_asked_for() -> None:
    sizes = Sizes(1_000_000)

    assert sizes.titles * 2 >= 1_500_000
    assert sizes.loans >= 120_000
    assert sizes.waiting + sizes.kept >= 100_000
    assert sizes.suspended == 30_000


@pytest.mark.parametrize("patrons", [100, 777, 3000])
async def test_items_are_lent_once_and_popular_ones_all(masters: Masters, patrons: int) -> None:
    world = World(masters, Hashes("", "", ""), today=TODAY, seed=1)
    sizes = Sizes(patrons)
    shelves = Shelves(world, sizes)
    for title in range(shelves.count):
        shelves.fill(title)
    written = world.tray.take()
    title_of = {row[0] - FIRST_ITEM_ID: row[2] - FIRST_TITLE_ID for row in written["item"]}
    lent = [shelves.lent_item(visit) for visit in range(sizes.loans)]
    idle = [shelves.idle_item(number) for number in range(sizes.suspended)]
    held = [shelves.held_title(visit) for visit in range(sizes.waiting + sizes.kept)]
    kept = [item for _, item in held if item is not None]

    assert all(shelves.title_of(item) == title for item, title in title_of.items())
    everything = [*lent, *idle, *kept]
    assert len(set(everything)) == len(everything)
    assert set(everything) <= set(title_of)
    waiting = {title for title, item in held if item is None}
    assert waiting == set(range(sizes.popular))
    assert {item for item, title in title_of.items() if title in waiting} <= set(lent)
    assert all(title_of[item] == title for title, item in held if item is not None)


@given(st.integers(0, 3000), st.integers(24, 4000), st.data())
def test_a_share_hands_out_everything_in_time(total: int, crowd: int, data: st.DataObject) -> None:
    share = Share(total, crowd)
    comes = data.draw(st.sets(st.integers(0, crowd - 1), max_size=50)) | {crowd - 1}
    given_out = [visit for place in sorted(comes) for visit in share.due(place, total)]

    assert given_out == list(range(total))


def test_a_share_gives_nobody_more_than_may_be() -> None:
    share = Share(100, 100)

    assert [len(share.due(place, 12)) for place in (50, 51, 99)] == [12, 12, 12]
